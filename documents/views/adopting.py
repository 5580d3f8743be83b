"""A workbook with a few old papers and their texts, taken over on the page; many, and files, go by the command."""
from django import forms
from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from openness.agencies.models import Agency
from openness.parsing.sentences import Unreadable
from openness.tables import workbooks
from openness.tables.reading import LARGEST, read_table

from ..management.adopting import COLUMNS, Bodies, outcome_of, row_of
from ..management.columns import CHOICES
from ..management.report import REFUSED, SAVED, WORDS

MOST = 100          # rows at once: each is a whole step


class AdoptUpload(forms.Form):
    file = forms.FileField(label=gettext_lazy("清单（XLSX，正文写在表中）"), widget=forms.FileInput(attrs={"accept": ".xlsx"}))
    dry = forms.BooleanField(label=gettext_lazy("只试一遍，不写入"), required=False, initial=True)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("工作簿超过 %(n)s MB。请去掉图片和多余的工作表，或者分成几个工作簿上传。") % {"n": LARGEST >> 20})
        return file


class Adopt(View):
    """历史公文入库; once more with the same list goes on where it stopped."""

    def get(self, request):
        return self.template() if "template" in request.GET else self.page(AdoptUpload())

    def post(self, request):
        form = AdoptUpload(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(form, status=422)
        upload, dry = form.cleaned_data["file"], form.cleaned_data["dry"]
        try:
            grid = read_table(upload.read(), [column for column in COLUMNS if column.name != "file"])
            if len(grid.rows) > MOST:
                raise Unreadable(_("页面上一次最多 %(n)s 件，这份清单有 %(m)s 件。请分成几份，或者用 manage.py adopt_documents 入库。") % {
                    "n": MOST, "m": len(grid.rows)})
        except Unreadable as unreadable:
            form.add_error("file", str(unreadable.message))
            return self.page(form, status=422)
        bodies = Bodies()
        outcomes = [outcome_of(row_of(upload.name, row), bodies, request.user, now=timezone.now(), dry=dry) for row in grid.rows]
        if dry:
            messages.info(request, _("这是试运行，没有写入任何内容。"))
        words = WORDS | {SAVED: _("可以入库") if dry else _("已入库"), REFUSED: _("未入库")}
        counts = [(words[result], sum(each.result == result for each in outcomes)) for result in WORDS]
        return self.page(form, outcomes=outcomes, counts=counts, remarks=grid.remarks)

    def page(self, form, status=200, **context):
        return render(self.request, "documents/adopt.html", {
            "form": form, "columns": [column for column in COLUMNS if column.name != "file"], "most": MOST, "saved": SAVED,
            "refused": REFUSED, **context}, status=status)

    def template(self):
        choices = {name: tuple(str(label) for label in CHOICES[name].labels) for name in ("genre", "topic")} | {
            "is_normative": ("是", "否"), "issuer": tuple(Agency.objects.values_list("name", flat=True)[:2000])}
        columns = [workbooks.Column(column.label, width=40 if column.name in ("title", "body", "old") else 18,
                                    choices=choices.get(column.name, ())) for column in COLUMNS if column.name != "file"]
        return workbooks.response(_("模板-历史公文.xlsx"), [workbooks.Sheet(_("历史公文"), columns)])
