from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from openness.agencies.models import Agency

from ..choices import ReviewKind
from .document import Document


class ReviewQuerySet(models.QuerySet):
    """In the order in which they were made (Meta.ordering): a later word replaces an earlier one."""

    def with_people(self):
        return self if self._result_cache is not None else self.select_related("reviewer", "agency")

    def held_by(self, digest):
        """Kinds whose latest word on exactly this content is a pass."""
        latest = {review.kind: review for review in self if review.digest == digest}
        return {kind for kind, review in latest.items() if review.passed}

    def countersigned_by(self, digest):
        """Ids of the bodies whose own latest word on exactly this content is a pass."""
        latest = {review.agency_id: review for review in self
                  if review.digest == digest and review.kind == ReviewKind.COUNTERSIGNATURE}
        return {agency for agency, review in latest.items() if review.passed}


class Review(models.Model):
    """保密审查、合法性审查、会签: bound to the content that was seen; any change of it leaves the review behind."""
    document = models.ForeignKey(Document, models.PROTECT, related_name="reviews")
    kind = models.CharField(_("审查"), max_length=20, choices=ReviewKind)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    passed = models.BooleanField(_("通过"))
    opinion = models.TextField(_("意见"), blank=True)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("审查")
        verbose_name_plural = _("审查")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["document", "kind", "digest"])]

    def __str__(self):
        return f"{self.get_kind_display()} {self.document_id}"
