"""What reviewers and signers are asked."""
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from openness.agencies.models import User
from openness.agencies.rights import people_with
from openness.publication import numbers
from openness.ui.dates import PLAUSIBLE, DateInput
from openness.workflow.forms import ReasonForm, StepForm

from .. import grounds
from ..choices import BY_THE_REVIEWER, REASON_CLAUSES, Disclosure, ReturnReason
from ..rights import REVIEWERS
from .document import ATTRIBUTE


class ReviewForm(StepForm):
    """The conclusion of a review; a refusal says why."""
    passed = forms.TypedChoiceField(
        label=_("审查结论"), choices=[("True", _("通过")), ("False", _("不通过"))], widget=forms.RadioSelect,
        coerce=lambda value: value == "True")
    note = forms.CharField(label=_("审查意见"), required=False, max_length=2000,
                           widget=forms.Textarea(attrs={"rows": 3}), help_text=_("不通过时必须写明理由"))

    def clean(self):
        data = super().clean()
        if data.get("passed") is False and not data.get("note"):
            self.add_error("note", _("请写明不通过的理由"))
        return data

    def for_trail(self):
        return {"passed": self.cleaned_data["passed"]}


class HandOverForm(StepForm):
    to = forms.ModelChoiceField(None, label=_("移交给"))

    def __init__(self, data=None, files=None, *, subject, **kwargs):
        super().__init__(data, files, subject=subject, **kwargs)
        people = people_with(REVIEWERS, subject) if subject.pk else User.objects.none()
        self.fields["to"].queryset = people.exclude(pk=subject.claimed_by_id)      # who has it already hands it to another


class ApproveForm(StepForm):
    """The digest of what was approved stands on the sealed trail, not on the paper alone."""

    def for_trail(self):
        return super().for_trail() | {"digest": self.subject.approved_digest}


class ReturnForm(StepForm):
    """The system's lines stand on the slip in any case; the reviewer adds more, most often one of the last three."""
    reasons = forms.MultipleChoiceField(
        label=_("另加退文理由"), required=False, choices=[(code.value, code.label) for code in (
            *BY_THE_REVIEWER, *(code for code in ReturnReason if code not in BY_THE_REVIEWER))],
        widget=forms.CheckboxSelectMultiple)
    reasons.option_help = {code.value: clause for code, clause in REASON_CLAUSES.items()}
    note = forms.CharField(label=_("修改意见"), required=False, max_length=2000,
                           widget=forms.Textarea(attrs={"rows": 4}), help_text=_("写明在哪里、改什么"))


class SignForm(StepForm):
    """签发 confirms the attribute and fixes number and date. An empty number is drawn from the body's sequence."""
    number = forms.CharField(
        label=_("发文字号"), required=False, max_length=60, help_text=_("不填写时按机关代字自动编号"))
    dated_on = forms.DateField(label=_("成文日期"), required=False, widget=DateInput, validators=PLAUSIBLE,
                               help_text=_("签发日期；主动公开的时限由此起算"))

    def clean_number(self):
        return numbers.normalise(self.cleaned_data["number"])


class ChangeAttributeForm(ReasonForm):
    disclosure = forms.ChoiceField(label=_("公开属性"), choices=Disclosure, widget=forms.RadioSelect)
    ground = forms.ChoiceField(label=_("法律依据"), choices=grounds.choices, required=False)
    reasoning = forms.CharField(label=_("理由"), required=False, max_length=2000,
                                widget=forms.Textarea(attrs={"rows": 3}))
    annotation = forms.CharField(label=_("附注"), required=False, max_length=100,
                                 help_text=_("应与公开属性一致，如“此件公开发布”“此件依申请公开”"))
    note = forms.CharField(label=_("更改说明"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data=None, files=None, *, subject, **kwargs):
        super().__init__(data, files, subject=subject, **kwargs)
        self.initial = {name: getattr(subject, name) for name in ATTRIBUTE} | self.initial

    def clean_disclosure(self):
        if self.cleaned_data["disclosure"] == self.subject.disclosure:
            raise ValidationError(_("公开属性没有变化"))
        return self.cleaned_data["disclosure"]

    def for_trail(self):
        return {"disclosure": self.cleaned_data["disclosure"], "ground": self.cleaned_data["ground"]}


class CommentForm(StepForm):
    """批注: a word to everybody who handles the paper; nothing is decided by it."""
    note = forms.CharField(label=_("批注"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
                           help_text=_("写入办理记录，起草单位也能看到"))
