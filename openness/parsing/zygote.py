"""The process that forks a child for each file: no Django, no secrets, no network, readers imported once.

Run as a file: `python -P zygote.py DESCRIPTOR FUNCTION…`. Over the socket DESCRIPTOR the host sends for each job the
number of a function, the wall clock seconds it has, and a socket; the child talks to the host over that one alone.
It ends when the host has closed its end, be it by dying.
"""
import codecs
import contextlib
import importlib
import os
import pathlib
import selectors
import signal
import socket
import struct
import sys
import time
import types

if __name__ == "__main__":
    # openness/__init__.py loads Celery, and that Django: an empty package stands in its place
    package = types.ModuleType("openness")
    package.__path__ = [str(pathlib.Path(__file__).resolve().parents[1])]
    sys.modules["openness"] = package

from openness.parsing import frames, limits
from openness.parsing.refusal import Refusal

ENCODINGS = ("cp437", "cp1252", "utf-16-le")    # of names in archives, of old documents; found once, before the forks
JOB = struct.Struct("!Id")          # number of the function, seconds of the wall clock


class Zygote:
    def __init__(self, control: socket.socket, functions: list[str]):
        self.control = control
        self.functions = functions
        self.deadlines = {}         # of the children that run: process number → time.monotonic()

    def serve(self):
        """Until the host goes away."""
        woken = _wake_on_children()
        with selectors.DefaultSelector() as selector:
            selector.register(self.control, selectors.EVENT_READ)
            selector.register(woken, selectors.EVENT_READ)
            while True:
                ready = [key.fileobj for key, _ in selector.select(self._pause())]
                if woken in ready:
                    woken.recv(4096)
                self._reap()
                self._kill_overdue()
                if self.control in ready and not self._take_job():
                    break
        for child in self.deadlines:
            os.kill(child, signal.SIGKILL)

    def _pause(self):
        """Seconds to the next deadline, None without a child."""
        return max(0, min(self.deadlines.values()) - time.monotonic()) if self.deadlines else None

    def _reap(self):
        while self.deadlines:
            child, _ = os.waitpid(-1, os.WNOHANG)
            if not child:
                break
            del self.deadlines[child]

    def _kill_overdue(self):
        for child, deadline in self.deadlines.items():
            if deadline <= time.monotonic():
                os.kill(child, signal.SIGKILL)

    def _take_job(self):
        """False when there will be no more."""
        message, descriptors, _, _ = socket.recv_fds(self.control, JOB.size, 1)
        if not message:
            return False
        number, wall = JOB.unpack(message)
        for descriptor in descriptors:              # one, or none when this process has too many open
            with contextlib.suppress(OSError):      # no memory for another process: the host finds its job closed
                self._fork(descriptor, self.functions[number], time.monotonic() + wall)
            os.close(descriptor)
        return True

    def _fork(self, descriptor, function, deadline):
        module, _, name = function.partition(":")
        _load(module)
        zygote = os.getpid()
        child = os.fork()
        if not child:
            _be_the_child(descriptor, module, name, zygote)
        self.deadlines[child] = deadline


def _wake_on_children():
    """A socket that becomes readable when a child has ended."""
    read, write = socket.socketpair()
    read.setblocking(False)
    write.setblocking(False)
    signal.set_wakeup_fd(write.detach(), warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    return read


def _load(module):
    """Before the fork, so that the next child finds it loaded; what fails here fails in the child and is told there."""
    try:
        importlib.import_module(module)
    except Exception:
        return


def _be_the_child(descriptor, module, name, zygote):
    """Never returns. Anything that is not caught ends the process, and the host takes that for a limit."""
    try:
        limits.end_with(zygote)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(0, 2)                               # what a library writes goes nowhere
        os.dup2(descriptor, 3)
        os.closerange(4, os.sysconf("SC_OPEN_MAX"))
        with socket.socket(fileno=3) as job:
            order, data = frames.receive(job)
            limits.set_limits(memory=order["memory"], cpu=order["cpu"])
            frames.send(job, *_answer(module, name, data, order["options"]))
    finally:
        os._exit(1)


def _answer(module, name, data, options):
    try:
        facts, result = getattr(importlib.import_module(module), name)(data, **options)
        return {"facts": facts}, result
    except Refusal as refusal:
        return {"refused": refusal.code, "params": refusal.params}, b""
    except (MemoryError, RecursionError):
        return {"refused": "limits", "params": {}}, b""
    except Exception as error:
        # kind and place, never the message: it may quote the document
        place = error.__traceback__
        while place.tb_next:
            place = place.tb_next
        where = f"{pathlib.Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}"
        return {"failed": f"{type(error).__name__} at {where}"}, b""


def main():
    signal.signal(signal.SIGINT, signal.SIG_IGN)    # Ctrl-C is for the host, with which this process ends
    limits.leave_network()
    for encoding in ENCODINGS:
        codecs.lookup(encoding)
    with socket.socket(fileno=int(sys.argv[1])) as control:
        Zygote(control, sys.argv[2:]).serve()


if __name__ == "__main__":
    main()
