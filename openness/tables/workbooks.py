"""Tables as XLSX in which text is text: no cell that came from a person is ever a formula, a link or a number.

    response("公文.xlsx", [Sheet("公文", [Column("标题", width=40), Column("件数", "number")], rows)])
"""
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import zip_longest
from numbers import Real

from django.http import HttpResponse
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from openness.download import download

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 32_767                       # characters (UTF-16 units) that a cell takes
MOST_ROWS = 1_048_576 - 1           # of a sheet, without its header
FIRST_DAY = date(1900, 3, 1)        # before it, the serials of Excel and the calendar differ
REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")     # XML 1.0 has no such characters
NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]|^'|'$")
FORMATS = {"number": "#,##0.##", "integer": "#,##0", "date": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm", "percent": "0.0%"}
LISTS = "选项"
WIDTHS = {"text": 20, "number": 12, "date": 13, "percent": 10}


@dataclass(frozen=True)
class Column:
    """kind: text, number, date (dates and moments) or percent (0.5 is 50%); width in characters."""
    label: str
    kind: str = "text"
    width: float | None = None
    note: str = ""                              # explained when the header is pointed at
    choices: Sequence[str] = ()                 # a drop-down list


@dataclass(frozen=True)
class Sheet:
    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence] = field(default=())
    remark: str = ""                            # said below the last row, such as that the list was cut


def write(sheets: Sequence[Sheet]) -> bytes:
    out = io.BytesIO()
    book = Workbook(out, {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "default_date_format": FORMATS["date"]})
    book.set_properties({"created": datetime(2000, 1, 1), "author": "", "comments": ""})
    styles = {kind: book.add_format({"num_format": words}) for kind, words in FORMATS.items()}
    styles["text"] = book.add_format({"num_format": "@"})
    styles["head"] = book.add_format({"bold": True, "bg_color": "#E8EEF6", "bottom": 1, "text_wrap": True, "valign": "top"})
    titles, lists = set(), []
    for sheet in sheets:
        _write_sheet(book, sheet, styles, _title(sheet.title, titles), lists)
    if lists:
        _write_lists(book, lists)
    book.close()
    return out.getvalue()


def response(filename: str, sheets: Sequence[Sheet]) -> HttpResponse:
    return download(filename, write(sheets), TYPE)


def text(value) -> str:
    """What a cell can hold of a value; longer text is cut and says so."""
    words = REFUSED.sub("", "" if value is None else str(value))
    if len(words.encode("utf-16-le")) > 2 * MOST:
        said = _("……（超出单元格上限，以下从略）")
        words = words.encode("utf-16-le")[:2 * (MOST - len(said))].decode("utf-16-le", "ignore") + said
    return words


def _title(title, taken):
    """At most 31 characters, none of those that sheets refuse, none twice in one book."""
    plain = NOT_IN_TITLES.sub(" ", REFUSED.sub("", title)).strip()[:31] or "Sheet"
    number, name = 1, plain
    while name.lower() in taken:
        number += 1
        name = f"{plain[:27]} {number}"
    taken.add(name.lower())
    return name


def _write_lists(book, lists):
    """Drop-down lists that are too long to stand in the rule itself."""
    page = book.add_worksheet(LISTS)
    for row, values in enumerate(zip_longest(*lists, fillvalue="")):
        for at, value in enumerate(values):
            page.write_string(row, at, text(value))


def _write_sheet(book, sheet, styles, title, lists):
    page = book.add_worksheet(title)
    page.freeze_panes(1, 0)
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width or WIDTHS[column.kind], styles["text"] if column.kind == "text" else None)
    for at, column in enumerate(sheet.columns):
        page.write_string(0, at, text(column.label), styles["head"])
    last = 0
    for last, row in enumerate(sheet.rows, 1):      # noqa: B007 (the number of the last row is wanted)
        for at, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            _write_cell(page, last, at, column.kind, value, styles)
    if sheet.remark:
        page.write_string(last + 1, 0, text(sheet.remark))
    if sheet.columns:
        page.autofilter(0, 0, max(last, 1), len(sheet.columns) - 1)
    for at, column in enumerate(sheet.columns):
        _explain(page, at, column, last, lists)


def _write_cell(page, row, at, kind, value, styles):
    if value is None or value == "":
        return
    if kind == "date" and isinstance(value, datetime):
        value = localtime(value).replace(tzinfo=None) if is_aware(value) else value
        if value.date() >= FIRST_DAY:
            page.write_datetime(row, at, value, styles["moment"])
            return
    elif kind == "date" and isinstance(value, date) and value >= FIRST_DAY:
        page.write_datetime(row, at, datetime(value.year, value.month, value.day), styles["date"])
        return
    elif kind in ("number", "percent") and isinstance(value, Real | Decimal) and not isinstance(value, bool) and (
            abs(value) < 10**15):       # false for NaN; sheets keep fifteen digits
        whole = kind == "number" and value == int(value)
        page.write_number(row, at, value, styles["integer" if whole else kind])
        return
    page.write_string(row, at, text(value), styles["text"])


def _explain(page, at, column, last, lists):
    if column.choices:
        source = list(column.choices)
        if len(",".join(source)) > 255 or any("," in each for each in source):
            lists.append(source)
            letter = xl_col_to_name(len(lists) - 1)
            source = f"='{LISTS}'!${letter}$1:${letter}${len(column.choices)}"
        page.data_validation(1, at, max(last, 1000), at, {
            "validate": "list", "source": source, "error_type": "information"})
    if column.note:
        page.data_validation(0, at, 0, at, {
            "validate": "any", "input_title": text(column.label)[:32], "input_message": text(column.note)[:255]})
