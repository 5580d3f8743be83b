from django.apps import AppConfig
from django.core import checks
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _


class DeadlinesConfig(AppConfig):
    name = "openness.deadlines"
    verbose_name = _("时限")

    def ready(self):
        checks.register(next_year_is_known, checks.Tags.database)


def next_year_is_known(app_configs, databases=None, **kwargs):
    """From November the State Council's list is due: until it is loaded, limits in that year are provisional."""
    from django.db import ProgrammingError, transaction

    from .models import CalendarYear
    today = localdate()
    if not databases or today.month < 11:
        return []
    try:
        with transaction.atomic():
            known = CalendarYear.objects.filter(year=today.year + 1).exists()
    except ProgrammingError:        # not migrated yet
        return []
    return [] if known else [checks.Warning(
        f"the official calendar of {today.year + 1} is not loaded: limits that reach into it are provisional",
        hint="manage.py load_workdays", id="openness.W001")]
