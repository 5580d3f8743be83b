from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReadershipConfig(AppConfig):
    name = "openness.readership"
    verbose_name = _("阅读与评价")
