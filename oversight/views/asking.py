"""What an address of the office asks for: bodies and period, both kept in every link of the page."""
from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone
from django.utils.timezone import localdate

from .. import periods, scope


@dataclass(frozen=True)
class Asked:
    everything: scope.Scope
    scope: scope.Scope
    period: periods.Period
    now: object

    @property
    def watches(self):
        """Whether it is asked by an office, and not by a body about itself."""
        return self.everything.office is not None

    @property
    def query(self):
        return {**self.scope.query, **self.period.query}

    def choices(self):
        return periods.choices(localdate(self.now), self.period)


def asked(request, now=None, *, answering=False):
    """With `answering`, a body's own cases for whoever answers for it, where the person does not watch over it."""
    now = now or timezone.now()
    everything, chosen = scope.parse(request.GET, request.user)
    if chosen is None and answering:
        everything, chosen = scope.answered_for(request.GET, request.user)
    if chosen is None:
        raise Http404
    return Asked(everything, chosen, periods.parse(request.GET, localdate(now)), now)
