"""run(): a named function on the bytes of a file, in a child process that cannot harm this one."""
import logging
import os
import pathlib
import socket
import subprocess
import sys
import threading
import time

from . import frames
from .sentences import Unreadable, unreadable
from .zygote import JOB

log = logging.getLogger(__name__)

ALLOWED = (
    "openness.parsing.docx:read", "openness.parsing.pdf:read", "openness.parsing.doc:read",
    "openness.parsing.xlsx:read",
    "openness.files.cleaning:clean", "openness.files.inspecting:inspect",
)
MOST_MEMORY = 1024                  # MB of address space
MOST_CPU = 10                       # seconds
GRACE = 5                           # seconds the zygote has to end a child whose time is over


class Gone(Exception):
    """The zygote has died, and with it this job."""


class Host:
    """This process's side: one zygote, started by the first job, and again when it died. Threads may share it."""

    def __init__(self, allowed=ALLOWED):
        self.allowed = allowed
        self._lock = threading.Lock()
        self._process = self._control = None
        os.register_at_fork(after_in_child=self._forget)

    def _forget(self):
        """In a forked copy of the host (gunicorn --preload, Celery): it starts a zygote of its own when it needs one.

        It lets go of this one, which would otherwise outlive its host.
        """
        if self._control is not None:
            self._control.close()
            self._process.returncode = 0        # not this process's child: nothing to wait for
        self._lock = threading.Lock()           # another thread may have held it
        self._process = self._control = None

    def run(self, function: str, data: bytes, *, wall=20, memory=512, cpu=5, **options) -> tuple[dict, bytes]:
        """What function(data, **options) returned: facts that JSON can carry, and bytes.

        wall and cpu are seconds, memory is MB of address space; options go through JSON. Raises Unreadable: with the
        code and parameters of the function's Refusal, "limits" when a limit ended the child, "failed" when the
        function raised anything else.
        """
        number = self._number(function)
        order = {"memory": min(memory, MOST_MEMORY), "cpu": min(cpu, MOST_CPU), "options": options}
        for attempt in (1, 2):
            try:
                header, body = self._ask(number, order, data, wall)
                break
            except Gone:
                log.warning("the parsing zygote has died in %s, attempt %d", function, attempt)
                if attempt == 2:
                    raise unreadable("failed") from None
        if "refused" in header:
            raise unreadable(header["refused"], **header.get("params", {}))
        if not isinstance(header.get("facts"), dict):
            log.error("%s failed: %s", function, header.get("failed"))
            raise unreadable("failed")
        return header["facts"], body

    def close(self):
        """End the zygote and wait for it."""
        with self._lock:
            self._end()

    def _number(self, function):
        if function not in self.allowed:
            raise ValueError(f"{function} is not allowed to run in the child")
        return self.allowed.index(function)

    def _ask(self, number, order, data, wall):
        until = time.monotonic() + wall + GRACE
        job, theirs = socket.socketpair()
        with job:
            with theirs:
                control = self._hand_over(theirs, number, wall)
            try:
                frames.send(job, order, data, until=until)
                return frames.receive(job, until=until)
            except (OSError, EOFError):
                if _is_closed(control):
                    raise Gone from None
                raise unreadable("limits") from None
            except ValueError:              # no frame: the child was not itself any more
                raise unreadable("failed") from None

    def _hand_over(self, job, number, wall):
        """Give the child's end of a job to the zygote, a living one; returns the socket by which it was given."""
        with self._lock:
            try:
                if self._control is None or _is_closed(self._control):
                    self._end()
                    self._start()
                socket.send_fds(self._control, [JOB.pack(number, wall)], [job.fileno()])
            except OSError:
                raise Gone from None
            return self._control

    def _start(self):
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(       # noqa: S603  (nothing of it comes from outside)
                [sys.executable, "-s", "-P", str(pathlib.Path(__file__).with_name("zygote.py")),
                 str(theirs.fileno()), *self.allowed],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, pass_fds=[theirs.fileno()], env={
                    "PATH": os.defpath, "LANG": "C.UTF-8",
                    "PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path)})
        self._control = ours

    def _end(self):
        if self._control is not None:
            self._control.close()
            self._process.kill()
            self._process.wait()
        self._control = self._process = None


def _is_closed(control):
    """Whether the other end is: the zygote never writes, so there is nothing to read but the end."""
    try:
        return not control.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except BlockingIOError:
        return False
    except OSError:                         # ECONNRESET; EBADF when another thread has already ended it
        return True


HOST = Host()
run = HOST.run

__all__ = ["ALLOWED", "Host", "Unreadable", "run"]
