"""The quarterly review: who may do what, what gives cause to ask, and that somebody looked."""
import io
from datetime import timedelta

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localdate

from openness.agencies.models import User
from openness.agencies.rights import assign
from openness.audit.models import Event
from openness.trust import reviewing

from .second_factors import administrator

pytestmark = pytest.mark.django_db


def visitor(user):
    client = Client()
    client.force_login(user)
    return client


def flags(now):
    found = {}
    for body, rows in reviewing.rows_of(now):
        for row in rows:
            found.setdefault((row["user"].username, body and body.name), set()).update(row["flags"])
    return found


def test_what_gives_cause_to_ask_is_flagged_and_nothing_else(city, settings):
    now, today = timezone.now(), localdate()
    settings.SECOND_FACTOR_REQUIRED = {"signer", "administrator"}
    User.objects.update(last_login=now, second_factor_since=now)
    env, who = city.environment, lambda name: city.who(city.environment, name).user
    User.objects.filter(pk=who("drafter").pk).update(last_login=now - timedelta(days=91))
    User.objects.filter(pk=who("head").pk).update(last_login=now - timedelta(days=89))
    User.objects.filter(pk=who("secrecy").pk).update(last_login=None)
    assign(who("reviewer"), env, "drafter", on=today)
    who("legality").assignments.update(to_on=today + timedelta(days=30))
    who("discloser").assignments.update(to_on=today + timedelta(days=31))
    User.objects.filter(pk=who("signer").pk).update(second_factor_since=None)
    User.objects.filter(pk=who("publisher").pk).update(second_factor_since=None, is_active=False)
    idle = User.objects.create(username="idle", last_login=now)
    auditor = User.objects.create(username="auditor", last_login=now, administers="audit")
    found = flags(now)
    assert {key[0]: value for key, value in found.items() if value} == {
        who("drafter").username: {"idle"}, who("secrecy").username: {"never"}, who("reviewer").username: {"both"},
        who("legality").username: {"soon"}, who("signer").username: {"factor"}, who("publisher").username: {"inactive"},
        idle.username: {"no_post"}, auditor.username: {"factor"}}
    assert found[who("head").username, env.name] == set()


def test_a_body_is_reviewed_once_a_quarter_by_security_and_read_by_audit(city):
    guard, auditor = visitor(administrator("security")), visitor(administrator("audit"))
    for client in (guard, auditor):
        page = client.get("/desk/access-review/")
        assert "市环境局head" in page.text and "没有登录过" in page.text
    assert auditor.post("/desk/access-review/", {"body": city.environment.pk}).status_code == 403
    left = guard.get("/desk/access-review/").context["left"]
    guard.post("/desk/access-review/", {"body": city.environment.pk})
    guard.post("/desk/access-review/", {"body": "none"})
    guard.post("/desk/access-review/", {"body": "nonsense"})
    assert guard.get("/desk/access-review/").context["left"] == left - 2
    event = Event.objects.of(city.environment).get(step="review_access")
    assert event.data == {"quarter": reviewing.quarter_of(localdate()), "body": city.environment.pk} and event.actor.administers == "security"
    assert reviewing.reviewed("2020-Q1") == {}
    book = guard.get("/desk/access-review/?export=1")
    sheet = openpyxl.load_workbook(io.BytesIO(book.content)).active
    assert sheet.max_row > 40 and Event.objects.get(step="export").data["list"] == "access_review"


def test_quarters():
    assert [reviewing.quarter_of(localdate().replace(year=2026, month=month, day=1)) for month in (1, 3, 4, 12)] == [
        "2026-Q1", "2026-Q1", "2026-Q2", "2026-Q4"]
