from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    name = "openness.operations"
    verbose_name = _("运行状况")

    def ready(self):
        from . import failing  # noqa: F401
