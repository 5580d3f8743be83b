"""What the public reads and finds useful, by public address and day; nothing here says who."""
from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    UNCLEAR = "unclear", _("没看懂")
    UNSOLVED = "unsolved", _("没解决我的问题")
    OUTDATED = "outdated", _("信息过时")
    OTHER = "other", _("其他")


class Vote(models.Model):
    """这条信息有用吗: one answer of one visitor."""
    address = models.UUIDField(_("公开网址"), db_index=True)
    useful = models.BooleanField(_("有用"))
    reason = models.CharField(_("没有帮助的原因"), max_length=10, choices=Reason, blank=True)
    on = models.DateField(_("日期"))

    class Meta:
        verbose_name = _("评价")
        verbose_name_plural = _("评价")

    def __str__(self):
        return f"{self.address} {self.on} {'+' if self.useful else '-'}{self.reason}"


class Reads(models.Model):
    """How often an address was read on a day, counted by `counting`."""
    address = models.UUIDField(_("公开网址"))
    on = models.DateField(_("日期"))
    count = models.PositiveIntegerField(_("阅读次数"))

    class Meta:
        verbose_name = _("阅读次数")
        verbose_name_plural = _("阅读次数")
        constraints = [models.UniqueConstraint(fields=["address", "on"], name="one_row_per_address_and_day")]

    def __str__(self):
        return f"{self.address} {self.on} {self.count}"


class Batch(models.Model):
    """A batch of counters that stands in the rows: written in their transaction, so that none is added twice."""
    token = models.UUIDField(primary_key=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self):
        return str(self.token)
