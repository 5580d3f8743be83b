from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from openness.publication.vocabulary import RelationKind

from .document import Document


class Relation(models.Model):
    """What this paper says about another: by its public address where it stands on the platform, else by number or title."""
    document = models.ForeignKey(Document, models.CASCADE, related_name="relations")
    kind = models.CharField(_("关系"), max_length=20, choices=RelationKind)
    address = models.UUIDField(null=True)
    text = models.CharField(_("相关文件"), max_length=300)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("文件关系")
        verbose_name_plural = _("文件关系")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["document", "kind", "text"], name="a_relation_once")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.text}"

    def seen(self):
        """What a reviewer judges, for the digest."""
        return [self.kind, self.text, str(self.address or "")]

    def as_public(self):
        return {"kind": self.kind, "address": self.address, "text": self.text}
