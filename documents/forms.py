from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from openness.agencies.models import Agency, User
from openness.agencies.rights import people_with
from openness.files import accepting
from openness.publication import blocks, numbers
from openness.publication.models import OldAddress
from openness.publication.searching import standing_under
from openness.publication.vocabulary import FiveKinds, Genre, RelationKind, Topic, Validity, WithdrawalReason
from openness.workflow.forms import EditForm, ReasonForm, StepForm

from . import grounds
from .choices import BY_THE_REVIEWER, REASON_CLAUSES, Disclosure, ReturnReason
from .rights import REVIEWERS

ATTRIBUTE = ("disclosure", "ground", "reasoning", "annotation")
AS_BODY = [("", _("同正文")), *Disclosure.choices]


EMPTY_RELATIONS, MOST_RELATIONS = 2, 30        # rows of 相关文件 that stand open, and that a form takes
ANSWER = "answer_"      # and the key of a line of the slip: its answer, in the form of the paper


# a slip of the pen in the year: no paper of this government is older, none is dated so far ahead
PLAUSIBLE = [MinValueValidator(date(1949, 10, 1), _("日期早于1949年10月1日，请核对年份")),
             MaxValueValidator(date(2199, 12, 31), _("日期晚于2199年，请核对年份"))]


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
        return self.prepare_value(initial or []) != blocks.tidy(self.prepare_value(data or ""))


class DocumentForm(EditForm):
    """Every field of a draft. It cleans and does not decide: what is missing is said when the paper is submitted."""
    names = ("title", "number", "genre", "issuing_agency", "main_recipients", "copy_recipients", "body", "dated_on",
             "annotation", "printing_office", "printed_on", "topic", "five_kinds", "disclosure", "ground", "reasoning",
             "is_policy", "is_major", "is_normative", "effective_on", "expires_on", "contact", "contact_phone")
    body = BodyField(
        label=_("正文"), required=False, max_length=blocks.MOST_CHARACTERS,
        help_text=_("一段一行；以“一、”“（一）”“1.”“（1）”开头的段落自动成为各级标题"))
    dated_on = forms.DateField(label=_("成文日期"), required=False, widget=DateInput, validators=PLAUSIBLE)
    printed_on = forms.DateField(label=_("印发日期"), required=False, widget=DateInput, validators=PLAUSIBLE)
    effective_on = forms.DateField(label=_("施行日期"), required=False, widget=DateInput, validators=PLAUSIBLE,
                                   help_text=_("不填写时自公开之日起；晚于公开的，施行前显示“尚未施行”"))
    expires_on = forms.DateField(label=_("有效期至"), required=False, widget=DateInput, validators=PLAUSIBLE,
                                 help_text=_("有效的最后一天；过后自动显示“已失效”"))
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
        if subject.corrects_id:         # a correction keeps the number of what it corrects
            self.initial["shown"] = " ".join(name for name in self.initial["shown"].split() if name != "number")
        self.fields["issuing_agency"].queryset = Agency.objects.filter(pk__in=self.issuers())
        if subject.pk:
            self.initial.setdefault("joint", [agency.pk for agency in subject.joint.all()])
        shown = self.data.get("shown", "").split()
        for name in ("title", "genre", "issuing_agency"):       # asked for when shown; a robot may send less
            self.fields[name].required = not self.is_bound or name in self.data or name in shown
        if subject.issuing_agency_id:
            self.fields["issuing_agency"].empty_label = None
        self.fields["title"].required |= not subject.pk
        self.add_relations(subject)
        for line in subject.open_slip():
            self.fields[f"{ANSWER}{line.pk}"] = forms.CharField(
                label=_("对“%(reason)s”的答复") % {"reason": line}, required=False, max_length=1000,
                initial=line.answer, widget=forms.Textarea(attrs={"rows": 2}))

    def add_relations(self, subject):
        """Rows of 相关文件: those there are and a few empty ones; fields relation_kind_1, relation_text_1 …"""
        self.initial["shown"] += " relations"
        origin = self.origin if subject.pk or subject.corrects_id else None
        self.related = list(origin.relations.all()) if origin and origin.pk else []
        count = min(len(self.related) + EMPTY_RELATIONS, MOST_RELATIONS)
        if self.is_bound:
            count = max((n for n in range(1, MOST_RELATIONS + 1) if f"relation_text_{n}" in self.data), default=0)
        for n in range(1, count + 1):
            row = self.related[n - 1] if n <= len(self.related) else None
            self.fields[f"relation_kind_{n}"] = forms.ChoiceField(
                label=_("关系"), choices=RelationKind.choices, required=False, initial=row.kind if row else RelationKind.RELATED)
            self.fields[f"relation_text_{n}"] = forms.CharField(
                label=_("文号或标题"), max_length=300, required=False, initial=row.text if row else "")

    def relation_rows(self):
        """[(bound kind, bound text, whether it names a paper on the platform; None for an empty row)] for the page."""
        known = {row.text: row.address is not None for row in self.related}
        rows, n = [], 1
        while f"relation_text_{n}" in self.fields:
            text = self[f"relation_text_{n}"]
            rows.append((self[f"relation_kind_{n}"], text, known.get(text.value()) if text.value() else None))
            n += 1
        return rows

    def relations(self):
        """[{kind, text, address}] as typed, numbers resolved against what is public; None when the form did not ask."""
        if not any(name.startswith("relation_text_") for name in self.data) and "relations" not in self.cleaned_data["shown"].split():
            return None
        found = {}
        for name in [name for name in self.fields if name.startswith("relation_text_")]:
            if text := numbers.normalise_or_keep(self.cleaned_data.get(name, "")):
                kind = self.cleaned_data.get(name.replace("text", "kind")) or RelationKind.RELATED.value
                found.setdefault((kind, text), {"kind": kind, "text": text, "address": standing_under(text)})
        return list(found.values())

    def issuers(self):
        """In whose name the drafting body may draft, and what the paper has already."""
        return {agency.pk for agency in self.origin.drafting_agency.drafts_for()} | {self.origin.issuing_agency_id}

    @property
    def origin(self):
        """The paper whose bodies count: a correction begins with those of what it corrects."""
        return self.subject if self.subject.drafting_agency_id else self.subject.corrects

    def answer_rows(self):
        """[(line of the slip, its bound field)] for the page."""
        return [(line, self[f"{ANSWER}{line.pk}"]) for line in self.subject.open_slip()]

    def answers(self):
        """{line of the slip: answer} of those that were sent."""
        sent = {line: f"{ANSWER}{line.pk}" for line in self.subject.open_slip()}
        return {line: self.cleaned_data[name] for line, name in sent.items() if name in self.data}

    def for_trail(self):
        answered = [line.code for line, answer in self.answers().items() if answer != line.answer]
        return super().for_trail() | ({"answered": answered} if answered else {})

    def clean_title(self):
        title = " ".join(blocks.tidy(self.cleaned_data["title"]).split())
        if not title and self.fields["title"].required:     # of characters that nobody sees
            raise ValidationError(self.fields["title"].error_messages["required"], code="required")
        return title

    def clean_number(self):
        return numbers.normalise(self.cleaned_data["number"])

    def clean(self):
        data = super().clean()
        dated, printed = data.get("dated_on"), data.get("printed_on")
        if dated and printed and printed < dated:
            self.add_error("printed_on", _("印发日期不能早于成文日期"))
        if data.get("effective_on") and data.get("expires_on") and data["expires_on"] < data["effective_on"]:
            self.add_error("expires_on", _("有效期不能在施行日期之前结束"))
        elif data.get("expires_on") and dated and data["expires_on"] < dated:
            self.add_error("expires_on", _("有效期不能在成文日期之前结束"))
        self.names_others()
        return data

    def names_others(self):
        """A paper says nothing of itself; a title proves nothing, a new paper often has that of the old one."""
        own = self.cleaned_data.get("number") or self.subject.number or (self.subject.corrects_id and self.subject.corrects.number)
        for name in [name for name in self.fields if name.startswith("relation_text_")]:
            if own and numbers.normalise_or_keep(self.cleaned_data.get(name, "")) == own:
                self.add_error(name, _("这是本件自己的发文字号"))


class FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if hasattr(files, "getlist") else list(filter(None, [files.get(name)]))


class FilesField(forms.FileField):
    """One or more uploads; cleans to their list. What is wrong with one is said with its name."""
    widget = FilesInput

    def clean(self, data, initial=None):
        files, problems = [super(FilesField, self).clean(file) for file in data or [None]], []
        for file in files:
            try:
                accepting.check(file)
            except ValidationError as error:
                problems += error.messages if len(files) == 1 else [f"{file.name}：{m}" for m in error.messages]
        if problems:
            raise ValidationError(problems)
        return files


class AttachForm(StepForm):
    file = FilesField(label=_("文件"), allow_empty_file=True,
                      help_text=_("可以一次选择多个；PDF、DOCX、XLSX、OFD、JPG、PNG、TXT，每个不超过 50 MB"))
    title = forms.CharField(
        label=_("附件标题"), max_length=200, required=False, help_text=_("不填写时使用文件名；一次上传多个时分别使用文件名"))
    disclosure = forms.ChoiceField(label=_("公开属性"), choices=AS_BODY, required=False)

    def for_trail(self):
        return {"disclosure": self.cleaned_data["disclosure"]}


class ArrangeForm(StepForm):
    """Order, title and attribute of each attachment (区分处理): fields order_1, title_1 … by the key of the part."""
    NAMES = ("order", "title", "disclosure", "ground", "reasoning")

    def __init__(self, data=None, files=None, *, subject, **kwargs):
        super().__init__(data, files, subject=subject, **kwargs)
        self.parts = list(subject.public_order()) if subject.pk else []
        for place, part in enumerate(self.parts, 1):
            own = {
                "order": forms.IntegerField(label=_("顺序"), min_value=1, max_value=999, initial=place),
                "title": forms.CharField(label=_("附件标题"), max_length=200, initial=part.title),
                "disclosure": forms.ChoiceField(
                    label=_("公开属性"), choices=AS_BODY, required=False, initial=part.disclosure),
                "ground": forms.ChoiceField(
                    label=_("法律依据"), choices=grounds.choices, required=False, initial=part.ground),
                "reasoning": forms.CharField(label=_("理由"), max_length=1000, required=False, initial=part.reasoning,
                                             widget=forms.Textarea(attrs={"rows": 2})),
            }
            for name, field in own.items():
                if self.is_bound and f"{name}_{part.pk}" not in self.data:      # a robot may send less
                    continue
                self.fields[f"{name}_{part.pk}"] = field

    def rows(self):
        """[(part, {name: bound field})] for the page."""
        return [(part, {name: self[f"{name}_{part.pk}"] for name in self.NAMES if f"{name}_{part.pk}" in self.fields})
                for part in self.parts]

    def arranged(self):
        """[(part, {name: value})] in the new order; equal numbers keep the order in which they stood."""
        given = {part: {name: self.cleaned_data[f"{name}_{part.pk}"] for name in self.NAMES
                        if f"{name}_{part.pk}" in self.cleaned_data} for part in self.parts}
        return sorted(given.items(), key=lambda pair: pair[1].get("order", pair[0].order))

    def for_trail(self):
        return {"parts": [part.pk for part, _given in self.arranged()]}


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
        people = people_with(REVIEWERS, subject) if subject.pk else User.objects.none()
        self.fields["to"].queryset = people.exclude(pk=subject.claimed_by_id)      # who has it already hands it to another


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


class UploadsField(FilesField):
    """Files to be recognised: whatever they are, each is taken in and gets its own answer."""

    def clean(self, data, initial=None):
        return [forms.FileField.clean(self, file) for file in data or [None]]


class UploadForm(forms.Form):
    """Files to be recognised."""
    file = UploadsField(label=_("公文文件"), allow_empty_file=True, max_length=255, help_text=_(
        "DOCX、PDF（有文字层的）、DOC、TXT，可以一次选择多个，每个不超过 50 MB；扫描件请先作文字识别"))


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
