"""A PostgreSQL of its own with what the test database holds, to be killed, lost and restored."""
import io
import signal
import subprocess
import time

import psycopg2
import pytest
from django.core.management import call_command
from django.db import connection

from openness.development import privileges
from openness.development.postgres import INITDB, binaries
from openness.operations.postgres import program


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
