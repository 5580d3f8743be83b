import pytest

from openness.deadlines.calendar import store_known_years
from openness.deadlines.models import CalendarYear
from openness.rules import ships
from openness.rules.models import Rule


@pytest.fixture
def law(db):
    """Calendar and figures of law, where a test needs no cast: a transactional test may have truncated them."""
    if not CalendarYear.objects.exists():
        store_known_years()
        ships.load(Rule)
