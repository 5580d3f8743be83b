"""What is to be imported, row by row: every file below a folder, or the lines of a CSV that name files or are papers."""
import csv
import io
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath

from django.utils.translation import gettext as _

from openness.files.accepting import clean_name

from ..importing import LARGEST
from .columns import COLUMNS, known, name_of
from .report import HEADINGS

PAPER = ("title", "number", "dated_on", "body")     # what makes a row without a file the same paper when it comes again
HIDDEN = (".", "~$")                                # names of hidden files, and of those that Word keeps while one is open
LONGEST_CELL = 4_000_000


class Unusable(Exception):
    """The folder or the list as a whole: nothing of it is imported."""


class Missing(Exception):
    """There is nothing to import behind this row; the message says why."""


@dataclass(frozen=True)
class Row:
    label: str                                      # what people read: the path, or the line of the list
    file: Path | None = None
    cells: dict = field(default_factory=dict)       # {column: what stands there}, only what is not empty
    fault: str = ""                                 # why it cannot be imported at all

    @property
    def name(self):
        return clean_name(self.file.name if self.file else f"{self.label}.txt") or "file"

    def content(self) -> bytes:
        """The bytes by which it is known again."""
        if self.fault:
            raise Missing(self.fault)
        if self.file is None:
            return "\n".join(f"{COLUMNS[name]}：{self.cells.get(name, '')}" for name in PAPER).encode(errors="replace")
        try:
            if not stat.S_ISREG(self.file.stat().st_mode):       # a pipe would be waited for
                raise Missing(_("这不是普通文件"))
            if self.file.stat().st_size > LARGEST:
                raise Missing(_("文件超过 50 MB，请只导入公文本身"))
            return self.file.read_bytes()
        except FileNotFoundError:
            raise Missing(_("没有这个文件")) from None
        except OSError as error:
            raise Missing(_("文件打不开：%(error)s") % {"error": error.strerror}) from None


def rows_of(source: Path, *, leave_out=()) -> list[Row]:
    """All of them, read before anything is written; Unusable with a sentence."""
    if source.is_dir():
        return list(files_below(source, {path.resolve() for path in leave_out}))
    if not source.is_file():
        raise Unusable(_("没有这个文件夹或文件：%(source)s") % {"source": readable(source)})
    if source.suffix.lower() not in (".csv", ".tsv"):
        raise Unusable(_("请给出一个文件夹或者一份 CSV 清单，%(source)s 都不是") % {"source": readable(source)})
    return list(lines_of(source))


def files_below(folder, leave_out):
    """Sorted; without what is hidden, without reports of earlier imports. Links that lead out are named, not followed."""
    inside = folder.resolve()
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(HIDDEN)]
        found += [Path(place, name) for name in names if not name.startswith(HIDDEN)]
    for file in sorted(found, key=lambda file: file.relative_to(folder).parts):
        target, label = file.resolve(), readable(file.relative_to(folder))
        if target in leave_out or is_report(file):
            continue
        leads_out = not target.is_relative_to(inside)
        yield Row(label, file, fault=_("这是通向文件夹以外的链接") if leads_out else "")


def is_report(file):
    if file.suffix.lower() != ".csv" or not file.is_file():
        return False
    head = "\ufeff" + ",".join(HEADINGS)
    try:
        with file.open("rb") as opened:
            return opened.read(200).decode(errors="replace").startswith(head)
    except OSError:
        return False


def lines_of(source):
    table = reading(source)
    columns = columns_of(table[0][1]) if table else {}
    if not columns:
        raise Unusable(_("清单的第一行须是列名。可以用的列名：%(known)s") % {"known": known()})
    for number, line in table[1:]:
        cells = {name: line[at].strip() for at, name in columns.items() if at < len(line) and line[at].strip()}
        beyond = any(cell.strip() for at, cell in enumerate(line) if at not in columns)
        if cells or beyond:
            yield line_as_row(source, number, cells, beyond)


def line_as_row(source, number, cells, beyond):
    label = _("%(source)s 第 %(n)s 行") % {"source": readable(source.name), "n": number}
    if beyond:
        return Row(label, cells=cells, fault=_("这一行的列比列名多，请检查逗号和引号"))
    if name := cells.get("file"):
        label = f"{label} {readable(name)}"
        try:
            return Row(label, beside(source, name), cells)
        except ValueError as error:
            return Row(label, cells=cells, fault=str(error))
    lacks = [COLUMNS[column] for column in ("title", "body") if column not in cells]
    fault = _("没有写文件的一行须自带标题和正文，缺少：%(names)s") % {"names": "、".join(lacks)} if lacks else ""
    return Row(label, cells=cells, fault=fault)


def beside(source, name):
    """The file that a line names: below the folder of the list, or ValueError with a sentence."""
    parts = PurePosixPath(name.replace("\\", "/"))
    if parts.is_absolute() or PureWindowsPath(name).drive or ".." in parts.parts or "\0" in name:
        raise ValueError(_("文件须写成相对于清单所在文件夹的路径，不能是绝对路径，也不能有“..”"))
    folder = source.parent
    file = folder / parts
    try:
        inside = file.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):         # a name too long, links in a circle
        inside = False
    if not inside:
        raise ValueError(_("文件不在清单所在的文件夹之内"))
    return file


def reading(source):
    """[(number of the line in the file, its cells)]"""
    try:
        data = source.read_bytes()
    except OSError as error:
        raise Unusable(_("清单打不开：%(error)s") % {"error": error.strerror}) from None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Unusable(_("清单的编码不是 UTF-8，也不是 GB18030，请另存为 UTF-8 的 CSV"))
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=lambda each: sum(name_of(cell.strip(' "\r')) is not None for cell in first.split(each)))
    csv.field_size_limit(LONGEST_CELL)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)    # a quote left open is an error
    table, before = [], 0
    try:
        for line in lines:
            table.append((before + 1, line))
            before = lines.line_num
    except csv.Error as error:
        raise Unusable(_("清单从第 %(n)s 行起读不下去，请检查引号：%(error)s") % {"n": before + 1, "error": error}) from None
    return table


def columns_of(headings):
    """{place: column}; Unusable when a heading is none that we know, or stands there twice."""
    columns = {at: name_of(heading) for at, heading in enumerate(headings) if heading.strip()}
    strange = [headings[at].strip() for at, name in columns.items() if name is None]
    if strange:
        raise Unusable(_("不认识的列：%(strange)s。可以用的列名：%(known)s") % {
            "strange": "、".join(strange), "known": known()})
    twice = sorted({COLUMNS[name] for name in columns.values() if list(columns.values()).count(name) > 1})
    if twice:
        raise Unusable(_("列名重复：%(names)s") % {"names": "、".join(twice)})
    return columns


def readable(name):
    """On a terminal and in a table: what is not UTF-8 or would move the cursor is shown as a mark."""
    text = os.fsencode(name).decode(errors="replace")
    return "".join(character if character.isprintable() else "\ufffd" for character in text)
