"""What is brought in."""
from django import forms
from django.utils.translation import gettext_lazy as _

from .fields import UploadsField


class UploadForm(forms.Form):
    """Files to be recognised."""
    file = UploadsField(label=_("公文文件"), allow_empty_file=True, max_length=255, help_text=_(
        "DOCX、PDF（有文字层的）、DOC、TXT，可以一次选择多个，每个不超过 50 MB；扫描件请先作文字识别"))
