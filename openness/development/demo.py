"""`make demo`: the whole system on one machine, with demonstration data."""

import os
import shutil
import sys
import time
import urllib.error
import urllib.request
from http import HTTPStatus

from . import accounts, environment, frontend
from .bootstrap import refuse_taken_port, say, wanted_port
from .places import DEMO
from .stack import stack

CELERY = ["-m", "celery", "-A", "openness"]


def demo():
    port = wanted_port()
    with stack(DEMO, "make demo", environment.demo, before_start=before_start) as children:
        frontend.build(children)
        say("preparing the database")
        children.run("prepare", [sys.executable, "-m", "django", "prepare"], quiet=True)
        start_application(children, port)
        status = livez(port)
        say("ready" if status == HTTPStatus.OK else f"started, but /livez answers {status}")
        announce(port)
        while True:
            children.check()
            time.sleep(0.3)


def start_application(children, port):
    """The web server first and alone, so that the page is there as early as can be."""
    serve = ["-k", "gthread", "-w", "2", "--threads", "4", "--preload", "--graceful-timeout", "5"]
    bind = ["-b", f"127.0.0.1:{port}", "--no-control-socket", "openness.wsgi"]
    web = children.start("web", [sys.executable, "-m", "gunicorn", *serve, *bind])
    children.wait_for(web, lambda: livez(port), 60)
    work = ["-l", "info", "-c", "2", "--without-gossip", "--without-mingle"]
    children.start("worker", [sys.executable, *CELERY, "worker", *work], patience=20)
    beat = ["-l", "info", "-s", DEMO.var / "beat.db", "--pidfile="]
    children.start("beat", [sys.executable, *CELERY, "beat", *beat])


def before_start(place):
    refuse_taken_port(wanted_port())
    if os.environ.get("RESET") in ("1", "yes", "true"):
        reset(place)


def reset(place):
    """Delete what the demonstration stored; the logs and the secret key stay."""
    if outside := environment.outside_services():
        raise SystemExit(f"RESET=1 deletes only data of its own, not what {' and '.join(sorted(outside))} names.")
    for folder in ("pg", "pg.new", "valkey", "files", "anchors"):
        shutil.rmtree(place.var / folder, ignore_errors=True)
    for file in (place.accounts, *place.var.glob("beat.db*")):
        file.unlink(missing_ok=True)
    say("deleted the earlier data")


def livez(port):
    """The status with which the application answers; None while it does not."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/livez", timeout=5) as answer:  # noqa: S310
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None


def announce(port):
    shown = accounts.read(DEMO.accounts)
    try:
        print(f"\n{shown}\n\nOpenness runs at http://127.0.0.1:{port}/  (Ctrl-C stops it)\n", flush=True)
    except OSError:
        say("")
