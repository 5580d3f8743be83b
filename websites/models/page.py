import hashlib
import json

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from openness.agencies.models import Agency
from openness.agencies.rights import agencies_with
from openness.publication.html import blocks_of_html
from openness.publication.vocabulary import Section
from openness.workflow.models import Case

from ..choices import PageKind, Status
from ..rights import PUBLISH_PAGES, WRITE_PAGES
from ..workflow import page_workflow


class PageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the bodies whose pages the person writes or publishes."""
        return self.filter(agency__in=agencies_with(user, WRITE_PAGES) | agencies_with(user, PUBLISH_PAGES))

    def for_lists(self):
        return self.select_related("agency").defer("content")

    def in_progress(self):
        return self.filter(status=Status.DRAFT)


class Page(Case):
    """One edition of a page of the disclosure platform: 指南、制度、法定主动公开内容 or 年报 of a body."""
    status = models.CharField(_("状态"), max_length=20, choices=Status, editable=False)
    kind = models.CharField(_("栏目"), max_length=20, choices=PageKind)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("发布机构"))
    section = models.CharField(_("法定内容类别"), max_length=2, choices=Section, blank=True)
    title = models.CharField(_("标题"), max_length=200)
    content = models.TextField(_("内容"), blank=True)                  # sanitised HTML
    contact = models.CharField(_("联系人"), max_length=50, blank=True)
    contact_phone = models.CharField(_("联系电话"), max_length=30, blank=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="corrections")
    edition = models.PositiveSmallIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(editable=False)

    history = HistoricalRecords()
    objects = PageQuerySet.as_manager()
    workflow = page_workflow

    class Meta:
        verbose_name = _("栏目页面")
        verbose_name_plural = _("栏目页面")
        indexes = [models.Index(fields=["agency", "status"])]
        constraints = [
            models.CheckConstraint(name="a_page_has_a_status", condition=Q(status__in=Status.values)),
            models.UniqueConstraint(fields=["corrects"], name="one_next_edition_of_a_page", condition=Q(status=Status.DRAFT)),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("websites:page", args=[self.pk])

    def blocks(self):
        return blocks_of_html(self.content)

    def as_public(self):
        """The only list of what the public sees; the day of the last change is its date."""
        body = self.blocks()
        return {
            "kind": self.kind, "agency": self.agency, "earlier": self.corrects, "title": self.title, "issuer": self.agency.name,
            "section": self.section, "dated_on": localdate(self.updated_at), "contact": self.contact, "contact_phone": self.contact_phone,
            "body": body, "digest": hashlib.sha256(json.dumps([self.title, body], ensure_ascii=False).encode()).hexdigest(),
        }
