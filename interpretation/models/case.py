import re

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from documents.visibility import SEALED
from openness.agencies.models import Agency
from openness.agencies.rights import agencies_with, rights_of
from openness.publication.vocabulary import Topic
from openness.workflow.models import Case

from ..choices import CaseKind, CaseStatus, RoundForm
from ..rights import COORDINATE, INTERPRET, REVIEW_MATERIAL
from ..workflows.case import case_workflow
from .plan import Plan

TOLD = ("title", "happened", "analysis", "lesson")


class CaseStudyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Once shared, whoever interprets anywhere; before and after, its writers and their office."""
        rights = (INTERPRET, REVIEW_MATERIAL, COORDINATE)
        shared = Q(status=CaseStatus.SHARED) if any(right in rights for _agency, right in rights_of(user)) else Q(pk__in=[])
        own = agencies_with(user, INTERPRET) | agencies_with(user, REVIEW_MATERIAL)
        return self.exclude(plan__document__status__in=sorted(SEALED)).filter(
            shared | Q(agency__in=own) | Q(office__in=agencies_with(user, COORDINATE)))

    def for_lists(self):
        return self.select_related("agency", "body", "office", "plan__document").defer(
            "plan__document__body").prefetch_related("body__former_names")


class CaseStudy(Case):
    """典型案例: how one policy was interpreted, well or badly, and what others can learn from it. Never public."""
    status = models.CharField(_("状态"), max_length=20, choices=CaseStatus, editable=False)
    kind = models.CharField(_("类型"), max_length=10, choices=CaseKind, default=CaseKind.GOOD)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("编写单位"), editable=False)
    office = models.ForeignKey(Agency, models.PROTECT, related_name="+", editable=False)      # which decides what is shared
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="cases", editable=False)
    body = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("涉及单位"))
    title = models.CharField(_("标题"), max_length=200)
    form = models.CharField(_("解读形式"), max_length=10, choices=RoundForm, blank=True)
    topic = models.PositiveSmallIntegerField(_("主题分类"), choices=Topic, null=True, blank=True)
    happened = models.TextField(_("基本情况"), max_length=5000)
    analysis = models.TextField(_("分析"), max_length=5000)
    lesson = models.TextField(_("启示"), max_length=5000)
    updated_at = models.DateTimeField(editable=False)
    shared_at = models.DateTimeField(null=True, editable=False)

    history = HistoricalRecords()
    objects = CaseStudyQuerySet.as_manager()
    workflow = case_workflow
    badge = "case"

    class Meta:
        verbose_name = _("典型案例")
        verbose_name_plural = _("典型案例")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["status", "kind"], name="cases_to_learn_from")]
        constraints = [models.CheckConstraint(name="a_case_has_a_status", condition=Q(status__in=CaseStatus.values))]

    def __str__(self):
        return self.told if self.body_is_hidden else self.title

    def get_absolute_url(self):
        return reverse("interpretation:case", args=[self.pk])

    @property
    def body_is_hidden(self):
        return self.kind == CaseKind.BAD and self.body is not None

    @property
    def told(self):
        """Its title as everybody may read it."""
        return self.masked(self.title)

    def names_body_to(self, user):
        """反面案例: only the office, the body itself and who wrote it."""
        if not self.body_is_hidden:
            return True
        held = rights_of(user)
        return (self.office_id, COORDINATE) in held or any(
            agency in (self.body_id, self.agency_id) and right in (INTERPRET, REVIEW_MATERIAL, COORDINATE) for agency, right in held)

    def masked(self, words):
        if not self.body_is_hidden:
            return words
        body = self.body
        called = {body.name, body.short_name, *body.aliases, *(name for row in body.former_names.all() for name in (row.name, row.short_name))}
        names = sorted((name for name in called if len(name) > 1), key=len, reverse=True)
        return re.sub("|".join(map(re.escape, names)), gettext("某单位"), words)

    def for_reader(self, user):
        """{name of a text: its words} for one person."""
        named = self.names_body_to(user)
        return {name: getattr(self, name) if named else self.masked(getattr(self, name)) for name in TOLD}
