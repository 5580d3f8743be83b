from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebsitesConfig(AppConfig):
    name = "websites"
    verbose_name = _("政府网站与公众参与")
