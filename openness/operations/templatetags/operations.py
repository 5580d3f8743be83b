from django import template
from django.utils.translation import gettext, ngettext

register = template.Library()
MINUTE, HOUR, DAY = 60, 3600, 86400


@register.filter
def said(words):
    """In the reader's language: checks.py is read without Django too."""
    return gettext(words)


@register.filter
def measured(check):
    return gettext("没有") if check.value is None else quantity(check.value, check.unit)


@register.filter
def bound(check):
    return quantity(check.limit, check.unit)


def quantity(value, unit):
    if unit in ("seconds", "ago"):
        for size, words in ((DAY, "{n} 天"), (HOUR, "{n} 小时"), (MINUTE, "{n} 分钟")):
            if value >= 2 * size:
                return gettext(words).format(n=int(value // size))
        return gettext("{n} 秒").format(n=int(value))
    if unit == "GiB":
        return f"{value:g} GiB"
    return ngettext("{n} 项", "{n} 项", int(value)).format(n=int(value))
