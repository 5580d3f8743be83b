from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "openness.audit"
    verbose_name = _("留痕")

    def ready(self):
        """Django's admin writes a log of its own; what it notes is on the trail as well."""
        from django.contrib.admin.models import LogEntry

        from .trail import from_admin
        post_save.connect(from_admin, sender=LogEntry, dispatch_uid="trail of the admin")
