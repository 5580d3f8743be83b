from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    DRAFT = "draft", _("起草")
    PUBLISHED = "published", _("已公开")
    SUPERSEDED = "superseded", _("已更正")
    WITHDRAWN = "withdrawn", _("已撤回")
    DISCARDED = "discarded", _("作废")


class PageKind(models.TextChoices):
    """The four blocks of a disclosure platform (国办公开办函〔2019〕61号; rule book P-02)."""
    GUIDE = "guide", _("政府信息公开指南")
    SYSTEM = "system", _("政府信息公开制度")
    STATUTORY = "statutory", _("法定主动公开内容")
    REPORT = "report", _("政府信息公开年报")
