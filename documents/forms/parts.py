"""Attachments: added, arranged, taken away."""
from django import forms
from django.utils.translation import gettext_lazy as _

from openness.workflow.forms import StepForm

from .. import grounds
from ..choices import Disclosure
from .fields import FilesField

AS_BODY = [("", _("同正文")), *Disclosure.choices]


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
