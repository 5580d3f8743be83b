"""周一单: one sheet for the weekly meeting, per body: overdue, due this week, urged and not signed for."""
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.timezone import localdate

from openness.deadlines.calendar import DAY

from .addresses import list_of
from .choices import ReceiptStatus
from .figures import DUE, OVERDUE
from .lines import lines, with_bodies
from .models import UrgingReceipt
from .periods import midnight

BODIES, ITEMS = 24, 12      # what one sheet of paper holds


@dataclass(frozen=True)
class Row:
    body: object
    overdue: int
    due: int
    unsigned: int
    urls: tuple = ()

    @property
    def numbers(self):
        return self.overdue, self.due, self.unsigned


def receipts_in(scope, user):
    """Those that a person sees, of the bodies that an address asks for; of all when it names none."""
    seen = UrgingReceipt.objects.visible_to(user)
    return seen.filter(agency__in=scope.ids) if scope.body else seen


class Monday:
    def __init__(self, scope, period, now, user):
        self.scope, self.period, self.now, self.user = scope, period, now, user
        today = localdate(now)
        self.today, self.sunday = today, today + timedelta(days=6 - today.weekday())

    @cached_property
    def due(self):
        return DUE.rows(self.scope, self.period, self.now).filter(due_at__lt=midnight(self.sunday + DAY))

    @cached_property
    def overdue(self):
        return OVERDUE.rows(self.scope, self.period, self.now)

    @cached_property
    def counts(self):
        """(overdue, due this week, unsigned): {id of a body: number}"""
        unsigned = receipts_in(self.scope, self.user).filter(status=ReceiptStatus.SENT)
        return [Counter(dict(rows.order_by().values("agency").annotate(n=Count("pk")).values_list("agency", "n")))
                for rows in (self.overdue, self.due, unsigned)]

    def rows(self):
        """Bodies with anything at all, who has most overdue first."""
        rows = []
        for body in self.scope.bodies:
            numbers = [sum(of[pk] for pk in body.ids) for of in self.counts]
            if any(numbers):
                rows.append(Row(body, *numbers, urls=self.urls(self.scope.only(body))))
        return sorted(rows, key=lambda row: (-row.overdue, -row.due, -row.unsigned, row.body.pk))

    def urls(self, scope):
        unsigned = urlencode({"state": ReceiptStatus.SENT.value, **scope.query})
        return (list_of(OVERDUE, self.period, scope), list_of(DUE, self.period, scope, until=self.sunday.isoformat()),
                f"{reverse('oversight:urgings')}?{unsigned}")

    def total(self):
        return Row(None, *(of.total() for of in self.counts), urls=self.urls(self.scope))

    def items(self, most=ITEMS):
        """The oldest of what is overdue, then what is due this week."""
        return lines(with_bodies(self.overdue | self.due)[:most], self.user, self.now)
