"""One small city and its people, with names that say what they do."""
from datetime import date

import pytest

from openness.deadlines.calendar import store_known_years
from openness.deadlines.models import CalendarYear
from openness.rules import ships
from openness.rules.models import Rule
from tests.city import City
from tests.machine import machine  # noqa: F401

LONG = ("test_clean_pages", "test_canary", "test_matrix", "test_forms_over_http")


def pytest_collection_modifyitems(items):
    """The long files first, so that processes side by side end together."""
    items.sort(key=lambda item: item.path.stem not in LONG)


@pytest.fixture
def city(db):
    if not CalendarYear.objects.exists():       # a transactional test before this one truncated what migrations wrote
        store_known_years()
        ships.load(Rule)
    return City(since=date(2010, 1, 1))


@pytest.fixture(scope="session")
def chromium():
    """The system's Chromium, found and not assumed; without one these tests are skipped (with CI set they fail)."""
    import os

    from playwright.sync_api import sync_playwright

    from openness.development.browser import chromium as find
    from tests.browser import FLAGS
    path = find()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium found")
        pytest.skip("no Chromium found")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"       # Playwright keeps an event loop in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def demo_city(transactional_db):
    """The bodies and people of the demonstration, with passwords, and no papers."""
    from django.utils import timezone

    from openness.agencies import demo
    from openness.agencies.models import User
    from openness.agencies.rights import derive
    if not CalendarYear.objects.exists():
        store_known_years()
        ships.load(Rule)
    city = demo.seed(timezone.now())
    derive(*User.objects.all(), on=timezone.localdate())
    return city


@pytest.fixture
def person(chromium, live_server):
    """Makes people at browsers; closes them afterwards."""
    from tests.browser import Person
    made = []

    def new(username=None, **size):
        from openness.agencies.demo import PASSWORD
        made.append(Person(chromium, live_server.url, **size))
        return made[-1].sign_in(username, PASSWORD) if username else made[-1]

    yield new
    for each in made:
        each.context.close()
