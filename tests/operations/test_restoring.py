"""T24, small: a PostgreSQL of its own, WAL archived; lost, restored to a chosen moment; database, files and trail agree, or it is
found and not served."""
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import timedelta

import psycopg2
import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from openness.audit import anchoring, sealing
from openness.audit.models import Event
from openness.audit.trail import record
from openness.development import privileges
from openness.development.postgres import INITDB, binaries
from openness.files.models import File
from openness.files.storage import store
from openness.operations import restore as restoring
from openness.operations.postgres import program

pytestmark = pytest.mark.django_db(transaction=True)


class Machine:
    """A database server, a folder of files and a folder of backups that stands for another machine."""

    def __init__(self, root):
        self.root, self.run, self.backup = root, root / "run", root / "backup"
        self.data, self.files, self.server = root / "pg", root / "files", None
        for folder in (self.run, self.data, self.files, self.backup / "wal"):
            folder.mkdir(parents=True, mode=0o700)

    def unprivileged(self, *command, **options):
        command, enter = privileges.drop(list(map(str, command)), [self.data, self.run, self.backup / "wal"], signal.SIGINT)
        return subprocess.Popen(command, preexec_fn=enter, stdout=subprocess.DEVNULL, **options)

    def start(self):
        archive = ["-c", "archive_mode=on", "-c", f"archive_command=cp %p {self.backup}/wal/%f"] if not (
            self.data / "recovery.signal").exists() else []
        self.log = (self.root / "log").open("ab")
        self.server = self.unprivileged(
            binaries() / "postgres", "-D", self.data, "-k", self.run, "-c", "listen_addresses=", "-c", "fsync=off",
            "-c", "shared_buffers=16MB", *archive, stderr=self.log)
        for _ in range(300):
            try:
                psycopg2.connect(host=str(self.run), user="postgres", dbname="postgres").close()
                if not (self.data / "recovery.signal").exists():
                    return
            except psycopg2.OperationalError:
                pass
            assert self.server.poll() is None, (self.root / "log").read_text()
            time.sleep(0.1)
        raise AssertionError((self.root / "log").read_text())

    def die(self):
        self.server.send_signal(signal.SIGQUIT)     # immediate: no checkpoint, no goodbye
        self.server.wait(20)

    def sql(self, words):
        with psycopg2.connect(host=str(self.run), user="postgres", dbname="openness") as link, link.cursor() as cursor:
            cursor.execute(words)
            return cursor.fetchall() if cursor.description else None

    def manage(self, *words):
        """Exit code and words of a command on this machine."""
        out = io.StringIO()
        try:
            call_command(*map(str, words), stdout=out)
        except SystemExit as stopped:
            return stopped.code, out.getvalue()
        return 0, out.getvalue()


@pytest.fixture
def machine(tmp_path, city, settings, monkeypatch):
    machine = Machine(tmp_path)
    assert machine.unprivileged(binaries() / "initdb", "-D", machine.data, *INITDB).wait() == 0
    machine.start()
    link = psycopg2.connect(host=str(machine.run), user="postgres", dbname="postgres")
    link.autocommit = True
    link.cursor().execute("create database openness")
    link.close()
    params = connection.get_connection_params()
    dump = [program("pg_dump"), "-h", params["host"], "-U", params["user"], params["dbname"]]
    restored = subprocess.run([program("psql"), "-q", "-h", machine.run, "-U", "postgres", "openness"], stdout=subprocess.DEVNULL,
                              input=subprocess.run(dump, capture_output=True, check=True).stdout)
    assert restored.returncode == 0
    connection.close()
    before = dict(connection.settings_dict)
    options = {key: value for key, value in before["OPTIONS"].items() if key != "host"}
    connection.settings_dict |= {"NAME": "openness", "HOST": str(machine.run), "USER": "postgres", "PORT": "", "OPTIONS": options}
    settings.MEDIA_ROOT, settings.ANCHOR_DIR = machine.files, tmp_path / "anchors"
    monkeypatch.setenv("DATABASE_URL", f"postgres://postgres@/openness?host={machine.run}")
    yield machine
    connection.close()
    connection.settings_dict |= before
    if machine.server.poll() is None:
        machine.die()


def write(city, count):
    """Papers with a number and a file, each a transaction of its own, and sealed."""
    by = city.who(city.environment, "drafter")
    for _ in range(count):
        n = Event.objects.filter(step="attach").count() + 1
        with transaction.atomic():
            sha256, size = store(ContentFile(f"file {n}".encode()))
            File.objects.create(subject=by.agency, name=f"{n}.txt", kind="txt", sha256=sha256, size=size, uploaded_by=by.user,
                                uploaded_at=timezone.now())
            record(by.agency, "attach", by=by, now=timezone.now(), data={"n": n})
        sealing.seal_all(timezone.now())
        time.sleep(0.05)


def served(client):
    connection.close()
    return [client.get(address).status_code for address in ("/readyz", "/")]


def restore(*words):
    """As an operator does it: a process that knows neither settings nor database."""
    return subprocess.run([sys.executable, "-m", "openness.operations.restore", *map(str, words)], capture_output=True, text=True,
                          env={"PATH": os.environ["PATH"]})


def written(machine):
    return [n for n, in machine.sql("select (data->>'n')::int from audit_event where step = 'attach' order by 1")]


@pytest.mark.timeout(280)
@pytest.mark.parametrize("before, until, after", [(4, 3, 3), pytest.param(150, 200, 100, marks=pytest.mark.slow)])
def test_lost_and_restored_to_a_chosen_moment(machine, city, client, settings, tmp_path, before, until, after):
    write(city, before)
    code, said = machine.manage("backup", machine.backup)
    assert code == 0 and said.startswith(f"{before} new files, base backup"), said
    write(city, until)
    moment, kept = timezone.now(), before + until
    time.sleep(0.1)
    write(city, after)
    assert machine.manage("backup", machine.backup, "--files") == (0, f"{until + after} new files\n")
    segment = machine.sql("select pg_walfile_name(pg_switch_wal())")[0][0]
    for _ in range(200):
        if (machine.backup / "wal" / segment).exists() and machine.sql(
                f"select last_archived_wal >= '{segment}' from pg_stat_archiver") == [(True,)]:
            break
        time.sleep(0.05)
    connection.close()
    machine.die()
    shutil.rmtree(machine.data)
    shutil.rmtree(machine.files)

    new = tmp_path / "new"
    with pytest.raises(SystemExit, match="no base backup"):
        restoring.choose(machine.backup / "base", moment - timedelta(days=1))
    done = restore(machine.backup, new / "pg", new / "files", "--to", moment.isoformat())
    assert done.returncode == 0, done.stderr
    machine.data, machine.files = new / "pg", new / "files"
    settings.MEDIA_ROOT = machine.files
    machine.start()
    assert written(machine) == list(range(1, kept + 1))

    assert served(client) == [503, 503]       # laid down, not verified
    code, said = machine.manage("verify_restore")
    assert code == 0 and said.startswith(f"{kept} sealed events, {kept} files, 0 faults"), said
    assert served(client) == [200, 200]
    # files older than the database: the last one is not there, then it is another
    lost = machine.sql("select sha256 from files_file order by id desc limit 1")[0][0]
    place = machine.files / lost[:2] / lost
    place.rename(tmp_path / "lost")
    code, said = machine.manage("verify_restore")
    assert code == 1 and said.startswith(f"file missing: {lost}") and served(client) == [503, 503]
    place.write_text("other bytes")
    assert machine.manage("verify_restore")[1].startswith(f"file altered: {lost}")
    (tmp_path / "lost").rename(place)
    # a database older than what was anchored
    anchoring.append(anchoring.file(), json.dumps({"position": kept + 99, "digest": "x", "at": "2026-11-25"}))
    code, said = machine.manage("verify_restore")
    assert code == 1 and said.startswith(f"cut: position {kept + 1}") and served(client) == [503, 503]
    assert machine.manage("verify_restore", "--accept-lost-tail")[0] == 0 and served(client) == [200, 200]
    # what is restored over something, or from a damaged backup, is refused
    with pytest.raises(SystemExit, match="not empty"):
        restoring.restore(machine.backup, machine.data, tmp_path / "a", moment)
    piece = next((machine.backup / "base").glob("*/base/1/1259"))
    piece.write_bytes(b"x" + piece.read_bytes()[1:])
    with pytest.raises(SystemExit, match="is damaged"):
        restoring.restore(machine.backup, tmp_path / "a", tmp_path / "b", moment)
