from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .document import Document


class ImportedText(models.Model):
    """A text that was brought in, kept until its fields are confirmed, so that a closed page loses nothing.

    Seen by whoever brought it and by nobody else; the document made of it has rights of its own.
    """
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(_("文件名"), max_length=200)
    text = models.TextField()
    at = models.DateTimeField()
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="imported_from")

    class Meta:
        verbose_name = _("导入")
        verbose_name_plural = _("导入")
        ordering = ["-at"]

    def __str__(self):
        return self.name
