from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .item import PublicItem


class PublicFile(models.Model):
    """A file that went out with an item. It goes with the item's tombstone and with nothing else (a trigger)."""
    item = models.ForeignKey(PublicItem, models.PROTECT, related_name="files")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(_("标题"), max_length=200)
    alt = models.CharField(_("替代文字"), max_length=1000, blank=True)      # what a picture says, for whoever does not see it
    name = models.CharField(_("文件名"), max_length=200)
    kind = models.CharField(max_length=10)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("公开附件")
        verbose_name_plural = _("公开附件")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["item", "order"], name="one_public_file_at_a_place")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("public:file", args=[self.item.address, self.order])
