"""Writes the trail for a check elsewhere: `python -m openness.audit.verify FILE` needs neither database nor Django."""
import json
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand

from openness.audit import reading


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file, **options):
        count = 0
        with reading.still(), file.open("w", encoding="utf-8") as out:
            for link in reading.links():
                out.write(json.dumps(asdict(link), ensure_ascii=False) + "\n")
                count += 1
            for event in reading.inserted():
                out.write(json.dumps({"inserted": event}) + "\n")
        self.stdout.write(f"{count} sealed events")
