"""Signing in and out, and what every page carries whoever reads it."""
import re

import pytest
from django.conf import settings
from django.test import Client

from openness.agencies.models import User
from tests.city import attach

pytestmark = pytest.mark.django_db
WORD = "正确的密码-2026"
MASKED = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*|(name="username"[^>]*value=")[^"]*')


@pytest.fixture
def user(city):
    user = city.who(city.environment, "drafter").user
    user.set_password(WORD)
    user.save()
    return user


def sign_in(client, username, password, address="192.0.2.1", **more):
    return client.post("/login/", {"username": username, "password": password} | more, REMOTE_ADDR=address)


def html_lang(response):
    return re.search(r'<html lang="([^"]*)"', response.text)[1]


def test_the_right_password_leads_to_the_desk(user, client):
    assert client.get("/login/").status_code == 200
    before = client.session.session_key
    response = sign_in(client, user.username, WORD)
    assert response.status_code == 302 and response["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200 and client.session.session_key != before
    cookie = response.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert client.get("/login/")["Location"] == "/desk/"


def test_signing_in_leads_to_the_page_that_was_asked_for(user, client):
    sent = client.get("/desk/documents/?status=draft")
    assert sent["Location"] == "/login/?next=/desk/documents/%3Fstatus%3Ddraft"
    assert sign_in(client, user.username, WORD, next="/desk/documents/?status=draft")["Location"] == "/desk/documents/?status=draft"


@pytest.mark.parametrize("target", [
    "https://evil.example/", "//evil.example/", "http:evil.example", "/\\evil.example", "javascript:alert(1)", "\thttps://evil.example/",
    "https:///evil.example", "http://testserver@evil.example/", "///evil.example"])
def test_another_host_is_no_place_to_go_on_to(user, client, target):
    assert sign_in(client, user.username, WORD, next=target)["Location"] == "/desk/"


def test_a_wrong_password_and_an_unknown_name_get_the_same_sentence(user):
    answers = [sign_in(Client(), name, "错的") for name in (user.username, "nobody-of-that-name")]
    texts = [MASKED.sub(r"\1\2", answer.text) for answer in answers]
    assert [answer.status_code for answer in answers] == [200, 200] and texts[0] == texts[1]
    errors = list(answers[0].context["form"].non_field_errors())
    assert len(errors) == 1 and errors[0] in answers[0].text


def test_who_left_cannot_sign_in_and_is_told_no_more_than_others(user, client):
    gone = User.objects.create(username="gone", is_active=False)
    gone.set_password(WORD)
    gone.save()
    refused, unknown = sign_in(client, "gone", WORD), sign_in(Client(), "unknown", WORD)
    assert refused.status_code == 200 and MASKED.sub(r"\1\2", refused.text) == MASKED.sub(r"\1\2", unknown.text)
    assert client.get("/desk/").status_code == 302
    client.force_login(user)
    assert client.get("/desk/").status_code == 200
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get("/desk/").status_code == 302                 # the next request already


def test_a_new_password_ends_the_sessions_that_the_old_one_opened(user, client):
    sign_in(client, user.username, WORD)
    assert client.get("/desk/").status_code == 200
    user.set_password("另一个密码-2026")
    user.save()
    assert client.get("/desk/").status_code == 302


def test_five_wrong_passwords_close_the_pair_of_account_and_address(user):
    client = Client()
    answers = [sign_in(client, user.username, "错的", HTTP_X_FORWARDED_FOR=f"198.51.100.{n}") for n in range(5)]
    assert [answer.status_code for answer in answers[:4]] == [200] * 4
    locked = sign_in(client, user.username, WORD)
    for answer in (answers[4], locked):
        assert answer.status_code in (403, 429) and "agencies/locked_out.html" in [t.name for t in answer.templates]
    assert client.get("/desk/").status_code == 302
    assert sign_in(Client(), user.username, WORD, address="192.0.2.2")["Location"] == "/desk/"     # not the owner elsewhere
    colleague = User.objects.exclude(pk=user.pk).filter(is_active=True).first()
    colleague.set_password(WORD)
    colleague.save()
    assert sign_in(Client(), colleague.username, WORD)["Location"] == "/desk/"                     # nor others at this address


def test_an_address_in_a_header_does_not_open_what_is_closed(user):
    for n in range(5):
        Client().post("/login/", {"username": user.username, "password": "错的"}, REMOTE_ADDR="192.0.2.1",
                      HTTP_X_FORWARDED_FOR=f"198.51.100.{n}")
    locked = Client().post("/login/", {"username": user.username, "password": WORD}, REMOTE_ADDR="192.0.2.1",
                           HTTP_X_FORWARDED_FOR="203.0.113.9")
    assert locked.status_code in (403, 429)


def test_behind_a_proxy_a_stranger_cannot_shut_a_colleague_out(user, settings):
    """The proxy is one address for all: what it was told counts, and of that only what it saw itself."""
    settings.TRUSTED_PROXIES = 1

    def from_(place, word):
        told = {"HTTP_X_FORWARDED_FOR": f"192.0.2.9, {place}"}
        return Client().post("/login/", {"username": user.username, "password": word}, REMOTE_ADDR="10.0.0.1", **told)

    for _turn in range(6):
        closed = from_("203.0.113.5", "wrong")
    assert closed.status_code in (403, 429)
    assert from_("203.0.113.6", WORD).status_code == 302


def test_a_name_in_other_letters_is_counted_with_the_name(user):
    user.username = "zhang"
    user.save()
    for name in ("zhang", " zhang", "zhang ", "zhang\u3000", "ｚhang"):
        sign_in(Client(), name, "错的")
    assert sign_in(Client(), "zhang", WORD).status_code in (403, 429)


def test_success_begins_the_count_afresh(user):
    for _ in range(2):
        for _ in range(4):
            assert sign_in(Client(), user.username, "错的").status_code == 200
        assert sign_in(Client(), user.username, WORD).status_code == 302


def test_signing_out_is_a_post_and_closes_the_desk(user, client):
    client.force_login(user)
    assert client.get("/logout/").status_code == 405 and client.get("/desk/").status_code == 200
    assert client.post("/logout/")["Location"] == "/"
    assert client.get("/desk/")["Location"] == "/login/?next=/desk/"


def staff_answers(city, client):
    document = city.draft(city.environment)
    attach(document, city.who(city.environment, "drafter"), title="附件")
    page = document.get_absolute_url()
    return {address: client.get(address) for address in (
        "/desk/", "/desk/notices/", "/desk/documents/", "/desk/documents/new/", "/desk/documents/import/", page, f"{page}edit/",
        f"{page}submit/", f"{page}to_unit/", f"/desk/files/{document.parts.get().file_id}/", "/desk/review/", "/desk/nothing/",
        "/desk/documents/0/", "/components/", "/search/", "/admin/", "/login/")}


def test_no_cache_keeps_what_staff_see(city, user, client):
    client.force_login(user)
    answers = staff_answers(city, client)
    assert {answer.status_code for answer in answers.values()} == {200, 302, 403, 404}
    assert [address for address, answer in answers.items() if "no-store" not in answer.get("Cache-Control", "")] == []
    for address in ("/login/", "/desk/", "/desk/nothing/", "/admin/", "/admin/login/"):
        assert "no-store" in Client().get(address)["Cache-Control"], address


def test_every_page_says_what_may_run_on_it(city, user, client):
    client.force_login(user)
    answers = staff_answers(city, client) | {address: Client().get(address) for address in (
        "/", "/search/", "/login/", "/desk/", "/nothing", "/p/00000000-0000-0000-0000-000000000000/", "/livez", "/admin/login/")}
    for address, answer in answers.items():
        policy = answer.get("Content-Security-Policy", "")
        assert "default-src 'none'" in policy and "unsafe" not in policy, address
        if not address.startswith("/desk/files/"):
            for directive, sources in settings.SECURE_CSP.items():
                assert f"{directive} {' '.join(sources)}" in policy, (address, directive)
        assert answer["X-Content-Type-Options"] == "nosniff", address
    pages = [answer for answer in answers.values() if answer["Content-Type"].startswith("text/html")]
    for answer in pages:
        assert "/admin/" in answer.request["PATH_INFO"] or not re.search(
            r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=|javascript:", answer.text), answer.request["PATH_INFO"]
        assert answer.request["PATH_INFO"].startswith("/desk/files/") or answer["X-Frame-Options"] == "DENY"


def test_the_machine_is_asked_without_signing_in(client):
    for address in ("/livez", "/readyz"):
        response = client.get(address)
        assert response.status_code == 200 and response.text == "ok" and not response.cookies


def test_pages_are_chinese_whatever_the_browser_prefers(user, client):
    for address in ("/", "/search/", "/login/", "/nothing"):
        assert html_lang(client.get(address, HTTP_ACCEPT_LANGUAGE="en-US,en;q=0.9")) == "zh-CN", address
    client.force_login(user)
    assert html_lang(client.get("/desk/", HTTP_ACCEPT_LANGUAGE="en")) == "zh-CN"


def test_the_language_that_was_chosen_stays_in_a_cookie(user, client):
    response = client.post("/i18n/setlang/", {"language": "en", "next": "/search/"})
    assert response.status_code == 302 and response["Location"] == "/search/"
    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    client.force_login(user)
    for address in ("/", "/search/", "/desk/", "/desk/documents/", "/nothing"):
        answer = client.get(address, HTTP_ACCEPT_LANGUAGE="zh-CN")
        assert html_lang(answer) == "en" and answer["Content-Language"] == "en", address
    client.post("/i18n/setlang/", {"language": "zh-hans"})
    assert html_lang(client.get("/")) == "zh-CN"
    assert client.post("/i18n/setlang/", {"language": "en", "next": "https://evil.example/"})["Location"] == "/"


def test_a_language_that_is_not_offered_is_chinese(client):
    for value in ("de", "", "zh", "../../etc", "en\x00"):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = value
        assert html_lang(client.get("/")) == "zh-CN"
