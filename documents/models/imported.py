from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from openness.agencies.models import Agency
from openness.agencies.rights import agencies_with
from openness.files.models import File

from ..rights import DRAFT
from .document import Document


class ImportBatch(models.Model):
    """Files that somebody brought in together, for one drafting body."""
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("导入批次")
        verbose_name_plural = _("导入批次")
        ordering = ["-at"]

    def __str__(self):
        return f"{self.at:%F %T}"


class ImportedTextQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of whoever brought it, while that person drafts for some body; for files.views too."""
        return self.filter(user=user) if agencies_with(user, DRAFT) else self.none()

    def open(self):
        """What still waits for somebody: not made into a document, not put away."""
        return self.filter(document=None, removed_at=None)

    def waiting(self):
        """Not yet read."""
        return self.open().filter(state=ImportedText.WAITING)


class ImportedText(models.Model):
    """A file that was brought in, its text once it is read, kept until its fields are confirmed: a closed page loses nothing.

    Seen by whoever brought it and by nobody else; the document made of it has rights of its own.
    """
    WAITING, READ, FAILED = "waiting", "read", "failed"
    batch = models.ForeignKey(ImportBatch, models.PROTECT, null=True, related_name="texts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(_("文件名"), max_length=200)
    file = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, default=READ)
    text = models.TextField(blank=True)
    failure = models.TextField(blank=True)              # why it could not be read, as a sentence
    title = models.CharField(max_length=300, blank=True)        # what was found, for the list of results
    number = models.CharField(max_length=60, blank=True)
    disclosure = models.CharField(max_length=20, blank=True)
    doubt = models.TextField(blank=True)                # why it looks like no official document, or what was not found
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="imported_from")

    objects = ImportedTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("导入")
        verbose_name_plural = _("导入")
        ordering = ["-at", "pk"]

    def __str__(self):
        return self.name

    @property
    def standing(self):
        """How it stands, a key of the badge vocabulary."""
        if self.document_id:
            return "saved"
        if self.removed_at:
            return "removed"
        return "check" if self.state == self.READ and self.doubt else self.state
