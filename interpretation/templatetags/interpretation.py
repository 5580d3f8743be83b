"""What the page of a document shows of its interpretation (the template seam: documents imports nothing from here)."""
from django import template
from django.utils import timezone
from django.utils.timezone import localdate

from openness.agencies.rights import rights_of
from openness.linkage.choices import LetterKind
from openness.linkage.reading import write_address

from ..choices import PlanStatus
from ..gate import standing, what_is_missing
from ..models import Plan
from ..responsible import responsible
from ..rights import COORDINATE, INTERPRET

register = template.Library()
OVER = ("discarded", "superseded", "withdrawn", "retained")


@register.filter
def press_address(document):
    """Where the office writes to the body that drafts, 督促协调 (二（二）), with the paper named and the body ticked."""
    return write_address(LetterKind.PRESS, document, to=[document.drafting_agency])


@register.simple_tag(takes_context=True)
def interpretation_of(context, document):
    """{reason, clause, plan, materials, missing, …}; None where nothing is asked of the document and nothing is there."""
    user = context["request"].user
    found = standing(document, localdate(document.submitted_at or timezone.now()))
    plan = Plan.objects.of(document).select_related("agency").first()
    if found.reason is None and plan is None:
        return None
    held = rights_of(user)
    seen = plan and Plan.objects.visible_to(user).filter(pk=plan.pk).exists()
    who = None if plan else responsible(document)
    return {
        "reason": found.reason, "clause": found.clause, "plan": plan, "seen": seen, "who": who,
        "materials": list(plan.materials.exclude(status__in=["discarded", "superseded"]).defer("content")) if plan else [],
        "missing": [] if document.status in OVER else list(what_is_missing(document, found)),
        "may_plan": plan is None and document.status not in OVER and any(
            (agency.pk, INTERPRET) in held for agency in (who.agency, document.drafting_agency)),
        "presses": any(right == COORDINATE for agency, right in held if agency == document.reviewing_office_id),
        "over": plan is not None and plan.status in (PlanStatus.EXEMPT, PlanStatus.ENDED),
    }
