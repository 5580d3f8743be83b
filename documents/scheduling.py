"""定时公开: what was ordered for a moment goes out at that moment, in the name of whoever ordered it, or raises an alarm."""
import logging
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from openness.agencies.actors import Actor
from openness.agencies.rights import people_at, people_with
from openness.audit.trail import events_of, record
from openness.deadlines.rights import SUPERVISE
from openness.notifications.inbox import notify
from openness.workflow.problems import Refused
from openness.workflow.transitions import perform

from .models import Document
from .rights import PUBLISHERS

LATE = timedelta(minutes=5)     # a schedule that has not been carried out by then is an alarm by itself
GONE = _("安排定时公开的记录已不存在")
LEFT = _("安排定时公开的%(who)s已没有公开的权限")
log = logging.getLogger(__name__)


def publish_scheduled(pk, *, now):
    """Publish one paper whose moment has come. Safe to run twice or in two places; True when it went out.

    Everything is checked again: a paper that may not go out any more stays, its publishers and their supervisors are told.
    A fault of ours is logged and tried again at the next tick; it holds no other paper up, and shows as late on the desk.
    """
    try:
        return publish_or_tell(pk, now)
    except Exception:
        log.exception("scheduled publication of document %s", pk)
        return False


def publish_or_tell(pk, now):
    with transaction.atomic():
        due = Document.objects.due(now).select_for_update(skip_locked=True, of=("self",)).filter(pk=pk)
        document = due.select_related("reviewing_office", "issuing_agency").first()
        if document is None:
            return False
        order = events_of(document).filter(step="schedule").last()
        by = order and Actor(order.actor, order.agency, order.role, order.acting_for)
        try:
            if by is None:
                raise Refused([])
            with transaction.atomic():
                perform(document, "publish", by=by, now=now)
        except Refused as refused:
            document.refresh_from_db()
            raise_alarm(document, order, [why(problem, by) for problem in refused.problems] or [str(GONE)], now)
            return False
        return True


def why(problem, by):
    """The sentences of problems speak to whoever takes the step; here that is somebody else."""
    return str(LEFT) % {"who": by.user} if problem.code == "right" else str(problem.message)


def raise_alarm(document, order, reasons, now):
    document.publish_failure = "；".join(reasons)
    document._history_user, document._history_date = order and order.actor, now
    document.save()
    if order:
        by = Actor(order.actor, order.agency, order.role, order.acting_for)
        record(document, "schedule_failed", by=by, now=now, before=document.status, after=document.status,
               note=document.publish_failure)
    people = people_with(PUBLISHERS, document) | people_at(SUPERVISE, [document.reviewing_office])
    notify(people.distinct(), "schedule_failed", document, now=now)
