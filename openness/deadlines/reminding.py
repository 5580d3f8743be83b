"""The scan: each audience is told the latest call reached, once, whoever runs it, late or in four places."""
from collections import defaultdict
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q
from django.utils.timezone import localdate, localtime

from openness.agencies.models import User
from openness.agencies.rights import people_at, people_with
from openness.notifications.inbox import notice, tell
from openness.notifications.inbox import notify as notify_now

from .calendar import Calendar
from .clock import calls
from .models import Deadline, Reminder
from .rights import SUPERVISE
from .rules import RULES

LATE = timedelta(seconds=120)       # told later than this after its moment, a notice says so


@transaction.atomic
def remind(*pks, now):
    """How many were told. Rows that another scanner holds are skipped: it tells them."""
    locked = Deadline.objects.select_for_update(of=("self",), no_key=True, skip_locked=True).select_related("rule", "agency")
    due = list(locked.to_remind(now).filter(pk__in=pks).order_by("pk"))
    if not due:
        return 0
    give_subjects(due)
    days = [localdate(deadline.due_at) for deadline in due]
    calendar, told, answerable, rows = Calendar(min(days), max(days)), told_before(due), Answerable(), []
    for deadline in due:
        every = sorted(calls(deadline, calendar), key=lambda call: call[0])
        latest = {rung.to: (at, rung, n) for at, rung, n in every if at <= now}
        for at, rung, n in latest.values():     # holders are asked afresh: people and duties move
            late = now - max(at, deadline.next_reminder_at) > LATE
            done = told[deadline.pk, deadline.due_at, rung.stage, n]
            rows += [Reminder(deadline=deadline, due_at=deadline.due_at, stage=rung.stage, round=n, recipient=person, at=now, late=late)
                     for person in answerable.of(deadline, rung.to or RULES[deadline.key].responsible) if person.pk not in done]
        deadline.next_reminder_at = min((at for at, *_rung in every if at > now), default=None)
    Deadline.objects.bulk_update(due, ["next_reminder_at"])
    Reminder.objects.bulk_create(rows)
    tell(notice(row.recipient, f"deadline/{row.deadline.key}", row.deadline.subject, now=now,
                **words(row.deadline, row.stage, late=row.late)) for row in rows)
    return len(rows)


def give_subjects(deadlines):
    """One query for each kind of subject, and one for each relation of all of them that a holder's path follows."""
    wanted = defaultdict(set)
    for deadline in deadlines:
        wanted[deadline.subject_type_id].add(deadline.subject_id)
    found = {}
    for kind, pks in wanted.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        found[kind] = model._base_manager.fetch_mode(models.FETCH_PEERS).in_bulk(pks)
    for deadline in deadlines:
        deadline.subject = found[deadline.subject_type_id][deadline.subject_id]


def told_before(deadlines):
    """{(deadline, limit, stage, round): who was told}"""
    told = defaultdict(set)
    for *call, person in Reminder.objects.filter(deadline__in=deadlines).values_list(
            "deadline", "due_at", "stage", "round", "recipient"):
        told[tuple(call)].add(person)
    return told


class Answerable:
    """Those who hold the right; if nobody does, whoever supervises the agency, at last who looks after the system.

    So that no limit passes in silence. Asked once for all clocks of a scan.
    """

    def __init__(self):
        self.known = {}

    def at(self, right, agencies):
        key = right, frozenset(agency.pk for agency in agencies)
        if key not in self.known:
            self.known[key] = list(people_at(right, agencies))
        return self.known[key]

    def of(self, deadline, holders):
        people, above = self.at(holders.right, list(holders.agencies(deadline.subject))), deadline.agency
        while not people and above is not None:
            people, above = self.at(SUPERVISE, [above]), above.overseer
        return people or list(User.objects.filter(
            Q(administers=User.SYSTEM) | Q(is_staff=True, is_superuser=True, administers=""), is_active=True))


def words(deadline, stage, **more):
    due = localtime(deadline.due_at).isoformat(" ", "minutes")
    return {"stage": stage, "due": due, "provisional": deadline.provisional} | {name: True for name, yes in more.items() if yes}


def announce(deadline, stage, now):
    """A word to those who answer for a clock, outside its ladder."""
    people = people_with(RULES[deadline.key].responsible, deadline.subject)
    notify_now(people, f"deadline/{deadline.key}", deadline.subject, now=now, **words(deadline, stage))
