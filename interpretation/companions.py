"""A document and its interpretation are one: they go out, and come back, in one transaction (settings.PUBLICATION_COMPANIONS)."""
from openness.publication.publishing import forget_titles
from openness.purging.wiping import wipe
from openness.workflow.problems import Refused
from openness.workflow.transitions import perform

from .choices import MaterialStatus, PlanStatus
from .gate import material_arrives_with_the_draft
from .models import ChannelRecord, Material, Plan, Rectification


def publish(document, attempt):
    """Inside the step that publishes the document. Locked first and asked again: nobody can have taken the material away since."""
    plan = Plan.objects.of(document).select_for_update(of=("self",), no_key=True).first()
    if plan is None or plan.status not in (PlanStatus.PREPARING, PlanStatus.RUNNING, PlanStatus.EVALUATED):
        return
    rows = Material.objects.filter(plan=plan).in_progress().order_by("pk")
    rows = list(rows.select_for_update(of=("self",), no_key=True))
    if problems := list(material_arrives_with_the_draft(document, attempt)):
        raise Refused(problems)
    for material in rows:
        if material.status == MaterialStatus.REVIEWED:
            perform(material, "publish", by=attempt.by, now=attempt.now)
    if plan.status == PlanStatus.PREPARING:     # after them: a clock for what is to follow runs only where nothing is out
        perform(plan, "begin", by=attempt.by, now=attempt.now)


def stop(document, attempt):
    """The document was found to be secret: what explains it before the public goes with it."""
    plan = Plan.objects.of(document).first()
    if plan is None:
        return
    for material in plan.materials.filter(status=MaterialStatus.PUBLISHED):
        perform(material, "stop", by=attempt.by, now=attempt.now)
    if plan.status in (PlanStatus.RUNNING, PlanStatus.EVALUATED):
        perform(plan, "stop", by=attempt.by, now=attempt.now)


def purge(document, attempt):
    """All that was written about it, read or answered; that it was done, by whom and when, stays."""
    plan = Plan.objects.of(document).first()
    if plan is None:
        return
    evaluations = plan.evaluations.all()
    rows = [*plan.rounds.all(), *plan.consultations.all(), *evaluations, *plan.cases.all(),
            *Rectification.objects.filter(evaluation__in=evaluations), *ChannelRecord.objects.filter(material__plan=plan)]
    ChannelRecord.objects.filter(material__plan=plan).update(file=None)
    plan.materials.update(picture=None)
    for row in [*rows, *plan.materials.all(), plan]:
        wipe(row, attempt)
    for material in plan.materials.all():
        forget_titles(material)


def withdraw(document, attempt):
    plan = Plan.objects.of(document).first()
    if plan is None:
        return
    data = {name: attempt.data[name] for name in ("code", "note", "hide_title")}
    for material in plan.materials.filter(status=MaterialStatus.PUBLISHED):
        perform(material, "withdraw", by=attempt.by, now=attempt.now, data=data)
    if plan.status in (PlanStatus.PREPARING, PlanStatus.RUNNING, PlanStatus.EVALUATED):
        perform(plan, "end", by=attempt.by, now=attempt.now)
