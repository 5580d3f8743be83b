"""解读统筹: every document that must be interpreted, and how far its interpretation has come."""
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Case, Count, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from documents.choices import Status
from documents.models import Document
from openness.agencies.models import Agency
from openness.agencies.rights import rights_of
from openness.desk.clocks import readings_of
from openness.digits import whole
from openness.tables.lists import List
from openness.tables.workbooks import Column

from ..choices import MaterialStatus, PlanStatus
from ..models import Material, Plan
from ..rights import COORDINATE, INTERPRET, REVIEW_MATERIAL
from ..scope import to_be_interpreted


class State(models.TextChoices):
    """How far it has come: the plan's own states, and what of the material is missing."""
    MISSING = "missing", _("未报解读")
    UNREADY = "unready", _("材料未审核")
    READY = "ready", _("与公文同步报送")
    LATE = "late", _("公开后未解读")
    ASKED = "asked", _("申请免予解读")
    EXEMPT = "exempt", _("免予解读")
    RUNNING = "running", _("解读中")
    EVALUATED = "evaluated", _("已评估")
    ENDED = "ended", _("已终止")


TO_DO = (State.MISSING, State.UNREADY, State.LATE, State.ASKED)
OVER = (Status.DISCARDED, Status.SUPERSEDED, Status.WITHDRAWN, Status.RETAINED)


def with_states(documents):
    """Annotated with `plan_id`, `state` and how many materials are `out`, `reviewed`, `drafted`; of a correction those of its family."""
    first = Coalesce("corrects__corrects", "corrects", "pk")
    plan = Plan.objects.filter(document=OuterRef("first"))
    counted = Material.objects.filter(plan__document=OuterRef("first")).order_by().values("plan__document")
    def count(status):
        return Coalesce(Subquery(counted.filter(status=status).annotate(n=Count("pk")).values("n")), 0)
    rows = documents.annotate(first=first).annotate(
        plan_pk=Subquery(plan.values("pk")[:1]), plan_status=Subquery(plan.values("status")[:1]),
        out=count(MaterialStatus.PUBLISHED), reviewed=count(MaterialStatus.REVIEWED), drafted=count(MaterialStatus.DRAFT))
    return rows.annotate(state=Case(
        When(Q(plan_status=PlanStatus.ENDED), then=Value(State.ENDED.value)),
        When(plan_status__in=[PlanStatus.ASKED, PlanStatus.EXEMPT, PlanStatus.EVALUATED], then="plan_status"),
        When(out__gt=0, then=Value(State.RUNNING.value)),
        When(status=Status.PUBLISHED, then=Value(State.LATE.value)),
        When(plan_status=None, then=Value(State.MISSING.value)),
        When(reviewed__gt=0, then=Value(State.READY.value)),
        default=Value(State.UNREADY.value), output_field=models.CharField()))


def watched(user, on):
    """What must be interpreted by the rule of today, or has a plan all the same, of what the person may see."""
    seen = with_states(Document.objects.visible_to(user).exclude(status__in=OVER))
    return seen.filter(Q(pk__in=to_be_interpreted(Document.objects.all(), on).values("pk")) | Q(plan_pk__isnull=False))


def asked_for(request):
    """(rows, filters): by state, `todo` for what somebody must do, and by drafting body."""
    rows, filters = watched(request.user, localdate(timezone.now())), {}
    if (state := request.GET.get("state")) in State.values:
        rows, filters["state"] = rows.filter(state=state), state
    elif state == "todo":
        rows, filters["state"] = rows.filter(state__in=TO_DO), state
    if (agency := whole(request.GET.get("agency"))) is not None:
        rows, filters["agency"] = rows.filter(drafting_agency=agency), agency
    return rows.order_by("-pk"), filters


@require_safe
def board(request):
    rows, filters = asked_for(request)
    every = watched(request.user, localdate(timezone.now()))
    counts = dict(every.order_by().values_list("state").annotate(Count("pk")))
    page = Paginator(rows.for_lists(), 20).get_page(request.GET.get("page"))
    plans = {plan.pk: plan for plan in Plan.objects.filter(pk__in=[row.plan_pk for row in page if row.plan_pk]).select_related("agency")}
    clocks, held = readings_of(plans.values(), timezone.now()), rights_of(request.user)
    return render(request, "interpretation/board.html", {
        "page_obj": page, "filters": filters, "todo": sum(counts.get(state, 0) for state in TO_DO), "all": sum(counts.values()),
        "states": [(state.value, state.label, counts[state.value]) for state in State if counts.get(state.value)],
        "agencies": Agency.objects.filter(pk__in=every.order_by().values("drafting_agency")).order_by("pk"),
        "coordinates": any(right == COORDINATE for _agency, right in held),
        "rows": [{"document": row, "plan": plans.get(row.plan_pk), "clocks": clocks.get(row.plan_pk, []),
                  "may_plan": not row.plan_pk and (row.drafting_agency_id, INTERPRET) in held} for row in page]})


COLUMNS = (Column(_("公文"), width=50), Column(_("发文字号"), width=20), Column(_("起草单位"), width=24), Column(_("发文机关"), width=24),
           Column(_("公文状态"), width=10), Column(_("解读责任单位"), width=24), Column(_("解读状态"), width=16),
           Column(_("已公开材料"), "number", 10), Column(_("已审核材料"), "number", 10))


def cells(pks):
    rows = with_states(Document.objects.filter(pk__in=pks)).select_related("drafting_agency", "issuing_agency")
    found = {row.pk: row for row in rows.defer("body")}
    plans = Plan.objects.select_related("agency").in_bulk([row.plan_pk for row in found.values() if row.plan_pk])
    for row in (found[pk] for pk in pks if pk in found):
        plan = plans.get(row.plan_pk)
        yield [row.title, row.number, row.drafting_agency.name, row.issuing_agency.name, row.get_status_display(),
               plan.agency.name if plan else "", State(row.state).label, row.out, row.reviewed]


LISTS = (List(key="interpretations", label=_("政策解读"), url="interpretation:board", columns=COLUMNS, rows=lambda request: asked_for(request)[0],
              cells=cells, parameters=("state", "agency"), rights=(INTERPRET, REVIEW_MATERIAL, COORDINATE)),)
