"""What the tests run in the child: well-behaved and other. Django is not loaded there."""
import ctypes
import os
import resource
import signal
import socket
import sys
import time

from openness.parsing.refusal import Refusal


def echo(data, **options):
    return {"length": len(data), "options": options}, data


def spin(data):
    while True:
        pass


def sleep(data):
    time.sleep(60)


def eat(data):
    """Raises MemoryError in the end."""
    eaten = []
    while True:
        eaten.append(bytearray(10_000_000))


def crash(data):
    ctypes.string_at(0)


def recurse(data):
    return recurse(data)


def refuse(data):
    raise Refusal("for_the_test", pages=3)


def fail(data):
    raise RuntimeError("text of a document")


def write(data, place):
    with open(place, "wb") as file:
        file.write(data)
    return {}, b""


def babble(data):
    """Writes what is no frame."""
    os.write(3, b"\xff" * 100)
    os._exit(0)


def kill_zygote(data):
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(60)


def surroundings(data):
    try:
        socket.create_connection(("127.0.0.1", int(data)), timeout=2).close()
        reached = True
    except OSError:
        reached = False
    return {
        "environment": dict(os.environ), "reached": reached, "process": os.getpid(), "zygote": os.getppid(),
        "descriptors": len(os.listdir("/proc/self/fd")) - 1 if os.path.isdir("/proc/self/fd") else 4,
        "django": sorted(name for name in sys.modules if name.partition(".")[0] in ("django", "celery")),
        "limits": {name: resource.getrlimit(getattr(resource, name))[0] for name in
                   ("RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_CORE")},
    }, b""
