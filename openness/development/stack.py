"""The servers around a command: lock, start, stop, whatever happens in between."""

import contextlib
import os
import signal
import sys
from pathlib import Path

from . import environment, locks, postgres, valkey
from .bootstrap import say
from .children import ChildFailed, Children


@contextlib.contextmanager
def stack(place, what, environment_of, throw_away=False, before_start=None):
    """Hold the place, run PostgreSQL and Valkey in it, and leave no process behind.

    `before_start` runs under the lock while nothing is running yet.
    """
    place.make()
    lock = locks.take(place, what)
    if before_start:
        before_start(place)
    children = Children(place.log, environment_of(place), lock)
    _stop_on_signals()
    _follow_make()
    code = 0
    try:
        outside = environment.outside_services()
        if "DATABASE_URL" not in outside:
            postgres.start(children, place, throw_away)
            say("PostgreSQL is ready")
        if "REDIS_URL" not in outside:
            valkey.start(children, place, throw_away)
            say("Valkey is ready")
        yield children
    except KeyboardInterrupt:
        say("stopping")
        code = 130
    except ChildFailed as failure:
        say(str(failure))
        code = 1
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGALRM):
            signal.signal(number, signal.SIG_IGN)
        children.stop()
        lock.close()
    if code:
        sys.exit(code)


def _stop_on_signals():
    def stop(number, frame):
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup wants to outlive the terminal
        signal.signal(signal.SIGHUP, stop)


def _follow_make():
    """Stop when the `make` above us was killed, or told to stop by a signal that reached it alone.

    In the second case make waits for us without a word; all it does is catch that signal no more. So it is looked at
    twice a second, from a timer and not from a thread, because this process forks.
    """
    parent = os.getppid()
    status = Path(f"/proc/{parent}/status")
    if not (status.exists() and "make" in status.read_text().split("\n", 1)[0]):
        return
    caught = _caught(status)

    def look(number, frame):
        if _caught(status) != caught:
            raise KeyboardInterrupt

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, 0.5, 0.5)


def _caught(status):
    try:
        return next(line for line in status.read_text().splitlines() if line.startswith("SigCgt"))
    except OSError:
        return None
