"""A process of the system that stops where the test wants it to be killed: `python -m tests.faults.process web|worker|beat PORT`.

A moment is armed by a file of its name in FAULTS; who comes there first takes it, writes down its process id and waits for `go`.
Periods of the schedule are seconds here, and a letter's lease is two, so that catching up takes no minutes.
"""
import os
import sys
import time
from datetime import timedelta
from pathlib import Path

import django

PLACE = Path(os.environ["FAULTS"])
PATIENCE = 60


def halt(moment):
    try:
        (PLACE / f"{moment}.armed").rename(PLACE / f"{moment}.taken")
    except FileNotFoundError:
        return
    (PLACE / "reached.new").write_text(str(os.getpid()))
    (PLACE / "reached.new").rename(PLACE / "reached")
    end = time.monotonic() + PATIENCE
    while not (PLACE / "go").exists() and time.monotonic() < end:
        time.sleep(0.02)


def stops(module, name, moment, *, after=False):
    """The function as everybody calls it through its module, with a halt before or after."""
    original = getattr(module, name)

    def with_halt(*args, **kwargs):
        if not after:
            halt(moment)
        answer = original(*args, **kwargs)
        if after:
            halt(moment)
        return answer
    setattr(module, name, with_halt)


def prepare():
    django.setup()
    from openness import waking
    from openness.celery import app
    from openness.deadlines import reminding
    from openness.notifications import mailing
    from openness.workflow import transitions
    stops(transitions, "turn_clocks", "before commit", after=True)
    stops(waking, "wake", "after commit")
    stops(reminding, "tell", "middle of a task")
    stops(mailing, "stamp", "after the effect")
    mailing.LEASE = timedelta(seconds=2)
    app.loader.import_default_modules()
    for entry in app.conf.beat_schedule.values():
        if isinstance(entry["schedule"], int) and entry["schedule"] <= 60:
            entry["schedule"] = 1


def main(what, port):
    prepare()
    if what == "web":
        from gunicorn.app.wsgiapp import run
        sys.argv = ["gunicorn", "-k", "gthread", "-w", "2", "--threads", "2", "--preload", "--no-control-socket", "-b", f"127.0.0.1:{port}",
                    "openness.wsgi"]
        run()
    from openness.celery import app
    app.start(["worker", "-c", "2", "--without-gossip", "--without-mingle", "-l", "warning"] if what == "worker" else
              ["beat", "-l", "warning", "-s", str(PLACE / "beat.db"), "--pidfile="])


if __name__ == "__main__":
    main(*sys.argv[1:3])
