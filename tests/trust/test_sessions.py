"""A session ends with what it stood on: the post, the account, the password; and by itself."""
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from openness.agencies import before_the_desk
from openness.agencies.models import Assignment, User
from openness.agencies.rights import assign, derive, merge
from openness.audit.models import Event
from tests.city import NOW

from .second_factors import sign_in, with_password

pytestmark = pytest.mark.django_db


def visitor(user):
    client = Client()
    client.force_login(user)
    assert client.get("/desk/").status_code == 200
    return client


def ended(client):
    return client.get("/desk/").get("Location", "").startswith("/login/?next=")


def test_whose_post_ended_is_signed_out_and_nobody_else(city):
    moved, stays = city.who(city.environment, "drafter").user, city.who(city.environment, "head").user
    moving, staying = visitor(moved), visitor(stays)
    Assignment.objects.filter(user=moved).update(to_on=NOW.date() - timedelta(days=1))
    derive(*User.objects.all(), on=NOW.date())          # what runs every ten minutes
    assert ended(moving) and not ended(staying)
    again = visitor(User.objects.get(pk=moved.pk))
    for _night in range(3):
        derive(*User.objects.all(), on=NOW.date())
    assert not ended(again) and not ended(staying)      # control: nothing lost, nothing ended


def test_a_new_post_ends_no_session_and_a_changed_one_does(city):
    user = city.who(city.environment, "drafter").user
    client = visitor(user)
    assign(user, city.commerce, "publisher", on=NOW.date())
    assert not ended(client)
    Assignment.objects.filter(user=user, agency=city.commerce).update(role="signer")
    derive(user, on=NOW.date())
    assert ended(client)


def test_the_planned_end_of_a_substitute_ends_the_session_only_where_rights_are_lost(city):
    head, drafter = city.who(city.environment, "head").user, city.who(city.environment, "drafter").user
    today, tomorrow = NOW.date(), NOW.date() + timedelta(days=1)
    assign(drafter, city.environment, "unit_head", on=today, to=today, acting_for=head)
    assign(head, city.environment, "drafter", on=today, to=today, acting_for=drafter)       # a head drafts anyway
    substitute, other = visitor(drafter), visitor(head)
    derive(drafter, head, on=tomorrow)
    assert ended(substitute) and not ended(other)


def test_a_merger_signs_nobody_out(city):
    user = city.who(city.commerce, "drafter").user
    client = visitor(user)
    merge([city.commerce], into=city.environment, on=NOW.date())
    assert not ended(client)


def test_a_disabled_account_and_a_new_password_end_every_session(city):
    user = city.who(city.environment, "drafter").user
    for change in ({"is_active": False}, {"password": "!x"}, {"session_epoch": 77}):
        User.objects.filter(pk=user.pk).update(is_active=True)
        client = visitor(User.objects.get(pk=user.pk))
        User.objects.filter(pk=user.pk).update(**change)
        assert ended(client), change


def test_the_own_page_ends_the_other_sessions(city):
    user = city.who(city.environment, "drafter").user
    here, there = visitor(user), visitor(user)
    assert here.post("/desk/password/sessions/")["Location"] == "/desk/password/"
    assert not ended(here) and ended(there)
    assert Event.objects.of(user).latest("pk").step == "end_sessions"


def test_half_an_hour_of_silence_and_twelve_hours_end_a_session(city, monkeypatch):
    user = with_password(city.who(city.environment, "drafter").user)
    start, clock = before_the_desk.time(), [0]
    monkeypatch.setattr(before_the_desk, "time", lambda: start + clock[0])
    client = Client()
    sign_in(client, user)

    def after(seconds, **headers):
        clock[0] += seconds
        return client.get("/desk/documents/?status=draft", **headers)

    for _turn in range(5):
        assert after(1799).status_code == 200           # sliding
    refused = after(1801)
    assert refused["Location"] == "/login/?next=/desk/documents/%3Fstatus%3Ddraft"     # and back to the same page
    assert settings.SESSION_IDLE == 1800 and settings.SESSION_COOKIE_AGE == 12 * 3600
    assert sign_in(client, user, next="/desk/documents/?status=draft")["Location"] == "/desk/documents/?status=draft"
    for _turn in range(24):
        assert after(1790).status_code == 200
    assert after(300).status_code == 302                # twelve hours, however busy
    sign_in(client, user)
    for _turn in range(3):
        asked = after(700, HTTP_X_PART="yes")           # what asks by itself is no activity
    assert asked.status_code == 302


def test_what_was_typed_is_there_after_signing_in_again(city, monkeypatch):
    user = with_password(city.who(city.environment, "drafter").user)
    document = city.draft()
    client, start = Client(), before_the_desk.time()
    sign_in(client, user)
    page = f"{document.get_absolute_url()}edit/"
    version = document.version
    saved = client.post(page, {"version": version, "title": "打了一半的标题"}, headers={"X-Autosave": "yes"})
    assert saved.status_code in (200, 204), saved.status_code
    monkeypatch.setattr(before_the_desk, "time", lambda: start + 1900)
    lost = client.post(page, {"version": version, "title": "打了一半的标题，又一半"}, headers={"X-Autosave": "yes"})
    assert lost["Location"].startswith("/login/?next=")
    where = sign_in(client, user, next=page)["Location"]
    assert "打了一半的标题" in client.get(where).text


def test_signing_out_is_on_the_trail(city):
    user = with_password(city.who(city.environment, "drafter").user)
    client = Client()
    sign_in(client, user)
    client.post("/logout/")
    assert ended(client) and [row.step for row in Event.objects.of(user).order_by("pk")] == ["sign_in", "sign_out"]
    assert timezone.now() - Event.objects.of(user).latest("pk").at < timedelta(minutes=1)
