"""Real Celery workers in processes of their own, a real broker, kill -9."""
import os
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
from django.db import connection, transaction
from django.utils import timezone

from openness import celery_app
from openness.deadlines.models import Deadline, Reminder
from openness.deadlines.tasks import send_reminders
from openness.notifications.models import Notification
from openness.publication.models import PublicItem
from tests.city import step

pytestmark = pytest.mark.django_db(transaction=True)


def patiently(true, seconds=30, what="it"):
    end = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < end, f"waited {seconds} s for {what}"
        time.sleep(0.1)
    return found


def on_test_database():
    """The environment of a process of its own that works on the database of this test."""
    base, _, options = os.environ["DATABASE_URL"].partition("?")
    url = f"{base.rpartition('/')[0]}/{connection.settings_dict['NAME']}" + (f"?{options}" if options else "")
    return os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "openness.settings.test"}


@pytest.fixture
def start_worker(tmp_path):
    """Starts workers on the test database; all of them are gone afterwards."""
    started = []

    def start():
        with (tmp_path / f"worker{len(started)}.log").open("wb") as log:
            worker = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "openness", "worker", "-l", "info", "-c", "1", "-P", "prefork",
                 "--without-gossip", "--without-mingle", "--without-heartbeat", "-n", f"w{len(started)}@test"],
                env=on_test_database(), stdout=log, stderr=log, start_new_session=True)
        started.append(worker)
        return worker

    yield start
    for worker in started:
        kill(worker)


def kill(worker):
    try:
        os.killpg(worker.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    worker.wait()


@pytest.fixture
def empty_broker():
    try:
        celery_app.control.purge()
    except OSError:
        pytest.fail("REDIS_URL does not answer: run the suite with make test")


def overdue_document(city):
    """The notice of 2017, signed today: its limit passed years ago."""
    document = city.draft(city.environment, city.office)
    city.claimed(document)
    step(document, "approve", city.who(city.office, "reviewer"))
    step(document, "sign", city.who(city.office, "signer"), dated_on="2017-05-08", number="渝府办发〔2017〕60号")
    Notification.objects.all().delete()
    return document


def waits_for_a_lock():
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_locks where not granted")
        return cursor.fetchone()[0]


def test_worker_killed_in_the_middle_of_a_reminder_each_is_told_once(city, start_worker, empty_broker):
    document = overdue_document(city)
    clock = Deadline.objects.of(document).open().get(key="documents.publication")
    city.person("公开二", city.office, "publisher")
    with transaction.atomic():
        with connection.cursor() as cursor:         # the worker gets as far as the notices, its ledger rows written
            cursor.execute("lock table notifications_notification in access exclusive mode")
        victim = start_worker()
        send_reminders.delay()
        patiently(waits_for_a_lock, what="the worker to stand in the middle of a reminder")
        kill(victim)
    assert not Notification.objects.exists() and not Reminder.objects.filter(deadline=clock).exists()
    start_worker()
    send_reminders.delay()                          # the next tick
    patiently(lambda: Notification.objects.filter(key="deadline/documents.publication").exists(), what="the notices")
    for _ in range(3):
        send_reminders.delay()
    patiently(lambda: not Deadline.objects.to_remind(timezone.now()).exists(), what="the scan to end")
    time.sleep(1)
    told = Counter(Notification.objects.filter(key="deadline/documents.publication").values_list("recipient__name", flat=True))
    assert told == {"市政府办公厅publisher": 1, "公开二": 1, "市政府办公厅signer": 1}


PUBLISH = """
import django; django.setup()
from django.test import Client
from kombu.exceptions import OperationalError
from openness.agencies.models import User
from openness.deadlines.tasks import send_reminders
try:
    send_reminders.apply_async(retry=False)
    raise SystemExit("the broker answers: this proves nothing")
except OperationalError:
    pass
client = Client()
client.force_login(User.objects.get(pk={user}))
answer = client.post("/desk/documents/{document}/publish/", {{"version": "{version}"}})
raise SystemExit(0 if answer.status_code == 302 else answer.text)
"""


def test_the_broker_gone_while_publishing_it_is_published_anyway_and_told_later(city, start_worker, empty_broker):
    """The web process cannot reach its broker (a closed port); the notices and the reminders are rows and wait."""
    document = overdue_document(city)
    publisher = city.who(city.office, "publisher").user
    code = PUBLISH.format(user=publisher.pk, document=document.pk, version=document.version)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60,
                          env=on_test_database() | {"REDIS_URL": "redis://127.0.0.1:1/2"})
    assert done.returncode == 0, done.stdout + done.stderr
    assert PublicItem.objects.current().get().number == "渝府办发〔2017〕60号"
    told = set(Notification.objects.filter(key="step/documents.publish").values_list("recipient__name", flat=True))
    assert "市环境局drafter" in told
