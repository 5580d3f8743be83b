import hashlib
import json

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from openness.agencies.models import Agency
from openness.agencies.rights import agencies_with, rights_of
from openness.publication import blocks
from openness.publication.vocabulary import FiveKinds, Genre, Topic
from openness.workflow.models import Case

from ..choices import Disclosure, Route, Status
from ..rights import SECRECY
from ..visibility import SEALED, SIGNED, seen_with
from ..workflow import document_workflow


def is_body(value):
    if not blocks.is_valid(value):
        raise ValidationError(_("正文的结构不正确"))


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(pk__in=self.model.objects.filter(seen_with(rights_of(user))).values("pk"))

    def for_lists(self):
        """With everything that a row of a list and its steps show, and without the text: the same few queries at any length."""
        return self.whole().defer("body")

    def for_queue(self):
        """What one line of the review queue shows."""
        return self.select_related("drafting_agency", "claimed_by").defer("body", "reasoning", "main_recipients")

    def to_review(self, offices):
        """What lies with these offices for review, the longest waiting first."""
        return self.for_queue().filter(reviewing_office__in=offices, status__in=[
            Status.SUBMITTED, Status.IN_REVIEW]).order_by("review_since", "pk")

    def whole(self):
        """With the bodies and people that a page names."""
        return self.select_related(
            "drafting_agency", "issuing_agency__office", "reviewing_office", "claimed_by",
            "corrects__drafting_agency").prefetch_related("joint")

    def to_judge(self):
        """With everything that a reviewer or signer reads of one paper."""
        parts, reviews = self.model.parts.rel.related_model, self.model.reviews.rel.related_model
        return self.whole().prefetch_related(
            Prefetch("parts", parts.objects.select_related("file")),
            Prefetch("reviews", reviews.objects.select_related("reviewer", "agency")), "slip_lines", "relations")

    def with_number(self, agency, number, edition):
        """Signed papers of a body under a number; drafts may carry one in vain."""
        return self.filter(issuing_agency=agency, number=number, edition=edition, status__in=SIGNED)

    def due(self, now):
        """Scheduled for a moment that has come, and not yet found impossible."""
        return self.filter(status=Status.SIGNED, publish_at__lte=now, publish_failure="")

    def sealed_for(self, user):
        """Locked or purged, for those who settle it: that there is one, never what it says."""
        return self.filter(status__in=sorted(SEALED)).filter(
            Q(drafting_agency__in=agencies_with(user, SECRECY)) | Q(reviewing_office__in=agencies_with(user, SECRECY)))

    def in_progress(self):
        return self.exclude(status__in=[
            Status.PUBLISHED, Status.RETAINED, Status.SUPERSEDED, Status.WITHDRAWN, Status.DISCARDED, *SEALED])


class Document(Case):
    """One edition of an official document (公文), on its way from draft to the public or to the shelf."""
    status = models.CharField(_("状态"), max_length=20, choices=Status, editable=False)
    title = models.CharField(_("标题"), max_length=300)
    number = models.CharField(_("发文字号"), max_length=60, blank=True)
    genre = models.CharField(_("文种"), max_length=20, choices=Genre, default=Genre.NOTICE)
    drafting_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("起草单位"))
    issuing_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("发文机关"))
    reviewing_office = models.ForeignKey(Agency, models.PROTECT, related_name="+", editable=False)
    joint = models.ManyToManyField(
        Agency, through="JointBody", blank=True, related_name="+", verbose_name=_("联合发文机关"))
    main_recipients = models.TextField(_("主送机关"), max_length=2000, blank=True)
    copy_recipients = models.TextField(_("抄送机关"), max_length=2000, blank=True)
    body = models.JSONField(_("正文"), default=list, blank=True, validators=[is_body])
    dated_on = models.DateField(_("成文日期"), null=True, blank=True)
    annotation = models.CharField(_("附注"), max_length=100, blank=True)
    printing_office = models.CharField(_("印发机关"), max_length=100, blank=True)
    printed_on = models.DateField(_("印发日期"), null=True, blank=True)
    topic = models.PositiveSmallIntegerField(_("主题分类"), choices=Topic, null=True, blank=True)
    five_kinds = ArrayField(
        models.CharField(max_length=20, choices=FiveKinds), verbose_name=_("五公开"), default=list, blank=True)
    disclosure = models.CharField(_("公开属性"), max_length=20, choices=Disclosure, blank=True)
    ground = models.CharField(_("法律依据"), max_length=20, blank=True)
    reasoning = models.TextField(_("理由"), max_length=2000, blank=True)
    is_policy = models.BooleanField(_("政策性文件"), default=False)
    is_major = models.BooleanField(_("重大政策"), default=False)
    is_normative = models.BooleanField(_("规范性文件"), default=False)
    effective_on = models.DateField(_("施行日期"), null=True, blank=True)
    expires_on = models.DateField(_("有效期至"), null=True, blank=True)
    contact = models.CharField(_("联系人"), max_length=50, blank=True)
    contact_phone = models.CharField(_("联系电话"), max_length=30, blank=True)
    # what the steps write
    round = models.PositiveSmallIntegerField(default=0, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    review_since = models.DateTimeField(null=True, editable=False)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+")
    digest = models.CharField(max_length=64, editable=False)            # of the content as it stands
    approved_digest = models.CharField(max_length=64, blank=True, editable=False)
    issuer_name = models.CharField(max_length=200, blank=True, editable=False)
    publish_at = models.DateTimeField(_("定时公开"), null=True, editable=False)
    publish_failure = models.TextField(blank=True, editable=False)      # why the schedule could not be kept
    locked_from = models.CharField(max_length=20, blank=True, editable=False)     # the status in which it was found to be secret
    corrects = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="corrections")
    edition = models.PositiveSmallIntegerField(default=1, editable=False)

    coming_relations = None     # unsaved rows that a step is about to write, for the digest

    history = HistoricalRecords()
    objects = DocumentQuerySet.as_manager()
    workflow = document_workflow

    class Meta:
        verbose_name = _("公文")
        verbose_name_plural = _("公文")
        indexes = [
            models.Index(fields=["drafting_agency", "status"]), models.Index(fields=["reviewing_office", "status"]),
            models.Index(fields=["issuing_agency", "status"]),
        ]
        constraints = [
            models.CheckConstraint(name="a_document_has_a_status", condition=Q(status__in=Status.values)),
            models.CheckConstraint(name="signing_fixes_attribute_number_and_date", condition=~Q(
                status__in=sorted(SIGNED)) | Q(dated_on__isnull=False) & ~Q(number="") & ~Q(disclosure="")),
            # per agency, so that a clash tells nothing about another body's papers; drafts may carry a number in vain
            models.UniqueConstraint(fields=["issuing_agency", "number", "edition"], name="one_number_per_edition",
                                    condition=Q(status__in=sorted(SIGNED))),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.digest = self.content_digest()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("documents:detail", args=[self.pk])

    @property
    def route(self):
        if self.drafting_agency_id != self.issuing_agency_id:
            return Route.FOR_ANOTHER
        return Route.JOINT if self.pk and self.joint.all() else Route.OWN

    @property
    def must_give_reasons(self):
        """国办发〔2016〕80号 一（一）: a draft for another body states reasons for any attribute, others for not publishing."""
        return self.route == Route.FOR_ANOTHER or self.is_kept_back

    @property
    def is_kept_back(self):
        return self.disclosure in (Disclosure.ON_REQUEST, Disclosure.WITHHELD)

    def content_digest(self):
        """Of all that a reviewer has judged: the text, its parts, and what is to become of them. Number and date are
        fixed later by signing, the reasoning may be bettered without a new review."""
        parts = [p.seen() for p in self.public_order()] if self.pk else []
        seen = [self.title, self.genre, self.main_recipients, self.copy_recipients, self.annotation, self.body,
                self.disclosure, self.ground, self.contact, self.contact_phone, parts]
        if relations := [relation.seen() for relation in self.all_relations()]:
            seen.append(relations)
        if self.effective_on or self.expires_on:        # papers from before there were these keep their digest
            seen.append([str(self.effective_on or ""), str(self.expires_on or "")])
        return hashlib.sha256(json.dumps(seen, ensure_ascii=False).encode()).hexdigest()

    def public_order(self):
        """Its attachments in their order, with their files."""
        fetched = "parts" in getattr(self, "_prefetched_objects_cache", {})
        return self.parts.all() if fetched else self.parts.select_related("file")

    def all_relations(self):
        """What it says of other papers; while a step is under way, what it is about to say."""
        if self.coming_relations is not None:
            return self.coming_relations
        return self.relations.all() if self.pk else []

    def open_slip(self):
        """The lines of the last return slip while the drafters have to answer them: until it is submitted again."""
        if not self.pk or not self.round or self.status not in (Status.RETURNED, Status.DRAFT, Status.UNIT_REVIEW):
            return []
        if not hasattr(self, "_open_slip") or self._open_slip[0] != self.version:
            lines = list(self.slip_lines.all())        # of the last round that was returned: a recalled one has none
            self._open_slip = self.version, [line for line in lines if line.round == lines[-1].round]
        return self._open_slip[1]

    def editions(self):
        return [self, *(self.corrects.editions() if self.corrects else [])]

    def as_public(self):
        """The only list of what the public sees."""
        parts = [part for part in self.public_order() if not part.is_kept_back]
        return {
            "kind": "document", "agency": self.issuing_agency, "earlier": self.corrects, "title": self.title,
            "number": self.number, "issuer": self.issuer_name, "genre": self.genre, "topic": self.topic,
            "five_kinds": self.five_kinds, "dated_on": self.dated_on, "effective_on": self.effective_on,
            "expires_on": self.expires_on, "is_normative": self.is_normative, "main_recipients": self.main_recipients,
            "copy_recipients": self.copy_recipients, "annotation": self.annotation,
            "printing_office": self.printing_office, "printed_on": self.printed_on, "contact": self.contact,
            "contact_phone": self.contact_phone, "body": self.body, "digest": self.approved_digest,
            "files": [p.as_public() for p in parts],
            "relations": [relation.as_public() for relation in self.all_relations()],
        }


class JointBody(models.Model):
    """A body that issues a document together with the lead (会签); a row, so that its history is kept."""
    document = models.ForeignKey(Document, models.CASCADE)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["document", "agency"], name="a_body_joins_once")]

    def __str__(self):
        return str(self.agency)
