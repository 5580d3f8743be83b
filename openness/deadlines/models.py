from collections import defaultdict

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from openness.audit.models import SubjectQuerySet


class CalendarYear(models.Model):
    """A year whose official calendar has been announced; any other year is counted provisionally."""
    year = models.PositiveSmallIntegerField(_("年份"), primary_key=True)
    notice = models.CharField(_("依据"), max_length=100)

    class Meta:
        verbose_name = _("已公布年份")
        verbose_name_plural = _("已公布年份")

    def __str__(self):
        return str(self.year)


class SpecialDay(models.Model):
    """A public holiday, or a weekend day worked in exchange (调休)."""
    date = models.DateField(_("日期"), primary_key=True)
    is_working_day = models.BooleanField(_("上班"))

    class Meta:
        verbose_name = _("特殊日期")
        verbose_name_plural = _("特殊日期")

    def __str__(self):
        return f"{self.date} {'+' if self.is_working_day else '-'}"


class DeadlineQuerySet(SubjectQuerySet):
    def open(self):
        return self.filter(closed_at=None)

    def overdue(self, now):
        return self.open().filter(due_at__lt=now)

    def exclude_resting(self):
        """Without those that rest now: while a clock is paused, nothing is due."""
        return self.filter(~Exists(Pause.objects.filter(deadline=OuterRef("pk"), until=None)))

    def to_remind(self, now):
        return self.open().filter(next_reminder_at__lte=now)

    def to_read(self):
        """With what readings say of them."""
        running = Pause.objects.filter(deadline=OuterRef("pk"), until=None)
        return self.select_related("rule").annotate(paused_for=Subquery(running.values("cause")[:1]))

    def resting_on(self, rights):
        """Those that a person answers for; rights are (agency id, right) pairs."""
        places = defaultdict(list)
        for agency, right in rights:
            places[right].append(agency)
        mine = Q(pk__in=[])
        for right, agencies in places.items():
            mine |= Q(right=right, agency__in=agencies)
        return self.open().filter(mine)


class Deadline(models.Model):
    """A clock on a subject, opened and closed by steps. Several may run at once, one for each rule."""
    subject_type = models.ForeignKey(ContentType, models.PROTECT)
    subject_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    key = models.CharField(max_length=50)
    rule = models.ForeignKey("rules.Rule", models.PROTECT)
    agency = models.ForeignKey("agencies.Agency", models.PROTECT)
    right = models.CharField(max_length=50)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    provisional = models.BooleanField("暂定", default=False)
    closed_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    next_reminder_at = models.DateTimeField(null=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(
            fields=["subject_type", "subject_id", "key"], condition=Q(closed_at=None), name="one_open_clock_per_rule")]
        indexes = [
            models.Index(fields=["next_reminder_at"], condition=Q(closed_at=None), name="clock_to_remind"),
            models.Index(fields=["agency", "right", "due_at"], condition=Q(closed_at=None), name="clock_of_a_body"),
        ]

    def __str__(self):
        return f"{self.key} {self.due_at:%F}"

    @cached_property
    def paused_for(self):
        """The cause of the pause that is running, None when the clock runs; lists annotate it with `to_read`."""
        return self.pauses.filter(until=None).values_list("cause", flat=True).first()


class Pause(models.Model):
    """Time that does not count (补正、征求第三方意见), with its cause; due_at is derived from start, rule, pauses and extensions."""
    deadline = models.ForeignKey(Deadline, models.CASCADE, related_name="pauses")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    cause = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deadline"], condition=Q(until=None), name="one_pause_at_a_time")]

    def __str__(self):
        return f"{self.cause} {self.since:%F}"


class Extension(models.Model):
    """延期: what was added to a limit, in the unit of its rule, why and by whom; agreed to before or after a pause, all the same."""
    deadline = models.ForeignKey(Deadline, models.CASCADE, related_name="extensions")
    length = models.PositiveSmallIntegerField()
    cause = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(name="an_extension_adds", condition=Q(length__gt=0))]

    def __str__(self):
        return f"+{self.length} {self.cause}"


class Reminder(models.Model):
    """The ledger: one person is told once of one round of one stage of one limit, whoever runs the scan, however often."""
    deadline = models.ForeignKey(Deadline, models.CASCADE, related_name="reminders")
    due_at = models.DateTimeField()     # a limit that moved (recount, pause) is announced afresh
    stage = models.CharField(max_length=30)
    round = models.PositiveSmallIntegerField()
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    late = models.BooleanField(default=False)   # told only after an outage

    class Meta:
        constraints = [models.UniqueConstraint(
            fields=["deadline", "due_at", "stage", "round", "recipient"], name="each_person_once")]

    def __str__(self):
        return f"{self.stage} {self.round} → {self.recipient_id}"
