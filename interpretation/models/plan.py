from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from documents.models import Document
from documents.rights import PUBLISH
from documents.visibility import SEALED, SIGNED, SUBMITTED
from openness.agencies.models import Agency
from openness.agencies.rights import agencies_with
from openness.workflow.models import Case

from ..choices import MaterialStatus, PlanStatus
from ..responsible import SENTENCES
from ..rights import COORDINATE, INTERPRET, REVIEW_MATERIAL
from ..workflows import plan_workflow

PERSON = {"on_delete": models.PROTECT, "null": True, "editable": False, "related_name": "+"}


class PlanQuerySet(models.QuerySet):
    def of(self, document):
        """That of a document, whichever edition is asked about."""
        return self.filter(document__in=document.editions())

    def visible_to(self, user):
        """Who drafts and who interprets; the office as it sees the paper itself."""
        mine = agencies_with(user, INTERPRET) | agencies_with(user, REVIEW_MATERIAL)
        return self.exclude(document__status__in=sorted(SEALED)).filter(
            Q(agency__in=mine) | Q(document__drafting_agency__in=mine)
            | Q(document__reviewing_office__in=agencies_with(user, COORDINATE), document__status__in=sorted(SUBMITTED))
            | Q(document__reviewing_office__in=agencies_with(user, PUBLISH), document__status__in=sorted(SIGNED)))

    def for_lists(self):
        return self.select_related("document__drafting_agency", "document__issuing_agency", "document__reviewing_office", "agency").annotate(
            out=Count("materials", filter=Q(materials__status=MaterialStatus.PUBLISHED), distinct=True),
            ready=Count("materials", filter=Q(materials__status=MaterialStatus.REVIEWED), distinct=True))

    def in_progress(self):
        return self.filter(status__in=[PlanStatus.PREPARING, PlanStatus.ASKED, PlanStatus.RUNNING])


class Plan(Case):
    """解读方案: how one document is interpreted, by whom, in which rounds. It belongs to the paper, whatever its edition."""
    status = models.CharField(_("状态"), max_length=20, choices=PlanStatus, editable=False)
    document = models.OneToOneField(Document, models.PROTECT, related_name="plan", editable=False)     # the first edition
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("解读责任单位"), editable=False)
    rule = models.CharField(max_length=20, editable=False)                   # which sentence of the notice decides, a key of SENTENCES
    changed_because = models.TextField(_("调整理由"), blank=True, editable=False)      # when it was decided otherwise
    first_interpreter = models.CharField(_("第一解读人"), max_length=50, blank=True)
    post = models.CharField(_("职务"), max_length=50, blank=True)
    contact = models.CharField(_("工作联系人"), max_length=50, blank=True)
    contact_phone = models.CharField(_("联系电话"), max_length=30, blank=True)
    outline = models.TextField(_("解读要点和安排"), max_length=5000, blank=True)
    is_technical = models.BooleanField(_("专业性较强"), default=False)       # 二（二）: then pictorial and plain
    exemption = models.TextField(_("申请免予解读的理由"), blank=True, editable=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    begun_at = models.DateTimeField(null=True, editable=False)               # when the document went out

    history = HistoricalRecords()
    objects = PlanQuerySet.as_manager()
    workflow = plan_workflow
    badge = "plan"

    class Meta:
        verbose_name = _("解读方案")
        verbose_name_plural = _("解读方案")
        indexes = [models.Index(fields=["agency", "status"])]
        constraints = [
            models.CheckConstraint(name="a_plan_has_a_status", condition=Q(status__in=PlanStatus.values)),
            models.CheckConstraint(name="an_exemption_says_why", condition=~Q(
                status__in=[PlanStatus.ASKED, PlanStatus.EXEMPT]) | ~Q(exemption="")),
        ]

    def __str__(self):
        return str(_("“%(title)s”解读方案")) % {"title": self.document.title}

    def get_absolute_url(self):
        return reverse("interpretation:plan", args=[self.pk])

    @property
    def sentence(self):
        return SENTENCES[self.rule]

    def is_explained(self):
        """Something of it stands before the public."""
        return self.materials.filter(status=MaterialStatus.PUBLISHED).exists()

    def edition(self):
        """The document as it stands now: its latest edition that was not given up."""
        latest = self.document
        while following := latest.corrections.exclude(status="discarded").first():
            latest = following
        return latest
