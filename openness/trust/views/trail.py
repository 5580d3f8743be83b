"""/desk/trail/: read by audit alone; who took it away as a workbook stands on it too."""
from datetime import timedelta

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from openness.agencies.actors import administrator
from openness.audit.trail import record
from openness.audit.words import label
from openness.tables import workbooks
from openness.ui.dates import PLAUSIBLE, DateInput

from .. import trail

WEEK = timedelta(days=7)


class TrailForm(forms.Form):
    person = forms.CharField(label=gettext_lazy("人员"), max_length=100, required=False)
    body = forms.CharField(label=gettext_lazy("机关"), max_length=100, required=False)
    step = forms.CharField(label=gettext_lazy("事项"), max_length=60, required=False)
    thing = forms.ModelChoiceField(ContentType.objects.none(), label=gettext_lazy("对象"), required=False, empty_label=gettext_lazy("全部"))
    number = forms.IntegerField(label=gettext_lazy("对象编号"), required=False, min_value=0, max_value=2**63 - 1)
    first = forms.DateField(label=gettext_lazy("自"), widget=DateInput, validators=PLAUSIBLE, required=False)
    last = forms.DateField(label=gettext_lazy("至"), widget=DateInput, validators=PLAUSIBLE, required=False)

    def __init__(self, today, data):
        given = {name: data.get(name, "") for name in self.base_fields}
        super().__init__(given | {"last": given["last"] or f"{today:%F}", "first": given["first"] or f"{today - WEEK:%F}"})
        kinds = trail.things()
        self.fields["thing"].queryset = ContentType.objects.filter(pk__in=[kind.pk for kind, _words in kinds])
        self.fields["thing"].label_from_instance = lambda kind: str(kind.name)


@require_safe
def search(request):
    now = timezone.now()
    form = TrailForm(localdate(now), request.GET)
    rows = trail.search(**form.cleaned_data) if form.is_valid() else trail.Event.objects.none()
    if "export" in request.GET and form.is_valid():
        return export(request, rows, form.cleaned_data, now)
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    lines = [{"event": event, "label": label(event), "role": trail.role_label(event), "told": trail.told(event),
              "thing": event.subject_type.name} for event in page.object_list]
    return render(request, "trust/trail.html", {"form": form, "page_obj": page, "lines": lines}, status=200 if form.is_valid() else 422)


def export(request, rows, asked, now):
    columns = [workbooks.Column(label, kind, width) for label, kind, width in (
        (_("时间"), "date", 18), (_("办理人"), "text", 12), (_("登录名"), "text", 16), (_("机关"), "text", 24), (_("角色"), "text", 18),
        (_("代行（AB岗）"), "text", 12), (_("事项"), "text", 20), (_("对象"), "text", 16), (_("对象编号"), "text", 12), (_("之前"), "text", 12),
        (_("之后"), "text", 12), (_("内容"), "text", 50))]
    many = rows.count()
    table = [[event.at, event.actor.name, event.actor.username, str(event.agency or ""), str(trail.role_label(event)),
              str(event.acting_for or ""), str(label(event)), str(event.subject_type.name), str(event.subject_id), event.before,
              event.after, trail.told(event)] for event in rows[:trail.MOST]]
    record(request.user, "export", by=administrator(request.user), now=now, data={
        "list": "trail", "rows": len(table), "asked": {key: str(value) for key, value in asked.items() if value not in ("", None)}})
    remark = _("共 %(many)s 条，只导出最近的 %(most)s 条。请缩短期间。") % {"many": many, "most": trail.MOST} if many > trail.MOST else ""
    return workbooks.response(_("留痕.xlsx"), [workbooks.Sheet(_("留痕"), columns, table, remark)])
