from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    name = "openness.ui"
    label = "ui"
    verbose_name = _("界面")

    def ready(self):
        from django.db.models import fields
        fields.BLANK_CHOICE_LABEL = _("请选择")     # Django's own words have no Chinese yet, and leave this door open
