from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LinkageConfig(AppConfig):
    name = "openness.linkage"
    verbose_name = _("协调联动")
