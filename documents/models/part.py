from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from openness.files.models import File

from ..choices import Disclosure
from .document import Document


class Part(models.Model):
    """An attachment, which may have an attribute of its own (区分处理); empty means that of the body."""
    document = models.ForeignKey(Document, models.CASCADE, related_name="parts")
    order = models.PositiveSmallIntegerField(_("顺序"))
    title = models.CharField(_("附件标题"), max_length=200)
    file = models.ForeignKey(File, models.PROTECT, related_name="+", verbose_name=_("文件"))
    disclosure = models.CharField(_("公开属性"), max_length=20, choices=Disclosure, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("附件")
        verbose_name_plural = _("附件")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.title
