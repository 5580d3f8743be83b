"""The reviewer's queue: the list beside the document, so that dozens a day need no paging back and forth."""
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from openness.agencies.rights import agencies_with, rights_of
from openness.desk.clocks import readings_of
from openness.workflow.forms import StepForm
from openness.workflow.transitions import Attempt

from .. import rights
from ..choices import Status
from ..effects import found_missing
from ..models import Document
from .detail import face

TABS = ("text", "facts", "log")
MOST = 100
MAIN = ("claim", "approve", "send_back", "hand_over", "release")     # buttons of their own; the others stand under 更多


@require_safe
def review_queue(request, pk=None):
    """Papers that were submitted to the offices of this person, the most urgent first; one of them is open."""
    offices = agencies_with(request.user, rights.REVIEW)
    rows = Document.objects.visible_to(request.user).filter(
        reviewing_office__in=offices, status__in=[Status.SUBMITTED, Status.IN_REVIEW]).order_by("review_since", "pk")
    which = request.GET.get("show", "")
    if which == "mine":
        rows = rows.filter(claimed_by=request.user)
    elif which == "again":
        rows = rows.filter(round__gt=1)
    queue = list(rows.for_lists()[:MOST])
    clocks = readings_of(queue, timezone.now())
    current = next((document for document in queue if document.pk == pk), None) if pk is not None else (queue[0] if queue else None)
    if pk is not None and current is None:
        current = Document.objects.visible_to(request.user).filter(pk=pk, reviewing_office__in=offices).whole().first()
        if current is None:
            raise Http404
    tab = request.GET.get("tab", "text")
    place = queue.index(current) if current in queue else None
    return render(request, "documents/review_queue.html", {
        "queue": [{"document": document, "clocks": clocks.get(document.pk, [])} for document in queue],
        "current": current, "tab": tab if tab in TABS else "text", "show": which, "total": rows.count(),
        "position": place + 1 if place is not None else None,
        "previous": queue[place - 1] if place else None,
        "following": queue[place + 1] if place is not None and place + 1 < len(queue) else None,
        **(face(current, request.user) | judged(current, request.user) if current else {}),
    })


def judged(document, user):
    """What the reviewer may do with the open paper, and what the hard gate still misses."""
    steps = document.workflow.available(document, rights_of(user))
    return {"steps": steps, "more": {name: step for name, step in steps.items() if name not in MAIN},
            "checks": checks_of(document)}


def checks_of(document):
    """What the hard gate still misses, as sentences."""
    attempt = Attempt(document, "approve", None, timezone.now(), StepForm(subject=document))
    return [message for messages, _anchor in found_missing(document, attempt).values() for message in messages]
