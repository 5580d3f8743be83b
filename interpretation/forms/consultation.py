from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openness.agencies.models import Agency
from openness.linkage.forms import Bodies, answering
from openness.workflow.forms import EditForm

from ..choices import Outcome, Verdict
from ..responsible import responsible

HIDDEN = {"required": False, "widget": forms.HiddenInput}


class AskForm(EditForm):
    names = ("question",)
    note = forms.CharField(**HIDDEN)

    def __init__(self, data=None, files=None, *, subject, **kwargs):
        super().__init__(data, files, subject=subject, **kwargs)
        self.fields["question"].help_text = _("想请对方看什么；对方能看到方案和材料的文字，草稿也能看到")
        self.fields["question"].widget.attrs["rows"] = 4


class AskSeveralForm(AskForm):
    """The page asks several bodies at once; each gets a consultation of its own."""
    bodies = Bodies(None, label=_("征求意见的单位"), error_messages={"required": _("请至少选择一个单位")})

    def __init__(self, data=None, files=None, *, subject, **kwargs):
        super().__init__(data, files, subject=subject, **kwargs)
        here = subject.plan.agency_id
        self.fields["bodies"].queryset = Agency.objects.filter(
            Q(pk__in=answering()) | Q(pk__in=[agency.pk for agency in responsible(subject.plan.document).with_others])).exclude(pk=here)
        self.order_fields(["bodies", "question"])


class AnswerForm(EditForm):
    names = ("verdict", "opinion")
    note = forms.CharField(**HIDDEN)
    verdict = forms.ChoiceField(label=_("答复"), choices=Verdict, widget=forms.RadioSelect)

    def __init__(self, data=None, files=None, *, subject, **kwargs):
        super().__init__(data, files, subject=subject, **kwargs)
        self.fields["verdict"].required = True
        self.fields["opinion"].help_text = _("有意见的必填：写明哪一处不妥、建议怎样表述")
        self.fields["opinion"].widget.attrs["rows"] = 5

    def clean(self):
        data = super().clean()
        if data.get("verdict") == Verdict.OPINION and not data.get("opinion", "").strip() and "opinion" not in self.errors:
            self.add_error("opinion", _("请写明意见：哪一处不妥、建议怎样表述"))
        return data


class SettleForm(EditForm):
    """How the lead dealt with an opinion; the body that gave it reads this."""
    names = ("outcome", "settlement")
    note = forms.CharField(**HIDDEN)
    outcome = forms.ChoiceField(label=_("处理结果"), choices=Outcome, widget=forms.RadioSelect)

    def __init__(self, data=None, files=None, *, subject, **kwargs):
        super().__init__(data, files, subject=subject, **kwargs)
        self.fields["outcome"].required = self.fields["settlement"].required = True
        self.fields["settlement"].help_text = _("采纳的写明改了什么，未采纳的写明理由；对方能看到")
        self.fields["settlement"].widget.attrs["rows"] = 4
