from django import forms
from django.apps import apps
from django.utils.translation import gettext_lazy as _

from openness.workflow.forms import EditForm

from ..choices import Grade
from ..known import readership

SCORES = {name: (label, help) for name, label, help in (
    ("timeliness", _("及时性"), _("是否与公文同步公开，后续解读是否跟上")),
    ("authority", _("权威性"), _("解读人是否参与制定，说法是否准确、一致")),
    ("plainness", _("通俗性"), _("群众是否看得懂，专业内容是否讲明白")),
    ("reach", _("传播力"), _("渠道是否到位，看到的人多不多")))}
POINTS = [(n, str(n)) for n in range(5, 0, -1)]
LARGEST = 2_000_000_000


def text(label, rows=3, **kwargs):
    return forms.CharField(label=label, max_length=5000, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class EvaluationForm(EditForm):
    """解读效果评估. What the system knows is not asked: only the reach of each channel is typed, and what a person judges."""
    names = ()
    note = forms.CharField(required=False, widget=forms.HiddenInput)
    questions_count = forms.IntegerField(label=_("收到的咨询（件）"), min_value=0, max_value=LARGEST)
    questions = text(_("有代表性的问题"), required=False, help_text=_("群众问得最多的是什么；每行一个"))
    misreadings = text(_("发现的误读、误解"), required=False, help_text=_("有误读的，评估后据此下达整改任务；没有则留空"))
    grade = forms.ChoiceField(label=_("评估等次"), choices=Grade, widget=forms.RadioSelect, help_text=_("由评估人判断，系统不代为计算"))
    conclusions = text(_("评估结论"), 4)

    def __init__(self, data=None, files=None, *, subject, **kwargs):
        super().__init__(data, files, subject=subject, **kwargs)
        self.records = records_of(subject) if subject.pk else []
        for record in self.records:
            self.fields[f"seen_{record.pk}"] = forms.IntegerField(
                label=str(record), required=False, min_value=0, max_value=LARGEST, help_text=record.material.title)
        for name, (label, help_text) in SCORES.items():
            self.fields[name] = forms.TypedChoiceField(label=label, choices=POINTS, coerce=int, help_text=help_text, widget=forms.RadioSelect)
            self.fields[f"{name}_why"] = forms.CharField(label=_("%(line)s：一句话说明") % {"line": label}, max_length=300)

    def seen(self):
        """[(record, its field)] for the page."""
        return [(record, self[f"seen_{record.pk}"]) for record in self.records]

    def known(self):
        """What will be written down without being asked."""
        return readership(self.subject)

    def lines(self):
        return [(self[name], self[f"{name}_why"]) for name in SCORES]

    def for_trail(self):
        return {"grade": self.cleaned_data["grade"]}


def records_of(plan):
    rows = apps.get_model("interpretation.ChannelRecord").objects.standing().filter(material__plan=plan)
    return list(rows.select_related("material").order_by("material", "at", "pk"))
