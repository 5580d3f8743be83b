"""A workbook → its first sheet as rows of typed cells. The markup is looked at before the reader sees it: two cells at
the far corners of a sheet would make calamine ask for all that lies between, and what it does not say (merged cells,
formulas) is found there too.
"""
import datetime
import io
import json
import posixpath
import re
from xml.parsers import expat

from python_calamine import CalamineWorkbook

from .archive import Archive
from .refusal import Refusal

MOST_ROWS, MOST_COLUMNS = 20_000, 100
LARGEST_PART = 60 * 1024 * 1024
MOST_CHARACTERS = 20_000_000
MOST_NAMED = 20                     # merged ranges and formulas that are named one by one
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.I)


def read(data: bytes, most_rows=MOST_ROWS) -> tuple[dict, bytes]:
    """Facts, and the rows as JSON: [[number of the row, [cells]], …], without rows that are empty.

    A cell is a string, a number, true or false, {"date": "2026-11-25"} or null.
    """
    refuse_other_formats(data)
    archive = Archive(data)
    name, part, hidden = first_sheet(archive)
    look = Look(most_rows)
    look.at(archive.read(part, LARGEST_PART))
    if not look.last_row:
        raise Refusal("workbook_empty")
    for each in ("xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"):
        if each in archive:
            refuse_doctype(archive.read(each, LARGEST_PART))
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(name)
        rows = sheet.to_python(skip_empty_area=False)
    except Refusal:
        raise
    except Exception:                       # calamine has an exception of its own for each thing that it does not like
        raise Refusal("damaged_workbook") from None
    facts = {"sheet": name, "others": hidden, "merged": look.merged, "unvalued": look.unvalued,
             "formulas": look.formulas[:MOST_NAMED], "formula_count": len(look.formulas)}
    return facts, json.dumps(list(numbered(rows)), ensure_ascii=False).encode("utf-8", "replace")


def refuse_other_formats(data):
    if data.startswith(COMPOUND):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Refusal("workbook_encrypted")
        raise Refusal("old_workbook")
    if not data.startswith(b"PK"):
        raise Refusal("no_workbook")


def numbered(rows):
    total = 0
    for number, row in enumerate(rows, 1):
        cells = [plain(cell) for cell in row[:MOST_COLUMNS]]
        while cells and cells[-1] in (None, ""):
            cells.pop()
        if any(cell not in (None, "") for cell in cells):
            total += sum(len(cell) for cell in cells if isinstance(cell, str))
            if total > MOST_CHARACTERS:
                raise Refusal("workbook_long")
            yield number, cells


def plain(cell):
    if isinstance(cell, datetime.datetime):
        return {"date": cell.date().isoformat()}
    if isinstance(cell, datetime.date):
        return {"date": cell.isoformat()}
    if isinstance(cell, float):
        if cell != cell or cell in (float("inf"), float("-inf")):
            return ""
        return int(cell) if cell == int(cell) and abs(cell) < 1e15 else cell
    if cell is None or isinstance(cell, str | int | bool):
        return cell
    return str(cell)                        # times and spans of time


def first_sheet(archive):
    """(name, part, names of the others): the first sheet that is shown."""
    if "xl/workbook.xml" not in archive:
        raise Refusal("no_workbook")
    names = archive.read("xl/workbook.xml", LARGEST_PART)
    links = archive.read("xl/_rels/workbook.xml.rels", LARGEST_PART) if "xl/_rels/workbook.xml.rels" in archive else b"<r/>"
    targets = {at.get("Id"): at.get("Target", "") for tag, at in elements(links) if tag == "Relationship"}
    sheets = [at for tag, at in elements(names) if tag == "sheet"]
    shown = [at for at in sheets if at.get("state", "visible") == "visible"] or sheets
    if not shown:
        raise Refusal("workbook_empty")
    first = shown[0]
    target = targets.get(first.get("id", ""), "")
    part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
    if part not in archive:
        raise Refusal("damaged_workbook")
    return first.get("name", ""), part, [at.get("name", "") for at in shown[1:]]


def elements(data):
    """(local name, attributes by local name) of every element."""
    found = []

    def begin(tag, attributes):
        found.append((local(tag), {local(name): value for name, value in attributes.items()}))
        if len(found) > 20_000:
            raise Refusal("complex")
    parse(data, begin)
    return found


def local(name):
    return name.rpartition(" ")[2]


def refuse_doctype(data):
    if _DOCTYPE.search(data):
        raise Refusal("dtd")


def parse(data, begin, end=None, text=None):
    def refuse(*_args):
        raise Refusal("dtd")
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    parser.StartElementHandler = begin
    if end:
        parser.EndElementHandler = end
    if text:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError):
        raise Refusal("damaged_workbook") from None


class Look:
    """Where the cells of a sheet stand, which are merged, which are formulas; nothing is kept of what they say."""

    def __init__(self, most_rows):
        self.most_rows, self.last_row = most_rows, 0
        self.merged, self.formulas, self.unvalued = [], [], []
        self.row = self.column = 0
        self.reference, self.has_formula, self.has_value = "", False, False
        self.inside = False

    def at(self, data):
        parse(data, self.begin, self.end, self.text)

    def begin(self, tag, attributes):
        name = local(tag)
        if name == "c":
            self.cell(attributes.get("r", ""))
        elif name == "row":
            given = attributes.get("r", "")
            self.row = int(given) if given.isascii() and given.isdigit() and len(given) < 8 else self.row + 1
            self.column = 0
        elif name == "f":
            self.has_formula = True
        elif name in ("v", "t"):
            self.inside = True
        elif name == "mergeCell" and len(self.merged) < 2000:
            self.merged.append(attributes.get("ref", "")[:30])

    def cell(self, reference):
        self.has_formula = self.has_value = False
        if reference:
            found = _REFERENCE.fullmatch(reference)
            if not found:
                raise Refusal("damaged_workbook")
            self.column, self.row = number_of(found[1]), int(found[2])
        else:
            self.column += 1
            reference = f"{self.row}/{self.column}"
        self.reference = reference

    def text(self, words):
        self.has_value = self.has_value or self.inside

    def end(self, tag):
        self.inside = False
        if local(tag) != "c" or not (self.has_value or self.has_formula):
            return
        if self.column > MOST_COLUMNS or self.row > 1_048_576:
            raise Refusal("far_cell", cell=self.reference, columns=MOST_COLUMNS)
        if self.row > self.most_rows + 50:
            # a cell alone in the distance, or a table that is too long
            if self.row > self.last_row + 5000:
                raise Refusal("far_cell", cell=self.reference, columns=MOST_COLUMNS)
            raise Refusal("workbook_rows", rows=self.most_rows)
        self.last_row = max(self.last_row, self.row)
        if self.has_formula:
            (self.formulas if self.has_value else self.unvalued).append(self.reference)
            if len(self.unvalued) > 500:
                raise Refusal("workbook_formulas")


def number_of(letters):
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number
