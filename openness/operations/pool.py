"""The files of all backups lie once, under their digest; nothing in a pool is ever changed or taken away. Needs no Django."""
import hashlib
import os
import shutil
from pathlib import Path

DIGEST = 64     # letters of a name; what is being written or marks a state is called otherwise


def stored(folder: Path):
    return (file for file in folder.glob("??/*") if file.is_file() and len(file.name) == DIGEST)


def fill(source: Path, target: Path) -> int:
    """Copy what the target lacks: synced and renamed, so that a name stands for whole contents. How many were new."""
    new = 0
    for file in stored(source):
        place = target / file.name[:2] / file.name
        if place.exists():
            continue
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        incoming = place.with_name(f".{file.name}")
        with file.open("rb") as data, incoming.open("wb") as copy:
            shutil.copyfileobj(data, copy, 2 ** 20)
            copy.flush()
            os.fsync(copy.fileno())
        incoming.chmod(0o600)
        incoming.replace(place)
        new += 1
    return new


def altered(folder: Path):
    """Names of files that hold other bytes than their names say."""
    for file in stored(folder):
        with file.open("rb") as data:
            if hashlib.file_digest(data, "sha256").hexdigest() != file.name:
                yield file.name
