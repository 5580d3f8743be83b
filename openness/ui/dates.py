"""A day in a form: picked as browsers pick it, and plausible."""
from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

# a slip of the pen in the year: no paper of this government is older, none is dated so far ahead
PLAUSIBLE = [MinValueValidator(date(1949, 10, 1), _("日期早于1949年10月1日，请核对年份")),
             MaxValueValidator(date(2199, 12, 31), _("日期晚于2199年，请核对年份"))]


def plausible_moment(moment):
    for validator in PLAUSIBLE:
        validator(moment.date())


class DateInput(forms.DateInput):
    """Written 2026-03-02 in every language."""
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")
