from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import REASON_CLAUSES, ReturnReason
from .document import Document


class SlipLine(models.Model):
    """A line of the return slip (退文单) of one round; coded, so that returns can be counted by reason."""
    document = models.ForeignKey(Document, models.PROTECT, related_name="slip_lines")
    round = models.PositiveSmallIntegerField(_("轮次"))
    code = models.CharField(_("退文理由"), max_length=30, choices=ReturnReason)
    detail = models.TextField(blank=True)
    anchor = models.CharField(max_length=30, blank=True)
    by_system = models.BooleanField()
    answer = models.TextField(_("答复"), max_length=1000, blank=True)      # of the drafters, when they send it again

    class Meta:
        verbose_name = _("退文单")
        verbose_name_plural = _("退文单")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["document", "round", "code"], name="a_reason_once_a_round")]

    def __str__(self):
        return str(self.get_code_display())

    @property
    def clause(self):
        return REASON_CLAUSES.get(self.code, "")
