"""Monthly reports: counted from figures.py, three months side by side, and kept as they stood."""
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.timezone import localdate

from openness.agencies.models import Agency
from openness.agencies.rights import people_at
from openness.deadlines.calendar import Calendar
from openness.deadlines.rights import SUPERVISE
from openness.digits import whole
from openness.notifications.inbox import notify

from . import figures
from .models import MonthlyReport
from .ranking import compared, rank
from .scope import overseen_by
from .sections import sections


def periods_of(report):
    """The month, the one before, the same one of the year before."""
    return report.period, report.period.before(), report.period.year_before()


def numbers_of(report, *, now):
    """(everything that a report says in numbers, the ids of the bodies it counts)"""
    scope, months, known = overseen_by([report.agency_id]), periods_of(report), sections()
    every = list({figure.key: figure for section in known for figure in section.all_figures()}.values())
    counted = figures.count([(figure, month) for figure in every for month in months], scope, now)

    def of(figure, bodies):
        return [counted.number(figure, month, bodies) for month in months]

    with translation.override("zh-hans"):       # the words as they stand in the code, translated when read
        found = [{
            "key": section.key, "label": str(section.label),
            "rates": [{"key": rate.key, "label": str(rate.label), "part": rate.part.key, "whole": rate.whole.key}
                      for rate in section.rates],
            "figures": [{"key": figure.key, "label": str(figure.label), "numbers": of(figure, scope.bodies)}
                        for figure in section.all_figures()],
            "ranking": ranking_of(section.ranked_by, scope, months, counted) if section.ranked_by else None,
        } for section in known]
    bodies = {str(body.pk): {figure.key: of(figure, [body]) for figure in every} for body in scope.bodies}
    return {"sections": found, "bodies": bodies}, [body.pk for body in scope.bodies]


def ranking_of(rate, scope, months, counted):
    now, before = (rank([(body, counted.number(rate.part, month, [body]), counted.number(rate.whole, month, [body]))
                         for body in scope.bodies]) for month in months[:2])
    return {"rate": rate.key, "label": str(rate.label), "rows": [
        {"body": place.body.pk, "name": place.body.agency.name, "part": place.part, "whole": place.whole,
         "rank": place.rank, "before": place.before, "state": place.state} for place in compared(now, before)]}


def compute(report, *, now):
    report.numbers, report.bodies = numbers_of(report, now=now)
    report.computed_at = now


def changed_since(report, *, now):
    """How many of its figures would be others if it were counted now."""
    stored = {figure["key"]: figure["numbers"] for section in report.numbers["sections"] for figure in section["figures"]}
    fresh = {figure["key"]: figure["numbers"] for section in numbers_of(report, now=now)[0]["sections"]
             for figure in section["figures"]}
    return sum(stored.get(key) != numbers for key, numbers in fresh.items())


def draft(office, month, *, now):
    """The report of an office for a month, made once whoever asks and however often; None when it was there already."""
    report = MonthlyReport(agency=office, month=month.replace(day=1), drafted_at=now)
    there = MonthlyReport.objects.filter(agency=office, month=report.month)
    if there.exists():
        return None
    compute(report, now=now)
    report._history_date = now
    try:
        with transaction.atomic():
            report.save()
            notify(people_at(SUPERVISE, [office]), "report_draft", report, now=now, month=report.month.isoformat())
    except IntegrityError:
        if not there.exists():
            raise
        return None         # another worker was quicker
    return report


def due_month(now):
    """The month whose report is due: last month, from the first working day of this one on; None before it."""
    today = localdate(now)
    first = today.replace(day=1)
    return (first - timedelta(days=1)).replace(day=1) if today >= first_working_day(first) else None


def first_working_day(first):
    calendar = Calendar(first)
    return first if calendar.is_working(first) else calendar.step(first, 1)


def offices():
    """Bodies at which somebody supervises."""
    return Agency.objects.filter(
        successor=None, grants__permission__codename=SUPERVISE, grants__user__is_active=True).distinct().order_by("pk")


def draft_due(*, now):
    """Everything that is due and not there yet. Late and doubled runs change nothing; months long gone are left alone."""
    month = due_month(now)
    if month is None:
        return []
    there = set(MonthlyReport.objects.filter(month=month).values_list("agency", flat=True))
    made = [draft(office, month, now=now) for office in offices() if office.pk not in there]
    return [report for report in made if report]


def frozen_number(request, figure, ask):
    """What a report said of the figure whose list is shown, when the reader comes from it."""
    seen = MonthlyReport.objects.visible_to(request.user).filter(pk=whole(request.GET.get("report")))
    report = (seen.filter(agency=ask.everything.office) if ask.watches else seen).first()
    months = [month.key for month in periods_of(report)] if report else []
    if ask.period.key not in months or ask.scope.below:
        return None
    at = months.index(ask.period.key)
    if ask.scope.body:
        numbers = report.numbers["bodies"].get(str(ask.scope.body.pk), {}).get(figure.key)
    else:
        numbers = next((each["numbers"] for section in report.numbers["sections"] for each in section["figures"]
                        if each["key"] == figure.key), None)
    return {"report": report, "number": numbers[at]} if numbers else None
