from datetime import date, timedelta

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from openness.deadlines.rules import RULES

register = template.Library()
STAGES = {
    "lead": _("即将到期"), "last_day": _("今天到期"), "overdue": _("已逾期"), "escalated": _("已逾期，请督促办理"),
    "recount": _("期限已重新计算"),
}


@register.simple_tag
def stage_word(stage):
    return STAGES.get(stage, stage)


@register.simple_tag
def clock_word(key):
    return RULES[key].label if key in RULES else key


NATURES = {
    "start": _("当日不计"), "counted": _("工作日"), "swapped": _("调休上班"), "weekend": _("周末"), "holiday": _("法定节假日"), "paused": _("暂停"),
    "rest": _("休息日"),
}


@register.simple_tag
def nature_word(nature):
    return NATURES[nature]


@register.simple_tag
def weekdays():
    """Monday to Sunday, short."""
    return [date_format(date(2024, 1, 1) + timedelta(days=n), "D") for n in range(7)]


@register.simple_tag
def moved_by(days):
    """How a limit moved: 早 2 天, 晚 1 天, or only that it is certain now."""
    if days > 0:
        return ngettext("晚 %(n)s 天", "晚 %(n)s 天", days) % {"n": days}
    if days < 0:
        return ngettext("早 %(n)s 天", "早 %(n)s 天", -days) % {"n": -days}
    return _now("日期不变，不再暂定")
