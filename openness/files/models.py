from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from openness.audit.models import SubjectQuerySet

from . import reports


class State(models.TextChoices):
    """Rule H6: what waits for the scanner or failed it is neither downloaded nor published."""
    QUARANTINE = "quarantine", _("待查毒")
    USABLE = "usable", _("可用")
    REFUSED = "refused", _("查毒未通过")


def first_state():
    """Of whatever is kept, by whichever way: where a scanner is set, nothing passes it by."""
    return State.QUARANTINE if getattr(settings, "CLAMD", "") else State.USABLE


class FileQuerySet(SubjectQuerySet):
    def usable(self):
        return self.filter(state=State.USABLE)


class File(models.Model):
    """An upload: the bytes lie under their digest outside the web root, the name only here; never overwritten."""
    subject_type = models.ForeignKey(ContentType, models.PROTECT)
    subject_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    name = models.CharField(_("文件名"), max_length=200)
    kind = models.CharField(_("类型"), max_length=10)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("大小"))
    clean_sha256 = models.CharField(max_length=64, blank=True)      # the copy for publication; none of older uploads
    clean_size = models.PositiveBigIntegerField(_("公开副本大小"), default=0)
    removed = models.JSONField(_("清除记录"), default=dict, blank=True)     # the report of cleaning.clean()
    state = models.CharField(_("状态"), max_length=10, choices=State, default=first_state)
    note = models.CharField(_("说明"), max_length=200, blank=True)        # what the scanner called it
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    objects = FileQuerySet.as_manager()

    class Meta:
        verbose_name = _("文件")
        verbose_name_plural = _("文件")
        indexes = [
            models.Index(fields=["subject_type", "subject_id"]),
            models.Index(fields=["sha256"], name="files_by_digest"),
            models.Index(fields=["uploaded_at"], condition=models.Q(state="quarantine"), name="files_in_quarantine"),
        ]

    def __str__(self):
        return self.name

    @property
    def is_usable(self):
        return self.state == State.USABLE

    @property
    def public_copy(self) -> tuple[str, int]:
        """(sha256, size) of what goes out: the cleaned copy, of older uploads the original."""
        return (self.clean_sha256, self.clean_size) if self.clean_sha256 else (self.sha256, self.size)

    @property
    def removed_words(self) -> str:
        return reports.removed(self.removed)

    @property
    def left_words(self) -> str:
        return reports.left(self.removed)


class Erasure(models.Model):
    """Bytes that are to go from the disk: written with the transaction that decides it, done after it (erasing.py)."""
    sha256 = models.CharField(max_length=64)
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("待清除的文件")
        verbose_name_plural = _("待清除的文件")

    def __str__(self):
        return self.sha256
