"""A figure from a regulation is data with dates: which one holds, for whom, and what may not be entered."""
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from openness.deadlines.models import Deadline
from openness.rules.models import Rule
from tests.city import at, step

pytestmark = pytest.mark.django_db


def rule(key="documents.review", value=3, *, agency=None, start=date(2020, 1, 1), end=None, unit="working_days"):
    return Rule(key=key, value=value, unit=unit, clause="本机关规定", agency=agency, from_on=start, to_on=end)


def test_the_edition_of_the_regulation_follows_from_the_day(city):
    old, new = (Rule.objects.figure("documents.publication", day) for day in (date(2017, 5, 8), date(2019, 5, 15)))
    assert ("第492号" in old.clause, "第711号" in new.clause) == (True, True)
    assert Rule.objects.figure("documents.publication", date(2007, 1, 1)) is None


def test_the_most_specific_body_in_force_wins(city):
    rule(value=4, agency=city.office).save()
    rule(value=2, agency=city.environment, start=date(2026, 3, 1)).save()
    on = date(2026, 3, 2)
    assert Rule.objects.figure("documents.review", on, city.environment).value == 2
    assert Rule.objects.figure("documents.review", on, city.commerce).value == 4       # from the office above it
    assert Rule.objects.figure("documents.review", date(2019, 1, 1), city.commerce).value == 5


def test_a_lower_body_may_only_shorten(city):
    rule(value=5, agency=city.environment).full_clean()
    for wrong in (rule(value=6, agency=city.environment), rule(value=3, agency=city.environment, unit="months")):
        with pytest.raises(ValidationError, match="只可短于或等于"):
            wrong.full_clean()


def test_two_rules_of_one_body_may_not_hold_on_the_same_day(city):
    rule(agency=city.environment, end=date(2025, 12, 31)).save()
    rule(agency=city.environment, start=date(2026, 1, 1)).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        rule(agency=city.environment, start=date(2025, 12, 31), end=date(2025, 12, 31)).save()


def test_a_case_keeps_the_rule_under_which_it_began(city):
    document = city.draft(city.environment)
    city.claimed(document)
    began = Deadline.objects.of(document).get().rule
    began.to_on = date(2026, 3, 31)
    began.save()
    rule(value=1, start=date(2026, 4, 1)).save()
    step(document, "send_back", city.who(city.environment, "reviewer"), now=at(2026, 4, 2, 9), note="改")
    city.claimed(document, now=at(2026, 4, 2, 10))
    assert [d.rule.value for d in Deadline.objects.of(document).order_by("pk")] == [5, 1]
