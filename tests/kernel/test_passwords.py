"""A starting password is good for one sign-in; changing one ends the other sessions; a letter's address works once."""
import io
import re
from datetime import timedelta

import openpyxl
import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from openness.agencies.models import User
from openness.agencies.passwords import send_forgotten
from openness.audit.models import Event
from openness.onboarding.passwords import starting_password

pytestmark = pytest.mark.django_db
NEW = "晴天-去河边-散步-77"


@pytest.fixture
def root():
    visitor = Client()
    visitor.force_login(User.objects.create(username="root", name="管理员", is_staff=True, is_superuser=True))
    return visitor


@pytest.fixture
def zhang():
    user = User(username="zhang", name="张某", email="zhang@a.example")
    user.set_unusable_password()
    user.save()
    return user


def signed_in(username, password):
    visitor = Client()
    answer = visitor.post("/login/", {"username": username, "password": password})
    return visitor if answer.status_code == 302 else None


def changed(visitor, old, new=NEW, again=None):
    return visitor.post("/desk/password/", {"old_password": old, "new_password1": new, "new_password2": again or new})


def given(root, zhang, how="show"):
    page = root.post("/desk/setup/people/", {"person": zhang.pk, how: "1"})
    ((_user, password),) = page.context["given"]
    return page, password


def test_a_starting_password_leads_to_the_page_that_changes_it_and_nowhere_else(root, zhang):
    page, password = given(root, zhang)
    assert password in page.content.decode() and page.headers["Cache-Control"] == "no-store"
    visitor = signed_in("zhang", password)
    for address in ("/desk/", "/desk/documents/", "/", "/desk/setup/", "/admin/", "/nonsense/"):
        assert visitor.get(address).headers["Location"] == "/desk/password/", address
    assert visitor.post("/desk/notices/read/").headers["Location"] == "/desk/password/"
    assert "初始密码" in visitor.get("/desk/password/").content.decode()
    assert changed(visitor, password, password).status_code == 422       # the same again is no change
    assert changed(visitor, password).headers["Location"] == "/desk/"
    assert visitor.get("/desk/").status_code == 200
    assert signed_in("zhang", password) is None and signed_in("zhang", NEW)
    events = Event.objects.of(zhang).order_by("pk")
    assert [(event.step, event.actor.username) for event in events] == [
        ("reset_password", "root"), ("sign_in", "zhang"), ("change_password", "zhang"), ("sign_in_failed", "zhang"), ("sign_in", "zhang")]
    assert password not in str([event.data for event in events])


def test_passwords_are_given_in_a_workbook_to_all_who_have_none(root, zhang):
    had = User.objects.create(username="li", name="李某")
    had.set_password(NEW)
    had.save()
    gone = User.objects.create(username="gone", is_active=False)
    answer = root.post("/desk/setup/people/", {"all": "1", "workbook": "1"})
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(min_row=2)]
    assert [row[1] for row in rows] == ["zhang"] and signed_in("zhang", rows[0][3])
    had.refresh_from_db()
    gone.refresh_from_db()
    assert had.check_password(NEW) and not gone.password


def test_no_administrator_is_given_a_password_here(root):
    other = User.objects.create(username="root2", is_staff=True, is_superuser=True)
    root.post("/desk/setup/people/", {"person": other.pk, "show": "1"})
    other.refresh_from_db()
    assert other.password == "" and not Event.objects.of(other).exists()


def test_a_changed_password_ends_the_other_sessions(zhang):
    zhang.set_password("first-password-9")
    zhang.save()
    here, there = signed_in("zhang", "first-password-9"), signed_in("zhang", "first-password-9")
    assert changed(here, "wrong").status_code == 422 and changed(here, "first-password-9", NEW, "other").status_code == 422
    assert changed(here, "first-password-9", "zhang@a.example").status_code == 422       # near the name
    assert changed(here, "first-password-9").status_code == 302
    assert here.get("/desk/").status_code == 200 and there.get("/desk/").headers["Location"].startswith("/login/")


def test_a_reset_ends_all_sessions_of_that_person(root, zhang):
    zhang.set_password(NEW)
    zhang.save()
    visitor = signed_in("zhang", NEW)
    given(root, zhang)
    assert visitor.get("/desk/").headers["Location"].startswith("/login/")


def address_in(letter):
    return re.search(r"http://testserver(/login/set/\S+)", letter.body)[1]


def test_a_letter_leads_to_a_new_password_once(root, zhang, settings):
    settings.MAIL_IS_SET_UP = True
    root.post("/desk/setup/people/", {"person": zhang.pk, "links": "1"})
    (letter,) = mail.outbox
    assert letter.to == ["zhang@a.example"] and "登录名是 zhang" in letter.body and "\n" not in letter.subject
    visitor, where = Client(), address_in(letter)
    form = visitor.get(where).headers["Location"]
    assert visitor.post(form, {"new_password1": NEW, "new_password2": NEW}).headers["Location"] == "/login/"
    assert signed_in("zhang", NEW) and "已经用过" in Client().get(where, follow=True).content.decode()
    assert [event.step for event in Event.objects.of(zhang).order_by("pk")] == ["send_password_link", "set_password", "sign_in"]


def test_without_mail_no_letter_is_promised(root, zhang):
    page = root.post("/desk/setup/people/", {"person": zhang.pk, "links": "1"}, follow=True).content.decode()
    assert "没有配置邮件" in page and mail.outbox == []
    assert "没有配置邮件" in Client().get("/login/forgotten/").content.decode()
    assert "/login/forgotten/" in Client().get("/login/").content.decode()


def test_the_answer_is_the_same_whether_the_address_exists(zhang, settings, monkeypatch):
    settings.MAIL_IS_SET_UP = True
    asked = []
    monkeypatch.setattr("openness.agencies.views.wake", lambda task, *args: asked.append(args) or True)
    pages = [Client().post("/login/forgotten/", {"email": email}, follow=True) for email in ("zhang@a.example", "nobody@a.example")]
    assert pages[0].redirect_chain == pages[1].redirect_chain == [("/login/forgotten/sent/", 302)]
    assert len(asked) == 2 and mail.outbox == []            # nobody is looked up while the page waits
    now = timezone.now()
    for email in ("ZHANG@a.example", "nobody@a.example", "zhang@a.example"):
        send_forgotten(email, origin="http://testserver", now=now)
    assert len(mail.outbox) == 1                            # not twice within minutes
    User.objects.filter(pk=zhang.pk).update(is_active=False)
    send_forgotten("zhang@a.example", origin="http://testserver", now=now + timedelta(hours=1))
    assert len(mail.outbox) == 1


def test_without_a_broker_the_same_sentence_for_everybody(zhang, settings, monkeypatch):
    settings.MAIL_IS_SET_UP = True
    monkeypatch.setattr("openness.agencies.views.wake", lambda *args: False)
    pages = [Client().post("/login/forgotten/", {"email": email}) for email in ("zhang@a.example", "nobody@a.example")]
    assert [page.status_code for page in pages] == [503, 503] and all("几分钟后再试" in page.content.decode() for page in pages)


def test_starting_passwords_are_long_and_legible():
    made = {starting_password() for _n in range(200)}
    assert len(made) == 200 and all(re.fullmatch(r"[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){3}", each) for each in made)
