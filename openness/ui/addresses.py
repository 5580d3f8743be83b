from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _


class AddressField(forms.URLField):
    """The address of a page on the web; without a scheme https is meant."""
    default_error_messages = {"invalid": _("请填写以 https:// 或者 http:// 开头的完整网址")}
    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, **kwargs):
        super().__init__(assume_scheme="https", **kwargs)
