"""One small city and its people, with names that say what they do."""
from datetime import date

import pytest

from openness.deadlines.calendar import store_known_years
from openness.deadlines.models import CalendarYear
from openness.rules import ships
from openness.rules.models import Rule
from tests import stubs
from tests.city import City


@pytest.fixture
def city(db):
    if not CalendarYear.objects.exists():       # a transactional test before this one truncated what migrations wrote
        store_known_years()
        ships.load(Rule)
    return City(since=date(2010, 1, 1))


@pytest.fixture
def interpreting(settings):
    """An app above documents that asks for material and publishes it together with the document."""
    settings.DOCUMENT_CHECKS, settings.PUBLICATION_COMPANIONS = stubs.CHECKS, stubs.COMPANIONS
