"""The reviewer's queue: the list beside the document, so that dozens a day need no paging back and forth."""
from uuid import uuid4

from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from openness.agencies.actors import capacities, rights_in, roles
from openness.agencies.models import Assignment
from openness.agencies.rights import agencies_with, rights_of
from openness.audit.models import Event
from openness.desk.clocks import readings_of
from openness.workflow.forms import StepForm
from openness.workflow.transitions import Attempt

from .. import rights
from ..choices import Status
from ..effects import found_missing
from ..models import Document
from .comparison import answered, rounds_of
from .detail import facts_of, note_opening, timeline

MOST = 200          # papers of the queue that are listed; beyond it the page says so
MAIN = ("claim", "approve", "send_back", "hand_over", "release", "comment")     # with buttons of their own
SHOWS = ("", "again", "today", "others", "done")
URGENT = ("over", "today")


@require_safe
def review_queue(request, pk=None):
    return review_page(request, pk)


def review_page(request, pk=None, *, problems=(), status=200):
    """Papers that were submitted to the offices of this person, the longest waiting first; one of them is open."""
    now, show = timezone.now(), request.GET.get("show") or request.POST.get("show", "")
    show = show if show in SHOWS else ""
    offices = agencies_with(request.user, rights.REVIEW)
    standing = list(waiting_for(request.user, offices, now)[:MOST])
    clocks = readings_of(standing, now)
    lists = sorted_out(standing, clocks)
    queue = decided_by(request.user, offices) if show == "done" else lists[show or "mine"]
    current = chosen(pk, queue, request.user, offices)
    place = next((n for n, document in enumerate(queue) if current and document.pk == current.pk), None)
    context = {
        "queue": [{"document": document, "clocks": clocks.get(document.pk, [])} for document in queue],
        "counts": {name: len(rows) for name, rows in lists.items()}, "total": len(queue), "full": len(standing) == MOST,
        "current": current, "show": show, "one": pk is not None, "refused": bool(problems),
        "position": place + 1 if place is not None else None, "previous": queue[place - 1] if place else None,
        "following": queue[place + 1] if place is not None and place + 1 < len(queue) else None,
        "problems": [(problem, "") for problem in problems], "unsent": request.POST.get("note", ""), "key": uuid4(),
    }
    if current:
        context |= opened(request, current, clocks.get(current.pk), now)
    return render(request, "documents/review_queue.html", context, status=status)


def waiting_for(user, offices, now):
    """What lies with these offices, first what nobody has claimed, or this person, or somebody for whom he stands in."""
    able = [role for role in roles() if rights.REVIEW in rights_in(role)]
    stands_in = Assignment.objects.in_force(localdate(now)).filter(
        user=user, role__in=able, acting_for=OuterRef("claimed_by"))
    mine = Case(When(Q(claimed_by=None) | Q(claimed_by=user) | Exists(stands_in), then=Value(True)), default=Value(False))
    return Document.objects.to_review(offices).annotate(mine=mine).order_by("-mine", "review_since", "pk")


def sorted_out(standing, clocks):
    """The lists behind the chips, from the one that was read."""
    mine = [document for document in standing if document.mine]
    urgent = [d for d in mine if any(reading.kind in URGENT for reading in clocks.get(d.pk, []))]
    return {"mine": mine, "again": [d for d in mine if d.round > 1], "today": urgent,
            "others": [document for document in standing if not document.mine]}


def decided_by(user, offices):
    """What this person approved and may still undo."""
    approvals = Event.objects.filter(step="approve", subject_id=OuterRef("pk"), subject_type__app_label="documents",
                                     subject_type__model="document").order_by("-at", "-pk")
    rows = Document.objects.for_queue().filter(status=Status.APPROVED, reviewing_office__in=offices)
    rows = rows.alias(approver=Subquery(approvals.values("actor")[:1])).filter(approver=user.pk)
    return list(rows.order_by("-pk")[:MOST])


def chosen(pk, queue, user, offices):
    """The paper that lies open, with everything to judge it by."""
    if pk is None and not queue:
        return None
    wanted = queue[0].pk if pk is None else pk
    seen = Document.objects.visible_to(user).filter(pk=wanted, reviewing_office__in=offices)
    current = seen.to_judge().first()
    if current is None and pk is not None:
        raise Http404
    return current


def opened(request, document, readings, now):
    """What the reviewer reads of the open paper and may do with it."""
    note_opening(request.user, document)
    rounds = rounds_of(document)
    tabs = ["rounds", "text", "facts", "log"] if rounds else ["text", "facts", "log"]
    tab = request.GET.get("tab")
    tab = tab if tab in tabs else tabs[0]
    steps = document.workflow.available(document, rights_of(request.user))
    if readings is None:
        readings = readings_of([document], now).get(document.pk, [])
    return {
        **facts_of(document), "clocks": [{"reading": reading} for reading in readings], "rounds": rounds,
        "answers": answered(document, rounds), "tab": tab, "steps": steps,
        "more": {name: step for name, step in steps.items() if name not in MAIN},
        "checks": checks_of(document, now), "timeline": timeline(document) if tab == "log" else None,
        "able": capacities(request.user, rights.REVIEWERS, document, now=now),
        "open_to_decide": document.status in (Status.SUBMITTED, Status.IN_REVIEW),
    }


def checks_of(document, now):
    """What the hard gate still misses, as sentences."""
    attempt = Attempt(document, "approve", None, now, StepForm(subject=document))
    return [message for messages, _anchor in found_missing(document, attempt).values() for message in messages]
