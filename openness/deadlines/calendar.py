"""The official calendar: days whose nature differs from their weekday, and the years that were announced at all."""
from copy import copy
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_noop

from .models import CalendarYear, SpecialDay

DAY = timedelta(days=1)
SHIPPED = gettext_noop("国务院办公厅年度放假安排（chinesecalendar 数据）")     # the notices of 2007–2026 as that package gives them


def at_nine(day):
    return timezone.make_aware(datetime.combine(day, time(9)))


def end_of(day):
    """民法典 第二百零三条：期间的最后一日的截止时间为二十四时。"""
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


class Calendar:
    """Read once per computation around a day, never kept beyond it: a holiday may be changed by a later notice."""

    def __init__(self, around, until=None):
        days = SpecialDay.objects.filter(date__year__gte=around.year - 1, date__year__lte=(until or around).year + 2)
        self.special = dict(days.values_list("date", "is_working_day"))

    @cached_property
    def years(self):
        return set(CalendarYear.objects.values_list("year", flat=True))

    def with_year(self, year, days):
        """As it would be with this year loaded."""
        other = copy(self)
        other.special = {day: works for day, works in self.special.items() if day.year != year} | days
        other.years = self.years | {year}
        return other

    def knows(self, day):
        return day.year in self.years

    def is_working(self, day):
        return self.special.get(day, day.weekday() < 5)

    def step(self, day, count):
        """The count-th working day after a day (before it, when negative); zero is the day itself."""
        sign, left = (DAY, count) if count >= 0 else (-DAY, -count)
        while left:
            day += sign
            left -= self.is_working(day)
        return day

    def working_days(self, after, until):
        """How many working days lie after one day, up to and with another (0 when there are none)."""
        return sum(self.is_working(after + DAY * n) for n in range(1, (until - after).days + 1))


def missing_year(today):
    """From November the State Council's list is due: the next year, while it is not loaded."""
    soon = today.year + 1
    return soon if today.month >= 11 and not CalendarYear.objects.filter(year=soon).exists() else None


def store(year, days, notice):
    """One announced year: {date: is_working_day}; a later notice replaces an earlier one."""
    CalendarYear.objects.update_or_create(year=year, defaults={"notice": notice})
    SpecialDay.objects.filter(date__year=year).delete()
    SpecialDay.objects.bulk_create(SpecialDay(date=day, is_working_day=works) for day, works in days.items())


def store_known_years(first=2007, last=2026):
    """From the package chinesecalendar, which raises for years that it does not know."""
    from chinese_calendar import is_workday
    for year in range(first, last + 1):
        days = (date(year, 1, 1) + DAY * n for n in range(366))
        days = [day for day in days if day.year == year]
        store(year, {d: is_workday(d) for d in days if is_workday(d) != (d.weekday() < 5)}, SHIPPED)
