from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from openness.agencies.models import Agency

from ..choices import ReviewKind
from .document import Document


class ReviewQuerySet(models.QuerySet):
    def held_by(self, digest):
        """Kinds whose latest word on exactly this content is a pass."""
        latest = self.filter(digest=digest).order_by("kind", "-at", "-pk").distinct("kind")
        return {review.kind for review in latest if review.passed}

    def countersigned_by(self, digest):
        """Ids of the bodies whose own latest word on exactly this content is a pass."""
        words = self.filter(digest=digest, kind=ReviewKind.COUNTERSIGNATURE)
        latest = words.order_by("agency_id", "-at", "-pk").distinct("agency_id")
        return {review.agency_id for review in latest if review.passed}


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
