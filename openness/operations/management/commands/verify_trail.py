"""Checks the sealed trail against the daily anchors, the files and what is published; names the first bad row. Exit code 1."""
import time

from django.core.management.base import BaseCommand

from openness.audit.verify import report
from openness.operations import agreeing


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--anchors", help="folder with copies of the anchors; else ANCHOR_DIR")
        parser.add_argument("--trail-only", action="store_true", help="leave files and published rows aside")

    def handle(self, *, anchors, trail_only, **options):
        began = time.monotonic()
        chain, faults = agreeing.trail_faults(anchors)
        sound = report(faults, chain, began, self.stdout.write)
        others = [] if trail_only else [*agreeing.file_faults(), *agreeing.published_faults()]
        for fault in others:
            self.stdout.write(fault)
        if others or not sound:
            raise SystemExit(1)
