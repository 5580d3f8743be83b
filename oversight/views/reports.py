from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openness.agencies.actors import capacities_at
from openness.agencies.looking import taken
from openness.agencies.models import Agency
from openness.agencies.rights import agencies_with, rights_of
from openness.audit.trail import events_of
from openness.deadlines.rights import SUPERVISE
from openness.notifications.inbox import read_about
from openness.tables import workbooks
from openness.typesetting.compiling import typeset
from openness.typesetting.responses import pdf_response
from openness.workflow.views import TransitionView

from .. import presenting, reporting
from ..models import MonthlyReport
from ..rights import ANSWER

ROWS = 20


@require_safe
def reports(request):
    now = timezone.now()
    seen = MonthlyReport.objects.visible_to(request.user).for_lists().order_by("-month", "agency_id")
    month, offices = reporting.due_month(now), own_offices(request.user)
    there = set(MonthlyReport.objects.filter(month=month, agency__in=offices).values_list("agency_id", flat=True)) if month else set()
    return render(request, "oversight/reports.html", {
        "page_obj": Paginator(seen, ROWS).get_page(request.GET.get("page")), "watches": bool(offices), "month": month,
        "missing": [office for office in offices if month and office.pk not in there]})


def own_offices(user):
    return list(Agency.objects.filter(pk__in=agencies_with(user, SUPERVISE), successor=None))


@require_POST
def draft_report(request):
    """By hand, what the machine would do within the hour."""
    now = timezone.now()
    month = reporting.due_month(now)
    able = capacities_at(request.user, SUPERVISE, own_offices(request.user), now=now)
    if month is None or not able:
        raise Http404
    made = [reporting.draft(office, month, now=now) for office in {actor.agency for actor in able}]
    messages.success(request, _("月报已起草"))
    return redirect(made[0] if len(made) == 1 and made[0] else "oversight:reports")


def found(request, pk):
    """(report, None) for its office, (report, the body) for somebody who answers for a body that it counts."""
    report = get_object_or_404(MonthlyReport.objects.visible_to(request.user).select_related("agency", "signed_by"), pk=pk)
    if report.agency_id in agencies_with(request.user, SUPERVISE):
        return report, None
    mine = sorted(set(report.bodies) & agencies_with(request.user, ANSWER))
    asked = request.GET.get("body", "")
    body = next((pk for pk in mine if str(pk) == asked), mine[0])
    return report, Agency.objects.get(pk=body)


def shown(report, body):
    return presenting.own(report, body.pk) if body else presenting.whole(report)


@require_safe
def report(request, pk):
    kept, body = found(request, pk)
    read_about(kept, request.user, now=timezone.now())
    mine = set(kept.bodies) & agencies_with(request.user, ANSWER) if body else ()
    return render(request, "oversight/report.html", {
        "report": kept, "body": body, "bodies": Agency.objects.filter(pk__in=mine) if len(mine) > 1 else [],
        "sections": shown(kept, body), "heads": presenting.heads(kept), "remark": presenting.remark(kept),
        "said_of_ranks": presenting.said_of_ranks(), "steps": kept.workflow.available(kept, rights_of(request.user)),
        "events": [] if body else timeline(kept), "file_query": f"?body={body.pk}" if body else ""})


def timeline(kept):
    """What people did with it, in the order of time."""
    return [{"label": kept.workflow[event.step].label, "icon": kept.workflow[event.step].icon, "who": event.actor,
             "at": f"{localtime(event.at):%Y-%m-%d %H:%M}", "iso": localtime(event.at).isoformat(timespec="minutes")}
            for event in events_of(kept) if event.step in kept.workflow]


@require_safe
def report_pdf(request, pk):
    kept, body = found(request, pk)
    taken(request.user, kept, now=timezone.now(), form="pdf")
    content = typeset("oversight/monthly_report.typ", presenting.printed(kept, shown(kept, body), body and body.name),
                      at=kept.signed_at or kept.computed_at)
    return pdf_response(f"{kept}-{body.label}" if body else str(kept), content)


@require_safe
def report_file(request, pk):
    kept, body = found(request, pk)
    taken(request.user, kept, now=timezone.now(), form="xlsx")
    name = f"{kept}-{body.label}" if body else str(kept)
    return workbooks.response(f"{name}.xlsx", presenting.sheets(kept, shown(kept, body)))


class ReportStep(TransitionView):
    model = MonthlyReport
    related = ("agency",)
    template_name = "oversight/report_step.html"

    def stale_rows(self, stale):
        """What somebody else wrote meanwhile, beside what stood there."""
        seen, current = (getattr(version, "comments", None) or {} for version in (stale.seen, stale.current))
        pairs = [(section["label"], seen.get(section["key"], ""), current.get(section["key"], ""))
                 for section in self.subject.sections()]
        return [row for row in pairs if row[1] != row[2]]
