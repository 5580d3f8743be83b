"""What the child may use: set after the fork, before the file is looked at."""
import contextlib
import ctypes
import os
import resource
import signal
import sys

_PR_SET_PDEATHSIG = 1


def set_limits(*, memory, cpu):
    """memory in MB of address space, cpu in seconds."""
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_NOFILE, 64)
    _lower(resource.RLIMIT_CPU, cpu)
    _lower(resource.RLIMIT_AS, memory * 1024 * 1024)


def _lower(limit, value):
    hard = resource.getrlimit(limit)[1]
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    try:
        resource.setrlimit(limit, (value, value))
    except (OSError, ValueError):
        if sys.platform == "linux":         # macOS knows RLIMIT_AS and refuses to set it
            raise


def leave_network():
    """Best effort: where the kernel lets this process into a network namespace of its own, which has no devices."""
    with contextlib.suppress(AttributeError, OSError):
        os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNET)


def end_with(parent):
    """Linux kills this process when its parent, a process of one thread, has ended."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:          # it ended before the call
            os._exit(1)
