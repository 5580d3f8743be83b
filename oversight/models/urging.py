from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from openness.agencies.models import Agency
from openness.agencies.rights import agencies_with
from openness.deadlines.models import Deadline
from openness.deadlines.rights import SUPERVISE
from openness.workflow.models import Case

from ..choices import ReceiptStatus, UrgingStatus
from ..rights import ANSWER
from ..workflow import receipt_workflow, urging_workflow

PERSON = {"on_delete": models.PROTECT, "related_name": "+"}


class UrgingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(agency__in=agencies_with(user, SUPERVISE))


class Urging(Case):
    """One press of 催办: what an office wrote to the bodies with overdue items. What each body has is on its receipt."""
    status = models.CharField(_("状态"), max_length=20, choices=UrgingStatus, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("催办单位"))
    words = models.TextField(_("催办的话"), max_length=500)
    until = models.DateField(_("最迟签收答复日期"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    sent_at = models.DateTimeField(_("催办时间"))

    objects = UrgingQuerySet.as_manager()
    workflow = urging_workflow

    class Meta:
        verbose_name = _("催办")
        verbose_name_plural = _("催办")

    def __str__(self):
        return f"{_('催办')} {localdate(self.sent_at):%F}" if self.sent_at else str(_("催办"))


class ReceiptQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The office that urged, and of the bodies each its own."""
        return self.filter(Q(urging__agency__in=agencies_with(user, SUPERVISE)) | Q(agency__in=agencies_with(user, ANSWER)))

    def for_lists(self):
        return self.select_related("urging__agency", "urging__sent_by", "agency", "received_by", "answered_by").annotate(
            many=models.Count("items"))

    def late(self, on):
        """Not signed for by the day that was set."""
        return self.filter(status=ReceiptStatus.SENT, urging__until__lt=on)


class UrgingReceipt(Case):
    """What one body was asked, when it signed for it, and what it answered."""
    status = models.CharField(_("状态"), max_length=20, choices=ReceiptStatus, editable=False)
    urging = models.ForeignKey(Urging, models.PROTECT, related_name="receipts")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("单位"))
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, **PERSON)
    received_at = models.DateTimeField(_("签收时间"), null=True)
    answer = models.TextField(_("答复"), max_length=500, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, **PERSON)
    answered_at = models.DateTimeField(_("答复时间"), null=True)

    history = HistoricalRecords()
    objects = ReceiptQuerySet.as_manager()
    workflow = receipt_workflow

    class Meta:
        verbose_name = _("催办通知")
        verbose_name_plural = _("催办通知")
        constraints = [
            models.UniqueConstraint(fields=["urging", "agency"], name="one_receipt_a_body"),
            models.CheckConstraint(name="who_received_is_on_record", condition=Q(status=ReceiptStatus.SENT) | Q(
                received_by__isnull=False, received_at__isnull=False)),
        ]

    def __str__(self):
        return str(_("%(office)s的催办（%(day)s）")) % {
            "office": self.urging.agency.label, "day": f"{localdate(self.urging.sent_at):%F}"}

    def get_absolute_url(self):
        return reverse("oversight:receipt", args=[self.pk])


class UrgingItem(models.Model):
    """A clock that a body was urged about, with the limit of that day."""
    receipt = models.ForeignKey(UrgingReceipt, models.CASCADE, related_name="items")
    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="urgings")
    due_at = models.DateTimeField(_("期限"))

    class Meta:
        verbose_name = _("催办事项")
        verbose_name_plural = _("催办事项")
        constraints = [models.UniqueConstraint(fields=["receipt", "deadline"], name="urged_once_a_receipt")]

    def __str__(self):
        return f"{self.receipt_id}: {self.deadline_id}"
