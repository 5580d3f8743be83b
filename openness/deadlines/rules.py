"""What a clock is, as an app writes it: names, who answers, and the ladder; the figure itself is a rules.Rule row."""
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from openness.agencies.holders import Holders
from openness.rules.models import Unit

from .calendar import DAY, at_nine, end_of

RULES: dict[str, "DeadlineRule"] = {}


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One stage of a ladder. lead is counted back from the limit in the rule's own unit; negative is after it."""
    stage: str
    lead: float = 0
    to: Holders | None = None       # the responsible ones when left out
    every: float = 0                # repeat until acknowledged …
    rounds: int = 1                 # … but no more often than this


@dataclass(frozen=True, kw_only=True)
class DeadlineRule:
    key: str
    label: str
    starts_at: Callable             # subject -> datetime, or the date that is day zero
    responsible: Holders
    ladder: tuple[Rung, ...]
    applies: Callable = lambda subject: True

    def __post_init__(self):
        RULES[self.key] = self


@dataclass(frozen=True, kw_only=True)
class Extend:
    """延期, as a step declares it: `figure` names the Rule row that says how much at most, `times` how often."""
    rule: DeadlineRule
    figure: str
    times: int = 1


def count(started_at: datetime, rule, rests, calendar, extra=0) -> tuple[datetime, bool]:
    """The limit and whether it is provisional: a pure function of start, rule, pauses, extensions and calendar."""
    if rule.unit == Unit.HOURS:     # 民法典 第二百零一条第二款：自规定的时间起算；夜间、节假日照算
        rested = sum((until - since for since, until in rests), timedelta())
        return started_at + timedelta(hours=rule.value + extra) + rested, False
    day = counted_days(started_at, rule, rests, calendar, extra)[-1]
    if calendar.knows(day):
        return end_of(day), False
    # The earliest plausible: two weekend days may yet be worked in exchange, but none before the unknown year began;
    # its first day is a holiday by statute (全国年节及纪念日放假办法 第二条).
    return end_of(max(calendar.step(day, -2), date(day.year, 1, 2))), True


def counted_days(started_at, rule, rests, calendar, extra=0):
    """The days that make up a limit, first to last. 第二百零一条第一款：开始的当日不计入.

    Of a limit in calendar days or months each day counts, and the last one is never a day of rest: 第二百零三条第一款.
    """
    rests = [(localdate(since), localdate(until)) for since, until in rests]
    every = rule.unit in (Unit.CALENDAR_DAYS, Unit.MONTHS)
    day, counted, wanted = localdate(started_at), [], rule.value + extra
    if rule.unit == Unit.MONTHS:
        wanted = (months_later(day, wanted) - day).days
    while len(counted) < wanted or every and not calendar.is_working(counted[-1]):
        day += DAY
        if (every or calendar.is_working(day)) and not any(since < day <= until for since, until in rests):
            counted.append(day)
    return counted


def months_later(day, months):
    """民法典 第二百零二条：到期月的对应日为期间的最后一日；没有对应日的，月末日为期间的最后一日."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def moment(due_at: datetime, lead: float, unit, calendar) -> datetime:
    """Hour clocks speak to the minute, all others at nine on a working day."""
    if unit == Unit.HOURS:
        return due_at - timedelta(hours=lead)
    if unit == Unit.CALENDAR_DAYS:
        return at_nine(calendar.step(localdate(due_at) + (1 - int(lead)) * DAY, -1))
    return at_nine(calendar.step(localdate(due_at), -lead))
