from django.conf import settings
from django.db import models
from django.db.models import F, Q
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


class RightsChange(models.Model):
    """What somebody may do changes when two administrators want it: one proposes, the one for security confirms.

    Before there is an administrator of security one person acts alone; the row says so, and so does the trail.
    """
    ASSIGN, END, ADMINISTER, ENABLE, IMPORT = "assign", "end", "administer", "enable", "import"
    KINDS = [(ASSIGN, _("新任职")), (END, _("任职起止改动")), (ADMINISTER, _("管理员")), (ENABLE, _("启用账号")), (IMPORT, _("导入人员和任职"))]
    kind = models.CharField(max_length=10, choices=KINDS)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="rights_changes")
    workbook = models.ForeignKey(Workbook, models.PROTECT, null=True, related_name="+")
    data = models.JSONField(default=dict)           # ids and dates of what will stand
    before = models.CharField(max_length=300, blank=True)
    after = models.CharField(max_length=300, blank=True)
    why = models.CharField(_("事由"), max_length=200, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(null=True)
    reason = models.CharField(_("理由"), max_length=200, blank=True)
    alone = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("权限变更")
        verbose_name_plural = _("权限变更")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="two_persons_change_rights", condition=Q(decided_by=None) | Q(alone=True) | ~Q(
                decided_by=F("proposed_by"))),
            models.CheckConstraint(name="a_decision_is_whole", condition=Q(
                decided_by=None, decided_at=None, accepted=None) | Q(
                decided_by__isnull=False, decided_at__isnull=False, accepted__isnull=False))]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.user or self.workbook}"
