"""Everything between new code and a running application, in one process: each one costs seconds to start."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import BaseCommand, call_command

from openness.migrating import migrate


class Command(BaseCommand):
    help = "Brings database, translations and static files up to date; with the demo settings also the accounts."
    requires_system_checks = []

    def handle(self, *args, **options):
        migrate()
        self.stdout.write("the database is up to date")
        compile_catalogues(settings.LOCALE_PATHS)
        call_command("collectstatic", interactive=False, verbosity=0)
        self.stdout.write("translations and static files are in place")
        if settings.SETTINGS_MODULE == "openness.settings.demo":
            call_command("seed_demo")


def compile_catalogues(folders):
    """Write the .mo beside each .po, as msgfmt would; Babel does it without gettext being installed."""
    for source in (po for folder in folders for po in sorted(Path(folder).glob("*/LC_MESSAGES/*.po"))):
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parents[1].name)
        fresh = source.with_suffix(".mo.new")
        with fresh.open("wb") as file:
            write_mo(file, catalogue)
        fresh.replace(source.with_suffix(".mo"))
