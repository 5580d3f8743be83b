"""What is asked when a paper turns out to be secret: signs and confirmations, and no words that could say the secret again."""
from django import forms
from django.utils.translation import gettext_lazy as _

from openness.workflow.forms import ReasonForm, StepForm

from ..choices import SecretSign


class Wordless(StepForm):
    """No note: what is secret would stand in it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].widget = forms.HiddenInput()

    def clean_note(self):
        return ""


class LockForm(Wordless):
    sign = forms.ChoiceField(label=_("发现涉密的依据"), choices=SecretSign, widget=forms.RadioSelect)


class UnlockForm(ReasonForm):
    note = forms.CharField(label=_("核实结论"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
                           help_text=_("写明由谁核实、为什么不涉密；不要写文件的内容"))


class PurgeForm(Wordless):
    reported = forms.BooleanField(label=_("已报告本机关保密工作机构，原件已按保密规定另行处理"), error_messages={
        "required": _("请先报告本机关保密工作机构，并按保密规定处理原件，再清除")})
