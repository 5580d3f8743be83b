"""Every field of a draft."""
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from openness.agencies.models import Agency
from openness.publication import blocks, numbers
from openness.publication.searching import standing_under
from openness.publication.vocabulary import FiveKinds, RelationKind
from openness.ui.dates import PLAUSIBLE, DateInput
from openness.workflow.forms import EditForm

from .. import grounds
from ..choices import Disclosure
from .fields import BodyField

ATTRIBUTE = ("disclosure", "ground", "reasoning", "annotation")
EMPTY_RELATIONS, MOST_RELATIONS = 2, 30        # rows of 相关文件 that stand open, and that a form takes
ANSWER = "answer_"      # and the key of a line of the slip: its answer, in the form of the paper


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
