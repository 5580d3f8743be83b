"""典型案例库: what others can learn from; for staff who interpret, never public."""
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openness.agencies.actors import capacities_at
from openness.agencies.models import Agency
from openness.agencies.rights import agencies_with, rights_of
from openness.digits import whole
from openness.notifications.inbox import read_about
from openness.publication.vocabulary import Topic
from openness.workflow.story import story
from openness.workflow.views import TransitionView

from ..choices import CaseKind, CaseStatus, RoundForm
from ..models import CaseStudy, Plan
from ..rights import INTERPRET
from .begin import Begin
from .plans import differences

ROWS = 20
RELATED = ("agency", "body", "office", "plan__document")


@require_safe
def cases(request):
    user, filters = request.user, {}
    seen = rows = CaseStudy.objects.visible_to(user)
    if request.GET.get("queue") == "cases_to_share":
        filters["status"] = CaseStatus.DRAFT.value
    for name, values in (("kind", CaseKind.values), ("status", CaseStatus.values), ("form", RoundForm.values)):
        if (given := filters.get(name, request.GET.get(name))) in values:
            filters[name], rows = given, rows.filter(**{name: given})
    if (topic := whole(request.GET.get("topic"))) in Topic.values:
        filters["topic"], rows = topic, rows.filter(topic=topic)
    if "status" not in filters:
        rows = rows.filter(status=CaseStatus.SHARED)
    page = Paginator(rows.order_by("-pk"), ROWS).get_page(request.GET.get("page"))
    found = list(page.object_list.for_lists())
    return render(request, "interpretation/cases.html", {
        "page_obj": page, "filters": filters, "kinds": CaseKind.choices, "forms": RoundForm.choices, "topics": Topic.choices,
        "rows": [{"case": case, "words": case.for_reader(user), "named": case.names_body_to(user)} for case in found],
        "drafts": seen.filter(status=CaseStatus.DRAFT).count(), "may_write": bool(agencies_with(user, INTERPRET))})


@require_safe
def case(request, pk):
    user = request.user
    found = get_object_or_404(CaseStudy.objects.visible_to(user).select_related(*RELATED), pk=pk)
    read_about(found, user, now=timezone.now())
    named = found.names_body_to(user)
    steps = found.workflow.available(found, rights_of(user))
    own = found.agency_id in agencies_with(user, INTERPRET) or bool(steps)
    return render(request, "interpretation/case.html", {
        "object": found, "case": found, "words": found.for_reader(user), "named": named, "steps": steps,
        "events": story(found) if own else [], "address": "interpretation:case_step",
        "sees_plan": named and found.plan and Plan.objects.visible_to(user).filter(pk=found.plan_id).exists()})


class NewCase(Begin):
    """?plan= says from which plan it is told."""
    model, name = CaseStudy, "write"

    def hangs_on(self):
        return Plan.objects.visible_to(self.request.user).filter(pk=whole(self.request.GET.get("plan"))).select_related("document", "agency").first()

    def capacities(self):
        mine = Agency.objects.filter(pk__in=agencies_with(self.request.user, INTERPRET))
        return capacities_at(self.request.user, INTERPRET, mine, now=self.now)

    def subject(self):
        by = getattr(self, "by", None)
        return CaseStudy(plan=self.parent, agency=by.agency if by else None)

    def initial(self):
        if (plan := self.parent) is None:
            return {}
        return {"title": _("《%(title)s》的解读") % {"title": plan.document.title}, "body": plan.agency_id, "topic": plan.document.topic}

    def back(self):
        return self.parent.get_absolute_url() if self.parent else reverse("interpretation:cases")


class CaseStep(TransitionView):
    model = CaseStudy
    related = RELATED

    def stale_rows(self, stale):
        return differences(stale, ("title", "happened", "analysis", "lesson")) if self.autosaves else []
