"""Remembering from which sources something was built, so that a second start does not build it again."""

import hashlib


def digest(root, *patterns):
    """The names and contents of the files below root that match the patterns."""
    sums = hashlib.sha256()
    for file in sorted({file for pattern in patterns for file in root.glob(pattern) if file.is_file()}):
        content = file.read_bytes()
        sums.update(f"{file.relative_to(root)} {len(content)}\n".encode() + content)
    return sums.hexdigest()


def is_fresh(stamp, wanted):
    return stamp.exists() and stamp.read_text() == wanted


def write(stamp, value):
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value)
