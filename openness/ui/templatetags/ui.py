"""The components as template tags: leaves are simple tags, boxes with a body are block tags, lists with markup are templates.

Every text goes through format_html. Icons are always given by name as ``icon="…"``: the build collects the names from there.
"""

import zlib
from collections.abc import Iterable, Mapping

from django import template
from django.templatetags.static import static
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openness.ui import vocabulary

register = template.Library()


def _icon(name: str, size: str = "") -> SafeString:
    if not name:
        return SafeString("")
    return format_html(
        '<svg class="zw-icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        f" zw-icon-{size}" if size else "",
        static("dist/icons.svg"),
        name,
    )


def _anchor(text: object) -> str:
    """An id that stays the same from one request to the next."""
    return f"h-{zlib.crc32(str(text).encode()):08x}"


@register.filter
def listed(words: Iterable) -> str:
    """``{{ names|listed }}``: 甲、乙、丙 in Chinese, A, B, C in English."""
    return _("、").join(map(str, words))


@register.simple_tag
def html_lang() -> str:
    """The language of the page as HTML names it."""
    language = translation.get_language() or "zh-hans"
    return "zh-CN" if language.startswith("zh") else language


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """``{% icon "eye" %}``, larger ``{% icon "eye" "lg" %}`` or ``"xl"``. Always beside words: it has no name of its own."""
    return _icon(name, size)


@register.simple_tag
def key(name: str) -> SafeString:
    """``{% key "A" %}``: a key beside its verb, for who has a keyboard."""
    return format_html('<span class="zw-key zw-key-hint" aria-hidden="true">{}</span>', name)


@register.simple_tag
def tag(text: object, *, tone: str = "grey", icon: str = "") -> SafeString:
    """``{% tag "重报" tone="amber" icon="refresh" %}``: a badge with words of its own."""
    return format_html('<span class="zw-badge zw-badge-{}">{}{}</span>', tone, _icon(icon), text)


@register.simple_tag
def badge(domain: str, state: object) -> SafeString:
    """``{% badge "document" document.status %}``: a state in the words of the vocabulary."""
    word = vocabulary.word(domain, state)
    return format_html('<span class="zw-badge zw-badge-{}">{}{}</span>', word.tone, _icon(word.icon), word.label)


@register.simple_tag
def badge_label(domain: str, state: object) -> str:
    """The words of a badge alone, for titles, options and exports."""
    return str(vocabulary.word(domain, state).label)


@register.simple_tag
def clock(reading: object, *, name: str = "", dash: bool = False, how: bool = False) -> SafeString:
    """``{% clock reading %}``: what is left and until when. ``name`` puts the legal name first; ``dash`` fills an empty cell;
    ``how`` makes the date a link to 怎么算的, on pages of the thing itself."""
    if not reading:
        return format_html('<span class="zw-muted">{}</span>', "—") if dash else SafeString("")
    word = vocabulary.CLOCKS.get(str(reading.kind), vocabulary.CLOCKS["ok"])
    date = getattr(reading, "date", "")
    iso = getattr(reading, "iso", "")
    if date and iso:
        when = format_html('<time datetime="{}">{}</time>', iso, date)
        if how and getattr(reading, "how", ""):
            when = format_html('<a href="{}">{}<span class="visually-hidden">{}{}</span></a>', reading.how, when, _("："), _("怎么算的"))
        when = format_html(" <small>{}</small>", when)
    else:
        when = format_html(" <small>{}</small>", date) if date else ""
    return format_html(
        '<span class="zw-clock{}">{}{}<b>{}</b>{}</span>',
        f" zw-clock-{word.tone}" if word.tone else "",
        _icon(word.icon),
        format_html("<span>{}</span> ", name) if name else "",
        reading.text,
        when,
    )


@register.simple_tag
def kpi(
    label: object,
    value: object,
    *,
    unit: object = "",
    note: object = "",
    tone: str = "",
    icon: str = "",
    href: str = "",
    current: bool = False,
) -> SafeString:
    """``{% kpi "已逾期" 1 unit="件" note="…" tone="red" icon="alert-triangle" href="?due=over" %}``, inside ``.zw-kpis``."""
    inside = format_html(
        '<span class="zw-kpi-label">{}{}</span><span class="zw-kpi-value">{}{}</span>{}',
        _icon(icon),
        label,
        value,
        format_html("<small>{}</small>", unit) if unit else "",
        format_html('<span class="zw-kpi-note">{}</span>', note) if note else "",
    )
    style = f"zw-kpi is-{tone}" if tone else "zw-kpi"
    mark = SafeString(' aria-current="true"') if current else ""
    if href:
        return format_html('<a class="{}" href="{}"{}>{}</a>', style, href, mark, inside)
    return format_html('<div class="{}"{}>{}</div>', style, mark, inside)


@register.simple_block_tag
def card(
    content: str,
    title: object = "",
    *,
    icon: str = "",
    count: object = "",
    href: str = "",
    more: object = "",
    id: str = "",  # noqa: A002  (it becomes the attribute of that name)
    flush: bool = False,
    level: int = 2,
) -> SafeString:
    """``{% card "版本" icon="versions" %}…{% endcard %}``: a box with a heading.

    ``href`` and ``more`` put a link at the right of the heading, ``count`` a number after it; ``flush`` lets a table touch
    the border. A heading with more in it is written out: ``<section class="zw-card"><header>…``.
    """
    body = format_html('<div class="zw-card-body{}">{}</div>', " is-flush" if flush else "", content)
    place = format_html(' id="{}"', id) if id else ""
    if not title:
        return format_html('<div class="zw-card"{}>{}</div>', place, body)
    heading = f"{id}-h" if id else _anchor(title)
    return format_html(
        '<section class="zw-card"{} aria-labelledby="{}"><header>{}<h{} id="{}">{}{}</h{}>{}</header>{}</section>',
        place,
        heading,
        _icon(icon),
        level,
        heading,
        title,
        format_html(' <span class="zw-muted zw-sm fw-400">{}</span>', count) if count not in ("", None) else "",
        level,
        format_html('<div class="zw-actions"><a href="{}">{}</a></div>', href, more) if href else "",
        body,
    )


_NOTE_ICONS = {
    "red": {"icon": "alert-circle"},
    "amber": {"icon": "alert-triangle"},
    "green": {"icon": "circle-check"},
    "": {"icon": "info-circle"},
}


@register.simple_block_tag
def note(content: str, tone: str = "blue", *, icon: str = "") -> SafeString:
    """``{% note "amber" %}…{% endnote %}``; tones blue, amber, red, green, violet, grey."""
    chosen = icon or _NOTE_ICONS.get(tone, _NOTE_ICONS[""])["icon"]
    return format_html('<div class="zw-note zw-note-{}">{}<div>{}</div></div>', tone, _icon(chosen), content)


@register.simple_block_tag
def nothing(content: str, title: object, text: object = "", *, icon: str = "inbox", level: int = 2) -> SafeString:
    """``{% nothing "没有失败的文件" "识别失败的文件会列在这里。" %}<a class="btn …">…</a>{% endnothing %}``.

    What would stand here, and as body the next thing to do. Not called "empty": that word belongs to Django's ``for``.
    """
    return format_html(
        '<div class="zw-nothing">{}<h{}>{}</h{}>{}<div class="zw-nothing-next">{}</div></div>',
        _icon(icon),
        level,
        title,
        level,
        format_html("<p>{}</p>", text) if text else "",
        SafeString(content.strip()),
    )


def _part(item: object, name: str, position: int) -> object:
    if isinstance(item, Mapping):
        return item.get(name, "")
    if isinstance(item, str | bytes):
        return item if position == 1 else ""
    if isinstance(item, Iterable):
        parts = list(item)
        return parts[position] if position < len(parts) else ""
    return getattr(item, name, "")


@register.simple_tag
def steps(items: Iterable, *, upright: bool = False) -> SafeString:
    """``{% steps items %}``: each item has state (done, current, todo, stopped), label, detail, as a mapping, object or tuple."""
    said = {"done": _("已完成"), "current": _("当前"), "stopped": _("已停止"), "todo": _("未开始")}
    rows = []
    for number, item in enumerate(items, 1):
        state = str(_part(item, "state", 0))
        state = state if state in said else "todo"
        rows.append(
            (
                f' class="is-{state}"' if state != "todo" else "",
                number,
                ' aria-current="step"' if state == "current" else "",
                _part(item, "label", 1),
                said.get(state, ""),
                _part(item, "detail", 2),
            )
        )
    return format_html(
        '<ol class="zw-steps{}">{}</ol>',
        " zw-steps-upright" if upright else "",
        format_html_join(
            "",
            '<li{} data-n="{}"{}><b>{}<span class="visually-hidden"> ({})</span></b>{}</li>',
            (
                (SafeString(css), number, SafeString(mark), label, words, detail)
                for css, number, mark, label, words, detail in rows
            ),
        ),
    )


@register.simple_block_tag
def event(
    content: str,
    title: object,
    *,
    icon: str = "point",
    tone: str = "",
    who: object = "",
    at: object = "",
    iso: object = "",
) -> SafeString:
    """One entry of ``<ol class="zw-timeline">``: ``{% event "退文" icon="arrow-back-up" tone="red" who="…" at="16:20" iso="…" %}``."""
    return format_html(
        '<li><span class="zw-event-dot{}">{}</span><div class="zw-event-head"><b>{}</b>{}{}</div>{}</li>',
        f" is-{tone}" if tone else "",
        _icon(icon),
        title,
        format_html('<span class="zw-muted">{}</span>', who) if who else "",
        format_html('<time datetime="{}">{}</time>', iso or at, at) if at else "",
        SafeString(content.strip()),
    )


@register.simple_tag
def check(state: str, text: object, *, detail: object = "", href: str = "") -> SafeString:
    """One line of ``<ul class="zw-checklist">`` or ``.zw-strip``; states ok, fail, warn, wait; ``href`` leads to the remedy."""
    word = vocabulary.CHECKS.get(str(state), vocabulary.CHECKS["wait"])
    return format_html(
        '<li class="is-{}">{}<span><span class="visually-hidden">{}{}</span>{}{}</span></li>',
        word.tone,
        _icon(word.icon),
        word.label,
        _("："),
        format_html('<a class="zw-link" href="{}">{}</a>', href, text) if href else text,
        format_html("<small>{}</small>", detail) if detail else "",
    )


@register.simple_tag
def field(bound: object) -> SafeString:
    """``{% field form.title %}``: label, 必填 or 选填, hint, control, error."""
    return bound.as_field_group()


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: object, focus: bool = True) -> dict:
    """``{% error_summary form %}`` or several forms: all errors at the top of the page, each a link to its field."""
    errors = []
    for form in forms:
        if not form or not getattr(form, "is_bound", False):
            continue
        errors += [("", message) for message in form.non_field_errors()]
        for bound in form:
            target = "" if bound.is_hidden else getattr(bound, "focus_id", bound.id_for_label)
            errors += [(target, message) for message in bound.errors]
    return {"errors": errors, "focus": focus}


def _query(context: template.Context, changes: Mapping[str, object]) -> str:
    params = context["request"].GET.copy()
    if "page" not in changes:
        params.pop("page", None)  # another filter is another list: it begins at its first page
    for name, value in changes.items():
        if value is None or value == "":
            params.pop(name, None)
        elif isinstance(value, list | tuple | set):
            params.setlist(name, [str(one) for one in value])
        else:
            params[name] = str(value)
    return "?" + params.urlencode()


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: object) -> str:
    """``<a href="{% query status="returned" %}">``: this address with other values; an empty value takes one away."""
    return _query(context, changes)


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: template.Context, page_obj: object, *, unit: object = "", name: str = "page") -> dict:
    """``{% pager page_obj %}``: which part of how many, and the pages, with all other values of the address kept."""
    if page_obj is None:
        return {"page": None}
    paginator = page_obj.paginator
    numbers = [
        {
            "number": number,
            "url": _query(context, {name: number}) if isinstance(number, int) else "",
            "current": number == page_obj.number,
        }
        for number in paginator.get_elided_page_range(page_obj.number, on_each_side=2, on_ends=1)
    ]
    return {
        "page": page_obj,
        "count": paginator.count,
        "numbers": numbers if paginator.num_pages > 1 else [],
        "unit": unit or _("件"),
        "previous": _query(context, {name: page_obj.number - 1}) if page_obj.has_previous() else "",
        "next": _query(context, {name: page_obj.number + 1}) if page_obj.has_next() else "",
    }
