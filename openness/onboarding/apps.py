from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OnboardingConfig(AppConfig):
    name = "openness.onboarding"
    verbose_name = _("系统上线")
