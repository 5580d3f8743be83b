"""Clocks are opened, paused, resumed and closed by steps; the scan announces what has been reached."""
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from openness.agencies.rights import people_at, people_with
from openness.audit.trail import record
from openness.notifications.inbox import notify
from openness.rules.models import Rule

from .calendar import Calendar, store
from .models import Deadline, Pause, Reminder
from .rights import SUPERVISE
from .rules import RULES, count, counted_days, moment


def open_clock(subject, rule, *, now):
    """Nothing when the rule does not apply or its clock already runs: a raised level only adds clocks."""
    if not rule.applies(subject) or Deadline.objects.of(subject).open().filter(key=rule.key).exists():
        return None
    start = rule.starts_at(subject)
    if not isinstance(start, datetime):
        start = timezone.make_aware(datetime.combine(start, time()))
    agency, right = next(rule.responsible.agencies(subject)), rule.responsible.right
    figure = Rule.objects.figure(rule.key, timezone.localdate(start), agency)
    if figure is None:      # no regulation set a limit on that day
        return None
    deadline = Deadline(subject=subject, key=rule.key, rule=figure, agency=agency, right=right, started_at=start)
    return schedule(deadline, now)


def running(subject, rule):
    return Deadline.objects.of(subject).open().filter(key=rule.key).select_for_update(no_key=True)


def close_clock(subject, rule, *, now):
    Deadline.objects.of(subject).open().filter(key=rule.key).update(closed_at=now, next_reminder_at=None)


def pause_clock(subject, rule, *, now, cause):
    for deadline in running(subject, rule):
        Pause.objects.create(deadline=deadline, since=now, cause=cause)
        Deadline.objects.filter(pk=deadline.pk).update(next_reminder_at=None)


def resume_clock(subject, rule, *, now):
    for deadline in running(subject, rule):
        deadline.pauses.filter(until=None).update(until=now)
        schedule(deadline, now)


def schedule(deadline, now):
    """Count the limit afresh; a stage already behind us is announced by the next scan."""
    calendar = Calendar(timezone.localdate(deadline.started_at))
    pauses = list(deadline.pauses.all()) if deadline.pk else []
    rests = [(pause.since, pause.until or now) for pause in pauses]
    deadline.due_at, deadline.provisional = count(deadline.started_at, deadline.rule, rests, calendar)
    first = min(at for at, *_ in calls(deadline, calendar))
    deadline.next_reminder_at = None if any(pause.until is None for pause in pauses) else first
    deadline.save()
    return deadline


def calls(deadline, calendar):
    """Every (moment, rung, round) of the ladder; acknowledging a stage ends its rounds."""
    for rung in RULES[deadline.key].ladder:
        first = moment(deadline.due_at, rung.lead, deadline.rule.unit, calendar)
        silenced = deadline.acknowledged_at and first <= deadline.acknowledged_at
        for n in range(1 if silenced else rung.rounds):
            yield moment(deadline.due_at, rung.lead - n * rung.every, deadline.rule.unit, calendar), rung, n


@transaction.atomic
def remind(deadline_id, *, now):
    """Tell each audience the latest call reached, not every one missed. Safe to run twice, late, or in four places."""
    locked = Deadline.objects.select_for_update(of=("self",), no_key=True).select_related("rule", "agency")
    deadline = locked.to_remind(now).filter(pk=deadline_id).first()
    if deadline is None:
        return 0
    every = sorted(calls(deadline, Calendar(timezone.localdate(deadline.due_at))), key=lambda call: call[0])
    latest = {rung.to: (rung, n) for at, rung, n in every if at <= now}
    told = sum(tell(deadline, rung, n, now) for rung, n in latest.values())
    deadline.next_reminder_at = min((at for at, *_ in every if at > now), default=None)
    deadline.save(update_fields=["next_reminder_at"])
    return told


def tell(deadline, rung, n, now):
    call = {"deadline": deadline, "due_at": deadline.due_at, "stage": rung.stage, "round": n}
    done = Reminder.objects.filter(**call).values("recipient")
    holders = rung.to or RULES[deadline.key].responsible        # asked afresh: people and duties move
    people = list(answerable(deadline, holders).exclude(pk__in=done))
    Reminder.objects.bulk_create(Reminder(**call, recipient=person, at=now) for person in people)
    announce(deadline, people, rung.stage, now)
    return len(people)


def answerable(deadline, holders):
    """Those who hold the right; if nobody does, whoever supervises the agency, so that no limit passes in silence."""
    people = people_with(holders, deadline.subject)
    above = deadline.agency
    while not people.exists() and above is not None:
        people, above = people_at(SUPERVISE, [above]), above.overseer
    return people


def explain(deadline, now):
    """怎么算的: the days that were counted, each with whether it was worked in exchange (调休); none for hour clocks."""
    if deadline.rule.unit == "hours":
        return []
    calendar = Calendar(timezone.localdate(deadline.started_at))
    rests = [(pause.since, pause.until or now) for pause in deadline.pauses.all()]
    days = counted_days(deadline.started_at, deadline.rule, rests, calendar)
    return [(day, calendar.special.get(day, False)) for day in days]


def announce(deadline, people, stage, now):
    due = timezone.localtime(deadline.due_at).isoformat(" ", "minutes")
    notify(people, f"deadline/{deadline.key}", deadline.subject, now=now, stage=stage, due=due,
           provisional=deadline.provisional)


@transaction.atomic
def acknowledge(deadline, *, by, now):
    """已知悉: the stages reached so far stop repeating, later ones still come."""
    deadline.acknowledged_at, deadline.acknowledged_by = now, by.user
    deadline.save(update_fields=["acknowledged_at", "acknowledged_by"])
    record(deadline.subject, "acknowledge", by=by, now=now, data={"clock": deadline.key})


@transaction.atomic
def load_year(year, days: dict[date, bool], *, by, now, notice):
    """Store an announced year and count every open clock again; where a date moves, the trail and the people know.

    Raises ValueError when the list cannot be a whole year: the statutory holidays alone change eight weekdays or more.
    """
    if sum(not works and day.weekday() < 5 for day, works in days.items()) < 8 or {d.year for d in days} != {year}:
        raise ValueError(_("这不是一份完整的年度放假安排，请核对后重新载入"))
    store(year, days, notice)
    for deadline in Deadline.objects.open().select_for_update(no_key=True).order_by("pk"):
        before = deadline.due_at, deadline.provisional
        if (schedule(deadline, now).due_at, deadline.provisional) != before:
            record(deadline.subject, "recount", by=by, now=now, before=f"{before[0]:%F}", after=f"{deadline.due_at:%F}",
                   note=notice, data={"clock": deadline.key})
            announce(deadline, people_with(RULES[deadline.key].responsible, deadline.subject), "recount", now)
