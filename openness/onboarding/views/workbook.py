"""A workbook is chosen, read, looked at, and only then imported."""
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.http import require_safe

from openness.agencies.models import User
from openness.parsing.sentences import Unreadable
from openness.tables import workbooks
from openness.tables.reading import LARGEST, read_table

from .. import bodies, changes, staff
from ..columns import COLUMNS, NAMES
from ..columns import template as template_of
from ..models import RightsChange, Workbook
from ..plan import ADD, CHANGE, FAULT, Changed, carry_out, kept, unkept

MAKERS = {Workbook.BODIES: bodies, Workbook.STAFF: staff}
SHOWN = 200         # lines of each group on the page; what is wrong is whole in the workbook to download


class ChooseForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("工作簿（XLSX）"), widget=forms.FileInput(attrs={"accept": ".xlsx"}))

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("工作簿超过 %(n)s MB。请去掉图片和多余的工作表，或者分成几个工作簿上传。") % {"n": LARGEST >> 20})
        return file


class Upload(View):
    def setup(self, request, *args, kind, **kwargs):
        super().setup(request, *args, kind=kind, **kwargs)
        self.kind = known(kind, request)

    def get(self, request, **kwargs):
        return self.page(ChooseForm())

    def post(self, request, **kwargs):
        form = ChooseForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(form, 422)
        upload = form.cleaned_data["file"]
        try:
            grid = read_table(upload.read(), COLUMNS[self.kind])
        except Unreadable as unreadable:
            form.add_error("file", str(unreadable.message))
            return self.page(form, 422)
        row = Workbook.objects.create(
            kind=self.kind, name=upload.name[-255:], user=request.user, at=timezone.now(), grid=kept(grid))
        return redirect("onboarding:preview", row.pk)

    def page(self, form, status=200):
        earlier = Workbook.objects.filter(kind=self.kind, imported_at__isnull=False).defer("grid").select_related("user")[:5]
        return render(self.request, "onboarding/upload.html", {
            "form": form, "kind": self.kind, "name": NAMES[self.kind], "columns": COLUMNS[self.kind], "earlier": earlier},
            status=status)


class Preview(View):
    """Nothing is written before 确认导入; good rows are imported without the faulty ones if the person says so."""

    def setup(self, request, *args, pk, **kwargs):
        super().setup(request, *args, pk=pk, **kwargs)
        self.pk, self.now = pk, timezone.now()

    def get(self, request, **kwargs):
        return self.page(self.workbook())

    def workbook(self):
        """The own; and what waits for the administrator of security to confirm."""
        proposed = Q(pk__in=RightsChange.objects.filter(kind=RightsChange.IMPORT).values("workbook"))
        mine = Q(user=self.request.user)
        return get_object_or_404(
            Workbook.objects.filter(mine | proposed if self.request.user.looks_after(User.SECURITY) else mine), pk=self.pk)

    def post(self, request, **kwargs):
        workbook = self.workbook()
        make = MAKERS[workbook.kind]
        waits = RightsChange.objects.filter(workbook=workbook).exists()
        if workbook.user_id != request.user.pk or "drop" in request.POST and waits:
            return self.page(workbook, 409)
        if "drop" in request.POST and not workbook.imported_at:
            workbook.delete()
            messages.success(request, _("没有导入，工作簿已丢弃"))
            return redirect("onboarding:upload", workbook.kind)
        if workbook.kind == Workbook.STAFF and changes.two_are_needed():
            return self.propose(workbook)
        try:
            plan = carry_out(workbook, make.plan, make.apply, by=request.user, now=self.now, digest=request.POST.get("digest", ""))
        except Changed:
            messages.warning(request, _("预览之后系统中的内容有变动，没有导入。请重新核对下面的内容。"))
            return self.page(workbook, 409)
        if not workbook.imported_at:
            messages.success(request, _("已导入：新增 %(add)s 行，修改 %(change)s 行，未变 %(same)s 行，略过有错误的 %(fault)s 行") % plan.counts)
        return redirect("onboarding:setup" if request.user.looks_after(User.SYSTEM) else "onboarding:people")

    def propose(self, workbook):
        """People and posts are brought in when somebody else has seen the same preview."""
        plan = staff.plan(unkept(workbook.grid), self.now)
        if plan.digest() != self.request.POST.get("digest", ""):
            messages.warning(self.request, _("预览之后系统中的内容有变动，没有导入。请重新核对下面的内容。"))
            return self.page(workbook, 409)
        after = _("新增 %(add)s 行，修改 %(change)s 行，未变 %(same)s 行，略过有错误的 %(fault)s 行") % plan.counts
        try:
            changes.propose(RightsChange.IMPORT, workbook=workbook, data={"digest": plan.digest()}, after=after,
                            by=self.request.user, now=self.now)
        except changes.Refused as refused:
            messages.error(self.request, str(refused))
            return self.page(workbook, 409)
        messages.success(self.request, _("已提出，等待安全管理员确认"))
        return redirect("trust:changes")

    def page(self, workbook, status=200):
        plan = MAKERS[workbook.kind].plan(unkept(workbook.grid), self.now)
        groups = [{"kind": kind, "label": label, "icon": icon, "tone": tone, "count": plan.counts[kind],
                   "lines": plan.of(kind)[:SHOWN], "more": max(0, plan.counts[kind] - SHOWN)} for kind, label, icon, tone in (
            (FAULT, _("有错误"), "alert-triangle", "red"), (ADD, _("新增"), "plus", "green"), (CHANGE, _("修改"), "pencil", "blue"))]
        return render(self.request, "onboarding/preview.html", {
            "workbook": workbook, "name": NAMES[workbook.kind], "plan": plan, "groups": groups, "digest": plan.digest(),
            "two": workbook.kind == Workbook.STAFF and changes.two_are_needed(), "counts": plan.counts,
            "proposed": RightsChange.objects.filter(workbook=workbook).first(), "good": plan.counts[ADD] + plan.counts[CHANGE]}, status=status)


@require_safe
def template(request, kind):
    return template_of(known(kind, request), localdate(timezone.now()))


@require_safe
def faults(request, pk):
    workbook = get_object_or_404(Workbook, pk=pk, user=request.user)
    plan = MAKERS[workbook.kind].plan(unkept(workbook.grid), timezone.now())
    columns = [workbooks.Column(_("行"), "number", 8), workbooks.Column(_("名称"), width=28), workbooks.Column(_("列"), width=18),
               workbooks.Column(_("错误"), width=50), workbooks.Column(_("怎么改"), width=50)]
    labels = {line.row.number: line.label for line in plan.lines}
    rows = [[fault.row, labels[fault.row], fault.column, fault.said, fault.remedy] for fault in plan.faults]
    return workbooks.response(_("导入错误-%(name)s.xlsx") % {"name": workbook.name.rpartition(".")[0] or workbook.name},
                              [workbooks.Sheet(_("错误"), columns, rows)])


def known(kind, request):
    """Bodies are the system's; people and posts may be proposed by either administrator."""
    if kind not in COLUMNS:
        raise Http404
    if kind == Workbook.BODIES and not request.user.looks_after(User.SYSTEM):
        raise PermissionDenied
    return kind
