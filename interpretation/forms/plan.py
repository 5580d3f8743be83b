from django import forms
from django.utils.translation import gettext_lazy as _

from openness.agencies.models import Agency
from openness.workflow.forms import EditForm, ReasonForm


class PlanForm(EditForm):
    names = ("first_interpreter", "post", "contact", "contact_phone", "outline", "is_technical")


class ChangeAgencyForm(ReasonForm):
    agency = forms.ModelChoiceField(None, label=_("解读责任单位"), help_text=_("起草、发文或者联合发文的单位"))

    def __init__(self, data=None, files=None, *, subject, **kwargs):
        super().__init__(data, files, subject=subject, **kwargs)
        document = subject.document
        near = {document.drafting_agency_id, document.issuing_agency_id, *document.joint.values_list("pk", flat=True)}
        self.fields["agency"].queryset = Agency.objects.filter(pk__in=near, successor=None)
