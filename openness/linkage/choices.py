from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class UnitKind(models.TextChoices):
    PUBLICITY = "publicity", _("宣传部门")
    NETWORK = "network", _("网信部门")
    MEDIA = "media", _("新闻媒体")
    OTHER = "other", pgettext_lazy("unit", "其他")


class ContactStatus(models.TextChoices):
    CURRENT = "current", pgettext_lazy("contact", "在用")
    RETIRED = "retired", pgettext_lazy("contact", "停用")


class LetterKind(models.TextChoices):
    LINKAGE = "linkage", _("联动通知")
    PRESS = "press", _("督促协调")


class LetterStatus(models.TextChoices):
    SENT = "sent", _("已发出")


class DeliveryStatus(models.TextChoices):
    SENT = "sent", _("未签收")
    RECEIVED = "received", _("已签收")
    AGREED = "agreed", _("同意口径")
    OBJECTED = "objected", _("有意见")
    ANSWERED = "answered", _("已答复")


class How(models.TextChoices):
    PHONE = "phone", _("电话")
    FAX = "fax", _("传真")
    PERSON = "person", pgettext_lazy("how", "当面")
