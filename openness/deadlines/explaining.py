"""怎么算的: every day from the start to the limit with its nature, the segments of the clock, the notice behind each year."""
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils.timezone import localdate

from openness.rules.models import Unit

from .calendar import DAY, Calendar
from .models import CalendarYear
from .rules import counted_days


class Nature(StrEnum):
    START = "start"             # 开始的当日不计入
    COUNTED = "counted"
    SWAPPED = "swapped"         # a weekend day worked in exchange: it counts
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    PAUSED = "paused"
    REST = "rest"               # counted, but no limit ends on it: 第二百零三条第一款


@dataclass(frozen=True)
class Day:
    date: date
    nature: str
    n: int | None = None        # the how-manieth that counts
    cause: str = ""
    known: bool = True          # its year was announced


@dataclass(frozen=True)
class Segment:
    """kind: running, paused or extended."""
    kind: str
    since: datetime
    until: datetime | None = None
    cause: str = ""
    length: int = 0
    by: object = None


def days_of(deadline, now):
    """First to last; none for a clock in hours, which runs through night and holiday."""
    if deadline.rule.unit == Unit.HOURS:
        return []
    start = localdate(deadline.started_at)
    calendar, pauses = Calendar(start, max(start, localdate(now))), list(deadline.pauses.all())
    rests = [(pause.since, pause.until or now) for pause in pauses]
    extra = sum(extension.length for extension in deadline.extensions.all())
    order = {day: n for n, day in enumerate(counted_days(deadline.started_at, deadline.rule, rests, calendar, extra), 1)}
    causes = [(localdate(pause.since), localdate(pause.until or now), pause.cause) for pause in pauses]
    every = [start + DAY * n for n in range((max(order) - start).days + 1)]
    return [Day(day, *nature_of(day, start, order, causes, calendar), known=calendar.knows(day)) for day in every]


def nature_of(day, start, order, causes, calendar):
    if day == start:
        return Nature.START,
    if n := order.get(day):
        if not calendar.is_working(day):
            return Nature.REST, n
        return (Nature.SWAPPED if calendar.special.get(day) else Nature.COUNTED), n
    if cause := next((cause for since, until, cause in causes if since < day <= until), None):
        return Nature.PAUSED, None, cause
    return (Nature.HOLIDAY if calendar.special.get(day) is False else Nature.WEEKEND),


def segments_of(deadline):
    """Running and paused in turn, and each extension at the moment it was agreed to."""
    found, at = [], deadline.started_at
    for pause in sorted(deadline.pauses.all(), key=lambda pause: pause.since):
        found += [Segment("running", at, pause.since)] if at < pause.since else []
        found.append(Segment("paused", pause.since, pause.until, pause.cause))
        at = pause.until
    if at is not None:
        found.append(Segment("running", at, deadline.closed_at))
    found += [Segment("extended", each.at, None, each.cause, each.length, each.by) for each in deadline.extensions.all()]
    return sorted(found, key=lambda segment: segment.since)


def sources_of(days):
    """[(year, its notice or None)] of the years that the days touch."""
    years = sorted({day.date.year for day in days})
    known = dict(CalendarYear.objects.filter(year__in=years).values_list("year", "notice"))
    return [(year, known.get(year)) for year in years]
