from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from openness.files.models import File

from ..choices import Disclosure
from ..grounds import GROUNDS
from .document import Document


class Part(models.Model):
    """An attachment, which may have an attribute of its own (区分处理); empty means that of the body."""
    document = models.ForeignKey(Document, models.CASCADE, related_name="parts")
    order = models.PositiveSmallIntegerField(_("顺序"))
    title = models.CharField(_("附件标题"), max_length=200)
    file = models.ForeignKey(File, models.PROTECT, related_name="+", verbose_name=_("文件"))
    disclosure = models.CharField(_("公开属性"), max_length=20, choices=Disclosure, blank=True)
    ground = models.CharField(_("法律依据"), max_length=20, blank=True)        # of a part that is kept back by itself
    reasoning = models.TextField(_("理由"), max_length=1000, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("附件")
        verbose_name_plural = _("附件")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.title

    @property
    def ground_clause(self):
        ground = GROUNDS.get(self.ground)
        return f"{ground.clause}　{ground.label}" if ground else ""

    def seen(self):
        """What a reviewer judges of a part, for the digest: the file as it came and as it will go out."""
        seen = [self.order, self.title, self.file.sha256, self.disclosure]
        return seen + [self.ground] if self.ground else seen

    def as_public(self):
        sha256, size = self.file.public_copy
        return {"title": self.title, "name": self.file.name, "kind": self.file.kind, "sha256": sha256, "size": size}

    @property
    def is_kept_back(self):
        return self.disclosure in (Disclosure.ON_REQUEST, Disclosure.WITHHELD)
