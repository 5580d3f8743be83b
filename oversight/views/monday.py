from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openness.agencies.looking import taken
from openness.audit.trail import EXPORT
from openness.typesetting.compiling import typeset
from openness.typesetting.responses import pdf_response

from ..addresses import query_of
from ..monday import BODIES, Monday
from .asking import asked


@require_safe
def monday(request):
    ask = asked(request)
    sheet = Monday(ask.scope, ask.period, ask.now, request.user)
    rows = sheet.rows()
    return render(request, "oversight/monday.html", {
        "ask": ask, "sheet": sheet, "rows": rows, "total": sheet.total(), "lines": sheet.items(),
        "query": query_of(None, ask.period, ask.scope)})


@require_safe
def monday_file(request):
    ask = asked(request)
    taken(request.user, request.user, now=ask.now, what=EXPORT, list="monday")
    sheet = Monday(ask.scope, ask.period, ask.now, request.user)
    rows = sheet.rows()
    total, items, shown, rest = sheet.total(), sheet.items(), rows[:BODIES], rows[BODIES:]
    table = [[str(row.body), *row.numbers] for row in shown]
    if rest:
        sums = [sum(row.numbers[n] for row in rest) for n in range(3)]
        table.append([_("其余 %(n)s 个单位") % {"n": len(rest)}, *sums])
    content = typeset("oversight/monday_sheet.typ", {
        "title": _("督办周一单"), "remark": remark(ask, sheet), "head": [_("单位"), _("已逾期"), _("本周到期"), _("催办未签收")],
        "rows": table, "total": [_("合计"), *total.numbers], "items_title": _("最紧急的事项"), "nothing": _("本周没有逾期、到期或者未签收的事项。"),
        "items_head": [_("单位"), _("事项"), _("时限"), _("期限"), _("剩余或逾期")],
        "items": [[line.body.label, line.title, line.what, line.reading.date, line.reading.text] for line in items],
        "more": more(total, items)}, at=ask.now)
    return pdf_response(f"{_('督办周一单')}-{localdate(ask.now):%F}", content)


def remark(ask, sheet):
    of = ask.scope.body or ask.everything.office or ""
    words = _("%(of)s及下级单位") if ask.scope.below or not ask.scope.body else "%(of)s"
    return _("%(of)s · %(day)s 至 %(last)s") % {
        "of": words % {"of": getattr(of, "label", of)}, "day": date_format(sheet.today, _("Y年n月j日")),
        "last": date_format(sheet.sunday, _("n月j日"))}


def more(total, items):
    left = total.overdue + total.due - len(items)
    return _("另有 %(n)s 件，见系统。") % {"n": left} if left > 0 else ""
