"""`python -m openness.watcher`: a tiny process outside Celery and Django. Every 30 seconds it weighs the evidence in the database
and raises an alarm: a line on stderr, and WATCHER_COMMAND with the words on its standard input. `--once` for a timer: exit code 1.

Needs DATABASE_URL, MEDIA_ROOT, REDIS_URL, ANCHOR_DIR as the application does; of what is bad it speaks at once when it lasts for two
looks, and again every half hour; when it is over it says so."""
import os
import shlex
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import psycopg2

from openness.operations.checks import checks
from openness.operations.postgres import options
from openness.operations.queues import waiting

EVERY, AGAIN = 30, 1800     # seconds
COMMAND_TAKES = 30


def connect(url):
    return psycopg2.connect(connect_timeout=5, application_name="watcher", **{"options": "-c statement_timeout=10000"} | options(url))


def look(env=os.environ):
    """{name: words} of what is bad."""
    media = Path(env["MEDIA_ROOT"])
    anchors = Path(env.get("ANCHOR_DIR") or media.parent / "anchors")
    try:
        connection = connect(env["DATABASE_URL"])
        try:
            with connection.cursor() as cursor:
                found = checks(cursor, datetime.now(UTC), media, anchors, waiting(env["REDIS_URL"]))
        finally:
            connection.close()
    except (psycopg2.Error, OSError) as error:
        return {"database": f"数据库没有应答 {type(error).__name__}"}
    return {check.name: f"{check.label}：{value(check)}，限值 {check.limit:g} {check.unit}。{check.advice}" for check in found if not check.ok}


def value(check):
    return " ".join(filter(None, ["没有" if check.value is None else f"{check.value:.0f} {check.unit}", check.words]))


def alarm(words, env=os.environ):
    print(words, file=sys.stderr, flush=True)       # noqa: T201
    if command := env.get("WATCHER_COMMAND"):
        try:
            subprocess.run(shlex.split(command), input=words, text=True, timeout=COMMAND_TAKES, check=True)     # noqa: S603
        except (OSError, subprocess.SubprocessError) as error:
            print(f"WATCHER_COMMAND: {error}", file=sys.stderr, flush=True)     # noqa: T201


class Memory:
    """What is said when: new badness at its second look, all of it again after half an hour, the end of it once."""

    def __init__(self):
        self.seen, self.told, self.told_at = set(), set(), 0.0

    def say(self, bad, now):
        lasting, self.seen = self.seen & bad.keys(), set(bad)
        over = self.told - bad.keys()
        said = []
        if lasting - self.told or lasting and now - self.told_at >= AGAIN:
            said += [f"ALARM {name} {bad[name]}" for name in sorted(lasting)]
            self.told_at = now
        said += [f"OVER {name}" for name in sorted(over)]
        self.told = (self.told | lasting) - over
        return said


def main():
    if "--once" in sys.argv:
        bad = look()
        if bad:
            alarm("\n".join(f"ALARM {name} {words}" for name, words in sorted(bad.items())))
        return 1 if bad else 0
    memory = Memory()
    while True:
        if said := memory.say(look(), time.monotonic()):
            alarm("\n".join(said))
        time.sleep(EVERY)


if __name__ == "__main__":
    sys.exit(main())
