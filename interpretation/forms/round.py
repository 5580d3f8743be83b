from django import forms
from django.utils.translation import gettext_lazy as _

from openness.ui.dates import PLAUSIBLE, DateInput
from openness.workflow.forms import EditForm

from .demanding import demand


class ArrangeForm(EditForm):
    names = ("stage", "form", "due_on", "interpreters", "role", "points")
    note = forms.CharField(required=False, widget=forms.HiddenInput)
    due_on = forms.DateField(label=_("计划日期"), widget=DateInput, validators=PLAUSIBLE)

    def __init__(self, data=None, files=None, *, subject, **kwargs):
        super().__init__(data, files, subject=subject, **kwargs)
        demand(self, "stage", "form", "due_on", "interpreters")
        self.fields["interpreters"].help_text = _("每行一人：姓名、单位和职务")
        self.fields["interpreters"].widget = forms.Textarea(attrs={"rows": 3, "maxlength": 500})
        self.fields["points"].widget.attrs["rows"] = 4
        self.order_fields(self.names)


class HoldForm(EditForm):
    """That a round took place: when, with which material, what was said."""
    names = ("held_on", "material", "link", "said")
    note = forms.CharField(required=False, widget=forms.HiddenInput)
    held_on = forms.DateField(label=_("解读日期"), widget=DateInput, validators=PLAUSIBLE)

    def __init__(self, data=None, files=None, *, subject, **kwargs):
        super().__init__(data, files, subject=subject, **kwargs)
        self.fields["held_on"].required = True
        self.fields["material"].queryset = subject.plan.materials.standing()
        self.fields["link"].assume_scheme = "https"
        self.fields["said"].widget.attrs["rows"] = 5
