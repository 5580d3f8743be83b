"""A list of old papers: a workbook or a CSV beside their files, row by row what the step `adopt` wants."""
import logging
import unicodedata
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _

from openness.agencies.models import Agency
from openness.parsing.reading import read
from openness.parsing.sentences import FAILED, Unreadable
from openness.tables.reading import Column, grid_of, read_table
from openness.workflow.problems import Refused

from ..adopting import take_over
from ..recognising import recognise
from .columns import Unfit, choice
from .report import REFUSED, SAVED, SKIPPED, Outcome
from .rows import LONGEST_CELL, Missing, Row, Unusable, beside, is_report, readable, reading

log = logging.getLogger(__name__)

COLUMNS = (
    Column("title", "标题", most=300), Column("number", "发文字号", most=60, spellings=("文号",)),
    Column("issuer", "发文机关", required=True, spellings=("发布机构", "发文单位"), most=200),
    Column("dated_on", "成文日期", "date", spellings=("发文日期",)),
    Column("published_on", "公开日期", "date", required=True, spellings=("发布日期",)),
    Column("genre", "文种", most=20), Column("topic", "主题分类", most=40), Column("index_number", "索引号", "code", most=40),
    Column("effective_on", "施行日期", "date", spellings=("生效日期",)), Column("expires_on", "有效期至", "date", spellings=("失效日期",)),
    Column("is_normative", "规范性文件", most=10), Column("old", "原网址", "long", most=5000, spellings=("原地址", "网址")),
    Column("file", "文件", most=500, spellings=("文件名",)), Column("body", "正文", "long", most=LONGEST_CELL),
    Column("main_recipients", "主送机关", most=2000), Column("copy_recipients", "抄送机关", most=2000),
    Column("annotation", "附注", most=100),
)
LABELS = {column.name: column.label for column in COLUMNS}
YES, NO = ("是", "yes", "y", "1", "true", "√"), ("否", "no", "n", "0", "false")


def list_in(folder: Path, named=None) -> Path:
    """The one workbook or CSV of the folder, or the one that is named."""
    if not folder.is_dir():
        raise Unusable(_("没有这个文件夹：%(folder)s") % {"folder": readable(folder)})
    if named:
        if not (folder / named).is_file():
            raise Unusable(_("文件夹中没有清单“%(name)s”") % {"name": readable(named)})
        return folder / named
    found = sorted(file for file in folder.iterdir() if file.suffix.lower() in (".xlsx", ".csv")
                   and not file.name.startswith((".", "~$")) and not is_report(file))
    if len(found) != 1:
        names = "、".join(readable(file.name) for file in found[:10])
        raise Unusable(_("文件夹中有几份清单：%(names)s。请用 --list 指明一份") % {"names": names} if found else _(
            "文件夹中没有清单：请放一份 XLSX 或 CSV，列名见使用手册"))
    return found[0]


def rows_of(source: Path):
    """[Row] with cells as values; what is wrong with a row is its fault."""
    try:
        if source.suffix.lower() == ".xlsx":
            grid = read_table(source.read_bytes(), COLUMNS)
        else:
            grid = grid_of([[number, cells] for number, cells in reading(source)], COLUMNS)
    except Unreadable as unreadable:
        raise Unusable(str(unreadable.message)) from None
    except OSError as error:
        raise Unusable(_("清单打不开：%(error)s") % {"error": error.strerror}) from None
    return [row_of(source.name, row, source) for row in grid.rows], grid.remarks


def row_of(name, row, source=None):
    """`source` is where its file would lie, None for a list without files."""
    label = _("%(source)s 第 %(n)s 行") % {"source": readable(name), "n": row.number}
    cells = row.cells
    fault = "；".join(" ".join(filter(None, [f"{each.column}：{each.said}", each.remedy])) for each in row.faults)
    file = None
    if source and (named := cells.get("file")):
        label = f"{label} {readable(named)}"
        try:
            file = beside(source, named)
        except ValueError as error:
            fault = fault or str(error)
    elif "body" not in cells:
        fault = fault or _("没有正文：请填写“文件”或者“正文”")
    return Row(label, file, cells, fault)


def outcome_of(row, bodies, user, *, now, dry=False):
    """What becomes of a row, with its reason or its new address; only what is wrong with the database goes further."""
    document = None
    try:
        content = row.content() if row.file else None
        if row.fault:
            raise Missing(row.fault)
        issuing, data = bodies.called(row.cells["issuer"]), data_of(row.cells)
        found = recognise(read(row.name, content).text.replace("\0", "")) if content is not None else None
        name = issuing.name if row.cells["issuer"] == issuing.short_name else row.cells["issuer"]
        document, stood = take_over(data, issuing=issuing, issuer_name=name, user=user, now=now, found=found, dry=dry)
        result, reason = (SKIPPED, _("已在库中：“%(title)s”") % {"title": document}) if stood else (SAVED, document.address)
    except (Missing, Unfit, Unreadable, PermissionDenied) as error:
        result, reason = REFUSED, str(error)
    except Refused as error:
        result, reason = REFUSED, "；".join(str(problem.message) for problem in error.problems)
    except (InterfaceError, OperationalError):
        raise
    except Exception:
        log.exception("%s could not be adopted", row.label)
        result, reason = REFUSED, str(FAILED)
    title = document.title if document else str(row.cells.get("title", ""))
    return Outcome(row.label, result, reason, title, document.pk if document and not dry else None)


class Bodies:
    """Every body that ever was, by the names it had."""

    def __init__(self):
        self.known = {}
        for body in Agency.objects.select_related("office", "successor").prefetch_related("former_names"):
            names = {body.name, body.short_name, *body.aliases, *(former.name for former in body.former_names.all())} - {""}
            for name in names:
                self.known.setdefault(name, []).append(body)
        self.names = {body.name: body for bodies in self.known.values() for body in bodies}

    def called(self, words):
        if words in self.names:
            return self.names[words]
        found = self.known.get(words, [])
        if len(found) != 1:
            names = "、".join(map(str, found))
            raise Unfit(_("发文机关：“%(words)s”可以是%(names)s，请写全称") % {"words": words, "names": names} if found else _(
                "发文机关：没有叫“%(words)s”的机关，请先导入机关") % {"words": words})
        return found[0]


def data_of(cells):
    """{field of AdoptForm: value}; Unfit with all that is wrong."""
    given, wrong = {}, []
    for name, cell in cells.items():
        if name in ("file", "issuer"):
            continue
        try:
            given[name] = choice(name, cell) if name in ("genre", "topic") else yes(cell) if name == "is_normative" else cell
        except Unfit as unfit:
            wrong.append(str(unfit))
    if wrong:
        raise Unfit("；".join(wrong))
    if "old" in given:
        given["old"] = "\n".join(given["old"].replace("；", "\n").replace("、", "\n").split())
    return given


def yes(cell):
    words = unicodedata.normalize("NFKC", cell).strip().lower()
    if words not in YES + NO:
        raise Unfit(_("%(label)s：请写“是”或“否”") % {"label": LABELS["is_normative"]})
    return words in YES
