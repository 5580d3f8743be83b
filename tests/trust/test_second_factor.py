"""After the password a code that is good once; nothing but that page without it."""
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from openness.agencies import second_factor
from openness.agencies.models import User
from openness.audit.models import Event

from .second_factors import code, rested, set_up, sign_in, with_password

pytestmark = pytest.mark.django_db
BEHIND = ("/desk/", "/desk/documents/", "/", "/admin/", "/desk/password/", "/desk/second-factor/", "/nonsense/", "/desk/setup/")


@pytest.fixture
def reviewer(city):
    return with_password(city.who(city.office, "reviewer").user)


@pytest.fixture
def codes(reviewer):
    visitor = Client()
    visitor.force_login(reviewer)
    return set_up(visitor, reviewer)


def steps_of(user):
    return list(Event.objects.of(user).order_by("pk").values_list("step", flat=True))


def test_a_password_alone_opens_the_page_that_asks_the_code_and_nothing_else(reviewer, codes, client):
    assert sign_in(client, reviewer, next="/desk/documents/")["Location"] == "/desk/documents/"
    for address in BEHIND:
        assert client.get(address)["Location"].startswith("/login/code/"), address
    assert client.post("/desk/notices/read/")["Location"] == "/login/code/"
    asked = client.get("/desk/documents/?status=draft")["Location"]
    assert client.get(asked).status_code == 200 and "no-store" in client.get(asked)["Cache-Control"]
    before = client.session.session_key
    assert client.post(asked, {"code": code(reviewer)})["Location"] == "/desk/documents/?status=draft"
    assert client.session.session_key != before and client.get("/desk/").status_code == 200     # no fixation
    assert client.get("/login/code/")["Location"] == "/desk/"
    assert steps_of(reviewer) == ["set_second_factor", "sign_in"]
    client.post("/logout/")
    sign_in(client, reviewer)
    assert client.post("/login/code/?next=https://evil.example/", {"code": code(reviewer, 1)})["Location"] == "/desk/"


def test_a_code_is_good_once_and_half_a_minute_early_or_late(reviewer, codes):
    def tried(figures):
        visitor = Client()
        sign_in(visitor, reviewer)
        return visitor.post("/login/code/", {"code": figures}).status_code

    for steps, answer in ((-2, 422), (2, 422), (-1, 302), (0, 302), (1, 302)):
        rested(reviewer)
        assert tried(code(reviewer, steps)) == answer, steps
    rested(reviewer)
    now = code(reviewer)
    assert tried(now) == 302 and tried(now) == 422                              # a replay
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    assert tried(code(reviewer, -1)) == 422                                     # nor an older one after a newer
    rested(reviewer)
    assert tried(f" {now[:3]} {now[3:]} ") == 302                               # as the authenticator shows it
    for nonsense in ("", "000000x", "①②③④⑤⑥", "9" * 40, "\0" * 6, "-12345"):
        assert tried(nonsense) == 422, nonsense


def test_wrong_codes_wait_and_five_ask_for_the_password_again(reviewer, codes, client):
    sign_in(client, reviewer)
    wrong = "000000" if code(reviewer) != "000000" else "111111"
    assert "不正确" in client.post("/login/code/", {"code": wrong}).text
    page = client.post("/login/code/", {"code": code(reviewer)})
    assert page.status_code == 422 and "秒后" in page.text                      # the right one too, until the wait is over
    for _turn in range(3):
        rested(reviewer)
        assert client.post("/login/code/", {"code": wrong}).status_code == 422
    rested(reviewer)
    assert client.post("/login/code/", {"code": wrong})["Location"] == "/login/"
    assert client.get("/login/code/")["Location"].startswith("/login/?next=")
    assert steps_of(reviewer).count("second_factor_failed") == 5


def test_each_recovery_code_opens_once_and_none_is_stored(reviewer, codes):
    assert len(set(codes)) == 10 and all(re.fullmatch(r"[a-hjkmnp-z2-9]{5}-[a-hjkmnp-z2-9]{5}", each) for each in codes)
    kept = set(StaticToken.objects.values_list("token", flat=True))
    assert len(kept) == 10 and not kept & {each.replace("-", "")[:16] for each in codes}

    def tried(said):
        visitor = Client()
        sign_in(visitor, reviewer)
        return visitor.post("/login/code/", {"code": said}).status_code

    assert tried(codes[0]) == 302 and tried(codes[1].replace("-", "").upper()) == 302
    assert tried(codes[0]) == 422
    assert Event.objects.of(reviewer).filter(step="recovery_code_used").latest("pk").data == {"left": 8}
    with_it = Client()
    sign_in(with_it, reviewer)
    with_it.post("/login/code/", {"code": code(reviewer)})
    fresh = with_it.post("/desk/second-factor/", {"codes": "1", "password": "wrong"})
    assert fresh.status_code == 422 and StaticToken.objects.count() == 8
    fresh = with_it.post("/desk/second-factor/", {"codes": "1", "password": "正确的密码-2026"}).context["codes"]
    assert not set(fresh) & set(codes) and tried(codes[2]) == 422 and StaticToken.objects.count() == 10


def test_setting_up_shows_the_key_as_a_picture_and_in_groups_and_ends_the_other_sessions(reviewer, client):
    other = Client()
    other.force_login(reviewer)
    client.force_login(reviewer)
    assert "还没有启用" in client.get("/desk/second-factor/").text and not TOTPDevice.objects.exists()
    page = client.post("/desk/second-factor/", {"begin": "1"}, follow=True)
    assert re.search(r'src="data:image/svg\+xml', page.text) and re.search(r">([A-Z2-7]{4} ){7}[A-Z2-7]{4}<", page.text)
    assert client.post("/desk/second-factor/", {"confirm": "1", "code": "12"}).status_code == 422
    assert client.get("/desk/").status_code == 200                              # not in force before it was proved
    rested(reviewer)
    done = client.post("/desk/second-factor/", {"confirm": "1", "code": code(reviewer)})
    assert done.status_code == 200 and done.text.count("<li><code") == 10 and done["Cache-Control"] == "no-store"
    assert client.get("/desk/").status_code == 200 and other.get("/desk/")["Location"].startswith("/login/?next=")
    assert done.context["codes"][0] not in client.get("/desk/second-factor/").text
    assert "data:image/svg" not in client.get("/desk/second-factor/").text      # the key is never shown again


def test_who_must_have_one_sets_it_up_first(city, settings):
    settings.SECOND_FACTOR_REQUIRED = {"reviewer", "signer", "administrator"}
    people = {"reviewer": city.who(city.office, "reviewer").user, "signer": city.who(city.office, "signer").user,
              "drafter": city.who(city.environment, "drafter").user,
              "founder": User.objects.create(username="root", is_staff=True, is_superuser=True),
              "auditor": User.objects.create(username="auditor", administers="audit")}
    for name, user in people.items():
        visitor = Client()
        visitor.force_login(user)
        if name == "drafter":
            assert visitor.get("/desk/").status_code == 200
            continue
        for address in ("/desk/", "/", "/desk/password/", "/admin/"):
            assert visitor.get(address)["Location"] == "/desk/second-factor/", (name, address)
        assert "请先启用" in visitor.get("/desk/second-factor/").text
        set_up(visitor, user)
        assert visitor.get("/desk/").status_code == 200
        assert visitor.post("/desk/second-factor/", {"remove": "1", "password": "x"}, follow=True).redirect_chain
        assert TOTPDevice.objects.filter(user=user).exists(), name


def test_who_need_not_may_remove_it_with_the_password(reviewer, codes):
    visitor = Client()
    sign_in(visitor, reviewer)
    visitor.post("/login/code/", {"code": code(reviewer)})
    assert visitor.post("/desk/second-factor/", {"remove": "1", "password": "wrong"}).status_code == 422
    visitor.post("/desk/second-factor/", {"remove": "1", "password": "正确的密码-2026"})
    assert not TOTPDevice.objects.exists() and not StaticToken.objects.exists() and visitor.get("/desk/").status_code == 200
    plain = Client()
    sign_in(plain, reviewer)
    assert plain.get("/desk/").status_code == 200
    assert steps_of(reviewer)[-2:] == ["remove_second_factor", "sign_in"]


def test_a_reset_ends_the_sessions_that_the_lost_device_opened(reviewer, codes):
    visitor = Client()
    sign_in(visitor, reviewer)
    visitor.post("/login/code/", {"code": code(reviewer)})
    guard = User.objects.create(username="guard", administers="security")
    second_factor.remove(reviewer, by=guard, now=timezone.now() + timedelta(seconds=1), step="reset_second_factor")
    assert visitor.get("/desk/")["Location"].startswith("/login/?next=")
    event = Event.objects.of(reviewer).latest("pk")
    assert (event.step, event.actor, event.role) == ("reset_second_factor", guard, "administrator")


def test_no_secret_stands_on_the_trail(reviewer, codes, client):
    sign_in(client, reviewer, word="错的密码-1")
    sign_in(client, reviewer)
    client.post("/login/code/", {"code": codes[0]})
    told = str(list(Event.objects.values_list("note", "data", "step")))
    key = TOTPDevice.objects.get().key
    assert "sign_in_failed" in told and not any(word in told for word in ("错的密码-1", "正确的密码-2026", key, codes[0], codes[0][:5]))
