"""A workbook that somebody filled in → rows by the names of its columns, with what is wrong said cell by cell."""
import json
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_cell_to_rowcol

from openness.parsing import child
from openness.parsing.sentences import Unreadable

LARGEST = 20 * 2**20
HEADER_WITHIN = 10              # rows: titles may stand above the header
EXAMPLE = "示例："               # a row of the template that begins with it is not imported
SEVERAL = re.compile(r"[、，,；;\n]+")
DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+[0-9:]+)?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
SERIAL_ZERO = date(1899, 12, 30)
SERIALS = range(1, 73_051)      # 1900 to 2099
CELL = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}", re.ASCII)
RANGE = re.compile(f"({CELL.pattern}):({CELL.pattern})", re.ASCII)


@dataclass(frozen=True)
class Column:
    """kind: text, code (a number becomes its digits), list (several, by 、), date, long (line breaks stay)."""
    name: str
    label: str
    kind: str = "text"
    required: bool = False
    most: int = 200
    spellings: tuple[str, ...] = ()
    note: str = ""
    example: str = ""


@dataclass(frozen=True)
class Fault:
    """What is wrong in which cell, and what to do."""
    row: int
    column: str
    said: str
    remedy: str = ""


@dataclass
class Row:
    number: int
    cells: dict = field(default_factory=dict)       # {name: value}, only what is not empty
    faults: list = field(default_factory=list)

    def fault(self, column, said, remedy=""):
        self.faults.append(Fault(self.number, str(column), str(said), str(remedy)))


@dataclass
class Grid:
    rows: list
    names: set                                      # of the columns that are there
    remarks: list = field(default_factory=list)     # sentences about the whole


def read_table(data: bytes, columns) -> Grid:
    """Unreadable with a sentence when the whole cannot be read; what is wrong in a row stands on the row."""
    if len(data) > LARGEST:
        raise Unreadable(_("工作簿超过 %(n)s MB。请去掉图片和多余的工作表，或者分成几个工作簿上传。") % {"n": LARGEST >> 20}, "too_large")
    facts, packed = child.run("openness.parsing.xlsx:read", data)
    return grid_of(json.loads(packed), columns, facts)


def grid_of(sheet, columns, facts=None) -> Grid:
    """Of rows that were read: [[number, [cells]], …]; `facts` are what the reader of workbooks says besides."""
    facts = {"merged": [], "unvalued": [], "formulas": [], "formula_count": 0, "others": []} | (facts or {})
    head, places = header(sheet, columns)
    grid = Grid([], set(places.values()), remarks_of(facts, sheet, head, places, columns))
    where = {name: at for at, name in places.items()}
    marks = marked(facts)
    bare = {number for number, at in marks if at in places} - {number for number, _cells in sheet}      # nothing but formulas
    for number, cells in sorted([*sheet, *([number, []] for number in bare)], key=lambda row: row[0]):
        if number <= head:
            continue
        if cells and isinstance(cells[0], str) and cells[0].strip().startswith(EXAMPLE):
            grid.remarks.append(_("第 %(n)s 行是示例，没有读取。") % {"n": number})
            continue
        row = Row(number)
        for column in columns:
            at = where.get(column.name)
            if at is None:
                continue
            if (said := marks.get((number, at))) is not None:
                row.fault(column.label, *said)
                continue
            value = cells[at] if at < len(cells) else None
            read_cell(row, column, value)
        if row.cells or row.faults:
            grid.rows.append(row)
    if not grid.rows:
        raise Unreadable(_("列名下面没有内容。请从列名的下一行起填写，保存后重新上传。"), "no_rows")
    return grid


def plain(text):
    """As a heading is compared: width, blanks and the mark of a required column make no difference."""
    return re.sub(r"[\s*＊]", "", unicodedata.normalize("NFKC", text)).lower()


def header(sheet, columns):
    """(its row, {place: name}): among the first rows the one with most of the names."""
    names = {plain(spelling): column.name for column in columns for spelling in (column.label, column.name, *column.spellings)}
    best, found = 0, {}
    for number, cells in sheet:
        if number > HEADER_WITHIN:
            break
        known = {at: names[plain(cell)] for at, cell in enumerate(cells) if isinstance(cell, str) and plain(cell) in names}
        if len(known) > len(found):
            best, found = number, known
    lacks = [column.label for column in columns if column.required and column.name not in found.values()]
    if lacks:
        raise Unreadable(_("缺少列：%(names)s。请下载模板对照，第一行写列名（次序不限），保存后重新上传。") % {
            "names": "、".join(lacks)}, "columns")
    labels = {column.name: column.label for column in columns}
    twice = sorted({labels[name] for name in found.values() if list(found.values()).count(name) > 1})
    if twice:
        raise Unreadable(_("列名重复：%(names)s。请删去多余的一列，保存后重新上传。") % {"names": "、".join(twice)}, "columns_twice")
    return best, found


def remarks_of(facts, sheet, head, places, columns):
    cells = next((cells for number, cells in sheet if number == head), [])
    strange = [INVISIBLE.sub("", str(cell)).strip()[:60] for at, cell in enumerate(cells) if at not in places and cell]
    strange = [name for name in strange if name]
    labels = [column.label for column in columns if column.name not in places.values()]
    remarks = []
    if strange:
        remarks.append(_("不认识的列没有读取：%(names)s。") % {"names": "、".join(strange[:20])})
    if labels:
        remarks.append(_("没有这些列，按空着处理：%(names)s。") % {"names": "、".join(labels)})
    if facts["formula_count"]:
        remarks.append(_("有 %(n)s 个单元格是公式（如 %(cells)s），读取的是它们算出的结果。") % {
            "n": facts["formula_count"], "cells": "、".join(facts["formulas"][:5])})
    if facts["others"]:
        remarks.append(_("只读取第一张表“%(sheet)s”，其他表没有读取。") % {"sheet": facts["sheet"]})
    return remarks


def marked(facts):
    """{(row, place): (what is wrong, remedy)} of cells that cannot be read for what they are."""
    marks = {}
    for reference in facts["merged"]:
        if not (found := RANGE.fullmatch(reference)):
            continue
        (first, left), (last, right) = map(xl_cell_to_rowcol, found.groups())
        for number in range(first, min(last, first + 5000) + 1):
            for at in range(left, min(right, 100) + 1):
                marks[number + 1, at] = (_("%(cells)s 是合并单元格") % {"cells": reference}, _("取消合并，每一行都填写完整"))
    for reference in facts["unvalued"]:
        if CELL.fullmatch(reference):
            row, at = xl_cell_to_rowcol(reference)
            marks[row + 1, at] = (
                _("%(cell)s 是公式，没有算出的结果") % {"cell": reference},
                _("在 Excel 或 WPS 表格中打开、保存一次，或者直接填写内容"))
    return marks


def read_cell(row, column, value):
    try:
        value = VALUES.get(column.kind, text)(value)
    except ValueError as error:
        said, remedy = error.args
        row.fault(column.label, said, remedy)
        return
    if isinstance(value, str) and len(value) > column.most:
        row.fault(column.label, _("超过 %(n)s 字") % {"n": column.most}, _("请缩短"))
        return
    if isinstance(value, list) and any(len(each) > column.most for each in value):
        row.fault(column.label, _("其中一项超过 %(n)s 字") % {"n": column.most}, _("各项之间用顿号隔开"))
        return
    if value in (None, "", []):
        if column.required:
            row.fault(column.label, _("没有填写"), _("请填写"))
        return
    row.cells[column.name] = value


def text(value):
    if value is None:
        return ""
    if isinstance(value, dict):
        return value.get("date", "")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return " ".join(INVISIBLE.sub("", str(value)).split())


def long(value):
    lines = INVISIBLE.sub("", str(value)).splitlines() if isinstance(value, str) else [text(value)]
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def code(value):
    """Digits that were typed as a number are digits; a sheet keeps fifteen of them."""
    if isinstance(value, float) or isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**15:
        raise ValueError(_("是数字格式，位数太多时表格会改动末尾几位"), _("把这一列设为文本格式，重新填写"))
    return unicodedata.normalize("NFKC", text(value)).replace(" ", "")


def several(value):
    return list(dict.fromkeys(" ".join(each.split()) for each in SEVERAL.split(long(value)) if each.strip()))


def day(value):
    if value in (None, ""):
        return None
    wrong = ValueError(_("“%(value)s”不是日期") % {"value": text(value)[:30]}, _("写成 2026-01-31 的样子"))
    try:
        if isinstance(value, dict):
            return date.fromisoformat(value["date"])
        if isinstance(value, bool):
            raise wrong
        if isinstance(value, int | float):
            words = str(value)
            if COMPACT.fullmatch(words):
                return date(*map(int, COMPACT.fullmatch(words).groups()))
            if int(value) not in SERIALS:
                raise wrong
            return SERIAL_ZERO + timedelta(days=int(value))
        words = unicodedata.normalize("NFKC", text(value))
        found = DATE.fullmatch(words) or COMPACT.fullmatch(words)
        if not found:
            if words.isascii() and words.isdigit() and int(words[:9]) in SERIALS and len(words) == 5:
                return SERIAL_ZERO + timedelta(days=int(words))
            raise wrong
        return date(*map(int, found.groups()))
    except (ValueError, KeyError, OverflowError) as error:
        raise (error if error is wrong else wrong) from None


VALUES = {"text": text, "long": long, "code": code, "list": several, "date": day}
