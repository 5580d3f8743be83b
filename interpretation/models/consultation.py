from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from documents.visibility import SEALED
from openness.agencies.models import Agency
from openness.agencies.rights import agencies_with
from openness.linkage.rights import ANSWER
from openness.workflow.models import Case

from ..choices import ConsultationStatus, Outcome, PlanStatus, Verdict
from ..effects.consultation import digests
from ..workflows.consultation import consultation_workflow
from .plan import Plan

ANSWERED = Q(status=ConsultationStatus.ANSWERED)


class ConsultationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who sees the plan, and of the bodies asked each its own."""
        return self.filter(Q(plan__in=Plan.objects.visible_to(user)) | Q(pk__in=self.model.objects.received_by(user).values("pk")))

    def received_by(self, user):
        return self.filter(agency__in=agencies_with(user, ANSWER)).exclude(
            status=ConsultationStatus.CANCELLED).exclude(plan__document__status__in=sorted(SEALED))

    def for_lists(self):
        return self.select_related("plan__document__drafting_agency", "plan__agency", "agency", "answered_by").defer("plan__document__body")

    def waiting(self):
        return self.filter(status=ConsultationStatus.ASKED).exclude(plan__status__in=[PlanStatus.EXEMPT, PlanStatus.ENDED])


class Consultation(Case):
    """征求意见: one joint or cooperating body is asked about the interpretation of one document. Silence is not consent."""
    status = models.CharField(_("状态"), max_length=20, choices=ConsultationStatus, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="consultations", editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("征求意见的单位"), editable=False)
    question = models.TextField(_("征求意见的内容"), max_length=2000, blank=True)
    asked_at = models.DateTimeField(editable=False)
    verdict = models.CharField(_("答复"), max_length=10, choices=Verdict, blank=True)
    opinion = models.TextField(_("意见"), max_length=5000, blank=True)
    read = models.JSONField(default=dict, editable=False)                    # the materials as they stood: see effects.digests
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+")
    outcome = models.CharField(_("处理结果"), max_length=10, choices=Outcome, blank=True)
    settlement = models.TextField(_("处理说明"), max_length=2000, blank=True)
    settled_at = models.DateTimeField(null=True, editable=False)

    history = HistoricalRecords()
    objects = ConsultationQuerySet.as_manager()
    workflow = consultation_workflow
    badge = "consultation"
    next_step = "answer"        # as a delivery of a letter says it: both lie on the desk of who answers

    class Meta:
        verbose_name = _("征求意见")
        verbose_name_plural = _("征求意见")
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["agency", "status"], name="consultations_of_a_body")]
        constraints = [
            models.CheckConstraint(name="a_consultation_has_a_status", condition=Q(status__in=ConsultationStatus.values)),
            models.CheckConstraint(name="an_answer_is_on_record", condition=ANSWERED & ~Q(verdict="") & Q(
                answered_at__isnull=False, answered_by__isnull=False) | ~ANSWERED & Q(verdict="", answered_at=None, answered_by=None)),
            models.CheckConstraint(name="an_opinion_has_words", condition=~Q(verdict=Verdict.OPINION) | ~Q(opinion="")),
            models.CheckConstraint(name="what_is_settled_says_how", condition=Q(settled_at=None) | ~Q(outcome="") & ~Q(settlement="")),
            models.UniqueConstraint(fields=["plan", "agency"], name="a_body_is_asked_once_at_a_time",
                                    condition=Q(status=ConsultationStatus.ASKED)),
        ]

    def __str__(self):
        return str(_("“%(title)s”解读征求%(agency)s意见")) % {"title": self.plan.document.title, "agency": self.agency.label}

    def get_absolute_url(self):
        return reverse("interpretation:consultation", args=[self.pk])

    def face(self, late=False):
        """Its word in the vocabulary: silence is said, never taken for consent."""
        if self.status == ConsultationStatus.ASKED:
            return "late" if late else "asked"
        if self.status == ConsultationStatus.ANSWERED:
            return "settled" if self.settled_at else self.verdict
        return self.status

    def is_outdated(self, stands=None):
        """The materials were changed after the answer; a page of many gives what stands."""
        return self.status == ConsultationStatus.ANSWERED and self.read != (digests(self.plan) if stands is None else stands)
