"""For these files the city and one running plan are built once; each test runs in a savepoint of that transaction."""
from datetime import date

import pytest
from django.db import transaction

from interpretation.models import Plan
from openness.deadlines.calendar import store_known_years
from openness.deadlines.models import CalendarYear
from openness.rules import ships
from openness.rules.models import Rule
from tests.city import City
from tests.interpretation.following import running


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        if not CalendarYear.objects.exists():
            store_known_years()
            ships.load(Rule)
        yield City(since=date(2010, 1, 1))
        transaction.set_rollback(True)


@pytest.fixture
def city(town, db):
    return town


@pytest.fixture(scope="module")
def ran(town, django_db_blocker):
    with django_db_blocker.unblock():
        return running(town).pk


@pytest.fixture
def of(city, ran):
    """A plan that is running, as it was built."""
    return Plan.objects.get(pk=ran)
