from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openness.files.models import File

from ..choices import Channel
from .material import Material

PERSON = {"on_delete": models.PROTECT, "related_name": "+"}


class ChannelRecordQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(struck_at=None)


class ChannelRecord(models.Model):
    """渠道记录: where a material was spread, since when, and how one can see it; struck out, never deleted."""
    material = models.ForeignKey(Material, models.PROTECT, related_name="channels")
    channel = models.CharField(_("渠道"), max_length=10, choices=Channel)
    place = models.CharField(_("名称"), max_length=100)
    at = models.DateTimeField(_("发布时间"))
    link = models.CharField(_("链接"), max_length=500, blank=True)           # of the platform itself without its host
    evidence = models.CharField(_("佐证"), max_length=200, blank=True)
    file = models.ForeignKey(File, models.PROTECT, null=True, related_name="+", verbose_name=_("佐证文件"))    # kept with the plan
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    recorded_at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, **PERSON)
    struck_because = models.TextField(_("撤销理由"), max_length=2000, blank=True)

    objects = ChannelRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("渠道记录")
        verbose_name_plural = _("渠道记录")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(name="a_channel_record_can_be_checked", condition=~Q(link="") | ~Q(evidence="") | Q(file__isnull=False)),
            models.CheckConstraint(name="who_struck_a_record_says_why", condition=Q(struck_at=None, struck_by=None, struck_because="") | Q(
                struck_at__isnull=False, struck_by__isnull=False) & ~Q(struck_because="")),
        ]

    def __str__(self):
        return f"{self.get_channel_display()} · {self.place}"
