from django import forms
from django.apps import apps
from django.utils.translation import gettext_lazy as _

from openness.agencies.models import Agency, Grant
from openness.ui.dates import PLAUSIBLE, DateInput, plausible_moment
from openness.workflow.forms import EditForm, StepForm

from .choices import How, LetterKind
from .rights import ANSWER


class ContactForm(EditForm):
    names = ("name", "kind", "body", "post", "phone", "mobile", "email", "hours", "remark")
    note = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, files=None, *, subject, **kwargs):
        super().__init__(data, files, subject=subject, **kwargs)
        self.fields["body"].queryset = Agency.objects.filter(successor=None)
        self.fields["remark"].widget.attrs["rows"] = 2
        for name in ("name", "kind"):
            self.fields[name].required = not subject.pk or name in self.data or not self.is_bound


class Bodies(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj):
        return obj.label


def answering():
    """The bodies where somebody can sign for a letter."""
    held = Grant.objects.filter(permission__codename=ANSWER, user__is_active=True)
    return Agency.objects.filter(successor=None, pk__in=held.values("content_object"))


class SendForm(StepForm):
    """Names and numbers go on the trail, never the text."""
    note = forms.CharField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("标题"), max_length=100)
    words = forms.CharField(label=_("内容"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
    wording = forms.CharField(label=_("统一口径"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
                              help_text=_("填写后，收件单位须答复同意或者提出意见；收件单位之外的人看不到"))
    reply_by = forms.DateField(label=_("最迟签收答复日期"), widget=DateInput, validators=PLAUSIBLE)
    contacts = forms.ModelMultipleChoiceField(None, label=_("名录中的单位"), required=False, widget=forms.CheckboxSelectMultiple)
    agencies = Bodies(None, label=_("系统内的单位"), required=False)

    def __init__(self, data=None, files=None, *, subject, **kwargs):
        super().__init__(data, files, subject=subject, **kwargs)
        Contact = apps.get_model("linkage.Contact")
        self.fields["contacts"].queryset = Contact.objects.offered_to(subject.agency).select_related("body")
        self.fields["agencies"].queryset = answering().exclude(pk=subject.agency.pk)
        if subject.kind == LetterKind.PRESS:
            del self.fields["wording"]

    def clean(self):
        if not self.errors and not (self.cleaned_data["contacts"] or self.cleaned_data["agencies"]):
            self.add_error("contacts", _("请至少选择一个收件单位"))
        return super().clean()

    def for_trail(self):
        data = self.cleaned_data
        return {"contacts": [row.pk for row in data["contacts"]], "agencies": [row.pk for row in data["agencies"]],
                "reply_by": data["reply_by"]}


class AgreeForm(StepForm):
    note = forms.CharField(label=_("补充说明"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
                           help_text=_("发文单位能看到"))


class ObjectForm(StepForm):
    note = forms.CharField(label=_("意见"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
                           help_text=_("写明哪一句不妥、建议怎样表述；发文单位能看到"))


class AnswerForm(StepForm):
    note = forms.CharField(label=_("答复"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
                           help_text=_("写明办理情况和完成时间；发文单位能看到"))


class RecordForm(StepForm):
    """What one's own side heard from a unit that is not in the system: a record, no signature of theirs."""
    how = forms.ChoiceField(label=_("方式"), choices=How, widget=forms.RadioSelect)
    said_by = forms.CharField(label=_("对方"), max_length=50, help_text=_("写岗位，如：值班编辑"))
    said_at = forms.DateTimeField(label=_("时间"), validators=[plausible_moment], widget=forms.DateTimeInput(attrs={"step": 60}))
    note = forms.CharField(label=_("对方怎么说"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def for_trail(self):
        return {"how": self.cleaned_data["how"], "said_at": self.cleaned_data["said_at"]}


class RecordWordsForm(RecordForm):
    note = forms.CharField(label=_("对方怎么说"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
