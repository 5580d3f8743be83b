"""A year's official calendar is announced: read from what a person pastes, tried on the open clocks, then stored."""
import re
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from openness.audit.trail import record

from .calendar import DAY, Calendar, store
from .clock import limit_of, schedule
from .models import Deadline
from .reminding import announce

DATE = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?")
TO = re.compile(r"\s*(?:~|～|—+|–|至|到|to)\s*")
RESTS, WORKS = {"0", "放假", "休", "休息", "off"}, {"1", "上班", "班", "调休上班", "调休", "working"}
FEWEST = 8          # the statutory holidays alone change eight weekdays or more
LONGEST = 15        # no holiday lasts longer; a longer range is a slip of the pen


@dataclass(frozen=True)
class Fault:
    line: int
    text: str
    said: str


def read_days(text):
    """({day: works}, [Fault]): per line a day or a range, then 放假 or 上班 (0 or 1); a head line is skipped."""
    days, faults = {}, []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or number == 1 and not re.search(r"\d", line):
            continue
        try:
            span, works = read_line(line)
            for day in span:
                if days.setdefault(day, works) != works:
                    raise ValueError(_("%(day)s 前面已写作另一种") % {"day": day})
                if works and day.weekday() < 5:
                    raise ValueError(_("%(day)s 不是周末，不会是调休上班") % {"day": day})
        except ValueError as error:
            faults.append(Fault(number, line.strip()[:60], str(error)))
    if len(years := {day.year for day in days}) > 1:
        faults.append(Fault(0, "", _("日期属于不同年份：%(years)s。一次只载入一年。") % {
            "years": "、".join(map(str, sorted(years)))}))
    elif not faults and not is_whole(days):
        faults.append(Fault(0, "", _("这不是一份完整的年度放假安排，请核对后重新载入")))
    return days, faults


def read_line(line):
    dates = list(DATE.finditer(line))
    if not 1 <= len(dates) <= 2 or dates[0].start() > len(line) - len(line.lstrip(' "')):
        raise ValueError(_("没有认出日期，请写作 2027-01-01"))
    try:
        first, last = (date(*map(int, found.groups())) for found in (dates[0], dates[-1]))
    except ValueError:
        raise ValueError(_("没有这一天")) from None
    if len(dates) == 2 and not TO.fullmatch(line[dates[0].end():dates[1].start()]):
        raise ValueError(_("一行只写一天，或者写起止两天，如 2027-01-01 至 2027-01-03"))
    if not 0 <= (last - first).days < LONGEST:
        raise ValueError(_("起止日期不对，或者超过 %(n)s 天") % {"n": LONGEST})
    kind = re.split(r"[,，;；\s\t]+", line[dates[-1].end():].strip(' ,，;；\t"'))[0]
    if kind not in RESTS | WORKS:
        raise ValueError(_("没有写明放假还是上班"))
    return [first + DAY * n for n in range((last - first).days + 1)], kind in WORKS


def is_whole(days):
    return len({day.year for day in days}) == 1 and sum(not works and day.weekday() < 5 for day, works in days.items()) >= FEWEST


@dataclass(frozen=True)
class Move:
    """An open clock whose limit is another by the new calendar. While a clock rests, only the calendar's part is told."""
    deadline: Deadline
    before: tuple       # (limit, provisional)
    after: tuple

    @property
    def days(self):
        return (localdate(self.after[0]) - localdate(self.before[0])).days


def moves(year, days, *, now, lock=False):
    """([Move], the calendar as it would be); without `lock` nothing is held, for a look beforehand."""
    rows = Deadline.objects.open().select_related("rule", "agency").prefetch_related("pauses", "extensions").order_by("pk")
    rows = list(rows.select_for_update(of=("self",), no_key=True) if lock else rows)
    if not rows:
        return [], None
    old = Calendar(min(localdate(row.started_at) for row in rows), max(localdate(now), *(localdate(row.due_at) for row in rows)))
    new, found = old.with_year(year, days), []
    for row in rows:
        rests = any(pause.until is None for pause in row.pauses.all())
        before, after = limit_of(row, now, old) if rests else (row.due_at, row.provisional), limit_of(row, now, new)
        if before != after:
            found.append(Move(row, before, after))
    return found, new


@transaction.atomic
def load_year(year, days: dict[date, bool], *, by, now, notice):
    """Store an announced year and count every open clock again; where a date moves, the trail and the people know.

    Returns how many moved. Raises ValueError when the list cannot be a whole year.
    """
    if not is_whole(days) or {day.year for day in days} != {year}:
        raise ValueError(_("这不是一份完整的年度放假安排，请核对后重新载入"))
    found, calendar = moves(year, days, now=now, lock=True)
    store(year, days, notice)
    for move in found:
        deadline = schedule(move.deadline, now, calendar)
        record(deadline.subject, "recount", by=by, now=now, before=f"{localdate(move.before[0]):%F}",
               after=f"{localdate(deadline.due_at):%F}", note=notice, data={"clock": deadline.key})
        announce(deadline, "recount", now)
    return len(found)
