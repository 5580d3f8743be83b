"""How a limit was counted, for whoever may see the thing; the official calendars, for who looks after the system."""
from collections import defaultdict

from django import forms
from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.decorators.http import require_safe

from openness.agencies.actors import capacity_of

from .calendar import DAY, missing_year
from .explaining import days_of, segments_of, sources_of
from .loading import load_year, moves, read_days
from .models import CalendarYear, Deadline, SpecialDay
from .reading import readings
from .rules import RULES

SHOWN = 50              # clocks that would move, on the page that asks
RECENT = 4
LARGEST = 2 ** 17       # bytes of a list of days


@require_safe
def detail(request, pk):
    """怎么算的"""
    now = timezone.now()
    rows = Deadline.objects.to_read().select_related("rule", "agency").prefetch_related("pauses", "extensions__by")
    deadline = get_object_or_404(rows, pk=pk)
    model = ContentType.objects.get_for_id(deadline.subject_type_id).model_class()
    subject = get_object_or_404(model.objects.visible_to(request.user), pk=deadline.subject_id)
    days = days_of(deadline, now)
    return render(request, "deadlines/detail.html", {
        "deadline": deadline, "subject": subject, "reading": readings([deadline], now)[deadline.pk],
        "weeks": weeks_of(days), "segments": segments_of(deadline), "sources": sources_of(days),
        "swapped": any(day.nature == "swapped" for day in days), "unknown": [day for day in days if not day.known][:1],
        "many": deadline.rule.value + sum(each.length for each in deadline.extensions.all())})


def weeks_of(days):
    """Monday to Sunday, None where the first or the last week reaches beyond the days."""
    if not days:
        return []
    every = [None] * days[0].date.weekday() + days
    every += [None] * (-len(every) % 7)
    return [every[n:n + 7] for n in range(0, len(every), 7)]


class YearForm(forms.Form):
    notice = forms.CharField(label=gettext_lazy("依据"), max_length=100, help_text=gettext_lazy("通知的名称和文号，写进每一次重算的记录"))
    file = forms.FileField(
        label=gettext_lazy("放假安排（CSV 文件）"), required=False, help_text=gettext_lazy("也可以不选文件，把内容粘贴在下面"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt"}))
    days = forms.CharField(
        label=gettext_lazy("放假和调休上班的日子"), required=False, max_length=20000, strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy("一行一天，或者一行起止两天，后面写“放假”或“上班”；从表格里复制的两列也可以"))

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST:
            raise forms.ValidationError(_("文件太大，这不像一年的放假安排"))
        return file

    def clean(self):
        given = super().clean()
        if given.get("file"):
            raw = given["file"].read()
            try:
                given["days"] = raw.decode("utf-8-sig")
            except UnicodeDecodeError:
                given["days"] = raw.decode("gb18030", "replace")
        if not self.errors and not given.get("days", "").strip():
            self.add_error("days", _("请选择文件，或者粘贴放假安排"))
        return given


class Years(View):
    """A list is read, tried on the open clocks and looked at; only 确认载入 stores it."""

    def get(self, request):
        return self.page(YearForm())

    def post(self, request):
        form, now = YearForm(request.POST, request.FILES), timezone.now()
        if not form.is_valid():
            return self.page(form, status=422)
        text, notice = form.cleaned_data["days"], form.cleaned_data["notice"]
        days, faults = read_days(text)
        if faults:
            return self.page(form, status=422, faults=faults)
        year = min(days).year
        if "confirm" in request.POST:
            n = load_year(year, days, by=capacity_of(request.user, now=now), now=now, notice=notice)
            messages.success(request, _("%(year)s 年放假安排已载入") % {"year": year} + _("；") + ngettext(
                "%(n)s 个时限随之变动，已告知承办人", "%(n)s 个时限随之变动，已告知承办人", n) % {"n": n})
            return redirect("deadlines:years")
        found, _calendar = moves(year, days, now=now)
        return render(request, "deadlines/year_preview.html", {
            "year": year, "notice": notice, "text": text, "moves": [line_of(move) for move in found[:SHOWN]], "many": len(found),
            "more": max(0, len(found) - SHOWN), "spans": spans(days), "earlier": CalendarYear.objects.filter(year=year).first()})

    def page(self, form, *, status=200, faults=()):
        years = CalendarYear.objects.order_by("-year")
        every = defaultdict(dict)
        for day, works in SpecialDay.objects.order_by("date").values_list("date", "is_working_day"):
            every[day.year][day] = works
        rows = [{"year": year, "spans": spans(every[year.year]), "off": sum(not works for works in every[year.year].values()),
                 "worked": sum(every[year.year].values())} for year in years]
        return render(self.request, "deadlines/years.html", {
            "form": form, "faults": faults, "recent": rows[:RECENT], "earlier": rows[RECENT:], "many": len(rows),
            "missing": missing_year(localdate())}, status=status)


def line_of(move):
    """Without a title: who looks after the system sees no papers."""
    model = ContentType.objects.get_for_id(move.deadline.subject_type_id).model_class()
    return {"move": move, "kind": model._meta.verbose_name, "body": move.deadline.agency.label,
            "label": RULES[move.deadline.key].label if move.deadline.key in RULES else move.deadline.key}


def spans(days):
    """[(first, last, works)]: days in a row, a weekend between two days of rest bridged."""
    found = []
    for day, works in sorted(days.items()):
        gap = [found[-1][1] + DAY * n for n in range(1, (day - found[-1][1]).days)] if found else []
        if found and found[-1][2] == works and len(gap) < 3 and all(each.weekday() > 4 and each not in days for each in gap):
            found[-1] = found[-1][0], day, works
        else:
            found.append((day, day, works))
    return found
