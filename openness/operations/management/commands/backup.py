"""One command for all: a base backup of the database with the WAL it needs, then the files. With the archived WAL
(deploy/postgresql.conf.example) a restore reaches any second after it. `--files` alone copies new files: run it every minute."""
import json
import os
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from openness.audit import anchoring
from openness.operations import pool
from openness.operations.models import Sign
from openness.operations.postgres import program, variables


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="on storage of another machine; base/, files/, anchors/ are made in it")
        parser.add_argument("--files", action="store_true", help="only copy the files that are new")
        parser.add_argument("--keep", type=int, default=14, help="days that base backups are kept")

    def handle(self, *, folder, files, keep, **options):
        now = timezone.now()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        base = None if files else self.base(folder / "base", now)
        # after the database: a file is written before the row that names it, so none of its rows lacks its file
        new = pool.fill(Path(settings.MEDIA_ROOT), folder / "files")
        if anchoring.file().exists():
            (folder / "anchors").mkdir(exist_ok=True)
            shutil.copy2(anchoring.file(), folder / "anchors")
        self.stdout.write(f"{new} new files" + (f", base backup {base.name}" if base else ""))
        if base:
            self.forget(folder / "base", now - timedelta(days=keep), base)
            Sign.leave(Sign.BACKUP, timezone.now(), base.name)

    def base(self, folder, now):
        place = folder / f"{now:%Y%m%dT%H%M%SZ}"
        half = place.with_suffix(".half")
        folder.mkdir(exist_ok=True, mode=0o700)
        command = [program("pg_basebackup"), "-D", str(half), "-X", "stream", "-c", "fast", "--no-password"]
        made = subprocess.run(command, env=variables(os.environ["DATABASE_URL"]), capture_output=True, text=True)       # noqa: S603
        if made.returncode:
            shutil.rmtree(half, ignore_errors=True)
            raise CommandError(made.stderr)
        (half / "openness.json").write_text(json.dumps({"began": now.isoformat(), "ended": timezone.now().isoformat()}))
        half.rename(place)
        return place

    def forget(self, folder, before, newest):
        for old in folder.iterdir():
            if old != newest and old.name < f"{before:%Y%m%dT%H%M%SZ}":
                shutil.rmtree(old)
