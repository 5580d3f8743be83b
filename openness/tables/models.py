from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SavedFilterQuerySet(models.QuerySet):
    def seen_by(self, user, agencies):
        """One's own, and those that colleagues share with a body where one serves."""
        return self.filter(Q(user=user) | Q(shared_with__in=agencies))


class SavedFilter(models.Model):
    """The conditions of a list under a name. The query holds names and values that the list knows, never an address."""
    MOST = 30
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters")
    list = models.CharField(max_length=40)          # the key of a list of settings.TABLE_LISTS
    name = models.CharField(_("名称"), max_length=20)
    query = models.CharField(max_length=500, blank=True)
    shared_with = models.ForeignKey("agencies.Agency", models.CASCADE, null=True, blank=True, related_name="+")

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = _("常用筛选")
        verbose_name_plural = _("常用筛选")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["user", "list", "name"], name="a_filter_has_its_own_name")]

    def __str__(self):
        return self.name
