"""PDF: lines in reading order, joined to the paragraphs they were."""
import io

import pikepdf
import pytest

from openness.parsing.pdf import read
from openness.parsing.refusal import Refusal
from tests.parsing.pages import PICTURE, column, pdf

BODY = [
    "　　为贯彻落实有关精神，认真做好我市政务公开有关工作，持续推动", "简政放权、放管结合、优化服务改革，经市政府同意，现就有关事项",
    "通知如下。", "　　一、总体要求", "　　各区县（自治县）人民政府、市政府各部门要坚持以公开为常态、"]
WHOLE = [
    "为贯彻落实有关精神，认真做好我市政务公开有关工作，持续推动简政放权、放管结合、优化服务改革，经市政府同意，现就有关事项通知如下。",
    "一、总体要求"]


def facts_and_lines(data):
    facts, text = read(data)
    return facts, text.decode().split("\n")


def lines(*pages, **options):
    return facts_and_lines(pdf(*pages, **options))[1]


def code(data):
    with pytest.raises(Refusal) as refusal:
        read(data)
    return refusal.value.code


def test_lines_become_paragraphs():
    facts, found = facts_and_lines(pdf(column(BODY[:4])))
    assert facts == {"kind": "pdf", "pages": 1, "without_text": 0}
    assert found == WHOLE


def test_a_paragraph_goes_on_over_the_page_and_the_page_number_is_no_text():
    first = [*column(BODY), (270, 60, 14, "— 1 —")]
    second = [*column(["不公开为例外，推进决策、执行、管理、服务、结果公开。", "　　二、其他"]), (270, 60, 14, "第 2 页 共 2 页")]
    assert lines(first, second) == [
        *WHOLE, "各区县（自治县）人民政府、市政府各部门要坚持以公开为常态、不公开为例外，推进决策、执行、管理、服务、结果公开。", "二、其他"]


def test_a_title_in_two_lines_stays_two_lines():
    title = [(100, 780, 22, "重庆市人民政府办公厅关于认真做好"), (200, 745, 22, "政务公开有关工作的通知")]
    assert lines(title + column(BODY[:4], top=690))[:2] == ["重庆市人民政府办公厅关于认真做好", "政务公开有关工作的通知"]


def test_the_order_is_that_of_the_page_and_not_that_of_the_drawing():
    assert lines(list(reversed(column(BODY[:4])))) == WHOLE


def test_cells_of_a_row_stand_on_one_line():
    assert lines([(100, 700, 16, "序号"), (300, 701, 16, "事项"), (100, 650, 16, "1"), (300, 649, 16, "公开")]) == ["序号\t事项", "1\t公开"]


def test_radicals_become_characters():
    assert lines([(79, 700, 16, "⾏政⼈员⻓期⻔户⻚⽂件")]) == ["行政人员长期门户页文件"]


def test_text_drawn_twice_to_look_bold_is_read_once():
    assert lines([(79, 700, 16, "加粗标题"), (79.4, 700, 16, "加粗标题"), (79, 650, 16, "正文")]) == ["加粗标题", "正文"]


def test_a_watermark_aslant_is_not_read():
    watermark = (100, 300, 60, "草稿", ".7 .7 -.7 .7")
    assert lines([*column(BODY[:2]), watermark, *column(BODY[:4])[2:]]) == WHOLE


def test_a_page_that_is_turned_is_read_as_it_is_seen():
    turned = [(100, 100, 16, "第一行在上", "0 1 -1 0"), (140, 100, 16, "第二行", "0 1 -1 0"), (140, 300, 16, "右格", "0 1 -1 0")]
    assert lines(turned, turn=90) == ["第一行在上", "第二行\t右格"]


def test_words_of_english_keep_their_spaces():
    assert lines([(79, 700, 16, "the first line goes"), (79, 672, 16, "on and ends here")]) == ["the first line goes on and ends here"]


def test_a_scan_says_so_and_a_mixed_file_gives_what_it_has():
    assert code(pdf(PICTURE, PICTURE)) == "scan"
    numbered = PICTURE + b"BT /F 14 Tf 1 0 0 1 270 60 Tm <0031> Tj ET\n"
    assert code(pdf(numbered, numbered)) == "scan"
    facts, found = facts_and_lines(pdf(column(BODY[:4]), PICTURE))
    assert facts["without_text"] == 1 and found == WHOLE
    assert code(pdf(b"")) == "empty"


def test_fonts_that_do_not_name_their_characters():
    assert code(pdf(column(BODY), named=False)) == "codes"


def test_a_password():
    with pikepdf.open(io.BytesIO(pdf(column(BODY)))) as plain:
        file = io.BytesIO()
        plain.save(file, encryption=pikepdf.Encryption(owner="o", user="u"))
        assert code(file.getvalue()) == "encrypted"
        file = io.BytesIO()
        plain.save(file, encryption=pikepdf.Encryption(owner="o", user="", allow=pikepdf.Permissions(extract=False)))
        assert read(file.getvalue())        # who may open it may read it


def test_too_many_pages():
    assert code(pdf(*[b""] * 501)) == "long"


def test_a_file_cut_off_anywhere_is_read_or_refused():
    data = pdf(column(BODY), column(BODY))
    for end in range(0, len(data), 211):
        try:
            read(data[:end])
        except Refusal:
            pass
