"""What signing would say, said beforehand for a page of papers."""
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from openness.publication import numbers
from openness.workflow.problems import Problem
from openness.workflow.transitions import Attempt

from .. import checks
from ..choices import Disclosure
from ..forms import SignForm

LOOKED_INTO = 2             # look-ups in a check that has something to say, for all papers of a page


def proposed(document, now):
    """What signing is given: number and date of the draft, else the next number and today."""
    dated = document.dated_on or localdate(now)
    return {"number": document.number, "dated_on": f"{dated:%Y-%m-%d}", "accept": ""}


def attempt_of(document, by, now):
    form = SignForm(proposed(document, now), subject=document)
    form.full_clean()
    return Attempt(document, "sign", by, now, form)


class Foresight:
    """What signing would say, for a page of papers, without asking the database paper by paper.

    The checks of the step speak for themselves. Those that look something up are asked only where the facts that came
    with the papers say that they have something to say; where that is often, the page of the paper has to tell.
    """

    def __init__(self, events, now):
        self.now, self.events, self.left = now, events, LOOKED_INTO
        self.looks_up = {
            checks.not_by_an_author: self.is_by_an_author, checks.number_is_free: self.is_taken,
            checks.number_is_plausible: self.is_far, checks.limit_can_be_counted: self.has_no_limit}

    def problems(self, document, by):
        attempt = attempt_of(document, by, self.now)
        found = list(attempt.problems_of_form())
        for check in attempt.step.checks:
            speaks = self.looks_up[check](document, by) if check in self.looks_up else None
            self.left -= bool(speaks)
            if speaks and self.left < 0:
                return [*found, Problem("look", _("有需要核对的地方，请打开签发页查看"), blocking=False)]
            if speaks is not False:
                found += check(document, attempt)
        return found

    # Each says whether its check has something to say; None: asking costs no look-up.

    def is_by_an_author(self, document, by):
        written = [event for event in self.events[document.pk] if event.step in checks.AUTHORING]
        return any(by.people & {event.actor_id, event.acting_for_id} for event in written)

    def is_taken(self, document, by):
        return document.taken if document.number else None

    def is_far(self, document, by):
        number = numbers.parse(document.number)
        if number is None or number.prefix != document.issuing_agency.code:
            return None
        return number.serial > (document.last_drawn or 0) + checks.FAR

    def has_no_limit(self, document, by):
        return document.disclosure == Disclosure.PROACTIVE and bool(document.dated_on) and not document.has_limit
