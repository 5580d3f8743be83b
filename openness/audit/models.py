from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SubjectQuerySet(models.QuerySet):
    """Rows about any model: the kernel's only generic foreign keys."""

    def of(self, subject):
        return self.filter(subject_type=ContentType.objects.get_for_model(subject), subject_id=subject.pk)


class Event(models.Model):
    """One step that somebody took on something: never edited, never deleted (a trigger refuses it), titles elsewhere."""
    subject_type = models.ForeignKey(ContentType, models.PROTECT)
    subject_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    step = models.CharField(max_length=30)
    before = models.CharField(max_length=30, blank=True)
    after = models.CharField(max_length=30, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, related_name="+")    # administrators act for none
    role = models.CharField(max_length=30)
    acting_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    key = models.CharField(max_length=64, blank=True)

    objects = SubjectQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "at"]),
            models.Index(fields=["subject_type", "step", "at"], include=["subject_id"], name="event_by_step")]      # figures ask by step
        constraints = [models.UniqueConstraint(
            fields=["actor", "step", "key"], condition=~Q(key=""), name="a_key_answers_once")]

    def __str__(self):
        return f"{self.step} {self.before}→{self.after} {self.at:%F %T}"


class WipedWords(models.Model):
    """The digests of an event's note and data that were taken out because they were secret (wiping.py): the seal of the event
    covers these digests and not the words, so that verification holds before and after."""
    event = models.OneToOneField(Event, models.PROTECT, primary_key=True, related_name="wiped")
    note_digest = models.CharField(max_length=64)
    data_digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("已清除的说明")
        verbose_name_plural = _("已清除的说明")

    def __str__(self):
        return f"{self.event_id}"


class Epoch(models.Model):
    """After a logical restore the database counts transactions anew: later events have another order (sealing.py)."""
    number = models.PositiveIntegerField(primary_key=True)
    after_event = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    cause = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("固化纪元")
        verbose_name_plural = _("固化纪元")

    def __str__(self):
        return f"{self.number} {self.at:%F %T}"


class Seal(models.Model):
    """A link of the chain over all events; its place is its key, so that the chain cannot fork. Insert-only by trigger."""
    position = models.PositiveBigIntegerField(primary_key=True)
    event = models.OneToOneField(Event, models.PROTECT, related_name="seal")
    epoch = models.PositiveIntegerField(default=0)
    algorithm = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["position"]
        verbose_name = _("固化")
        verbose_name_plural = _("固化")

    def __str__(self):
        return f"{self.position} {self.digest[:16]}"
