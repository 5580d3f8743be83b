"""A year's official calendar from a file: a day or a range a line, then 放假 or 上班 (0 or 1). See /desk/calendar/ too."""
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from openness.agencies.actors import capacity_of
from openness.agencies.models import User
from openness.deadlines.loading import load_year, read_days


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("file", help="date,working per line: 2027-01-01,0")
        parser.add_argument("--notice", required=True, help="the State Council's notice, e.g. 国办发明电〔2026〕…号")
        parser.add_argument("--by", required=True, help="user name of whoever loads it; stands on the trail")

    def handle(self, *args, **options):
        now, user = timezone.now(), User.objects.filter(username=options["by"], is_active=True).first()
        if user is None:
            raise CommandError(f"nobody here is called {options['by']}")
        try:
            days, faults = read_days(Path(options["file"]).read_text(encoding="utf-8-sig"))
            if faults:
                raise CommandError("\n".join(f"{fault.line or '-'}: {fault.said} {fault.text}" for fault in faults))
            moved = load_year(min(days).year, days, by=capacity_of(user, now=now), now=now, notice=options["notice"])
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{len(days)} days loaded, {moved} open clocks moved")
