"""What publishers are asked."""
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from openness.publication import blocks
from openness.publication.models import OldAddress
from openness.publication.vocabulary import Genre, Topic, Validity, WithdrawalReason
from openness.ui.dates import PLAUSIBLE, DateInput
from openness.workflow.forms import StepForm

from .fields import BodyField


class ScheduleForm(StepForm):
    at = forms.DateTimeField(label=_("公开时间"), help_text=_("到时自动公开；届时条件不再具备的，不会公开，并立即提醒"))


class ValidityForm(StepForm):
    """清理: what the office says of a paper that is public; the words go onto its page."""
    state = forms.ChoiceField(label=_("有效性"), widget=forms.RadioSelect, choices=[(state.value, state.label) for state in (
        Validity.VALID, Validity.AMENDED, Validity.REPEALED, Validity.VOID)])
    from_on = forms.DateField(label=_("起始日期"), widget=DateInput, validators=PLAUSIBLE)
    basis = forms.CharField(label=_("依据"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
                            help_text=_("如清理结果公告的名称和文号；对外显示在该文件的页面上"))

    def for_trail(self):
        return {"state": self.cleaned_data["state"], "from_on": self.cleaned_data["from_on"]}


class WithdrawForm(StepForm):
    code = forms.ChoiceField(label=_("撤回原因"), choices=WithdrawalReason, widget=forms.RadioSelect, required=False,
                             help_text=_("对外公示在原网址上，并用于统计；都不合适的，选“其他原因”并说明"))
    note = forms.CharField(label=_("说明"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2}),
                           help_text=_("对外公示在原网址上，请勿写入不宜公开的内容"))
    hide_title = forms.BooleanField(label=_("标题本身也不宜公开，一并隐去"), required=False)

    def clean(self):
        data = super().clean()
        if not data.get("code") and "code" not in self.errors:      # words alone are a reason of their own
            data["code"] = WithdrawalReason.OTHER.value
        if data.get("code") == WithdrawalReason.OTHER and not data.get("note"):
            self.add_error("note", _("请选择撤回的原因；其他原因须填写说明"))
        return data


class AdoptForm(StepForm):
    """A paper that was public before it came here: what is known of it, and where and when it stood."""
    names = ("title", "number", "genre", "dated_on", "topic", "body", "main_recipients", "copy_recipients", "annotation",
             "printing_office", "printed_on", "is_normative", "effective_on", "expires_on")
    title = forms.CharField(label=_("标题"), max_length=300)
    number = forms.CharField(label=_("发文字号"), max_length=60)
    genre = forms.ChoiceField(label=_("文种"), choices=Genre)
    dated_on = forms.DateField(label=_("成文日期"), validators=PLAUSIBLE)
    published_on = forms.DateField(label=_("公开日期"), validators=PLAUSIBLE)
    topic = forms.TypedChoiceField(label=_("主题分类"), choices=Topic, coerce=int, empty_value=None, required=False)
    body = BodyField(label=_("正文"), max_length=blocks.MOST_CHARACTERS)
    main_recipients = forms.CharField(label=_("主送机关"), required=False, max_length=2000)
    copy_recipients = forms.CharField(label=_("抄送机关"), required=False, max_length=2000)
    annotation = forms.CharField(label=_("附注"), required=False, max_length=100)
    printing_office = forms.CharField(label=_("印发机关"), required=False, max_length=100)
    printed_on = forms.DateField(label=_("印发日期"), required=False, validators=PLAUSIBLE)
    is_normative = forms.BooleanField(label=_("规范性文件"), required=False)
    effective_on = forms.DateField(label=_("施行日期"), required=False, validators=PLAUSIBLE)
    expires_on = forms.DateField(label=_("有效期至"), required=False, validators=PLAUSIBLE)
    issuer_name = forms.CharField(label=_("发文机关"), required=False, max_length=200)
    index_number = forms.CharField(label=_("索引号"), required=False, max_length=40)
    old = forms.CharField(label=_("原网址"), required=False, max_length=5000)

    def clean_old(self):
        """As paths in one spelling, separated by white space."""
        found = []
        for address in self.cleaned_data["old"].split():
            if (path := OldAddress.key_of(address)) in ("", "/"):
                raise ValidationError(_("“%(address)s”不能作为原网址") % {"address": address[:80]})
            found.append(path)
        return list(dict.fromkeys(found))

    def clean(self):
        data = super().clean()
        first, last = data.get("effective_on"), data.get("expires_on")
        if first and last and last < first:
            self.add_error("expires_on", _("有效期不能在施行日期之前结束"))
        elif last and data.get("dated_on") and last < data["dated_on"]:
            self.add_error("expires_on", _("有效期不能在成文日期之前结束"))
        return data

    def for_trail(self):
        return {name: self.cleaned_data[name] for name in ("published_on", "index_number", "old") if self.cleaned_data[name]}
