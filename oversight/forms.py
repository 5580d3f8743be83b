from django import forms
from django.utils.translation import gettext_lazy as _

from openness.digits import wholes
from openness.ui.dates import DateInput
from openness.workflow.forms import StepForm


def ids_of(text):
    return sorted(set(wholes(text.split(","))))


class Ids(forms.CharField):
    """Ids with commas between: a list may be longer than a request may have fields."""
    widget = forms.HiddenInput

    def clean(self, value):
        return ids_of(super().clean(value))


class UrgeForm(StepForm):
    """The words go to every body that is addressed; how many items it has is added for each."""
    note = forms.CharField(required=False, widget=forms.HiddenInput)
    items = Ids()
    words = forms.CharField(label=_("催办的话"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
                            help_text=_("发给名单上的每个单位，请不要写某个单位的情况；件数由系统按单位填写"))
    until = forms.DateField(label=_("最迟签收答复日期"), widget=DateInput)

    def for_trail(self):
        return {"items": len(self.cleaned_data["items"]), "until": self.cleaned_data["until"]}


class AnswerForm(StepForm):
    note = forms.CharField(label=_("答复"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
                           help_text=_("一句话说明原因和办结时间"))


class CommentForm(StepForm):
    """A text for each section of the report; the trail names the sections and never repeats their text."""
    note = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, files=None, *, subject, **kwargs):
        super().__init__(data, files, subject=subject, **kwargs)
        for section in subject.sections():
            self.fields[f"comment_{section['key']}"] = forms.CharField(
                label=section["label"], required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
                initial=subject.comments.get(section["key"], ""))

    def comments(self):
        """Of the sections whose field was sent; the others keep theirs."""
        return {name.removeprefix("comment_"): self.cleaned_data[name] for name in self.fields
                if name.startswith("comment_") and name in self.data}

    def for_trail(self):
        return {"sections": [name.removeprefix("comment_") for name in self.changed_data if name.startswith("comment_")]}
