import hashlib
import json

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from openness.files.models import File
from openness.publication.html import blocks_of_html
from openness.publication.vocabulary import Form
from openness.workflow.models import Case

from .. import ties
from ..checks.material import public_document
from ..choices import LINKED, AuthorRole, Element, MaterialStatus, Stage
from ..workflows import material_workflow
from .plan import Plan


class MaterialQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(plan__in=Plan.objects.visible_to(user))

    def for_lists(self):
        return self.select_related("plan__document", "plan__agency").defer("content")

    def standing(self):
        """Not given up, replaced or taken back."""
        return self.filter(status__in=[MaterialStatus.DRAFT, MaterialStatus.REVIEWED, MaterialStatus.PUBLISHED])

    def in_progress(self):
        return self.filter(status__in=[MaterialStatus.DRAFT, MaterialStatus.REVIEWED])


class Material(Case):
    """One edition of an interpretation material (解读材料), which goes out with the document or after it."""
    status = models.CharField(_("状态"), max_length=20, choices=MaterialStatus, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="materials", editable=False)
    form = models.CharField(_("解读形式"), max_length=10, choices=Form, default=Form.TEXT)
    title = models.CharField(_("标题"), max_length=200)
    author = models.CharField(_("解读人"), max_length=50, blank=True)
    author_post = models.CharField(_("解读人单位和职务"), max_length=100, blank=True)
    author_role = models.CharField(_("解读人身份"), max_length=10, choices=AuthorRole, default=AuthorRole.OFFICIAL)
    stage = models.CharField(_("解读阶段"), max_length=10, choices=Stage, default=Stage.WITH)
    source = models.CharField(_("来源"), max_length=200, blank=True)         # the paper or site where it appeared first
    link = models.URLField(_("链接"), max_length=500, blank=True)
    content = models.TextField(_("内容"), blank=True)                        # sanitised HTML; of what stands elsewhere the transcript
    picture = models.ForeignKey(File, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("图片"))
    alt = models.TextField(_("图片的替代文字"), max_length=1000, blank=True)
    elements = ArrayField(models.CharField(max_length=20, choices=Element), verbose_name=_("解读要素"), default=list, blank=True)
    ties = models.JSONField(_("对照条款"), default=list, editable=False)       # see ties.py
    digest = models.CharField(max_length=64, editable=False)                 # of the content as it stands
    reviewed_digest = models.CharField(max_length=64, blank=True, editable=False)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="corrections")
    edition = models.PositiveSmallIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(editable=False)
    published_at = models.DateTimeField(null=True, editable=False)

    history = HistoricalRecords()
    objects = MaterialQuerySet.as_manager()
    workflow = material_workflow
    badge = "material"

    class Meta:
        verbose_name = _("解读材料")
        verbose_name_plural = _("解读材料")
        ordering = ["pk"]
        indexes = [models.Index(fields=["plan", "status"])]
        constraints = [
            models.CheckConstraint(name="a_material_has_a_status", condition=Q(status__in=MaterialStatus.values)),
            models.CheckConstraint(name="what_is_out_was_reviewed", condition=~Q(
                status__in=[MaterialStatus.REVIEWED, MaterialStatus.PUBLISHED]) | Q(reviewed_digest=models.F("digest"))),
            models.UniqueConstraint(fields=["corrects"], name="one_next_edition_of_a_material",
                                    condition=Q(status__in=[MaterialStatus.DRAFT, MaterialStatus.REVIEWED])),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.digest = self.content_digest()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("interpretation:material", args=[self.pk])

    @property
    def stands_elsewhere(self):
        return self.form in LINKED

    @cached_property
    def blocks(self):
        return blocks_of_html(self.content)

    def content_digest(self):
        """Of all that its reviewer has judged."""
        seen = [self.form, self.title, self.author, self.author_post, self.author_role, self.source, self.link, self.content, self.alt,
                self.picture.sha256 if self.picture else "", self.ties]
        return hashlib.sha256(json.dumps(seen, ensure_ascii=False).encode()).hexdigest()

    def speaker(self):
        """解读人 as the public reads it: 某局 某某（局长）."""
        return f"{self.author}（{self.author_post}）" if self.author and self.author_post else self.author or self.author_post

    def as_public(self):
        """The only list of what the public sees."""
        paper = public_document(self.plan)
        face = {
            "kind": "interpretation", "agency": self.plan.agency, "earlier": self.corrects, "title": self.title,
            "issuer": self.plan.agency.name, "about": paper.address, "form": self.form, "author": self.speaker(),
            "source": self.source, "link": self.link, "topic": paper.topic, "dated_on": localdate(self.updated_at),
            "contact_phone": self.plan.contact_phone, "body": ties.bind(self.blocks, self.ties, paper.body),
            "digest": self.reviewed_digest,
        }
        if self.picture:
            sha256, size = self.picture.public_copy
            face["files"] = [{"title": self.title, "alt": self.alt, "name": self.picture.name, "kind": self.picture.kind,
                              "sha256": sha256, "size": size}]
        return face
