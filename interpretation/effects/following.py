"""When a plan rests or goes on, so do the clocks of what hangs on it."""
from openness.deadlines.clock import close_clock, open_clock
from openness.deadlines.models import Deadline

from ..choices import ConsultationStatus, RoundStatus
from ..deadlines import CONSULTATION, EVALUATION, LATER, ROUND


def waiting(plan):
    yield from ((each, ROUND) for each in plan.rounds.filter(status=RoundStatus.PLANNED))
    yield from ((each, CONSULTATION) for each in plan.consultations.filter(status=ConsultationStatus.ASKED))


def rest(plan, attempt):
    for case, rule in waiting(plan):
        close_clock(case, rule, now=attempt.now)


def go_on(plan, attempt):
    for case, rule in waiting(plan):
        open_clock(case, rule, now=attempt.now)


def hand_over(plan, attempt):
    """The clocks of whoever interpreted until now rest on whoever does from now on; those consulted are the same."""
    own = [(plan, rule) for rule in (LATER, EVALUATION)] + [(case, rule) for case, rule in waiting(plan) if rule is ROUND]
    for case, rule in own:
        if Deadline.objects.of(case).open().filter(key=rule.key).exists():
            close_clock(case, rule, now=attempt.now)
            open_clock(case, rule, now=attempt.now)
