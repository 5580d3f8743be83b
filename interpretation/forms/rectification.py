from django import forms
from django.utils.translation import gettext_lazy as _

from openness.agencies.models import Agency
from openness.ui.dates import PLAUSIBLE, DateInput
from openness.workflow.forms import EditForm

from .demanding import demand


class OrderForm(EditForm):
    names = ("agency", "what", "due_on")
    note = forms.CharField(required=False, widget=forms.HiddenInput)
    agency = forms.ModelChoiceField(None, label=_("整改单位"), empty_label=None)
    due_on = forms.DateField(label=_("整改期限"), widget=DateInput, validators=PLAUSIBLE)

    def __init__(self, data=None, files=None, *, subject, **kwargs):
        super().__init__(data, files, subject=subject, **kwargs)
        demand(self, *self.names)
        plan = subject.evaluation.plan
        near = {plan.agency_id, plan.document.drafting_agency_id, *plan.document.joint.values_list("pk", flat=True)}
        self.fields["agency"].queryset = Agency.objects.filter(pk__in=near, successor=None)
        self.fields["what"].help_text = _("要纠正什么、怎么做：如补充一问一答、更正表述、在某个渠道再解读一次")
        self.fields["what"].widget.attrs["rows"] = 4
        self.order_fields(self.names)


class FinishForm(EditForm):
    names = ("done",)
    note = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, files=None, *, subject, **kwargs):
        super().__init__(data, files, subject=subject, **kwargs)
        self.fields["done"].required = True
        self.fields["done"].widget.attrs["rows"] = 4
        self.fields["done"].help_text = _("做了什么、在哪里看得到；由评估人或者办公厅（室）另一人确认")
