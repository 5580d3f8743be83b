"""One runner to a folder."""

import fcntl
import os
import time

STRAGGLERS = 20  # seconds that the children of a killed runner may take to end


def is_running(place):
    """Whether a runner holds this place now."""
    if not place.lock.exists():
        return False
    with place.lock.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


def take(place, what):
    """Hold the place until this process and its guardian have ended.

    The file names the process that runs. The guardian of a killed runner empties it, and then a new runner waits
    until the guardian has ended what was left.
    """
    file = place.lock.open("a+")
    end = time.monotonic() + STRAGGLERS
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            holder = file.read()
            if holder or time.monotonic() > end:
                raise SystemExit(f"{what} is already running here (process {holder}).") from None
            time.sleep(0.1)
        else:
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            return file
