from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class UrgingStatus(models.TextChoices):
    SENT = "sent", _("已发出")


class ReceiptStatus(models.TextChoices):
    SENT = "sent", _("未签收")
    RECEIVED = "received", _("已签收")
    ANSWERED = "answered", _("已答复")


class ReportStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("report", "待定稿")
    SIGNED = "signed", pgettext_lazy("report", "已定稿")
