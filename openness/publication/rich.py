from django import forms
from django.core.exceptions import ValidationError

from .html import TooMuch, sanitise


class RichField(forms.CharField):
    """HTML from the editor, or typed as such without script; kept sanitised."""
    widget = forms.Textarea(attrs={"rows": 18, "data-editor": ""})

    def clean(self, value):
        try:
            return sanitise(super().clean(value))
        except TooMuch as error:
            raise ValidationError(str(error)) from error
