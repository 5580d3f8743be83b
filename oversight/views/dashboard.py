from datetime import date

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openness.deadlines.calendar import DAY
from openness.tables import workbooks
from openness.tables.workbooks import Column, Sheet

from .. import sections
from ..addresses import list_of, query_of
from ..dashboard import RATES, Dashboard, soon
from ..figures import DUE, ON_TIME, OVERDUE
from ..lines import lines, sheet, with_bodies
from ..periods import midnight
from ..presenting import rank_words, said_of_ranks
from ..reporting import frozen_number
from .asking import asked

ROWS = 20


@require_safe
def dashboard(request):
    ask = asked(request)
    ranked_by = RATES.get(request.GET.get("by", ""), ON_TIME)
    page = Dashboard(ask.everything, ask.scope, ask.period, ask.now, ranked_by)
    days = page.days()
    near, until = soon(days)
    published, kinds = page.kinds()
    return render(request, "oversight/dashboard.html", {
        "ask": ask, "days": days, "narrow": days[:9], "shares": page.shares(), "published": published, "kinds": kinds,
        "overdue": page.number(OVERDUE), "near": near, "ahead": sum(bar["value"] for bar in days[1:]),
        "near_url": list_of(DUE, ask.period, ask.scope, until=until.isoformat()) if until else "",
        "ahead_url": list_of(DUE, ask.period, ask.scope), "rows": page.table(),
        "rates": RATES, "ranked_by": ranked_by,
        "said_of_ranks": said_of_ranks(),
        "urgent": page.urgent(request.user), "query": query_of(None, ask.period, ask.scope), "today": localdate(ask.now)})


def asked_figure(request, key):
    """(what is asked, the figure, its rows narrowed to days, in words too)"""
    figure = sections.known().get(key)
    if figure is None:
        raise Http404
    ask = asked(request, answering=True)
    rows, days = figure.rows(ask.scope, ask.period, ask.now), ""
    if figure is DUE and (first := day_of(request, "day")):
        rows, days = rows.filter(due_at__gte=midnight(first), due_at__lt=midnight(first + DAY)), first.isoformat()
    elif figure is DUE and (until := day_of(request, "until")):
        rows, days = rows.filter(due_at__lt=midnight(until + DAY)), _("%(day)s及以前") % {"day": until.isoformat()}
    return ask, figure, rows, days


def day_of(request, name):
    try:
        found = date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None
    return found if 1900 < found.year < 9000 else None


@require_safe
def figure_list(request, key):
    ask, figure, rows, days = asked_figure(request, key)
    page = Paginator(with_bodies(rows), ROWS).get_page(request.GET.get("page"))
    return render(request, "oversight/figure.html", {
        "ask": ask, "figure": figure, "days": days, "page_obj": page, "lines": lines(page.object_list, request.user, ask.now),
        "clocks": rows.model._meta.label == "deadlines.Deadline", "urges": ask.watches and figure is OVERDUE and page.paginator.count,
        "query": query_of(None, ask.period, ask.scope), "file": f"{request.path.rstrip('/')}.xlsx?{request.GET.urlencode()}",
        "frozen": frozen_number(request, figure, ask)})


@require_safe
def figure_file(request, key):
    ask, figure, rows, days = asked_figure(request, key)
    name = "-".join(str(part) for part in (
        figure.label, ask.scope.body or "", days or (ask.period if figure.of_period else localdate(ask.now))) if part)
    return workbooks.response(f"{name}.xlsx", [sheet(figure, rows, request.user, ask.now)])


@require_safe
def dashboard_file(request):
    """The table of bodies, ranked as on the page."""
    ask = asked(request)
    page = Dashboard(ask.everything, ask.scope, ask.period, ask.now, RATES.get(request.GET.get("by", ""), ON_TIME))
    columns = [Column(_("名次"), "number"), Column(_("上期名次"), "number"), Column(_("单位"), width=28)]
    for rate in RATES.values():
        columns += [Column(str(rate.label), "percent"), Column(str(rate.part.label), "number"), Column(str(rate.whole.label), "number")]
    columns += [Column(_("公开的公文"), "number"), Column(_("已逾期未办结"), "number")]
    rows = [[rank_words(row["place"].rank, row["place"].state), row["place"].before, row["body"].agency.name,
             *(cell for each in row["shares"] for cell in (each.rate, each.part.value, each.whole.value)),
             row["published"].value, row["overdue"].value] for row in page.table()]
    return workbooks.response(f"{_('总览')}-{ask.period}.xlsx", [Sheet(_("单位"), columns, rows)])
