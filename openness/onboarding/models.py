from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Workbook(models.Model):
    """A workbook that an administrator chose, as it was read: it waits for 确认导入, and stays as what was imported."""
    BODIES, STAFF = "bodies", "staff"
    kind = models.CharField(max_length=10, choices=[(BODIES, _("机关")), (STAFF, _("人员和任职"))])
    name = models.CharField(max_length=255)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    grid = models.JSONField()                       # rows, names of columns, remarks
    imported_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("导入的工作簿")
        verbose_name_plural = _("导入的工作簿")
        ordering = ["-pk"]

    def __str__(self):
        return self.name
