"""Whether what is public still holds: what papers say about each other, and what changed because of it."""
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..vocabulary import RelationKind, Validity
from .item import PublicItem


class PublicRelation(models.Model):
    """What one item says about another. It goes with the item's tombstone and with nothing else (a trigger)."""
    item = models.ForeignKey(PublicItem, models.PROTECT, related_name="relations")
    kind = models.CharField(max_length=20, choices=RelationKind)
    address = models.UUIDField(null=True, db_index=True)
    text = models.CharField(max_length=300)         # number or title; shown when nothing stands at the address

    class Meta:
        verbose_name = _("文件关系")
        verbose_name_plural = _("文件关系")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.get_kind_display()} {self.text}"


class ValidityChange(models.Model):
    """One change of what stands at an address, append-only (a trigger); it is undone by a row that takes it back."""
    address = models.UUIDField(db_index=True)
    state = models.CharField(_("有效性"), max_length=10, choices=Validity)
    from_on = models.DateField(_("自"))
    by = models.ForeignKey(PublicItem, models.PROTECT, null=True, related_name="changes_made")     # else the office's clean-up
    basis = models.CharField(_("依据"), max_length=300, blank=True)
    takes_back = models.OneToOneField("self", models.PROTECT, null=True, related_name="taken_back_by")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("有效性变更")
        verbose_name_plural = _("有效性变更")
        ordering = ["from_on", "pk"]
        constraints = [models.CheckConstraint(
            name="a_change_has_a_cause", condition=Q(by__isnull=False) | ~Q(basis="") | Q(takes_back__isnull=False))]

    def __str__(self):
        return f"{self.get_state_display()} {self.from_on}"
