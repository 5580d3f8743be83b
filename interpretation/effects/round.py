from openness.deadlines.clock import close_clock, open_clock

from ..deadlines import ROUND


def move_clock(round, attempt):
    """A clock counts from the planned day: one that runs for another day ends."""
    if round.due_on != attempt.form.initial["due_on"]:
        close_clock(round, ROUND, now=attempt.now)
        open_clock(round, ROUND, now=attempt.now)


def call_off(round, attempt):
    round.cancelled_because = attempt.data["note"]
