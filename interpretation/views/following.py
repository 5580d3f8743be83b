"""What follows a material, for the pages of a plan and of a material, and the list of all that waits."""
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from openness.agencies.rights import rights_of
from openness.desk.clocks import readings_of
from openness.linkage.rights import ANSWER

from ..choices import PlanStatus, RectificationStatus, RoundStatus, Stage
from ..effects.consultation import digests
from ..models import Consultation, Rectification, Round
from ..rights import COORDINATE, INTERPRET, REVIEW_MATERIAL

ROWS = 20


def following_of(plan, user, now):
    """All that the inclusions on the page of a plan show: _rounds, _consultations, _evaluations."""
    return {"rounds": rounds_of(plan, user, now), "consultations": consultations_of(plan, user, now),
            "evaluations": evaluations_of(plan, user, now), "may_follow": may_follow(plan, user)}


def may_follow(plan, user):
    return (plan.agency_id, INTERPRET) in rights_of(user) and plan.status not in (PlanStatus.EXEMPT, PlanStatus.ENDED)


def with_steps(rows, user, now):
    """[{case, clocks, late, steps}]: the clocks of all of them in two queries."""
    held, clocks = rights_of(user), readings_of(rows, now)
    return [{"case": case, "clocks": clocks.get(case.pk, []), "late": any(each.kind == "over" for each in clocks.get(case.pk, [])),
             "steps": case.workflow.available(case, held)} for case in rows]


def rounds_of(plan, user, now):
    """[(stage, rows)], in the order of the stages and of the days."""
    rows = with_steps(list(plan.rounds.for_lists()), user, now)
    stages = [(stage.label, [row for row in rows if row["case"].stage == stage]) for stage in Stage]
    return {"stages": [(label, each) for label, each in stages if each], "count": len(rows),
            "held": sum(row["case"].status == RoundStatus.HELD for row in rows)}


def consultations_of(plan, user, now):
    rows, stands = with_steps(list(plan.consultations.for_lists()), user, now), digests(plan)
    for row in rows:
        row["face"], row["outdated"] = row["case"].face(row["late"]), row["case"].is_outdated(stands)
    return {"rows": rows, "count": len(rows), "late": sum(row["face"] == "late" for row in rows)}


def channels_of(material, user):
    """For _channels.html, of one material."""
    records = list(material.channels.select_related("file", "recorded_by", "struck_by"))
    steps = material.workflow.available(material, rights_of(user))
    return {"records": records, "spread": next((name for name in ("spread", "spread_by_publisher") if name in steps), ""),
            "unspread": next((name for name in ("unspread", "unspread_by_publisher") if name in steps), ""),
            "standing": sum(record.struck_at is None for record in records)}


def evaluations_of(plan, user, now):
    """The latest first, each with the tasks that came of it."""
    tasks = {}
    for task in Rectification.objects.filter(evaluation__plan=plan).for_lists():
        tasks.setdefault(task.evaluation_id, []).append(task)
    rows = [{"evaluation": row, "tasks": tasks_of(tasks.get(row.pk, []), user, now)}
            for row in plan.evaluations.select_related("by", "plan__document").order_by("-number")]
    return {"rows": rows, "count": len(rows)}


def steps_for(task, user):
    """Of two ways to confirm the one that is this person's: as the office, or as whoever evaluated."""
    steps = task.workflow.available(task, rights_of(user))
    mine = task.evaluation.by_id == user.pk
    return {name: step for name, step in steps.items() if not name.endswith("_here") or mine and name.removesuffix("_here") not in steps}


def tasks_of(tasks, user, now):
    return [{"case": task, "late": task.is_late(now), "face": task.face(task.is_late(now)), "steps": steps_for(task, user)} for task in tasks]


BOXES = {       # what the list shows: words, model, whether the person may open it
    "rounds": (_("解读轮次"), Round, (INTERPRET, REVIEW_MATERIAL, COORDINATE)),
    "consultations": (_("征求意见"), Consultation, (ANSWER, INTERPRET, REVIEW_MATERIAL, COORDINATE)),
    "rectifications": (_("整改任务"), Rectification, (INTERPRET, REVIEW_MATERIAL, COORDINATE)),
}
QUEUED = {"rounds_to_hold": "rounds", "consultations_to_answer": "consultations", "rectifications_to_do": "rectifications",
          "rectifications_to_confirm": "rectifications"}


def box_rows(box, user, only_open):
    rows = BOXES[box][1].objects.visible_to(user)
    if not only_open:
        return rows.order_by("-pk")
    if box == "rounds":
        return rows.planned().order_by("due_on", "pk")
    if box == "consultations":
        return rows.waiting().order_by("asked_at", "pk")
    return rows.exclude(status=RectificationStatus.CONFIRMED).order_by("due_on", "pk")


@require_safe
def following(request):
    now, held = timezone.now(), {right for _agency, right in rights_of(request.user)}
    boxes = [box for box, (_words, _model, rights) in BOXES.items() if held & set(rights)]
    asked = QUEUED.get(request.GET.get("queue"), request.GET.get("box"))
    box = asked if asked in boxes else boxes[0]
    only_open = request.GET.get("all") != "1"
    page = Paginator(box_rows(box, request.user, only_open), ROWS).get_page(request.GET.get("page"))
    cases = list(page.object_list.for_lists())
    rows = tasks_of(cases, request.user, now) if box == "rectifications" else with_steps(cases, request.user, now)
    for row in rows:
        row["first"] = next(((name, step) for name, step in row["steps"].items() if step.tone == "primary"), None)
        if box == "consultations":
            row["face"] = row["case"].face(row["late"])
    return render(request, "interpretation/following.html", {
        "page_obj": page, "rows": rows, "box": box, "all": not only_open,
        "tabs": [(name, BOXES[name][0], box_rows(name, request.user, True).count()) for name in boxes]})
