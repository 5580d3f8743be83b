"""Fields that several forms of a document share."""
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from openness.files import accepting
from openness.publication import blocks


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


class UploadsField(FilesField):
    """Files to be recognised: whatever they are, each is taken in and gets its own answer."""

    def clean(self, data, initial=None):
        return [forms.FileField.clean(self, file) for file in data or [None]]
