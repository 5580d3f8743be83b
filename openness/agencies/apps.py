from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class AgenciesConfig(AppConfig):
    name = "openness.agencies"
    verbose_name = _("机关与人员")

    def ready(self):
        from .access import every_view_says_who_may_open_it
        checks.register(every_view_says_who_may_open_it)
