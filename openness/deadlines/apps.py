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
    """From November on, while the next year is not loaded."""
    from django.db import ProgrammingError, transaction

    from .calendar import missing_year
    if not databases:
        return []
    try:
        with transaction.atomic():
            year = missing_year(localdate())
    except ProgrammingError:        # not migrated yet
        return []
    return [checks.Warning(f"the official calendar of {year} is not loaded: limits that reach into it are provisional",
                           hint="manage.py load_workdays, or /desk/calendar/", id="openness.W001")] if year else []
