from django import forms
from django.utils.translation import gettext_lazy as _

from openness.agencies.models import Agency
from openness.workflow.forms import EditForm

from .demanding import demand


class CaseForm(EditForm):
    names = ("kind", "title", "body", "form", "topic", "happened", "analysis", "lesson")
    note = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, files=None, *, subject, **kwargs):
        super().__init__(data, files, subject=subject, **kwargs)
        demand(self, "kind", "title", "happened", "analysis", "lesson")
        self.fields["body"].queryset = Agency.objects.filter(successor=None)
        self.fields["body"].help_text = _("反面案例的涉及单位只有办公厅（室）和该单位自己看得到，其他人看到的是“某单位”")
        self.fields["happened"].help_text = _("什么政策、怎样解读的、结果怎样")
        for name in ("happened", "analysis", "lesson"):
            self.fields[name].widget.attrs["rows"] = 5
