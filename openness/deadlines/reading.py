"""A clock in words: how much is left and until which day, both, as every page shows it."""
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openness.rules.models import Unit

from .calendar import Calendar
from .rules import RULES

SOON = 3            # working days from which a limit is shown as near
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Reading:
    """kind: ok, soon, today, over, pause or done; text: what is left; date: until when; iso: for machines."""
    kind: str
    text: str
    date: str
    iso: str
    label: str
    provisional: bool = False
    how: str = ""       # the page that says how it was counted


def readings(deadlines, now):
    """{pk: Reading}; the calendar is read once for all of them."""
    deadlines = list(deadlines)
    if not deadlines:
        return {}
    days = [localdate(now), *(localdate(deadline.due_at) for deadline in deadlines)]
    calendar = Calendar(min(days), max(days))
    return {deadline.pk: read(deadline, now, calendar) for deadline in deadlines}


def read(deadline, now: datetime, calendar) -> Reading:
    kind, text = words(deadline, now, calendar)
    date = spoken_date(localtime(deadline.due_at), localdate(now), with_time=deadline.rule.unit == Unit.HOURS)
    if deadline.provisional:
        date = _("%(date)s（暂定）") % {"date": date}
    label = RULES[deadline.key].label if deadline.key in RULES else deadline.key
    return Reading(kind, text, date, localtime(deadline.due_at).isoformat(timespec="minutes"), str(label),
                   deadline.provisional, reverse("deadlines:detail", args=[deadline.pk]) if deadline.pk else "")


def words(deadline, now, calendar):
    if deadline.closed_at:
        return "done", _("已完成")
    if deadline.paused_for is not None:
        return "pause", _("计时暂停：%(cause)s") % {"cause": _(deadline.paused_for)}
    if deadline.rule.unit == Unit.HOURS:
        return hours(deadline, now)
    today, due = localdate(now), localdate(deadline.due_at)
    if due < today:
        n = max(calendar.working_days(due, today), 1)
        return "over", ngettext("逾期 %(n)s 个工作日", "逾期 %(n)s 个工作日", n) % {"n": n}
    if due == today:
        return "today", _("今天到期")
    n = calendar.working_days(today, due)
    return ("soon" if n <= SOON else "ok"), ngettext("剩 %(n)s 个工作日", "剩 %(n)s 个工作日", n) % {"n": n}


def hours(deadline, now):
    left = deadline.due_at - now
    if left < timedelta():
        n = -left // HOUR + 1
        return "over", ngettext("超时 %(n)s 小时", "超时 %(n)s 小时", n) % {"n": n}
    kind = "today" if left < (deadline.due_at - deadline.started_at) / 4 else "soon"
    return kind, _("剩 %(h)s 小时 %(m)s 分") % {"h": left // HOUR, "m": left % HOUR // timedelta(minutes=1)}


def spoken_date(moment, today, with_time=False):
    """5月18日 周一 within the year, 2017-06-06 beyond it."""
    day = moment.date()
    if with_time:
        return date_format(moment, _("n月j日 H:i"))
    return date_format(day, _("n月j日 D")) if day.year == today.year else day.isoformat()
