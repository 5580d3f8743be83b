"""Charts drawn by the server: SVG with classes and presentation attributes alone, each bar a link to the list it counts.

They are read in grey as well: what is overdue is hatched, what is near is dotted, every bar has its number.
"""
from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from ..presenting import percent

register = template.Library()
TOP, BOTTOM, LEFT, RIGHT, HEIGHT = 22, 26, 34, 6, 224
GRID = 4                        # lines above the base
ROW, NAME, END = 30, 92, 100    # of a bar that lies: height, room for its name and for its numbers
HATCHES = {"over": "over", "today": "soon", "soon": "soon"}
LEAST = (97, 90, 80, 60)        # per cent from which a cell has its shade, from the best


def scale(most):
    """A top for the axis that divides well: 4, 8, 20, 40, 80 …"""
    unit = 1
    while True:
        for step in (1, 2, 5):
            if step * unit * GRID >= most:
                return step * unit * GRID
        unit *= 10


@register.inclusion_tag("oversight/charts/bars.html")
def bar_chart(bars, title, *, width=720, name="bars"):
    """``{% bar_chart days title %}``: [{label, long, value, kind, url}], a bar each; `width` 340 for phones."""
    top, room = scale(max([bar["value"] for bar in bars] or [0])), HEIGHT - TOP - BOTTOM
    column = (width - LEFT - RIGHT) / max(len(bars), 1)
    thick = min(column * .62, 34)

    def drawn(n, bar):
        high = room * bar["value"] / top
        middle = LEFT + column * (n + .5)
        return bar | {"left": LEFT + column * n, "middle": middle, "x": middle - thick / 2, "y": TOP + room - high, "high": high,
                      "over": TOP + room - high - 6, "hatch": HATCHES.get(bar["kind"])}
    return {
        "title": title, "name": name, "width": width, "height": HEIGHT, "base": HEIGHT - 8, "column": column, "thick": thick,
        "left": LEFT, "right": width - RIGHT, "axis": LEFT - 6, "bars": [drawn(n, bar) for n, bar in enumerate(bars)],
        "lines": [{"y": TOP + room * n / GRID, "text": TOP + room * n / GRID + 4, "value": top - top * n // GRID}
                  for n in range(GRID + 1)]}


@register.inclusion_tag("oversight/charts/shares.html")
def share_chart(rows, title, *, width=340):
    """``{% share_chart kinds title %}``: [{label, value, share, url}], a lying bar each, with number and share."""
    most = max([row["value"] for row in rows] or [0]) or 1

    def drawn(n, row):
        long = (width - NAME - END) * row["value"] / most
        return row | {"top": n * ROW, "y": n * ROW + 8, "text": n * ROW + 19, "long": long, "after": NAME + long + 6}
    return {"title": title, "width": width, "height": ROW * len(rows), "row_height": ROW, "x": NAME,
            "rows": [drawn(n, row) for n, row in enumerate(rows)]}


@register.inclusion_tag("oversight/charts/swatch.html")
def swatch(kind):
    """``{% swatch "over" %}``: the small square of a legend, drawn like the bars."""
    return {"kind": kind, "name": f"legend-{kind}", "hatch": HATCHES.get(kind)}


register.filter(percent)        # {{ rate|percent }}


@register.filter
def heat(rate):
    """The shade of a cell by its rate; the number is always printed."""
    return "" if rate is None else f"zw-heat-{next((n for n, least in enumerate(LEAST) if rate * 100 >= least), len(LEAST))}"


@register.simple_tag
def counted(number):
    """``{% counted number %}``: a number as the link to its list."""
    return format_html('<a href="{}" data-number="{}">{}</a>', number.url, number.value, number.value)


@register.simple_tag
def ratio(share):
    """``{% ratio share %}``: both numbers of a rate, each with its list."""
    return format_html('<span class="zw-ratio">{}/{}</span>', counted(share.part), counted(share.whole))


@register.simple_tag
def moved(by, *, unit=""):
    """``{% moved places %}``: ↑ 2, ↓ 1, 持平; a dash where there is nothing to compare with."""
    if by is None:
        return format_html('<span class="zw-muted">{}</span>', "—")
    if round(by, 1) == 0:
        return format_html('<span class="zw-muted">{}</span>', _("持平"))
    style, arrow, word = ("zw-up", "↑", _("上升")) if by > 0 else ("zw-down", "↓", _("下降"))
    return format_html('<span class="{}"><span aria-hidden="true">{}</span><span class="visually-hidden">{}</span> {} {}</span>',
                       style, arrow, word, f"{abs(round(by, 1)):g}", unit)
