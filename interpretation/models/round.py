from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from openness.agencies.rights import agencies_with
from openness.workflow.models import Case

from ..choices import AuthorRole, PlanStatus, RoundForm, RoundStatus, Stage
from ..rights import INTERPRET
from ..workflows.round import round_workflow
from .material import Material
from .plan import Plan


class RoundQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(plan__in=Plan.objects.visible_to(user))

    def mine(self, user):
        """Those that a person's own bodies hold."""
        return self.filter(plan__agency__in=agencies_with(user, INTERPRET))

    def for_lists(self):
        return self.select_related("plan__document__drafting_agency", "plan__agency", "material").defer(
            "plan__document__body", "material__content")

    def planned(self):
        return self.filter(status=RoundStatus.PLANNED).exclude(plan__status__in=[PlanStatus.EXEMPT, PlanStatus.ENDED])


class Round(Case):
    """一轮解读: on which day which people interpret in which form; several of a plan, before, with and during execution."""
    status = models.CharField(_("状态"), max_length=20, choices=RoundStatus, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="rounds", editable=False)
    stage = models.CharField(_("解读阶段"), max_length=10, choices=Stage, default=Stage.DURING)
    form = models.CharField(_("解读形式"), max_length=10, choices=RoundForm, default=RoundForm.TEXT)
    due_on = models.DateField(_("计划日期"))
    interpreters = models.TextField(_("解读人"), max_length=500)
    role = models.CharField(_("解读人身份"), max_length=10, choices=AuthorRole, default=AuthorRole.OFFICIAL)
    points = models.TextField(_("解读要点"), max_length=2000, blank=True)
    held_on = models.DateField(_("解读日期"), null=True, blank=True)
    material = models.ForeignKey(Material, models.PROTECT, null=True, blank=True, related_name="rounds", verbose_name=_("解读材料"))
    link = models.URLField(_("链接"), max_length=500, blank=True)
    said = models.TextField(_("解读情况"), max_length=5000, blank=True)
    cancelled_because = models.TextField(_("取消理由"), blank=True, editable=False)

    history = HistoricalRecords()
    objects = RoundQuerySet.as_manager()
    workflow = round_workflow
    badge = "round"

    class Meta:
        verbose_name = _("解读轮次")
        verbose_name_plural = _("解读轮次")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["plan", "status"], name="rounds_of_a_plan")]
        constraints = [
            models.CheckConstraint(name="a_round_has_a_status", condition=Q(status__in=RoundStatus.values)),
            models.CheckConstraint(name="a_round_that_was_held_says_when", condition=Q(status=RoundStatus.HELD) ^ Q(held_on=None)),
            models.CheckConstraint(name="a_cancelled_round_says_why", condition=~Q(status=RoundStatus.CANCELLED) | ~Q(cancelled_because="")),
        ]

    def __str__(self):
        return str(_("“%(title)s”%(stage)s%(form)s")) % {
            "title": self.plan.document.title, "stage": self.get_stage_display(), "form": self.get_form_display()}

    def get_absolute_url(self):
        return reverse("interpretation:round", args=[self.pk])

    def is_late(self, now):
        """The planned day is over and nobody has said that it took place; the clock says when that counts."""
        return self.status == RoundStatus.PLANNED and self.due_on < localdate(now)
