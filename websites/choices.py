from django.db import models
from django.utils.translation import gettext_lazy as _

from openness.publication.vocabulary import ItemKind


class Status(models.TextChoices):
    DRAFT = "draft", _("起草")
    PUBLISHED = "published", _("已公开")
    SUPERSEDED = "superseded", _("已更正")
    WITHDRAWN = "withdrawn", _("已撤回")
    DISCARDED = "discarded", _("作废")


class PageKind(models.TextChoices):
    """The four blocks of a disclosure platform (国办公开办函〔2019〕61号; rule book P-02)."""
    GUIDE = ItemKind.GUIDE.value, ItemKind.GUIDE.label
    SYSTEM = ItemKind.SYSTEM.value, ItemKind.SYSTEM.label
    STATUTORY = ItemKind.STATUTORY.value, ItemKind.STATUTORY.label
    REPORT = ItemKind.REPORT.value, ItemKind.REPORT.label
