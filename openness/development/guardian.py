"""Ends what a killed runner leaves behind.

Linux signals the children themselves when their parent dies, but not their children, and macOS signals nobody. So
the runner forks a guardian before all else and writes to it the process group of each child. When the pipe closes,
which happens however the runner ends, the guardian ends those groups. It keeps the lock until they are gone.
"""

import os
import signal
import time

GRACE = 8  # seconds between asking and killing


class Guardian:
    def __init__(self, lock):
        reader, self._writer = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._writer)
            os.setsid()
            for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(ignored, signal.SIG_IGN)
            try:
                _watch(reader, lock)
            finally:
                os._exit(0)
        os.close(reader)

    def watch(self, group):
        os.write(self._writer, f"{group}\n".encode())

    def forget(self, group):
        os.write(self._writer, f"-{group}\n".encode())

    def dismiss(self):
        os.close(self._writer)
        os.waitpid(self.pid, 0)


def _watch(reader, lock):
    groups = []
    with os.fdopen(reader) as lines:
        for line in lines:
            number = int(line)
            groups = [group for group in groups if group != abs(number)]
            if number > 0:
                groups.append(number)
    lock.truncate(0)  # nobody runs here any more, but what was left is not yet gone
    asked = [group for group in groups if send(group, signal.SIGTERM)]
    end = time.monotonic() + GRACE
    while asked and time.monotonic() < end:
        time.sleep(0.1)
        asked = [group for group in asked if send(group, 0)]
    for group in asked:
        send(group, signal.SIGKILL)


def send(group, number):
    """Signal a process group; false when nobody is left in it."""
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        return False
    return True
