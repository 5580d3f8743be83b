from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from documents.visibility import SEALED
from openness.agencies.models import Agency
from openness.agencies.rights import agencies_with
from openness.workflow.models import Case

from ..choices import RectificationStatus
from ..rights import INTERPRET, REVIEW_MATERIAL
from ..workflows.rectification import rectification_workflow
from .evaluation import Evaluation
from .plan import Plan

PERSON = {"on_delete": models.PROTECT, "null": True, "editable": False, "related_name": "+"}


class RectificationQuerySet(models.QuerySet):
    def visible_to(self, user):
        mine = agencies_with(user, INTERPRET) | agencies_with(user, REVIEW_MATERIAL)
        return self.exclude(evaluation__plan__document__status__in=sorted(SEALED)).filter(
            Q(agency__in=mine) | Q(evaluation__plan__in=Plan.objects.visible_to(user)))

    def for_lists(self):
        return self.select_related("evaluation__plan__document__drafting_agency", "evaluation__plan__agency", "evaluation__by", "agency",
                                   "confirmed_by").defer("evaluation__plan__document__body")


class Rectification(Case):
    """整改任务: what an evaluation found wrong, put right by a day, confirmed by another than who did it."""
    status = models.CharField(_("状态"), max_length=20, choices=RectificationStatus, editable=False)
    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="rectifications", editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("整改单位"))
    what = models.TextField(_("整改内容"), max_length=2000)
    due_on = models.DateField(_("整改期限"))
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    ordered_at = models.DateTimeField(editable=False)
    done = models.TextField(_("整改情况"), max_length=2000, blank=True)
    done_at = models.DateTimeField(null=True, editable=False)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    confirmed_at = models.DateTimeField(null=True, editable=False)

    history = HistoricalRecords()
    objects = RectificationQuerySet.as_manager()
    workflow = rectification_workflow
    badge = "rectification"

    class Meta:
        verbose_name = _("整改任务")
        verbose_name_plural = _("整改任务")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["agency", "status"], name="rectifications_of_a_body")]
        constraints = [
            models.CheckConstraint(name="a_rectification_has_a_status", condition=Q(status__in=RectificationStatus.values)),
            models.CheckConstraint(name="what_is_done_has_words", condition=Q(status=RectificationStatus.OPEN) | ~Q(done="") & Q(
                done_at__isnull=False)),
            models.CheckConstraint(name="who_confirmed_is_on_record", condition=Q(status=RectificationStatus.CONFIRMED) ^ Q(confirmed_by=None)),
        ]

    def __str__(self):
        return str(_("“%(title)s”解读整改（%(agency)s）")) % {"title": self.evaluation.plan.document.title, "agency": self.agency.label}

    def get_absolute_url(self):
        return reverse("interpretation:rectification", args=[self.pk])

    def is_late(self, now):
        return self.status == RectificationStatus.OPEN and self.due_on < localdate(now)

    def face(self, late=False):
        return "late" if late else self.status
