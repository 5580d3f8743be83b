"""The gate of documents (settings.DOCUMENT_CHECKS): no policy is approved or published without its interpretation."""
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from documents.choices import ReturnReason
from openness.agencies.models import Agency
from openness.rules.models import Rule
from openness.workflow.problems import Problem

from . import ties
from .choices import MaterialStatus, PlanStatus, Reason
from .models import Material, Plan
from .scope import LATER, SCOPE, reason_for, reasons_of

ANCHOR = "interpretations"


class Standing(NamedTuple):
    """What a document must bring, and what it has brought."""
    reason: Reason | None = None        # None: nothing is asked of it
    clause: str = ""                    # of the rule that asks
    later: bool = False                 # its office lets material follow
    plan: str | None = None             # the status of its plan
    materials: tuple = ()               # of {title, status, ties}, those that stand

    @property
    def reviewed(self):
        return [row for row in self.materials if row["status"] != MaterialStatus.DRAFT]


def standing(document, on) -> Standing:
    """In two queries: the rules of the day, and what there is."""
    figures = Rule.objects.figures([SCOPE, LATER], on, document.issuing_agency.reviewing_office)
    reasons = reasons_of(figures[SCOPE])
    if not reasons:
        return Standing()
    editions = [edition.pk for edition in document.editions() if edition.pk]
    plans = Plan.objects.filter(document__in=editions).order_by("pk")
    rows = Material.objects.filter(plan__document__in=editions).standing().order_by("pk")
    row = Agency.objects.filter(pk=document.issuing_agency_id).annotate(
        serves=Exists(Agency.objects.filter(office=OuterRef("pk"))), plan=Subquery(plans.values("status")[:1]),
        brought=ArraySubquery(rows.values(json=JSONObject(title="title", status="status", ties="ties"))),
    ).values("office_id", "serves", "plan", "brought").get()
    reason = reason_for(document, bool(row["office_id"] or row["serves"]), reasons)
    return Standing(reason, figures[SCOPE].clause, figures[LATER] is not None, row["plan"], tuple(row["brought"] or ()))


def what_is_missing(document, found):
    """Sentences for what stands against the gate, by name."""
    if found.reason is None or found.plan == PlanStatus.EXEMPT:
        return
    if detail := lacking(found):
        yield f"{ReturnReason.NO_INTERPRETATION.label}{detail}"
    tied = [(row["title"], tie["clause"]) for row in found.reviewed for tie in row["ties"]]
    there = ties.clauses(document.body) if tied else {}
    for title, clause in tied:
        if clause not in there:
            yield _("解读材料“%(title)s”对照的条款“%(clause)s”已不在公文中，请重新对照") % {"title": title, "clause": clause}


def lacking(found):
    """What has not been brought; "" when all is there, or may follow."""
    if found.plan in (None, PlanStatus.ENDED):
        return _("：没有解读方案（%(why)s）") % {"why": found.reason.label}
    if found.plan == PlanStatus.ASKED:
        return _("：免予解读的申请尚未批准")
    if found.reviewed or found.later:
        return ""
    drafts = "”“".join(row["title"] for row in found.materials)
    return _("：解读材料“%(titles)s”尚未审核，或者审核后内容有改动") % {"titles": drafts} if drafts else _("：没有解读材料")


def material_arrives_with_the_draft(document, attempt):
    """二（二）：牵头起草部门在上报代拟稿时应一并报送政策解读材料。 The rules of the day of submission decide."""
    for words in what_is_missing(document, standing(document, localdate(document.submitted_at or attempt.now))):
        yield Problem(ReturnReason.NO_INTERPRETATION.value, words, ANCHOR)
