from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from openness.agencies.models import Agency, User
from openness.agencies.rights import people_with
from openness.files import accepting
from openness.publication import blocks, numbers
from openness.publication.vocabulary import FiveKinds
from openness.workflow.forms import EditForm, ReasonForm, StepForm

from . import grounds
from .choices import REASON_CLAUSES, Disclosure, ReturnReason
from .rights import REVIEWERS

ATTRIBUTE = ("disclosure", "ground", "reasoning", "annotation")
AS_BODY = [("", _("同正文")), *Disclosure.choices]


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class BodyField(forms.CharField):
    """The structured body as text: one paragraph a line, 一、（一）1.（1） make headings of four levels."""
    widget = forms.Textarea(attrs={"rows": 18})

    def prepare_value(self, value):
        return blocks.text_of(value) if isinstance(value, list) else value

    def clean(self, value):
        if isinstance(value, list):
            return blocks.clean(value)
        try:
            return blocks.clean(blocks.blocks_of(super().clean(value)))
        except ValueError as error:
            raise ValidationError(_("正文最多 %(n)s 段，请拆分后录入") % {"n": blocks.MOST_BLOCKS}) from error

    def has_changed(self, initial, data):
        return self.prepare_value(initial or []) != blocks.tidy(data or "")


class DocumentForm(EditForm):
    """Every field of a draft. It cleans and does not decide: what is missing is said when the paper is submitted."""
    names = ("title", "number", "genre", "issuing_agency", "main_recipients", "copy_recipients", "body", "dated_on",
             "annotation", "printing_office", "printed_on", "topic", "five_kinds", "disclosure", "ground", "reasoning",
             "is_policy", "is_major", "is_normative", "contact", "contact_phone")
    body = BodyField(
        label=_("正文"), required=False, max_length=blocks.MOST_CHARACTERS,
        help_text=_("一段一行；以“一、”“（一）”“1.”“（1）”开头的段落自动成为各级标题"))
    dated_on = forms.DateField(label=_("成文日期"), required=False, widget=DateInput)
    printed_on = forms.DateField(label=_("印发日期"), required=False, widget=DateInput)
    five_kinds = forms.MultipleChoiceField(
        label=_("五公开"), choices=FiveKinds, required=False, widget=forms.CheckboxSelectMultiple)
    disclosure = forms.ChoiceField(
        label=_("公开属性"), choices=Disclosure, required=False, widget=forms.RadioSelect)
    disclosure.option_help = {
        Disclosure.PROACTIVE.value: _("在政府信息公开平台向社会公开"), Disclosure.ON_REQUEST.value: _("须说明不宜主动公开的理由"),
        Disclosure.WITHHELD.value: _("须列明依据并说明理由，每年自查")}
    disclosure.need = body.need = _("报送时须有")         # a draft may lack it; what is missing is said when it is submitted
    ground = forms.ChoiceField(label=_("法律依据"), choices=grounds.choices, required=False)
    reasoning = forms.CharField(
        label=_("理由"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("代拟稿对任何属性都须说明理由；不公开的，写明事实和依据"))
    main_recipients = forms.CharField(label=_("主送机关"), required=False, max_length=2000)
    copy_recipients = forms.CharField(label=_("抄送机关"), required=False, max_length=2000)
    joint = forms.ModelMultipleChoiceField(
        Agency.objects.filter(ended_on=None), label=_("联合发文机关"), required=False)

    def __init__(self, data=None, files=None, *, subject, **kwargs):
        super().__init__(data, files, subject=subject, **kwargs)
        self.initial["shown"] += " joint"
        self.fields["issuing_agency"].queryset = Agency.objects.filter(pk__in=self.issuers())
        if subject.pk:
            self.initial.setdefault("joint", [agency.pk for agency in subject.joint.all()])
        shown = self.data.get("shown", "").split()
        for name in ("title", "genre", "issuing_agency"):       # asked for when shown; a robot may send less
            self.fields[name].required = not self.is_bound or name in self.data or name in shown
        if subject.issuing_agency_id:
            self.fields["issuing_agency"].empty_label = None
        self.fields["title"].required |= not subject.pk

    def issuers(self):
        """In whose name the drafting body may draft, and what the paper has already."""
        return {agency.pk for agency in self.origin.drafting_agency.drafts_for()} | {self.origin.issuing_agency_id}

    @property
    def origin(self):
        """The paper whose bodies count: a correction begins with those of what it corrects."""
        return self.subject if self.subject.drafting_agency_id else self.subject.corrects

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())

    def clean_number(self):
        return numbers.normalise(self.cleaned_data["number"])

    def clean(self):
        data = super().clean()
        dated, printed = data.get("dated_on"), data.get("printed_on")
        if dated and printed and printed < dated:
            self.add_error("printed_on", _("印发日期不能早于成文日期"))
        return data


class AttachForm(StepForm):
    file = forms.FileField(label=_("文件"), allow_empty_file=True, help_text=_("PDF、DOCX、XLSX、OFD、JPG、PNG、TXT，不超过 50 MB"))
    title = forms.CharField(
        label=_("附件标题"), max_length=200, required=False, help_text=_("不填写时使用文件名"))
    disclosure = forms.ChoiceField(label=_("公开属性"), choices=AS_BODY, required=False)

    def clean_file(self):
        accepting.check(self.cleaned_data["file"])
        return self.cleaned_data["file"]

    def for_trail(self):
        return {"disclosure": self.cleaned_data["disclosure"]}


class DetachForm(StepForm):
    part = forms.ModelChoiceField(None, label=_("附件"), empty_label=None)

    def __init__(self, data=None, files=None, *, subject, **kwargs):
        super().__init__(data, files, subject=subject, **kwargs)
        self.fields["part"].queryset = subject.parts.all()


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
        self.fields["to"].queryset = people_with(REVIEWERS, subject) if subject.pk else User.objects.none()


class ReturnForm(StepForm):
    """The system's lines stand on the slip in any case; the reviewer adds more, most often one of the last three."""
    reasons = forms.MultipleChoiceField(
        label=_("另加退文理由"), choices=[*ReturnReason.choices[-3:], *ReturnReason.choices[:-3]], required=False,
        widget=forms.CheckboxSelectMultiple)
    reasons.option_help = {code.value: clause for code, clause in REASON_CLAUSES.items()}
    note = forms.CharField(label=_("修改意见"), required=False, max_length=2000,
                           widget=forms.Textarea(attrs={"rows": 4}), help_text=_("写明在哪里、改什么"))


class SignForm(StepForm):
    """签发 confirms the attribute and fixes number and date. An empty number is drawn from the body's sequence."""
    number = forms.CharField(
        label=_("发文字号"), required=False, max_length=60, help_text=_("不填写时按机关代字自动编号"))
    dated_on = forms.DateField(label=_("成文日期"), required=False, widget=DateInput,
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


class WithdrawForm(StepForm):
    note = forms.CharField(label=_("撤回理由"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
                           help_text=_("对外公示在原网址上，请勿写入不宜公开的内容"))
    hide_title = forms.BooleanField(label=_("标题本身也不宜公开，一并隐去"), required=False)


class UploadForm(forms.Form):
    """A text to be recognised."""
    file = forms.FileField(label=_("公文文本（TXT）"), allow_empty_file=True,
                           help_text=_("UTF-8、GB18030 或 UTF-16 编码的纯文本，不超过 5 MB"))
