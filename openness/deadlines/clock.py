"""Clocks are opened, paused, resumed, extended and closed by steps; a limit is counted afresh from what happened."""
from datetime import datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openness.audit.trail import record
from openness.rules.models import Rule

from .calendar import Calendar
from .models import Deadline, Extension, Pause
from .rules import RULES, count, moment


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


def extension_of(subject, extend):
    """(clock, figure) that this step would lengthen; None where there is none."""
    deadline = Deadline.objects.of(subject).open().filter(key=extend.rule.key).select_related("agency").first()
    if deadline is None:
        return None, None
    return deadline, Rule.objects.figure(extend.figure, timezone.localdate(deadline.started_at), deadline.agency)


def against_extending(subject, extend, *, length=None):
    """What stands against it, in sentences: no clock, no regulation that allows it, too often, too much."""
    deadline, figure = extension_of(subject, extend)
    if deadline is None:
        yield _("没有正在计时的“%(clock)s”，不能延期") % {"clock": extend.rule.label}
    elif figure is None or figure.unit != deadline.rule.unit:
        yield _("没有规定可以延期")
    else:
        if deadline.extensions.count() >= extend.times:
            yield ngettext("只能延期 %(n)s 次，已经延过", "只能延期 %(n)s 次，已经延过", extend.times) % {"n": extend.times}
        if length is not None and not 0 < length <= figure.value:
            words = {"n": figure.value, "unit": figure.get_unit_display(), "clause": _(figure.clause)}
            yield _("延期最长 %(n)s %(unit)s（%(clause)s）") % words


def extend_clock(subject, extend, *, now, cause, by=None, length=None):
    """By the length that was decided, else by all that the regulation allows; what stands against it was asked before."""
    deadline, figure = extension_of(subject, extend)
    running(subject, extend.rule).get()
    Extension.objects.create(deadline=deadline, length=length or figure.value, cause=cause[:200], at=now, by=by)
    return schedule(deadline, now)


def limit_of(deadline, now, calendar):
    rests = [(pause.since, pause.until or now) for pause in deadline.pauses.all()] if deadline.pk else []
    extra = sum(extension.length for extension in deadline.extensions.all()) if deadline.pk else 0
    return count(deadline.started_at, deadline.rule, rests, calendar, extra)


def schedule(deadline, now, calendar=None):
    """Count the limit afresh; a stage already behind us is announced by the next scan."""
    calendar = calendar or Calendar(timezone.localdate(deadline.started_at), timezone.localdate(now))
    deadline.due_at, deadline.provisional = limit_of(deadline, now, calendar)
    rests = bool(deadline.pk) and deadline.pauses.filter(until=None).exists()
    deadline.next_reminder_at = None if rests else max(now, min(at for at, *_rung in calls(deadline, calendar)))
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
def acknowledge(deadline, *, by, now):
    """已知悉: the stages reached so far stop repeating, later ones still come."""
    deadline.acknowledged_at, deadline.acknowledged_by = now, by.user
    deadline.save(update_fields=["acknowledged_at", "acknowledged_by"])
    record(deadline.subject, "acknowledge", by=by, now=now, data={"clock": deadline.key})
