"""Mail of notices: who gets what, without a title, once each; through a real server, with a sender killed on the way."""
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from openness.agencies.models import User
from openness.notifications import mailing, tasks
from openness.notifications.inbox import notify
from openness.notifications.models import Letter, MailChoice, Notification
from tests.city import NOW
from tests.kernel.test_workers import on_test_database, patiently, waits_for_a_lock
from tests.time.smtp import mail_server

LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def server():
    with mail_server() as server:
        yield server


@pytest.fixture
def through(server, settings):
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": {
        "host": "127.0.0.1", "port": server.port, "timeout": 10}}}
    return server


@pytest.fixture
def paper(city):
    document = city.draft(city.environment, title="尚未公开的标题")
    city.claimed(document)
    Notification.objects.all().delete()
    return document


def reader(city, name="reviewer", address="reviewer@example.org"):
    user = city.who(city.environment, name).user
    user.email = address
    user.save(update_fields=["email"])
    return user


def due(paper, *people, now=NOW, key="deadline/documents.review"):
    notify(people, key, paper, now=now, stage="lead", due="2026-03-09 23:59+08:00", provisional=False)


@pytest.mark.django_db
def test_one_letter_a_person_without_the_title_and_never_twice(city, paper, settings):
    settings.ORIGIN = "https://office.example"
    one, other = reader(city), reader(city, "colleague", "colleague@example.org")
    due(paper, one, other)
    due(paper, one, key="step/documents.send_back")
    assert mailing.mail_notices(LATER) == 2 and mailing.mail_notices(LATER + timedelta(minutes=9)) == 0
    first = next(letter for letter in mail.outbox if letter.to == ["reviewer@example.org"])
    assert len(mail.outbox) == 2 and "2 条通知" in first.subject
    assert f"公文第 {paper.pk} 号：审核即将到期，截止 2026-03-09 23:59" in first.body
    assert f"https://office.example/desk/documents/{paper.pk}/" in first.body and "标题和内容" in first.body
    assert not any("尚未公开" in str(letter.message()) or "尚未公开" in letter.body for letter in mail.outbox)
    assert set(Notification.objects.values_list("mailed_at", flat=True)) == {LATER}


@pytest.mark.django_db
@pytest.mark.parametrize("want, keys", [
    (None, {"deadline/documents.review", "step/documents.send_back"}), ("pressing", {"deadline/documents.review", "step/documents.send_back"}),
    ("none", set()), ("all", {"deadline/documents.review", "step/documents.send_back", "step/documents.submit"})])
def test_each_gets_what_was_chosen(city, paper, want, keys):
    person = reader(city)
    if want:
        MailChoice.objects.create(user=person, want=want, since=NOW - timedelta(hours=1))
    for key in ("deadline/documents.review", "step/documents.send_back", "step/documents.submit"):
        due(paper, person, key=key)
    mailing.mail_notices(LATER)
    assert set(Notification.objects.exclude(mailed_at=None).values_list("key", flat=True)) == keys
    assert len(mail.outbox) == bool(keys)


@pytest.mark.django_db
def test_nobody_is_mailed_what_is_old_read_or_was_told_before_the_choice(city, paper):
    person = reader(city)
    due(paper, person, now=LATER - mailing.OLDEST)
    due(paper, person)
    Notification.objects.filter(at=NOW).update(read_at=NOW)
    due(paper, city.who(city.environment, "colleague").user)            # without an address
    due(paper, reader(city, "publisher", "gone@example.org"))
    User.objects.filter(email="gone@example.org").update(is_active=False)
    chose = reader(city, "signer", "chose@example.org")
    due(paper, chose, key="step/documents.submit")
    MailChoice.objects.create(user=chose, want="all", since=NOW + timedelta(seconds=1))
    assert mailing.mail_notices(LATER) == 0 and mail.outbox == []


@pytest.mark.django_db
def test_without_a_mail_server_nothing_is_tried(city, paper, settings):
    due(paper, reader(city), now=timezone.now())
    settings.MAIL_IS_SET_UP = False
    tasks.mail_notices()
    assert mail.outbox == [] and not Letter.objects.exists()
    settings.MAIL_IS_SET_UP = True
    tasks.mail_notices()
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_a_server_that_refuses_is_asked_again_later_with_the_same_letter(city, paper, through):
    due(paper, reader(city))
    through.refuses = lambda letter: True
    assert mailing.mail_notices(LATER) == 0 and Letter.objects.get().tries == 1
    due(paper, reader(city), now=LATER)         # comes after: a letter of its own, the first stays what it was
    through.refuses = lambda letter: False
    assert mailing.mail_notices(LATER + timedelta(minutes=1)) == 1
    assert mailing.mail_notices(LATER + timedelta(minutes=3)) == 1
    assert len(through.letters) == 2 and Letter.objects.filter(sent_at=None).count() == 0
    assert {letter["Message-ID"].partition("@")[0].strip("<") for letter in through.letters} == {
        str(pk) for pk in Letter.objects.values_list("pk", flat=True)}


@pytest.mark.django_db
def test_the_page_of_notices_asks_what_to_mail(city, settings):
    settings.MAIL_IS_SET_UP = True
    person, client = reader(city), Client()
    client.force_login(person)
    assert "reviewer@example.org" in client.get("/desk/notices/").content.decode()
    client.post("/desk/notices/mail/", {"want": "all"})
    assert person.mail_choice.want == "all"
    client.post("/desk/notices/mail/", {"want": "nonsense"})
    assert MailChoice.objects.get().want == "all"
    settings.MAIL_IS_SET_UP = False
    assert "reviewer@example.org" not in client.get("/desk/notices/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_four_mailers_at_once_send_each_letter_once(city, paper, through):
    people = [User(username=f"p{n}", name=f"某{n}", email=f"p{n}@example.org") for n in range(30)]
    User.objects.bulk_create(people)
    due(paper, *people)

    def run(_):
        try:
            return mailing.mail_notices(LATER)
        finally:
            connection.close()
    with ThreadPoolExecutor(4) as four:
        assert sum(four.map(run, range(4))) == 30
    assert len(through.letters) == 30 == len({letter["To"] for letter in through.letters})
    assert not Notification.objects.filter(mailed_at=None).exists()


SEND = """
import django; django.setup()
from django.utils import timezone
from openness.notifications.mailing import mail_notices
mail_notices(timezone.now())
"""


@pytest.mark.django_db(transaction=True)
def test_a_sender_killed_between_sending_and_stamping_sends_again_under_the_same_id(city, paper, through):
    person, held, killed = reader(city), Event(), Event()
    due(paper, person, now=timezone.now())

    def hold():
        """The row that the sender will stamp is ours until it is dead."""
        with transaction.atomic():
            Letter.objects.select_for_update().get()
            held.set()
            killed.wait(60)
        connection.close()

    def before_answer(letter):
        through.before_answer = lambda letter: None
        Thread(target=hold, daemon=True).start()
        held.wait(20)
    through.before_answer = before_answer
    sender = subprocess.Popen([sys.executable, "-c", SEND], env=on_test_database() | {"EMAIL_URL": f"smtp://127.0.0.1:{through.port}"},
                              start_new_session=True)
    patiently(waits_for_a_lock, what="the sender to stamp")
    os.killpg(sender.pid, signal.SIGKILL)
    sender.wait()
    killed.set()
    letter = Letter.objects.get()
    assert len(through.letters) == 1 and letter.sent_at is None and letter.tries == 1
    assert mailing.mail_notices(timezone.now()) == 0                    # while the dead one's lease lasts
    after = timezone.now() + mailing.LEASE
    assert mailing.mail_notices(after) == 1 and mailing.mail_notices(after + timedelta(hours=1)) == 0
    assert len(through.letters) == 2 and len({each["Message-ID"] for each in through.letters}) == 1
    assert Notification.objects.get().mailed_at == after
