"""After a restore from a dump (pg_restore): seals what was pending and begins a new count of transactions."""
from django.core.management.base import BaseCommand
from django.utils import timezone

from openness.audit import sealing


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--cause", default="logical restore")

    def handle(self, *, cause, **options):
        epoch = sealing.begin_epoch(cause, timezone.now())
        self.stdout.write(f"epoch {epoch.number} begins" if epoch else "not needed: the count of transactions goes on")
