from django import forms
from django.core.files import File
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _


class StepForm(forms.Form):
    """What a step asks for: a note always, and whatever its own form adds. The cleaned values stay on the trail."""
    note = forms.CharField(label=_("说明"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
                           help_text=_("写入办理记录，能看到本件的人都能看到"))
    accept = forms.CharField(required=False, widget=forms.HiddenInput)     # codes of the warnings accepted

    def __init__(self, data=None, files=None, *, subject, **kwargs):
        self.subject = subject
        super().__init__(data, files, **kwargs)

    def unsent(self):
        """[(label, words)] that were typed and not taken, to be copied."""
        typed = [(name, field, self.data.get(name)) for name, field in self.fields.items()
                 if isinstance(field, forms.CharField) and not field.widget.is_hidden and name in self.data]
        return [(field.label, words) for name, field, words in typed if isinstance(words, str) and words.strip()
                and field.has_changed(self.get_initial_for_field(field, name), words)]

    def accepted(self):
        return set(self.cleaned_data.get("accept", "").split())

    def for_trail(self):
        kept = {k: getattr(v, "pk", v) for k, v in self.cleaned_data.items()
                if k != "note" and not isinstance(v, File)}
        return {k: v for k, v in kept.items() if v not in ("", None, [])}


class ReasonForm(StepForm):
    """For steps that must say why."""
    note = forms.CharField(label=_("理由"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class EditForm(StepForm):
    """Fields of the subject. Only what was sent is changed; the trail names the fields and never repeats their text.

    A page sends `shown`, the names of the fields that it offered, since an empty tick box sends nothing by itself.
    """
    names: tuple[str, ...] = ()
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, files=None, *, subject, **kwargs):
        super().__init__(data, files, subject=subject, **kwargs)
        own = forms.fields_for_model(type(subject), [name for name in self.names if name not in self.fields])
        self.fields |= own
        for name in self.names:
            self.fields[name].required = False
        given, self.initial = self.initial, model_to_dict(subject, self.names) if subject.pk else {}
        self.initial |= {"shown": " ".join(self.names)} | given

    def changes(self):
        shown = self.cleaned_data.get("shown", "").split()
        return {name: self.cleaned_data[name] for name in self.names
                if name in self.cleaned_data and (name in self.data or name in self.files or name in shown)}

    def for_trail(self):
        return {"changed": [name for name in self.names if name in self.changes() and name in self.changed_data]}
