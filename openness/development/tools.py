"""The small targets: shell, manage, fmt, messages."""

import os
import shlex
import signal
import subprocess
import sys

from . import environment, locks
from .bootstrap import ROOT, say
from .catalogue import IGNORED, xgettext
from .places import DEMO
from .stack import stack

SHELL = [sys.executable, "-m", "django", "shell"]


def shell():
    """A Django shell on the demonstration data: with the servers of a running `make demo`, else with its own."""
    if locks.is_running(DEMO):
        say("using the servers of the running demonstration")
        sys.exit(subprocess.run(SHELL, cwd=ROOT, env=environment.demo(DEMO)).returncode)
    with stack(DEMO, "make demo", environment.demo) as children:
        # Ctrl-C belongs to the shell, though it reaches this process and make too
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGINT, lambda *_: None)
        children.run("shell", SHELL, foreground=True)


def manage():
    """`manage.py ARGS` on the demonstration data, which must be running: make manage ARGS="check_files"."""
    if not locks.is_running(DEMO):
        say("start the demonstration first: make demo")
        sys.exit(2)
    command = [sys.executable, "manage.py", *shlex.split(os.environ.get("ARGS", "help"))]
    sys.exit(subprocess.run(command, cwd=ROOT, env=environment.demo(DEMO)).returncode)


def fmt():
    for action in (["check", "--fix"], ["format"]):
        if code := subprocess.run([sys.executable, "-m", "ruff", *action], cwd=ROOT).returncode:
            sys.exit(code)


def messages():
    """Collect the sentences of code and templates into locale/en; the translations are written by people."""
    if not xgettext():
        raise SystemExit("xgettext is needed: install the package gettext.")
    (ROOT / "locale").mkdir(exist_ok=True)
    ignore = [part for pattern in IGNORED for part in ("--ignore", pattern)]
    command = [sys.executable, "-m", "django", "makemessages", "-l", "en", "--no-location", "--no-obsolete", "--no-wrap", *ignore]
    sys.exit(subprocess.run(command, cwd=ROOT, env=environment.without_django()).returncode)
