"""A stretch of days: a month, a quarter, a year, or from one day to another. It stands in the address as its key."""
import re
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from openness.deadlines.calendar import DAY

KEY = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d\d)))?", re.ASCII)
FIRST, LAST = 2008, 2100        # the Regulation came into force on 2008-05-01
MONTHS, QUARTERS, YEARS = 13, 5, 3      # how far back a choice goes


@dataclass(frozen=True)
class Period:
    kind: str               # month, quarter, year, range
    start: date
    end: date               # its last day

    @property
    def key(self):
        return {"month": f"{self.start:%Y-%m}", "quarter": f"{self.start:%Y}-Q{self.start.month // 3 + 1}",
                "year": f"{self.start:%Y}"}.get(self.kind, "range")

    @property
    def query(self):
        """What stands for it in an address."""
        return {"period": self.key} | (
            {"from": self.start.isoformat(), "to": self.end.isoformat()} if self.kind == "range" else {})

    @cached_property
    def moments(self):
        """From the first moment until the one in which it is over."""
        return midnight(self.start), midnight(self.end + DAY)

    @property
    def length(self):
        return {"month": 1, "quarter": 3, "year": 12}[self.kind]

    def before(self):
        """The one that came before, of the same kind; before a range, as many days."""
        if self.kind == "range":
            return Period("range", self.start - (self.end - self.start) - DAY, self.start - DAY)
        return months_from(self.kind, shifted(self.start, -self.length), self.length)

    def year_before(self):
        return months_from(self.kind, shifted(self.start, -12), self.length)

    def __str__(self):
        if self.kind == "month":
            return date_format(self.start, _("Y年n月"))
        if self.kind == "quarter":
            return _("%(year)s年第%(n)s季度") % {"year": self.start.year, "n": self.start.month // 3 + 1}
        if self.kind == "year":
            return _("%(year)s年") % {"year": self.start.year}
        return _("%(first)s至%(last)s") % {"first": self.start.isoformat(), "last": self.end.isoformat()}

    @property
    def word_before(self):
        return {"month": _("上月"), "quarter": _("上季度"), "year": _("上年")}.get(self.kind, _("前一时段"))


def midnight(day):
    return timezone.make_aware(datetime.combine(day, time()))


def shifted(first, months):
    """The first day of the month so many months later."""
    n = first.year * 12 + first.month - 1 + months
    return date(n // 12, n % 12 + 1, 1)


def months_from(kind, first, length):
    return Period(kind, first, shifted(first, length) - DAY)


def month_of(day):
    return months_from("month", day.replace(day=1), 1)


def quarter_of(day):
    return months_from("quarter", date(day.year, (day.month - 1) // 3 * 3 + 1, 1), 3)


def year_of(day):
    return months_from("year", date(day.year, 1, 1), 12)


def parse(query, today):
    """The period that an address asks for; the month of today when it asks for none that can be."""
    key = query.get("period", "")
    if key == "range":
        return parse_range(query.get("from", ""), query.get("to", "")) or month_of(today)
    found = KEY.fullmatch(key)
    if not found or not FIRST <= int(found[1]) <= LAST:
        return month_of(today)
    year, quarter, month = int(found[1]), found[2], found[3]
    if quarter:
        return quarter_of(date(year, int(quarter) * 3, 1))
    if month:
        return month_of(date(year, int(month), 1)) if 1 <= int(month) <= 12 else month_of(today)
    return year_of(date(year, 1, 1))


def parse_range(first, last):
    try:
        first, last = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return None
    return Period("range", first, last) if first <= last and first.year >= FIRST and last.year <= LAST else None


def choices(today, chosen=None):
    """[(group, [(key, label)])] for a select; what is asked for stands in it, however old."""
    groups = []
    for label, of, many in ((_("月"), month_of, MONTHS), (_("季度"), quarter_of, QUARTERS), (_("年"), year_of, YEARS)):
        each, rows = of(today), []
        for _n in range(many):
            rows.append((each.key, str(each)))
            each = each.before()
        if chosen and chosen.kind == of(today).kind and chosen.key not in dict(rows):
            rows.append((chosen.key, str(chosen)))
        groups.append((label, rows))
    return groups
