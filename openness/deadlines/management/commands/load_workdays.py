"""A year's official calendar from a CSV: date,working (放假 0, 调休上班 1), only the days that differ from their weekday."""
import csv
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from openness.agencies.actors import Actor
from openness.agencies.models import Assignment
from openness.deadlines.clock import load_year


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("csv", help="date,working per line: 2027-01-01,0")
        parser.add_argument("--notice", required=True, help="the State Council's notice, e.g. 国办发明电〔2026〕…号")
        parser.add_argument("--by", required=True, help="user name of whoever loads it; stands on the trail")

    def handle(self, *args, **options):
        now = timezone.now()
        post = Assignment.objects.in_force(timezone.localdate(now)).filter(user__username=options["by"]).first()
        if post is None:
            raise CommandError(f"{options['by']} has no assignment today")
        try:
            with open(options["csv"], encoding="utf-8-sig", newline="") as lines:
                days = {date.fromisoformat(day): working.strip() == "1" for day, working in csv.reader(lines)}
            years = {day.year for day in days}
            if len(years) != 1:
                raise ValueError("the list must hold the days of one year")
            load_year(years.pop(), days, by=Actor(post.user, post.agency, post.role, post.acting_for), now=now,
                      notice=options["notice"])
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{len(days)} days loaded, open clocks counted again")
