"""整改任务: ordered from an evaluation, done, confirmed by another."""
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from openness.agencies.actors import capacities
from openness.deadlines.calendar import Calendar
from openness.notifications.inbox import read_about
from openness.workflow.story import story
from openness.workflow.views import TransitionView

from ..models import Evaluation, Plan, Rectification
from .begin import Begin
from .following import tasks_of

RELATED = ("evaluation__plan__document__reviewing_office", "evaluation__plan__agency", "evaluation__by", "agency", "ordered_by", "confirmed_by")
DAYS = 10           # working days that the form proposes


@require_safe
def rectification(request, pk):
    found = get_object_or_404(Rectification.objects.visible_to(request.user).select_related(*RELATED), pk=pk)
    now = timezone.now()
    read_about(found, request.user, now=now)
    (row,) = tasks_of([found], request.user, now)
    return render(request, "interpretation/rectification.html", {
        "object": found, "row": row, "steps": row["steps"], "events": story(found), "address": "interpretation:rectification_step",
        "evaluation": found.evaluation, "plan": found.evaluation.plan,
        "sees_plan": Plan.objects.visible_to(request.user).filter(pk=found.evaluation.plan_id).exists()})


class Order(Begin):
    """By the body that evaluated, or by the office: whichever this person acts for."""
    model, name = Rectification, "order"

    def hangs_on(self, pk):
        return get_object_or_404(Evaluation.objects.visible_to(self.request.user).select_related(
            "plan__document__reviewing_office", "plan__document__drafting_agency", "plan__agency"), pk=pk)

    def subject(self):
        return Rectification(evaluation=self.parent)

    def capacities(self):
        for self.name in ("order", "order_by_office"):
            self.step = Rectification.workflow[self.name]
            if able := capacities(self.request.user, self.step.who, self.subject(), now=self.now):
                return able
        return []

    def initial(self):
        """What was found wrong, to be worded as what is to be done."""
        today, found = localdate(self.now), self.parent
        wrong = [found.misreadings] if found.misreadings else []
        wrong += [f"{label}（{points}）：{why}" for label, points, why in found.weak]
        return {"what": "\n".join(wrong)[:2000], "agency": found.plan.agency_id, "due_on": Calendar(today).step(today, DAYS)}


class RectificationStep(TransitionView):
    model = Rectification
    related = RELATED
