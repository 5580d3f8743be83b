"""Test T10: Valkey is wiped, frozen, full, read-only or gone while people work. Nothing is lost, nothing waits, nothing is told twice."""
import json
import os
import signal
import subprocess
import sys
import time

import pytest
import redis
from django.utils import timezone

from documents.models import Document
from openness.deadlines.models import Deadline
from openness.development.valkey import binary
from openness.notifications.models import Notification
from openness.publication.models import PublicItem
from tests.kernel.test_workers import kill, on_test_database, overdue_document, patiently

pytestmark = pytest.mark.django_db(transaction=True)
SLOWEST = 10        # seconds: our own patience is two, the rest is for a machine under load; the control run waits for ever
WORK = """
import json, time, django; django.setup()
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openness.agencies.models import User
took = {}
def ask(name, status, call):
    start = time.monotonic()
    answer = call()
    took[name] = time.monotonic() - start
    assert answer.status_code == status, (name, answer.status_code, answer.content[:2000])
    return answer
publisher, drafter = Client(), Client()
publisher.force_login(User.objects.get(pk=%(publisher)s))
drafter.force_login(User.objects.get(pk=%(drafter)s))
for warm in ("/desk/", "/desk/documents/new/", "/desk/documents/import/"):
    assert drafter.get(warm).status_code == 200
print("ready", flush=True)
input()
ask("publish", 302, lambda: publisher.post("/desk/documents/%(document)s/publish/", {"version": "%(version)s"}))
ask("desk", 200, lambda: drafter.get("/desk/"))
ask("submit", 302, lambda: drafter.post("/desk/documents/new/", {"title": "故障中新建", "genre": "notice", "body": "正文",
    "shown": "title genre body", "issuing_agency": "%(agency)s", "drafting_agency": "%(agency)s", "key": "only-once"}))
for n in range(2):
    ask(f"import {n}", 302, lambda: drafter.post("/desk/documents/import/", {"agency": "%(agency)s", "file": [
        SimpleUploadedFile(f"{n}-{k}.txt", f"关于第{n}{k}件事的通知".encode()) for k in range(2)]}))
ask("forgotten", 302, lambda: Client().post("/login/forgotten/", {"email": "somebody@example.org"}))
for n in range(5):
    ask(f"read {n}", 200, lambda: Client(headers={"user-agent": "Mozilla/5.0"}).get("/p/%(address)s/"))
ask("sign in", 200, lambda: Client().get("/login/"))
print(json.dumps(took))
"""


@pytest.fixture
def valkey(tmp_path):
    """A server of its own, which a test may hurt."""
    path = tmp_path / "v.sock"
    with (tmp_path / "valkey.log").open("wb") as log:
        server = subprocess.Popen([binary(), "--port", "0", "--unixsocket", path, "--dir", tmp_path, "--save", "", "--appendonly", "no"],
                                  stdout=log, stderr=log)
    client = redis.Redis(unix_socket_path=str(path))
    patiently(lambda: path.exists() and client.ping(), what="Valkey")
    client.path, client.process = path, server
    yield client
    server.send_signal(signal.SIGCONT)
    server.kill()
    server.wait()


def gone(valkey):
    valkey.process.kill()
    valkey.process.wait()


def frozen(valkey):
    valkey.process.send_signal(signal.SIGSTOP)


def wiped(valkey):
    valkey.flushall()


def full(valkey):
    valkey.config_set("maxmemory-policy", "noeviction")
    valkey.config_set("maxmemory", 1)


def read_only(valkey):
    valkey.config_set("min-replicas-to-write", 1)


FAULTS = (gone, frozen, wiped, full, read_only)
WELL = {frozen: lambda valkey: valkey.process.send_signal(signal.SIGCONT), full: lambda valkey: valkey.config_set("maxmemory", 0),
        read_only: lambda valkey: valkey.config_set("min-replicas-to-write", 0)}


@pytest.mark.parametrize("fault", [fault if fault in (frozen, wiped) else pytest.param(fault, marks=pytest.mark.slow) for fault in FAULTS],
                         ids=lambda fault: fault.__name__)
def test_people_work_on_and_everything_is_told_once_afterwards(city, valkey, tmp_path, fault):
    shown = city.draft(city.environment, title="早已公开")
    city.published(shown)
    document = overdue_document(city)
    code = WORK % {
        "publisher": city.who(city.office, "publisher").user.pk, "drafter": city.who(city.environment, "drafter").user.pk,
        "document": document.pk, "version": document.version, "agency": city.environment.pk,
        "address": PublicItem.objects.of(shown).get().address}
    environment = on_test_database() | {"REDIS_URL": f"unix://{valkey.path}", "MEDIA_ROOT": str(tmp_path / "files")}
    web = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                           text=True, env=environment)
    assert web.stdout.readline() == "ready\n", web.communicate(timeout=60)[1][-3000:]
    fault(valkey)
    out, errors = web.communicate("go\n", timeout=120)
    assert web.returncode == 0, errors[-3000:]
    took = json.loads(out.splitlines()[-1])
    assert {name: seconds for name, seconds in took.items() if seconds > SLOWEST} == {}
    assert Document.objects.filter(title="故障中新建").count() == 1
    assert set(Notification.objects.filter(key="step/documents.publish").values_list("recipient__name", flat=True)) >= {"市环境局drafter"}
    if fault in WELL:
        WELL[fault](valkey)
        caught_up(city, environment, tmp_path)


def caught_up(city, environment, tmp_path):
    """A worker and the first tick after it: what was due is told, each person once."""
    other = city.draft(city.environment, title="另一件")
    city.claimed(other)
    Notification.objects.filter(key__startswith="deadline/").delete()
    with (tmp_path / "worker.log").open("wb") as log:
        worker = subprocess.Popen([sys.executable, "-m", "celery", "-A", "openness", "worker", "-c", "1", "--without-gossip",
                                   "--without-mingle", "--without-heartbeat"], env=environment, stdout=log, stderr=log, start_new_session=True)
    try:
        tick = "import django; django.setup(); from openness.deadlines.tasks import send_reminders; [send_reminders.delay() for _ in range(3)]"
        start = time.monotonic()
        subprocess.run([sys.executable, "-c", tick], env=environment, check=True, timeout=60)
        patiently(lambda: not Deadline.objects.to_remind(timezone.now()).exists(), seconds=60, what="the reminders")
        assert time.monotonic() - start < 60
        told = list(Notification.objects.filter(key="deadline/documents.review").values_list("recipient", "data__pk", "data__stage"))
        assert told and len(told) == len(set(told))
    finally:
        kill(worker)


@pytest.mark.slow
def test_the_measure_sees_a_web_process_that_waits_for_a_frozen_broker(city, valkey, tmp_path):
    """The control run: asked without our patience, a frozen broker holds the page up."""
    frozen(valkey)
    code = ("import django; django.setup(); from documents.tasks import read_imports; read_imports.apply_async(retry=False)")
    environment = os.environ | on_test_database() | {"REDIS_URL": f"unix://{valkey.path}"}
    with pytest.raises(subprocess.TimeoutExpired):
        subprocess.run([sys.executable, "-c", code], timeout=SLOWEST + 5, env=environment, capture_output=True)
