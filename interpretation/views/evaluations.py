"""解读效果评估表: a sheet as it was written, with the tasks that came of it."""
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from openness.agencies.rights import rights_of

from ..choices import Channel
from ..models import Evaluation, Rectification
from ..rights import COORDINATE, INTERPRET
from .following import tasks_of


@require_safe
def evaluation(request, pk):
    found = get_object_or_404(Evaluation.objects.visible_to(request.user).select_related(
        "plan__document__reviewing_office", "plan__agency", "agency", "by"), pk=pk)
    held, plan = rights_of(request.user), found.plan
    tasks = list(Rectification.objects.filter(evaluation=found).for_lists())
    return render(request, "interpretation/evaluation.html", {
        "object": found, "evaluation": found, "plan": plan, "document": plan.edition(),
        "channels": [row | {"label": Channel(row["channel"]).label} for row in found.channels],
        "tasks": tasks_of(tasks, request.user, timezone.now()),
        "may_order": (plan.agency_id, INTERPRET) in held or (plan.document.reviewing_office_id, COORDINATE) in held})
