"""T20: guessing is slow from anywhere, and no stranger shuts a colleague out."""
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.test import Client
from django.utils import timezone

from openness.agencies import devices
from openness.agencies.models import User
from openness.audit.models import Event

from .second_factors import WORD, administrator, sign_in, with_password

pytestmark = pytest.mark.django_db
LOCKED = (403, 429)


@pytest.fixture
def user(city):
    return with_password(city.who(city.environment, "drafter").user)


def guess(name, address, client=None):
    return (client or Client()).post("/login/", {"username": name, "password": "猜的-12345"}, REMOTE_ADDR=address)


def at_home(user, address="192.0.2.1"):
    """A device on which its owner signed in once, and out again."""
    device = Client()
    assert sign_in(device, user, address=address).status_code == 302
    device.post("/logout/")
    return device


@pytest.mark.parametrize("many", [25, pytest.param(200, marks=pytest.mark.slow)])
def test_two_hundred_guesses_from_one_address_are_five(user, many):
    answers = [guess(user.username, "198.51.100.1").status_code for _turn in range(many)]
    assert answers[:4] == [200] * 4 and set(answers[4:]) <= set(LOCKED)
    assert Event.objects.of(user).filter(step="sign_in_failed").count() == 5 and AccessAttempt.objects.count() == 1
    assert sign_in(Client(), user, address="198.51.100.1").status_code in LOCKED
    page = guess(user.username, "198.51.100.1").text
    assert "15 分钟" in page and "以前登录过的电脑" in page and "安全管理员" in page


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("many", [26, pytest.param(200, marks=pytest.mark.slow)])
def test_fifty_addresses_on_one_account_are_slowed_and_its_owner_is_not_shut_out(city, user, known, many):
    home, name = at_home(user), user.username if known else "nobody-of-that-name"
    answers = [guess(name, f"198.51.100.{n % 50}").status_code for n in range(many)]
    assert answers.count(200) == devices.OF_A_NAME and set(answers[devices.OF_A_NAME:]) == {429}     # alike for names that nobody has
    if known:
        assert sign_in(Client(), user, address="203.0.113.9").status_code == 429         # a device that nobody knows waits
        assert sign_in(home, user).status_code == 302                                   # the owner's does not
        colleague = with_password(city.who(city.environment, "head").user)
        assert sign_in(Client(), colleague, address="203.0.113.9").status_code == 302
        AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
        assert sign_in(Client(), user, address="203.0.113.9").status_code == 302         # and not for ever


def test_a_stranger_behind_the_same_address_does_not_close_the_owners_device(user):
    home = at_home(user)
    for _turn in range(8):
        closed = guess(user.username, "192.0.2.1")
    assert closed.status_code in LOCKED and sign_in(Client(), user).status_code in LOCKED
    assert sign_in(home, user).status_code == 302


def test_a_known_device_has_five_tries_of_its_own(user):
    home = at_home(user)
    answers = [guess(user.username, f"198.51.100.{n}", home).status_code for n in range(10)]    # it carries its place with it
    assert answers[:4] == [200] * 4 and set(answers[4:]) <= set(LOCKED)
    assert sign_in(Client(), user, address="203.0.113.9").status_code == 302             # a stolen device shuts nobody out


def test_what_a_device_is_cannot_be_made_up_or_lent(city, user):
    home, colleague = at_home(user), with_password(city.who(city.environment, "head").user)
    cookie = home.cookies[settings.DEVICE_COOKIE_NAME]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and int(cookie["max-age"]) > 100 * 24 * 3600
    for value in ("", "x", cookie.value[:-2], "eyJuYW1lcyI6WyJhIl19:x:y"):
        forger = Client()
        forger.cookies[settings.DEVICE_COOKIE_NAME] = value
        for _turn in range(5):
            guess(user.username, "198.51.100.7", forger)
        assert guess(user.username, "198.51.100.7", forger).status_code in LOCKED
    for _turn in range(5):
        guess(colleague.username, "192.0.2.1", home)        # the own device is no licence for another's account
    assert guess(colleague.username, "192.0.2.1").status_code in LOCKED


@pytest.mark.parametrize("many", [10, pytest.param(50, marks=pytest.mark.slow)])
def test_fifty_accounts_from_one_address_are_stopped_and_an_office_behind_one_is_not(city, many, monkeypatch):
    monkeypatch.setattr(devices, "OF_AN_ADDRESS", 2 * many)         # a hundred in earnest
    known = list(User.objects.order_by("pk").values_list("username", flat=True)[:many - 2])
    names = known + [f"nobody-{n}" for n in range(many - len(known))]
    home = at_home(with_password(User.objects.get(username=names[0])))
    answers = [guess(name, "192.0.2.1").status_code for _round in range(3) for name in names]
    assert answers.count(200) == devices.OF_AN_ADDRESS and answers[-1] == 429
    assert sign_in(home, User.objects.get(username=names[0])).status_code == 302
    AccessAttempt.objects.all().delete()
    for number, name in enumerate(known):              # a Monday: everybody mistypes twice, then not
        worker = with_password(User.objects.get(username=name))
        for _turn in range(2):
            assert guess(name, "192.0.2.1").status_code == 200, number
        assert sign_in(Client(), worker).status_code == 302, number


def test_addresses_of_version_six_are_counted_by_their_network(user):
    answers = [guess(user.username, f"2001:db8:1:2::{n}").status_code for n in range(6)]
    assert answers[:4] == [200] * 4 and answers[4] in LOCKED
    assert sign_in(Client(), user, address="2001:db8:1:3::1").status_code == 302


def test_security_opens_what_was_closed(user):
    for n in range(25):
        guess(user.username, f"198.51.100.{n}")
    guard = Client()
    guard.force_login(administrator("security"))
    assert "15 分钟内登录未成功" in guard.get(f"/desk/setup/people/{user.pk}/").text
    assert sign_in(Client(), user, address="203.0.113.9").status_code == 429
    guard.post(f"/desk/setup/people/{user.pk}/", {"unlock": "1"})
    assert sign_in(Client(), user, address="203.0.113.9").status_code == 302
    assert Event.objects.of(user).filter(step="unlock_account").exists()


def test_a_session_that_somebody_prepared_is_not_the_one_that_is_signed_in(user):
    prepared = Client()
    prepared.get("/login/")
    session = prepared.session
    session["planted"] = "1"
    session.save()
    prepared.cookies[settings.SESSION_COOKIE_NAME] = planted = session.session_key
    sign_in(prepared, user)
    assert prepared.session.session_key != planted
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert thief.get("/desk/").status_code == 302


def test_without_the_measures_the_tests_above_would_fail(user, monkeypatch):
    """The control run: no measure for a name, no place of its own for a device."""
    monkeypatch.setattr(devices, "OF_A_NAME", 10**6)
    answers = [guess(user.username, f"198.51.100.{n}").status_code for n in range(30)]
    assert answers.count(200) == 30
    AccessAttempt.objects.all().delete()
    home = at_home(user)
    monkeypatch.setattr(devices, "is_known", lambda request, username: False)
    for _turn in range(5):
        guess(user.username, "192.0.2.1")
    assert sign_in(home, user, word=WORD).status_code in LOCKED


def test_the_trail_holds_known_names_only_and_who_tried_is_the_account_itself(user):
    guess(user.username, "198.51.100.1")
    before = Event.objects.count()
    guess("nobody-of-that-name", "198.51.100.1")
    guess("x" * 151, "198.51.100.1")
    assert Event.objects.count() == before
    event = Event.objects.of(user).get(step="sign_in_failed")
    assert event.actor == user and event.data == {} and event.note == ""
