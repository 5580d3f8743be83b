"""Bodies: the list, another name, mergers."""
from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.http import require_safe

from openness.agencies.actors import administrator, roles
from openness.agencies.models import Agency
from openness.audit.trail import record
from openness.tables import workbooks
from openness.ui.dates import PLAUSIBLE, DateInput

from .. import reorganising
from ..columns import BODIES


@require_safe
def bodies(request):
    rows = Agency.objects.select_related("supervisor", "office", "successor").prefetch_related("former_names").order_by("name")
    if "export" in request.GET:
        return export(request, rows.filter(successor=None))
    return render(request, "onboarding/bodies.html", {"rows": rows, "on": localdate(timezone.now())})


def export(request, rows):
    columns = [workbooks.Column(column.label, width=24) for column in BODIES]
    table = [[body.name, body.short_name, "、".join(body.aliases), body.code, "、".join(body.other_codes), body.organisation_code,
              body.credit_code, str(body.supervisor or ""), str(body.office or "")] for body in rows]
    record(request.user, "export", by=administrator(request.user), now=timezone.now(), data={"list": "bodies", "rows": len(table)})
    return workbooks.response(_("机关.xlsx"), [workbooks.Sheet(_("机关"), columns, table)])


class RenameForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("新名称"), max_length=100)
    short_name = forms.CharField(label=gettext_lazy("新简称"), max_length=40, required=False)
    on = forms.DateField(label=gettext_lazy("原名称用至"), widget=DateInput, validators=PLAUSIBLE,
                         help_text=gettext_lazy("原名称作为别名保留，来文中仍能识别"))

    def __init__(self, agency, today, *args, **kwargs):
        self.agency, self.today = agency, today
        super().__init__(*args, **kwargs)

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if Agency.objects.filter(name=name).exclude(pk=self.agency.pk).exists():
            raise forms.ValidationError(_("已有叫“%(name)s”的机关。") % {"name": name})
        return name

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(_("不能晚于今天：到那一天再办理。"))
        return on

    def clean(self):
        data = super().clean()
        if data.get("name") == self.agency.name and data.get("short_name", "") == self.agency.short_name:
            self.add_error("name", _("与现在的名称相同。"))
        return data


class Rename(View):
    def setup(self, request, *args, pk, **kwargs):
        super().setup(request, *args, pk=pk, **kwargs)
        self.now, self.pk = timezone.now(), pk

    def dispatch(self, request, *args, **kwargs):
        self.agency = get_object_or_404(Agency, pk=self.pk, successor=None)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, **kwargs):
        return self.page(RenameForm(self.agency, localdate(self.now), initial={
            "name": self.agency.name, "short_name": self.agency.short_name, "on": localdate(self.now)}))

    def post(self, request, **kwargs):
        form = RenameForm(self.agency, localdate(self.now), request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        data = form.cleaned_data
        if "confirm" not in request.POST:
            return self.page(form, shown=True)
        reorganising.rename(self.agency, name=data["name"], short_name=data["short_name"], on=data["on"], by=request.user, now=self.now)
        messages.success(request, _("已更名为“%(name)s”") % {"name": data["name"]})
        return redirect("onboarding:bodies")

    def page(self, form, shown=False, status=200):
        return render(self.request, "onboarding/rename.html", {
            "agency": self.agency, "form": form, "shown": shown, "stays": reorganising.stays([self.agency]) if shown else []},
            status=status)


class MergeForm(forms.Form):
    former = forms.ModelMultipleChoiceField(
        Agency.objects.none(), label=gettext_lazy("撤并的机关"), widget=forms.CheckboxSelectMultiple)
    into = forms.ModelChoiceField(
        Agency.objects.none(), label=gettext_lazy("承继机关"), help_text=gettext_lazy("新设的机关须先导入或者在后台建立"))
    on = forms.DateField(label=gettext_lazy("撤并日期"), widget=DateInput, validators=PLAUSIBLE,
                         help_text=gettext_lazy("从这一天起由承继机关办理"))

    def __init__(self, today, *args, **kwargs):
        self.today = today
        super().__init__(*args, **kwargs)
        for name in ("former", "into"):
            self.fields[name].queryset = Agency.objects.serving(today).order_by("name")

    def clean(self):
        data = super().clean()
        if {"former", "into", "on"} <= data.keys():
            for said in reorganising.against(list(data["former"]), data["into"], data["on"], self.today):
                self.add_error(None, said)
        return data


class Merge(View):
    def get(self, request):
        today = localdate(timezone.now())
        return self.page(MergeForm(today, initial={"on": today}))

    def post(self, request):
        now = timezone.now()
        form = MergeForm(localdate(now), request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        former, into, on = list(form.cleaned_data["former"]), form.cleaned_data["into"], form.cleaned_data["on"]
        if "confirm" not in request.POST:
            return self.page(form, reorganising.consequences(former, into, on) | {"former": former, "into": into, "on": on})
        done = reorganising.carry_out(former, into, on=on, by=request.user, now=now, today=localdate(now))
        if not done:        # another administrator was quicker
            messages.warning(request, _("机关刚有变动，没有办理。请重新核对。"))
            return redirect("onboarding:merge")
        messages.success(request, _("已撤并，职责由“%(name)s”承继") % {"name": into})
        return redirect("onboarding:bodies")

    def page(self, form, shown=None, status=200):
        labels = {key: role.label for key, role in roles().items()}
        if shown:
            shown["posts"] = [(post, labels.get(post.role, post.role)) for post in shown["posts"]]
        return render(self.request, "onboarding/merge.html", {"form": form, "shown": shown}, status=status)
