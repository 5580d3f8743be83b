from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from openness.agencies.models import Agency
from openness.agencies.rights import agencies_with
from openness.deadlines.rights import SUPERVISE
from openness.workflow.models import Case

from ..choices import ReportStatus
from ..periods import month_of
from ..rights import ANSWER
from ..workflow import report_workflow


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The office sees its own at all times, a body what was signed and counts it."""
        return self.filter(Q(agency__in=agencies_with(user, SUPERVISE)) | Q(
            status=ReportStatus.SIGNED, bodies__overlap=sorted(agencies_with(user, ANSWER))))

    def for_lists(self):
        return self.select_related("agency", "signed_by").defer("numbers")


class MonthlyReport(Case):
    """The month of an office in numbers. A draft is made by the machine, which takes no step; a person signs it, and from
    then on it is immutable (a trigger refuses). `numbers` is written by reporting.compute alone."""
    status = models.CharField(_("状态"), max_length=20, choices=ReportStatus, default=ReportStatus.DRAFT, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("统计单位"))
    month = models.DateField(_("月份"))                                   # its first day
    numbers = models.JSONField(default=dict)
    comments = models.JSONField(_("评语"), default=dict)                   # {section: text}
    bodies = ArrayField(models.BigIntegerField(), default=list)           # ids of those that it counts
    drafted_at = models.DateTimeField(_("起草时间"))
    computed_at = models.DateTimeField(_("统计时间"))
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(_("定稿时间"), null=True)

    history = HistoricalRecords()
    objects = ReportQuerySet.as_manager()
    workflow = report_workflow

    class Meta:
        verbose_name = _("月报")
        verbose_name_plural = _("月报")
        constraints = [
            models.UniqueConstraint(fields=["agency", "month"], name="one_report_a_month"),
            models.CheckConstraint(name="who_signed_is_on_record", condition=Q(status=ReportStatus.DRAFT) | Q(
                signed_by__isnull=False, signed_at__isnull=False)),
        ]

    def __str__(self):
        return gettext("%(month)s月报") % {"month": date_format(self.month, gettext("Y年n月"))}

    def get_absolute_url(self):
        return reverse("oversight:report", args=[self.pk])

    @cached_property
    def period(self):
        return month_of(self.month)

    def sections(self):
        """[{key, label, rates, figures, ranking}] as they were counted, worded in the reader's language."""
        return [section | {"label": gettext(section["label"])} for section in self.numbers.get("sections", [])]
