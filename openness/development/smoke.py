"""`make demo` from outside, as a stranger would try it: start, ask a page, stop, look for what is left."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from http import HTTPStatus
from pathlib import Path

from .bootstrap import ROOT, say
from .demo import livez
from .places import DEMO

START, SETTLE, STOP = 240, 5, 40  # seconds; worker and beat start after the first page
MARK = "OPENNESS_VAR"


def smoke():
    """Beside the developer's own demonstration, in a folder and on a port of its own."""
    var = DEMO.var / "smoke"
    shutil.rmtree(var, ignore_errors=True)
    environment = {name: value for name, value in os.environ.items() if name not in ("MAKELEVEL", "MAKEFLAGS")}
    environment |= {MARK: str(var), "PORT": str(free_port())}
    environment.pop("OPENNESS_STARTED", None)
    command = ["make", "--no-print-directory", "demo"]
    demo = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
    try:
        wait_until_ready(demo, int(environment["PORT"]))
    finally:
        os.killpg(demo.pid, signal.SIGINT)
        try:
            demo.wait(STOP)
        except subprocess.TimeoutExpired:
            os.killpg(demo.pid, signal.SIGKILL)
    left = marked(f"{MARK}={var}")
    if left:
        sys.exit("smoke: these processes are left: " + ", ".join(left))
    say("smoke: the demonstration started, answered and left no process behind")


def wait_until_ready(demo, port):
    end = time.monotonic() + START
    while (status := livez(port)) is None:
        if demo.poll() is not None or time.monotonic() > end:
            sys.exit("smoke: the demonstration did not start (see above)")
        time.sleep(0.2)
    if status != HTTPStatus.OK:
        sys.exit(f"smoke: /livez answers {status}")
    time.sleep(SETTLE)
    if demo.poll() is not None:
        sys.exit("smoke: the demonstration ended by itself (see above)")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def marked(mark):
    """The processes whose environment carries our mark: all that the demonstration ever started."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.fsencode(mark) in (folder / "environ").read_bytes().split(b"\0"):
                found.append(f"{folder.name} {(folder / 'comm').read_text().strip()}")
        except OSError:
            continue
    return found
