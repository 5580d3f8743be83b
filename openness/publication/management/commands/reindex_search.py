from django.core.management.base import BaseCommand
from django.utils.timezone import localdate

from openness.publication import reindexing
from openness.publication.models import PublicItem


class Command(BaseCommand):
    help = "Write the search table anew from what is public: after a change of how text becomes lexemes, or when in doubt."

    def add_arguments(self, parser):
        parser.add_argument("--from-nothing", action="store_true", help=(
            "empty the table and its index first: faster for very many, while search and publication wait; without it "
            "the site goes on, and what was stopped is simply run again"))

    def handle(self, *, from_nothing, **options):
        total = PublicItem.objects.current().count()
        write = reindexing.from_nothing if from_nothing else reindexing.in_place

        def progress(done):
            self.stdout.write(f"\r{done}/{total}", ending="")
            self.stdout.flush()

        done = write(localdate(), progress)
        self.stdout.write(f"\r{done}/{total} items are in the search")
