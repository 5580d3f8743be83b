"""Test T9: kill -9 of each part of the system at each moment, on processes and servers of its own; at the end everything is there once.

Victims: a web worker, the Celery worker, beat, Valkey, one PostgreSQL backend, all of PostgreSQL. Moments: before a commit, after it
and before anybody is woken, in the middle of a task, after an outside effect and before it is marked.
"""
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from itertools import product
from threading import Thread
from urllib.parse import urlencode

import psycopg2
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InterfaceError, OperationalError, connection
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.utils import timezone

from documents.models import Document, ImportedText
from openness.agencies.models import User
from openness.audit import reading, sealing
from openness.audit.chain import Chain
from openness.deadlines.models import Deadline, Reminder
from openness.development.valkey import binary
from openness.notifications.models import Letter, MailChoice, Notification
from openness.publication.models import PublicItem
from tests.documents.test_pairs import faults_of
from tests.time.smtp import mail_server

pytestmark = pytest.mark.django_db(transaction=True)
VICTIMS = ("web", "worker", "beat", "valkey", "backend", "postgres")
MOMENTS = ("before commit", "after commit", "middle of a task", "after the effect")
CATCH_UP = 120      # seconds, as the plan allows after a lost broker: Celery's worker takes one of the two minutes to give up


class System:
    """Everything that runs on a machine, on a PostgreSQL that the test may kill."""

    def __init__(self, machine, city, mail):
        self.machine, self.city, self.mail, self.running = machine, city, mail, {}
        self.place = machine.root / "faults"
        self.place.mkdir()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.broker = machine.root / "v.sock"
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "openness.settings.demo", "SECRET_KEY": settings.SECRET_KEY, "ALLOWED_HOSTS": "127.0.0.1",
            "REDIS_URL": f"unix://{self.broker}", "MEDIA_ROOT": str(machine.files), "ANCHOR_DIR": str(machine.root / "anchors"),
            "EMAIL_URL": f"smtp://127.0.0.1:{mail.port}", "FAULTS": str(self.place)}
        for what in ("valkey", "web", "worker", "beat"):
            self.start(what)
        self.patiently(self.answers, "the web server")

    def start(self, what):
        if what == "valkey":
            self.broker.unlink(missing_ok=True)
            command = [binary(), "--port", "0", "--unixsocket", self.broker, "--dir", self.machine.root, "--save", "", "--appendonly", "yes"]
        else:
            command = [sys.executable, "-m", "tests.faults.process", what, str(self.port)]
        log = (self.machine.root / f"{what}.log").open("ab")
        self.running[what] = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log, start_new_session=True)

    def stop(self):
        for process in self.running.values():
            slay(process)

    def answers(self):
        try:
            return self.ask("GET", "/livez", "").status == 200
        except OSError:
            return False

    def ask(self, method, path, cookie, body=None, kind="application/x-www-form-urlencoded"):
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            link.request(method, path, body, {
                "Cookie": f"{cookie}; csrf={'t' * 32}", "X-CSRFToken": "t" * 32, "Content-Type": kind})
            answer = link.getresponse()
            answer.read()
            return answer
        except http.client.HTTPException as error:
            raise OSError from error
        finally:
            link.close()

    def patiently(self, true, what, seconds=CATCH_UP):
        end = time.monotonic() + seconds
        while True:
            self.supervise()
            try:
                if found := true():
                    return found
            except (OperationalError, InterfaceError):
                connection.close()
            assert time.monotonic() < end, f"waited {seconds} s for {what}\n" + self.tail()
            time.sleep(0.1)

    def tail(self):
        return "\n".join(f"{file.name}: {file.read_text(errors='replace')[-1500:]}" for file in self.machine.root.glob("*.log"))

    def supervise(self):
        """As systemd does (Restart=always): Celery's worker, for one, ends when its broker dies with tasks not yet acknowledged."""
        for what, process in list(self.running.items()):
            if process.poll() is not None:
                self.start(what)

    def kill(self, victim):
        """kill -9, and what brings it up again does so."""
        halted = int((self.place / "reached").read_text())
        if victim == "web":
            children = subprocess.run(["pgrep", "-P", str(self.running["web"].pid)], capture_output=True, text=True).stdout.split()
            os.kill(halted if str(halted) in children else int(children[0]), signal.SIGKILL)
        elif victim == "backend":
            os.kill(self.backend(), signal.SIGKILL)      # the others are ended with it, and the server recovers
            connection.close()
            self.patiently(self.serves, "PostgreSQL")
        elif victim == "postgres":
            self.machine.die()
            self.machine.start()
        else:
            slay(self.running[victim])
            self.start(victim)

    def serves(self):
        try:
            return self.machine.sql("select 1")
        except psycopg2.OperationalError:
            return None

    def backend(self):
        """That of the step which stands still, else any that works for the application."""
        return self.machine.sql("""select pid from pg_stat_activity where datname = 'openness' and pid <> pg_backend_pid()
            and backend_type = 'client backend' order by state = 'idle in transaction' desc, xact_start nulls last limit 1""")[0][0]

    def round(self, victim, moment, n):
        """One thing is begun, the victim dies at the moment, and the person or the next tick goes on."""
        for left in ("go", "reached"):
            (self.place / left).unlink(missing_ok=True)
        (self.place / f"{moment}.armed").touch()
        work = BEGIN[moment](self, n)
        self.patiently((self.place / "reached").exists, f"{moment} with {victim}")
        self.kill(victim)
        (self.place / "go").touch()
        connection.close()
        work()


def slay(process):
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


class Person:
    def __init__(self, system, user):
        client = Client()
        client.force_login(user)
        self.system, self.cookie = system, f"session={client.cookies['session'].value}"

    def send(self, path, data, kind="application/x-www-form-urlencoded"):
        """In the background, as a browser does; the function that waits for its end, sending again what nobody answered."""
        answers = []

        def once():
            try:
                answers.append(self.system.ask("POST", path, self.cookie, data, kind).status)
            except OSError:
                answers.append(None)

        thread = Thread(target=once)
        thread.start()

        def settled():
            thread.join()
            end = time.monotonic() + CATCH_UP
            while answers[-1] is None or answers[-1] >= 500:
                assert time.monotonic() < end, (answers, self.system.tail())
                time.sleep(0.2)
                once()
            assert answers[-1] == 302, (answers, self.system.tail())
        return settled


def new_paper(system, n):
    agency = system.city.environment.pk
    return system.drafter.send("/desk/documents/new/", urlencode({
        "title": f"断点之文{n}", "genre": "notice", "body": "正文", "shown": "title genre body", "issuing_agency": agency,
        "drafting_agency": agency, "key": f"key-{n}"}))


def bring_files(system, n):
    files = [SimpleUploadedFile(f"{n}-{k}.txt", f"关于第{n}件事之{k}的通知".encode()) for k in range(2)]
    return system.drafter.send("/desk/documents/import/", encode_multipart(BOUNDARY, {"file": files, "key": f"import-{n}"}), MULTIPART_CONTENT)


def limit_reached(system, n):
    """A paper whose review is long overdue: the next tick tells three people."""
    document = system.city.draft(system.city.environment, title=f"逾期之文{n}")
    system.city.claimed(document)
    return lambda: None


BEGIN = {"before commit": new_paper, "after commit": bring_files, "middle of a task": limit_reached, "after the effect": limit_reached}


@pytest.fixture
def system(machine, city):
    with mail_server() as mail:
        reviewer = city.who(city.environment, "reviewer").user
        User.objects.filter(pk=reviewer.pk).update(email="reviewer@example.org")
        MailChoice.objects.create(user=reviewer, want=MailChoice.Want.PRESSING, since=timezone.now())
        system = System(machine, city, mail)
        system.drafter = Person(system, city.who(city.environment, "drafter").user)
        yield system
        system.stop()


def everything_is_there_once(system, rounds):
    """I3, I4, I5, I7, I8 and the chain, when all is quiet again."""
    count = Counter(moment for _victim, moment in rounds)
    overdue = count["middle of a task"] + count["after the effect"]
    system.patiently(lambda: not Deadline.objects.to_remind(timezone.now()).exists(), "the reminders")
    system.patiently(lambda: not ImportedText.objects.waiting().exists(), "the imports")
    system.patiently(lambda: not Letter.objects.filter(sent_at=None).exists() and not Notification.objects.filter(
        recipient__email="reviewer@example.org", mailed_at=None, key__startswith="deadline/").exists(), "the letters")
    assert Document.objects.filter(title__startswith="断点之文").count() == count["before commit"]
    assert {pk: list(faults_of(pk)) for pk in Document.objects.values_list("pk", flat=True) if list(faults_of(pk))} == {}
    told = Counter(Reminder.objects.values_list("deadline__subject_id", "recipient", "stage"))
    assert len(told) == 3 * overdue and set(told.values()) <= {1}
    assert Notification.objects.filter(key="deadline/documents.review").count() == 3 * overdue
    names = Counter(ImportedText.objects.exclude(state=ImportedText.FAILED).values_list("name", flat=True))
    assert len(names) == 2 * count["after commit"]
    sent = {letter["Message-ID"].strip("<>").partition("@")[0] for letter in system.mail.letters}      # again under the same id at most
    assert sent == {str(pk) for pk in Letter.objects.values_list("pk", flat=True)}
    assert PublicItem.objects.count() == Document.objects.filter(status="published").count()
    code, words = system.machine.manage("check_files")
    assert code == 0, words
    sealing.seal_all(timezone.now())
    assert list(reading.faults(Chain())) == []


@pytest.mark.timeout(280)
def test_each_part_is_killed_once(system):
    rounds = [(victim, MOMENTS[n % 4]) for n, victim in enumerate(VICTIMS)]
    for n, (victim, moment) in enumerate(rounds):
        system.round(victim, moment, n)
    everything_is_there_once(system, rounds)


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_each_part_is_killed_at_each_moment_many_times(system):
    """20 rounds of 24 cells; KILL_ROUNDS says another number."""
    rounds = list(product(VICTIMS, MOMENTS)) * int(os.environ.get("KILL_ROUNDS", "20"))
    for n, (victim, moment) in enumerate(rounds):
        system.round(victim, moment, n)
    everything_is_there_once(system, rounds)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_power_is_lost_in_the_middle_of_everything(system):
    """All processes and both servers at the same moment, while each kind of work stands half done; then all is started again."""
    for n in range(3):
        for left in ("go", "reached"):
            (system.place / left).unlink(missing_ok=True)
        for moment in MOMENTS:
            (system.place / f"{moment}.armed").touch()
        works = [BEGIN[moment](system, f"p{n}-{k}") for k, moment in enumerate(MOMENTS)]
        system.patiently(lambda: len(list(system.place.glob("*.taken"))) == 4, "all four to stand still")
        system.stop()
        system.machine.die()
        (system.place / "go").touch()
        for taken in system.place.glob("*.taken"):
            taken.unlink()
        system.machine.start()
        connection.close()
        for what in ("valkey", "web", "worker", "beat"):
            system.start(what)
        system.patiently(system.answers, "the web server")
        for work in works:
            work()
    everything_is_there_once(system, [(None, moment) for moment in MOMENTS] * 3)
