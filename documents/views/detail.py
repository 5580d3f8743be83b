from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openness.agencies.actors import roles
from openness.agencies.looking import looked
from openness.agencies.rights import agencies_with, rights_of
from openness.audit.trail import events_of
from openness.audit.words import step_label
from openness.deadlines.models import Deadline
from openness.deadlines.reading import readings
from openness.notifications.inbox import read_about
from openness.publication.models import PublicItem
from openness.publication.vocabulary import FiveKinds
from openness.typesetting import fonts

from ..choices import Disclosure, ReturnReason, ReviewKind, Status
from ..grounds import GROUNDS
from ..models import Document
from ..rights import DRAFT
from ..scheduling import LATE
from .lists import leading


@require_safe
def document_detail(request, pk):
    document = get_object_or_404(Document.objects.visible_to(request.user).to_judge(), pk=pk)
    read_about(document, request.user, now=timezone.now())
    steps = document.workflow.available(document, rights_of(request.user))
    return render(request, "documents/document_detail.html", {
        **face(document, request.user), "steps": steps, "may_correct": may_correct(document, request.user),
        "missed": bool(document.publish_at) and document.publish_at < timezone.now() - LATE, "leading": leading(document, steps),
        "public": PublicItem.objects.of(document).order_by("-edition").first(),
        "substituted": fonts.missing(), "returned": bool(document.slip_lines.all()),
    })


def note_opening(user, document):
    """Z-09: whoever reads what is kept from the public stands on the trail."""
    if document.is_kept_back:
        looked(user, document, now=timezone.now())


def may_correct(document, user):
    return document.status == Status.PUBLISHED and document.drafting_agency_id in agencies_with(user, DRAFT)


def face(document, user):
    """What the pages of a document and of its steps show."""
    note_opening(user, document)
    return facts_of(document) | {
        "clocks": clocks_of(document), "slip": slip_of(document), "timeline": timeline(document)}


def facts_of(document):
    """What the review screen shows too."""
    return {
        "document": document, "parts": list(document.public_order()), "reviews": reviews_of(document),
        "ground": GROUNDS.get(document.ground), "joint": list(document.joint.all()), "relations": list(document.all_relations()),
        "five_kinds": [FiveKinds(kind).label for kind in document.five_kinds],
    }


def clocks_of(document):
    """Open clocks."""
    now = timezone.now()
    rows = list(Deadline.objects.of(document).open().to_read())
    words = readings(rows, now)
    return [{"deadline": row, "reading": words[row.pk]} for row in rows]


def reviews_of(document):
    """Each review that this paper needs, with its latest word and whether that still holds for the text of now."""
    digest, latest = document.digest, {}
    for review in document.reviews.all().with_people():
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
    lines = document.open_slip()
    event = events_of(document).filter(step="send_back").last() if lines else None
    return {"event": event, "lines": lines} if event else None


def timeline(document):
    """Every step, the latest first: who, in what capacity, when, why, and what changed."""
    fields, known, reasons = type(document)._meta, roles(), dict(ReturnReason.choices)
    rows = []
    for event in events_of(document):
        step = document.workflow.get(event.step)
        role = known[event.role].label if event.role in known else event.role
        who = " · ".join(str(part) for part in (event.actor, event.agency and event.agency.label, role) if part)
        if event.acting_for:
            who = _("%(who)s（代 %(name)s 办理）") % {"who": who, "name": event.acting_for}
        at = localtime(event.at)
        rows.append({
            "event": event, "label": step_label(event.step, document.workflow), "icon": step.icon if step else "clock-hour-4",
            "colour": {"primary": "blue", "danger": "red"}.get(step.tone, "") if step else "",
            "who": who, "at": f"{at:%H:%M}", "iso": at.isoformat(timespec="seconds"),
            "before": event.before, "moved": event.before != event.after,
            "changed": [fields.get_field(name).verbose_name for name in event.data.get("changed", [])],
            "accepted": [reasons.get(code, code) for code in event.data.get("accept", "").split()],
            "verdict": {True: _("结论：通过"), False: _("结论：不通过")}.get(event.data.get("passed")),
        })
    return rows[::-1]
