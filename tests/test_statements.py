"""T26: what each list and each export may ask of the database, whatever its length. A new list gets its line here."""
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from openness.agencies.models import Agency, User
from openness.deadlines.models import Deadline
from openness.workflow.transitions import perform
from oversight.figures import OVERDUE
from oversight.models import Urging
from oversight.reporting import draft
from oversight.scope import overseen_by
from tests.city import at, step
from websites.models import Page

pytestmark = pytest.mark.django_db
BUDGET = {       # who, address: statements, the session's own two included
    ("reviewer", "/desk/"): 18, ("reviewer", "/desk/documents/"): 12, ("reviewer", "/desk/review/"): 16, ("reviewer", "/desk/notices/"): 9,
    ("publisher", "/desk/"): 15, ("publisher", "/desk/pages/"): 9,
    ("reviewer", "/desk/interpretations/"): 16, ("reviewer", "/desk/letters/"): 15,
    ("publisher", "/desk/urgings/"): 15, ("publisher", "/desk/reports/"): 10,
    ("supervisor", "/desk/dashboard/"): 15, ("supervisor", "/desk/dashboard/overdue/"): 15, ("supervisor", "/desk/dashboard/published/"): 15,
    ("supervisor", "/desk/dashboard/decided/"): 15, ("supervisor", "/desk/monday/"): 15, ("supervisor", "/desk/urgings/"): 15,
    ("supervisor", "/desk/urgings/new/"): 15, ("supervisor", "/desk/reports/"): 10,
    ("administrator", "/desk/setup/"): 15, ("administrator", "/desk/setup/people/"): 12, ("administrator", "/desk/setup/bodies/"): 10,
    ("administrator", "/desk/calendar/"): 9,
    ("reviewer", "/desk/tables/documents/export/"): 15, ("reviewer", "/desk/tables/review/export/"): 15,
    ("reviewer", "/desk/tables/notices/export/"): 12, ("publisher", "/desk/tables/pages/export/"): 10,
    ("supervisor", "/desk/tables/urgings/export/"): 12, ("supervisor", "/desk/dashboard/overdue.xlsx"): 12,
    ("supervisor", "/desk/dashboard/published.xlsx"): 12, ("supervisor", "/desk/dashboard.xlsx"): 12,
    ("administrator", "/desk/setup/people/?export=1"): 10, ("administrator", "/desk/setup/bodies/?export=1"): 10,
    (None, "/"): 4, (None, "/search/?q=通知"): 6, (None, "/open/"): 6,
    (None, "/interpretations/"): 8, (None, "/open/system/"): 6, (None, "/feed/?q=通知"): 6,
    (None, "/sitemap-items.xml"): 4,
}


def more(city, turn, many):
    """Another handful of everything that a list shows, not long ago."""
    now, env = timezone.now() - timedelta(days=2), city.environment
    for n in range(many):
        words = f"关于第{turn}批第{n}件事项的通知"
        city.claimed(city.draft(env, city.office, title=words, now=now), now=now)
        city.published(city.draft(title=f"{words}（公开）", body="正文", now=now), now=now)
        city.signed(city.draft(city.commerce, title=f"{words}（商务）", now=now), now=now)
        page = Page(kind="system", agency=city.office)
        perform(page, "write", by=city.supervisor, now=now, data={"title": words, "content": "<p>内容</p>"})
        step(page, "publish", city.who(city.office, "publisher"), now=now, examined="on")
        agency = city.department(f"第{turn}批第{n}局", f"渝{turn}{n}发")
        city.person(f"第{turn}批第{n}人", agency, "drafter")
    Deadline.objects.filter(key="documents.publication").update(due_at=now - timedelta(days=1))
    late = OVERDUE.rows(overseen_by([city.office.pk]), None, now)
    data = {"items": ",".join(str(row.pk) for row in late), "words": "请尽快办理", "until": f"{now + timedelta(days=9):%F}", "accept": "urged"}
    perform(Urging(agency=city.office), "send", by=city.supervisor, now=now, data=data)


def statements(clients):
    counted = {}
    for who, address in BUDGET:
        assert clients[who].get(address).status_code == 200, (who, address)     # caches of types and settings fill
        with CaptureQueriesContext(connection) as queries:
            clients[who].get(address)
        counted[who, address] = len(queries)
    return counted


def test_no_list_asks_more_for_more_rows_and_none_more_than_its_budget(city):
    city.supervisor = city.person("督察", city.office, "supervisor")
    users = {name: city.who(city.office, name).user for name in ("reviewer", "publisher")} | {
        "supervisor": city.supervisor.user, "administrator": User.objects.create(username="root", is_staff=True, is_superuser=True)}
    clients = {None: Client()} | {name: Client() for name in users}
    for name, user in users.items():
        clients[name].force_login(user)
    more(city, 1, 6)         # more than the desk lists of a queue
    draft(city.office, date(2026, 1, 1), now=at(2026, 2, 2, 9))
    few = statements(clients)
    more(city, 2, 6)
    draft(city.office, date(2026, 2, 1), now=at(2026, 3, 2, 9))
    many = statements(clients)
    assert {where: (few[where], many[where]) for where in BUDGET if few[where] != many[where]} == {}
    assert {where: (many[where], most) for where, most in BUDGET.items() if many[where] > most} == {}
    assert Agency.objects.count() > 10
