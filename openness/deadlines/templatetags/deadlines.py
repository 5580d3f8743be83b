from django import template
from django.utils.translation import gettext_lazy as _

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
