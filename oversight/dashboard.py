"""The office's page: what is due, what is late, how the bodies stand. Every number carries the address of its list."""
from dataclasses import dataclass

from django.db.models import Count
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from openness.deadlines.calendar import DAY, Calendar
from openness.deadlines.reading import SOON, spoken_date

from . import figures
from .addresses import list_of
from .figures import DUE, FIRST_PASS, KINDS, NO_KIND, ON_TIME, OVERDUE, PUBLISHED
from .interpreting import SAME_TIME_RATE
from .lines import lines, with_bodies
from .periods import midnight
from .ranking import compared, rank

RATES = {rate.key: rate for rate in (ON_TIME, FIRST_PASS, SAME_TIME_RATE)}
URGENT = 5


@dataclass(frozen=True)
class Number:
    value: int
    url: str


@dataclass(frozen=True)
class Share:
    """A rate with both of its numbers."""
    label: str
    part: Number
    whole: Number
    before: float | None = None
    says: str = ""

    @property
    def rate(self):
        return figures.share(self.part.value, self.whole.value)

    @property
    def change(self):
        """In percentage points against the period before."""
        return None if self.rate is None or self.before is None else (self.rate - self.before) * 100


class Dashboard:
    def __init__(self, everything, scope, period, now, ranked_by=ON_TIME):
        self.everything, self.scope, self.period, self.now, self.ranked_by = everything, scope, period, now, ranked_by
        self.before = period.before()
        both = [figure for rate in RATES.values() for figure in (rate.part, rate.whole)]
        asked = [(figure, each) for each in (period, self.before) for figure in both]
        asked += [(figure, period) for figure in (OVERDUE, PUBLISHED, *KINDS.values(), NO_KIND)]
        self.counted = figures.count(asked, everything, now)      # ranks are among all, whatever is shown

    def number(self, figure, scope=None):
        scope = scope or self.scope
        return Number(self.counted.number(figure, self.period, scope.bodies), list_of(figure, self.period, scope))

    def share_of(self, rate, scope=None):
        scope = scope or self.scope
        return Share(rate.label, self.number(rate.part, scope), self.number(rate.whole, scope),
                     self.counted.rate(rate, self.before, scope.bodies), rate.says)

    def shares(self):
        return [self.share_of(rate) for rate in RATES.values()]

    def days(self):
        """Overdue, then day by day: [{day, label, value, kind, url}] of the working days ahead and whatever else is due."""
        today, rows = localdate(self.now), figures.by_day(DUE.rows(self.scope, self.period, self.now))
        found = dict(rows.order_by().values("day").annotate(n=Count("pk")).values_list("day", "n"))
        calendar, last = Calendar(today), figures.last_day(self.now)
        span = (today + DAY * n for n in range((last - today).days + 1))
        late = self.number(OVERDUE)
        bars = [{"label": _("逾期"), "long": _("已逾期"), "value": late.value, "kind": "over", "url": late.url}]
        for day in span:
            if calendar.is_working(day) or day in found:
                left = calendar.working_days(today, day)
                bars.append({
                    "day": day, "label": f"{day.month}/{day.day}", "long": spoken_date_of(day, today), "value": found.get(day, 0),
                    "kind": "today" if day == today else "soon" if left <= SOON else "ok", "left": left,
                    "url": list_of(DUE, self.period, self.scope, day=day.isoformat())})
        return bars

    def kinds(self):
        """The share of each of the five kinds in what was published."""
        whole = self.number(PUBLISHED)
        return whole, [{"label": str(figure.label), "value": each.value, "url": each.url,
                        "share": figures.share(each.value, whole.value)}
                       for figure in (*KINDS.values(), NO_KIND) for each in (self.number(figure),)]

    def table(self):
        """A row for each body of the scope, in the order of its rank."""
        shown, rows = {body.pk for body in self.scope.bodies}, []
        for place in self.places():
            if place.body.pk in shown:
                scope = self.scope.only(place.body)
                rows.append({
                    "place": place, "body": place.body, "shares": [self.share_of(rate, scope) for rate in RATES.values()],
                    "published": self.number(PUBLISHED, scope), "overdue": self.number(OVERDUE, scope)})
        return rows

    def places(self):
        return compared(self.ranking(self.period), self.ranking(self.before))

    def ranking(self, period):
        rate, bodies = self.ranked_by, self.everything.bodies
        return rank([(body, self.counted.number(rate.part, period, [body]), self.counted.number(rate.whole, period, [body]))
                     for body in bodies])

    def urgent(self, user):
        """The first of what is overdue."""
        rows = with_bodies(OVERDUE.rows(self.scope, self.period, self.now))[:URGENT]
        return lines(rows, user, self.now)


def spoken_date_of(day, today):
    return spoken_date(midnight(day), today)


def soon(bars):
    """What is due today and in the next working days, with the last of those days."""
    near = [bar for bar in bars if bar["kind"] in ("today", "soon")]
    return sum(bar["value"] for bar in near), near[-1]["day"] if near else None
