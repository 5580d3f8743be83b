"""T15: what people typed leaves as text, in any table, and comes back unchanged."""
import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from openness.tables.workbooks import MOST, Column, Sheet, response, write

HOSTILE = [
    "=1+1", "+86 138 0013 8000", "-2", "@SUM(A1:A2)", "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1", "＋1", "－1", "＠A1", '"=1+1"',
    "=cmd|'/c calc'!A0", '=HYPERLINK("http://a.example","点")', "\u200b=1+1", "\ufeff=1+1", "http://a.example/x", "mailto:a@b.c",
    "007", "1e5", "2026-01-02", "TRUE", "{=1}", "_x000D_", "_x0041_", " 前后有空格 ", "渝府办发〔2017〕60号", "<b>&amp;", "a\nb",
]


def written(rows, *columns, **options):
    return write([Sheet("表", columns or [Column("文字")], rows, **options)])


def cells(data):
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(min_row=2)]


@pytest.mark.parametrize("value", HOSTILE)
def test_text_is_text_and_comes_back_as_it_was(value):
    data = written([[value]])
    ((cell,),) = cells(data)
    assert (cell.data_type, cell.hyperlink) in ((("s", None)), ("inlineStr", None))
    assert openpyxl.utils.escape.unescape(cell.value) == value
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet and b"hyperlink" not in sheet
        assert not [name for name in book.namelist() if "external" in name.lower() or "vba" in name.lower()]


def test_what_a_number_column_gets_as_text_stays_text():
    ((one, two, three),) = cells(written([["=1+1", "007", float("nan")]], *[Column("数", "number")] * 3))
    assert {one.data_type, two.data_type, three.data_type} <= {"s", "inlineStr"} and two.value == "007"


def test_characters_that_sheets_refuse_are_left_out():
    ((cell,),) = cells(written([["a\x00b\x0b\x1b\ud800\ufffec"]]))
    assert cell.value == "abc"


@pytest.mark.parametrize("character", ["字", "𠮷"])
def test_a_cell_that_is_too_long_is_cut_and_says_so(character):
    ((cell,),) = cells(written([[character * 40_000]]))
    assert len(cell.value.encode("utf-16-le")) <= 2 * MOST and cell.value.endswith("以下从略）")
    ((cell,),) = cells(written([["字" * MOST]]))
    assert len(cell.value) == MOST and "从略" not in cell.value


def test_numbers_dates_and_shares_are_what_they_are():
    row = [12, Decimal("0.5"), 0.25, date(2026, 11, 25), datetime(2026, 11, 25, 1, 2, tzinfo=UTC), date(1600, 1, 1), None, ""]
    columns = [Column("数", "number"), Column("数", "number"), Column("率", "percent"), *[Column("日", "date")] * 3,
               *[Column("空")] * 2]
    ((whole, half, share, day, moment, old, none, empty),) = cells(written([row], *columns))
    assert (whole.value, half.value, share.value, share.number_format) == (12, 0.5, 0.25, "0.0%")
    assert day.value == datetime(2026, 11, 25) and moment.value == datetime(2026, 11, 25, 9, 2)      # local time
    assert (old.value, none.value, empty.value) == ("1600-01-01", None, None)


def test_the_first_row_is_frozen_and_filters_and_titles_are_lawful():
    data = write([Sheet("审核/队列?[1]" * 9, [Column("一")], [["a"]], remark="只列 1 行"), Sheet("审核/队列?[1]" * 9, [Column("=二")])])
    book = openpyxl.load_workbook(io.BytesIO(data))
    first, second = book.worksheets
    assert first.freeze_panes == "A2" and first.auto_filter.ref == "A1:A2" and first["A1"].font.b
    assert first["A3"].value == "只列 1 行" and second["A1"].value == "=二" and second["A1"].data_type != "f"
    assert len(first.title) <= 31 and first.title != second.title


def test_another_reader_sees_the_same():
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(written([[each] for each in HOSTILE]))).get_sheet_by_index(0)
    assert [row[0] for row in sheet.to_python()[1:]][:6] == HOSTILE[:4] + ["\t=1+1", "\r=1+1"]


def test_the_file_name_may_be_chinese_and_breaks_no_header():
    answer = response('公文\r\n"清单/一".xlsx', [Sheet("表", [Column("一")])])
    header = answer.headers["Content-Disposition"]
    assert header.startswith("attachment; filename") and "%E5%85%AC%E6%96%87" in header and header.isascii()
    assert "\n" not in header and answer.content[:2] == b"PK"


def test_twenty_thousand_rows_are_all_there():
    data = written([["=1+1", n] for n in range(20_000)], Column("文字"), Column("数", "number"))
    assert len(CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()) == 20_001
