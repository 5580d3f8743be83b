"""The rows of a list as a workbook, and its conditions under a name."""
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openness.agencies.actors import capacity_of
from openness.agencies.models import User
from openness.agencies.rights import serves
from openness.audit.trail import record

from .lists import MOST_ROWS, lists
from .models import SavedFilter
from .workbooks import Sheet, response

AT_ONCE = 500


def list_called(key, user):
    found = lists().get(key)
    if found is None:
        raise Http404
    if not found.open_to(user):
        raise PermissionDenied
    return found


@require_safe
def export(request, key):
    """The same rows as the page, whole; that somebody took them is on record."""
    each, now = list_called(key, request.user), timezone.now()
    if each.rows is None:
        raise Http404
    pks = list(each.rows(request).values_list("pk", flat=True)[:MOST_ROWS + 1])
    cut, pks = len(pks) > MOST_ROWS, pks[:MOST_ROWS]
    said = _("只列出前 %(n)s 行，其余的请用更窄的条件导出。") % {"n": MOST_ROWS} if cut else ""
    record(request.user, "export", by=capacity_of(request.user, now=now), now=now, data={
        "list": key, "rows": len(pks), "conditions": sorted(QueryDict(each.conditions(request.GET)))})     # no words of it
    return response(f"{each.label}-{localtime(now):%Y%m%d-%H%M}.xlsx", [
        Sheet(str(each.label), each.columns, table(each, pks), remark=said)])


def table(each, pks):
    for start in range(0, len(pks), AT_ONCE):
        yield from each.cells(pks[start:start + AT_ONCE])


class FilterForm(forms.Form):
    name = forms.CharField(max_length=20)

    def clean_name(self):
        name = " ".join("".join(c for c in self.cleaned_data["name"] if c.isprintable() or c.isspace()).split())
        if not name:        # of characters that nobody sees
            raise forms.ValidationError("")
        return name


@require_POST
def save(request, key):
    each = list_called(key, request.user)
    query, form = each.conditions(request.POST.get("query", "")), FilterForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请给这组条件起一个名称，最多 20 字"))
    elif not query or len(query) > SavedFilter._meta.get_field("query").max_length:
        messages.error(request, _("现在没有筛选条件，请先筛选，再保存") if not query else _("条件太长，不能保存"))
    else:
        keep(request, each, form.cleaned_data["name"], query)
    return redirect(each.address(query))


@transaction.atomic
def keep(request, each, name, query):
    User.objects.select_for_update(no_key=True).get(pk=request.user.pk)         # so that the count holds
    mine = SavedFilter.objects.filter(user=request.user)
    if not mine.filter(list=each.key, name=name).exists() and mine.count() >= SavedFilter.MOST:
        messages.error(request, _("常用筛选最多 %(n)s 个，请先删除不用的") % {"n": SavedFilter.MOST})
        return
    SavedFilter.objects.update_or_create(user=request.user, list=each.key, name=name, defaults={
        "query": query, "shared_with_id": shared_with(request)})
    messages.success(request, _("已保存为“%(name)s”") % {"name": name})


def shared_with(request):
    given = request.POST.get("shared_with", "")
    return next((agency for agency in serves(request.user) if str(agency) == given), None)


@require_POST
def change(request, pk):
    """Another name, or gone: one's own alone."""
    row = get_object_or_404(SavedFilter, pk=pk, user=request.user)
    each = list_called(row.list, request.user)
    if "delete" in request.POST:
        row.delete()
        messages.success(request, _("已删除常用筛选“%(name)s”") % {"name": row.name})
        return redirect(each.address())
    form = FilterForm(request.POST)
    if form.is_valid():
        row.name = form.cleaned_data["name"]
        try:
            with transaction.atomic():
                row.save(update_fields=["name"])
            messages.success(request, _("已改名为“%(name)s”") % {"name": row.name})
        except IntegrityError:
            messages.error(request, _("已有叫“%(name)s”的常用筛选") % {"name": row.name})
    else:
        messages.error(request, _("请给这组条件起一个名称，最多 20 字"))
    return redirect(each.address(row.query))
