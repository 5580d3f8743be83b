"""T11: every limit that counts working days against a second source of the calendar, and what must make that fail."""
from bisect import bisect_right
from datetime import date, timedelta
from types import SimpleNamespace

import holidays
import pytest
from django.utils.timezone import localtime

from openness.deadlines.calendar import Calendar
from openness.deadlines.rules import count, counted_days
from tests.city import at

pytestmark = pytest.mark.django_db
FIRST, LAST, LENGTHS = date(2017, 1, 1), date(2026, 6, 30), (7, 15, 20, 40)
RECEIPTS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


def rule(value, unit="working_days"):
    return SimpleNamespace(unit=unit, value=value)


def working_days_of_the_oracle(years):
    """A year for which the package names no make-up day is one that it does not know: no year of this list is such."""
    china = holidays.country_holidays("CN", years=years)
    assert {day.year for day in china.weekend_workdays} >= set(years)
    days = (date(years[0], 1, 1) + timedelta(days=n) for n in range(366 * len(years)))
    return [day for day in days if day.year <= years[-1] and china.is_working_day(day)]


def differences(calendar):
    """(receipt, length, ours, theirs) wherever the two sources do not agree."""
    working, found = working_days_of_the_oracle(range(2017, 2027)), []
    for day in RECEIPTS:
        days, after = counted_days(at(day.year, day.month, day.day, 10), rule(LENGTHS[-1]), [], calendar), bisect_right(working, day)
        found += [(day, n, days[n - 1], working[after + n - 1]) for n in LENGTHS if days[n - 1] != working[after + n - 1]]
    return found


def test_no_day_of_receipt_from_2017_to_2026_has_another_limit_by_the_second_source(city):
    assert len(RECEIPTS) == 3468
    assert differences(Calendar(FIRST, LAST)) == []


@pytest.mark.parametrize("forgotten, least", [(True, 3000), (False, 6000)])
def test_forgetting_make_up_days_or_holidays_is_seen(city, forgotten, least):
    """The control: what the test above must be able to find."""
    calendar = Calendar(FIRST, LAST)
    calendar.special = {day: works for day, works in calendar.special.items() if works is not forgotten}
    assert len(differences(calendar)) > least


def test_the_limit_is_the_last_counted_day_whatever_the_hour_of_receipt(city):
    calendar = Calendar(FIRST, LAST)
    for day in RECEIPTS[::97]:
        limits = {count(at(day.year, day.month, day.day, *hour), rule(n), [], calendar) for n in (20,)
                  for hour in ((0, 0), (9, 30), (23, 59, 59, 999999))}
        [(limit, provisional)] = limits
        assert localtime(limit).date() == counted_days(at(day.year, day.month, day.day), rule(20), [], calendar)[-1]
        assert f"{localtime(limit):%T}" == "23:59:59" and not provisional


def test_one_second_around_midnight_is_one_working_day(city):
    calendar = Calendar(date(2026, 3, 1))
    late, early = (localtime(count(moment, rule(5), [], calendar)[0]).date() for moment in (
        at(2026, 3, 2, 23, 59, 59, 999999), at(2026, 3, 3, 0, 0)))
    assert (late, early) == (date(2026, 3, 9), date(2026, 3, 10))


@pytest.mark.parametrize("start, unit, value, due", [
    ((2024, 2, 28), "working_days", 1, (2024, 2, 29)), ((2024, 2, 29), "working_days", 1, (2024, 3, 1)),
    ((2023, 2, 28), "working_days", 1, (2023, 3, 1)), ((2024, 2, 28), "calendar_days", 1, (2024, 2, 29)),
    ((2024, 1, 31), "months", 1, (2024, 2, 29)),        # 没有对应日的，月末日为期间的最后一日
    ((2023, 1, 31), "months", 1, (2023, 2, 28)), ((2026, 11, 30), "months", 1, (2026, 12, 30)),
    ((2024, 2, 29), "months", 12, (2025, 2, 28)), ((2026, 3, 4), "months", 1, (2026, 4, 7)),     # 清明节：次日，直到上班
])
def test_29_february_and_ends_of_months(city, start, unit, value, due):
    calendar = Calendar(date(*start))
    assert localtime(count(at(*start, 12), rule(value, unit), [], calendar)[0]).date() == date(*due)


@pytest.mark.parametrize("start", [(2021, 4, 30, 17, 30), (2026, 2, 16, 23, 59, 59), (2024, 2, 28, 20), (2026, 10, 1), (2026, 12, 31, 12)])
def test_hours_run_through_night_holiday_leap_day_and_the_unknown_year(city, start):
    for hours in (5, 24, 48):
        assert count(at(*start), rule(hours, "hours"), [], Calendar(date(*start[:3]))) == (at(*start) + timedelta(hours=hours), False)


def test_a_limit_in_a_year_that_nobody_announced_is_never_later_than_the_true_one(city):
    """Each year of the past once as if unknown: the provisional day is at or before the real one, and at most a week of
    working days away where only the beginning of the year is reached."""
    from openness.deadlines.models import CalendarYear
    known = set(CalendarYear.objects.values_list("year", flat=True))
    for year in range(2018, 2027):
        full, blind = Calendar(date(year, 1, 1)), Calendar(date(year, 1, 1))
        blind.years = known - {year}
        blind.special = {day: works for day, works in full.special.items() if day.year != year}
        for start in (date(year - 1, 12, 1) + timedelta(days=n) for n in range(120)):
            for n in LENGTHS:
                (true, sure), (guess, unsure) = (count(at(*start.timetuple()[:3]), rule(n), [], each) for each in (full, blind))
                assert guess <= true and not sure and unsure == (localtime(guess).year == year or localtime(true).year == year), (start, n)
