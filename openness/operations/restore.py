"""`python -m openness.operations.restore BACKUP DATA_DIR FILES_DIR --to "2026-11-25 17:00:00+08:00"`: lays database and files of one
moment ready in two new folders; works without a database and without Django.

What it lays down is marked as not to be served; `manage.py verify_restore` opens service when all agree."""
import argparse
import json
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from . import pool
from .checks import NOT_SERVED
from .postgres import program

RECOVERY = """
# written by the restore; recovery.signal is gone when it has been carried out
restore_command = 'cp "{wal}/%f" "%p"'
recovery_target_time = '{to}'
recovery_target_action = 'promote'
archive_mode = off      # switch on again, into a new folder, when verify_restore has agreed
"""
NEXT = """Ready. Now
 1. make DATA_DIR and FILES_DIR the database's and the application's (owner, rights), start PostgreSQL on DATA_DIR, wait for recovery;
 2. MEDIA_ROOT={files} manage.py verify_restore --anchors {anchors}
    Until it agrees every page answers 503. Going back behind the last anchor: --accept-lost-tail.
 3. start web, worker, beat, watcher; make a base backup at once."""


def bases(folder: Path):
    """(when it ended, place) of whole base backups, the latest last."""
    return sorted((datetime.fromisoformat(json.loads(file.read_text())["ended"]), file.parent) for file in folder.glob("*Z/openness.json"))


def choose(folder: Path, to: datetime):
    fitting = [place for ended, place in bases(folder) if ended <= to]
    if not fitting:
        raise SystemExit(f"no base backup in {folder} ended before {to}: {[str(ended) for ended, _ in bases(folder)]}")
    return fitting[-1]


def restore(backup: Path, data: Path, files: Path, to: datetime):
    for folder in (data, files):
        if folder.exists() and any(folder.iterdir()):
            raise SystemExit(f"{folder} is not empty: nothing is ever restored over what is there")
    base = choose(backup / "base", to)
    whole = subprocess.run([program("pg_verifybackup"), "--ignore=openness.json", str(base)], capture_output=True, text=True)   # noqa: S603
    if whole.returncode:
        raise SystemExit(f"{base} is damaged:\n{whole.stderr}")
    if damaged := list(pool.altered(backup / "files")):
        raise SystemExit(f"damaged files in {backup / 'files'}:\n" + "\n".join(damaged))
    files.mkdir(parents=True, exist_ok=True, mode=0o700)
    (files / NOT_SERVED).write_text(f"restored to {to}, not verified yet\n")        # first of all: a half restore is not served
    pool.fill(backup / "files", files)
    shutil.copytree(base, data, dirs_exist_ok=True, ignore=shutil.ignore_patterns("openness.json"))
    data.chmod(0o700)
    with (data / "postgresql.auto.conf").open("a") as conf:
        conf.write(RECOVERY.format(wal=(backup / "wal").resolve(), to=to.isoformat(sep=" ")))
    (data / "recovery.signal").touch()
    return base


def main(words=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("backup", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("files", type=Path)
    parser.add_argument("--to", type=datetime.fromisoformat, required=True, help="a moment with its zone: 2026-11-25 17:00:00+08:00")
    asked = parser.parse_args(words)
    if asked.to.tzinfo is None:
        parser.error("--to needs its zone, +08:00")
    base = restore(asked.backup, asked.data, asked.files, asked.to)
    print(f"from {base}\n" + NEXT.format(files=asked.files, anchors=asked.backup / "anchors"))      # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
