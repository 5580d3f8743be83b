from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from openness.agencies.actors import roles
from openness.agencies.rights import rights_of
from openness.audit.trail import events_of
from openness.deadlines.clock import explain
from openness.deadlines.models import Deadline
from openness.deadlines.reading import readings
from openness.publication.models import PublicItem

from ..choices import Disclosure, ReviewKind
from ..grounds import GROUNDS
from ..models import Document


@require_safe
def document_detail(request, pk):
    document = get_object_or_404(Document.objects.visible_to(request.user).for_lists(), pk=pk)
    return render(request, "documents/document_detail.html", {
        **face(document, request.user), "steps": document.workflow.available(document, rights_of(request.user)),
        "public": PublicItem.objects.of(document).order_by("-edition").first(),
    })


def face(document, user):
    """What the page of a document and the review screen both show."""
    return {
        "document": document, "parts": list(document.public_order()), "clocks": clocks_of(document),
        "reviews": reviews_of(document), "slip": slip_of(document), "timeline": timeline(document),
        "ground": GROUNDS.get(document.ground), "joint": list(document.joint.all()),
    }


def clocks_of(document):
    """Open clocks, with how each was counted."""
    now = timezone.now()
    rows = list(Deadline.objects.of(document).open().select_related("rule").prefetch_related("pauses"))
    words = readings(rows, now)
    return [{"deadline": row, "reading": words[row.pk], "days": explain(row, now)} for row in rows]


def reviews_of(document):
    """Each review that this paper needs, with its latest word and whether that still holds for the text of now."""
    digest, latest = document.content_digest(), {}
    for review in document.reviews.select_related("reviewer", "agency"):
        latest[review.kind, review.agency_id if review.kind == ReviewKind.COUNTERSIGNATURE else None] = review
    needed = [(ReviewKind.SECRECY, None)]
    if document.disclosure == Disclosure.PROACTIVE or (ReviewKind.LEGALITY, None) in latest:
        needed.append((ReviewKind.LEGALITY, None))
    if document.is_policy and document.is_kept_back:
        needed.append((ReviewKind.DISCLOSURE, None))
    needed += [(ReviewKind.COUNTERSIGNATURE, agency.pk) for agency in document.joint.all()]
    names = {agency.pk: agency for agency in document.joint.all()}
    return [{"kind": ReviewKind(kind), "agency": names.get(agency), "review": latest.get((kind, agency)),
             "state": state(latest.get((kind, agency)), digest)} for kind, agency in needed]


def state(review, digest):
    if review is None:
        return "missing"
    if review.digest != digest:
        return "outdated"
    return "passed" if review.passed else "failed"


def slip_of(document):
    """The lines of the last return slip, while it still is what the drafters have to answer."""
    lines = list(document.slip_lines.filter(round=document.round)) if document.round else []
    note = None
    if lines:
        event = events_of(document).filter(step="send_back").last()
        note = {"event": event, "lines": lines} if event else None
    return note


def timeline(document):
    """Every step: who, in what capacity, when, why, and the words of the statuses."""
    statuses, known = dict(type(document).status.field.choices), roles()
    labels = type(document)._meta
    rows = []
    for event in events_of(document):
        step = document.workflow.get(event.step)
        changed = [labels.get_field(name).verbose_name for name in event.data.get("changed", [])
                   if name not in ("shown", "accept", "joint")]
        rows.append({
            "event": event, "label": step.label if step else event.step, "icon": step.icon if step else "clock-hour-4",
            "tone": step.tone if step else "", "role": known[event.role].label if event.role in known else event.role,
            "before": statuses.get(event.before), "after": statuses.get(event.after), "changed": changed,
            "moved": event.before != event.after,
        })
    return rows[::-1]
