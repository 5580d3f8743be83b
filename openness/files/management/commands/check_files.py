"""Rows against disk against checksums (rule H8): for a daily job. Exit code 1 when something is wrong."""
import hashlib
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from openness.files import naming
from openness.files.storage import path

DAY = timedelta(days=1)         # what was written in the last day may belong to a step that is not committed yet


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options):
        named = naming.named()
        problems = sorted([*lost_or_altered(named), *orphaned(named, timezone.now() - DAY)])
        for problem in problems:
            self.stdout.write(problem)
        self.stdout.write(f"{len(named)} digests in rows, {len(problems)} problems")
        if problems:
            raise SystemExit(1)


def lost_or_altered(named):
    for sha256 in named:
        file = path(sha256)
        if not file.is_file():
            yield f"missing {sha256}"
        else:
            with file.open("rb") as data:
                if hashlib.file_digest(data, "sha256").hexdigest() != sha256:
                    yield f"altered {sha256}"


def orphaned(named, before):
    for file in Path(settings.MEDIA_ROOT).rglob("*"):
        if file.is_file() and file.name not in named and file.stat().st_mtime < before.timestamp():
            yield f"orphaned {file.name}"
