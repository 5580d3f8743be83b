from django import forms
from django.utils.translation import gettext_lazy as _

from openness.files import accepting
from openness.ui.addresses import AddressField
from openness.ui.dates import plausible_moment
from openness.workflow.forms import ReasonForm, StepForm

from ..choices import Channel


class EvidenceField(forms.FileField):
    """A screen shot, a scanned page: whatever an upload may be."""

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if upload:
            accepting.check(upload)
        return upload


class SpreadForm(StepForm):
    note = forms.CharField(required=False, widget=forms.HiddenInput)
    channel = forms.ChoiceField(label=_("渠道"), choices=[pair for pair in Channel.choices if pair[0] != Channel.WEBSITE] + [
        (Channel.WEBSITE.value, Channel.WEBSITE.label)])
    place = forms.CharField(label=_("名称"), max_length=100, help_text=_("哪一家、哪一个账号，如：示例日报、“示例发布”微信公众号"))
    at = forms.DateTimeField(label=_("发布时间"), validators=[plausible_moment], widget=forms.DateTimeInput(attrs={"step": 60}))
    link = AddressField(label=_("链接"), required=False, max_length=500)
    evidence = forms.CharField(label=_("佐证"), required=False, max_length=200, help_text=_("没有链接的必填，如：第 3 版、第 12 期、19:30 播出"))
    file = EvidenceField(label=_("佐证文件"), required=False, allow_empty_file=True, help_text=_("截图、版面扫描件"))

    def clean(self):
        data = super().clean()
        if not self.errors and not any(data.get(name) for name in ("link", "evidence", "file")):
            self.add_error("evidence", _("请填写链接或者佐证，也可以上传佐证文件"))
        return data

    def for_trail(self):
        return {"channel": self.cleaned_data["channel"], "at": self.cleaned_data["at"]}


class UnspreadForm(ReasonForm):
    record = forms.ModelChoiceField(None, label=_("渠道记录"), widget=forms.RadioSelect, empty_label=None)

    def __init__(self, data=None, files=None, *, subject, **kwargs):
        super().__init__(data, files, subject=subject, **kwargs)
        self.fields["record"].queryset = rows = subject.channels.standing()
        if len(rows) == 1:
            self.initial.setdefault("record", rows[0].pk)
