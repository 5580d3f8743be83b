"""The recogniser on the notice this system is built on, on invented papers, and on anything at all."""
import random
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from papers import PAPERS, UNOFFICIAL

from documents.recognising import Recognised, Unreadable, dates, decode, recognise, unofficial
from documents.recognising.notes import disclosure_of
from openness.publication.blocks import is_valid, text_of

NOTICE = Path(__file__).with_name("notice-2017-60.txt").read_text(encoding="utf-8")
WHY_NOT = {
    "interpretation": unofficial.INTERPRETATION, "news": unofficial.NEWS, "letter": unofficial.LETTER,
    "a title and a sentence": unofficial.NO_ELEMENTS, "nothing": unofficial.EMPTY,
    "news signed like a notice": unofficial.NEWS, "a company's own notice": unofficial.COMPANY,
    "titles of documents": unofficial.LIST,
}
EVERY_TEXT = "\n".join(text for text, _ in PAPERS.values())


def value(found):
    return found and found.value


def test_the_notice():
    found = recognise(NOTICE)
    assert found.is_official
    assert found.title.value == "重庆市人民政府办公厅关于认真做好政务公开有关工作的通知"
    assert found.number.value == "渝府办发〔2017〕60号"
    assert found.genre.value == "notice"
    assert found.issuer.value == ["重庆市人民政府办公厅"]
    assert found.main_recipients.value == "各区县（自治县）人民政府，市政府各部门，有关单位"
    assert found.dated_on.value == date(2017, 5, 8)
    assert found.printed_on.value == date(2017, 5, 9)
    assert found.printing_office.value == "重庆市人民政府办公厅"
    assert found.annotation.value == "此件公开发布"
    assert found.disclosure.value == "proactive"
    assert found.copy_recipients.value == ["市委办公厅", "市人大常委会办公厅", "市政协办公厅", "市高法院", "市检察院",
                                           "重庆警备区"]
    assert found.attachments is None
    assert found.annex is None


def test_the_body_of_the_notice_is_its_nineteen_middle_lines():
    found = recognise(NOTICE)
    blocks = found.body.value
    assert blocks[0]["k"] == "p"
    assert blocks[0]["t"].startswith("为贯彻落实《国务院办公厅关于")
    assert [block["k"] for block in blocks].count("h1") == 5
    assert [block["k"] for block in blocks if block.get("r")] == ["h2"] * 13
    assert len(blocks) == 19
    assert text_of(blocks) == "\n".join(NOTICE.split("\n")[4:23])


def test_each_element_tells_its_line():
    found = recognise("\n\n" + NOTICE)
    assert found.number[1:] == (4, "渝府办发〔2017〕60号")
    assert (found.title.line, found.main_recipients.line, found.body.line) == (3, 6, 7)
    assert (found.issuer.line, found.dated_on.line, found.printed_on.line) == (26, 27, 30)


@pytest.mark.parametrize("name", PAPERS)
def test_paper(name):
    text, expected = PAPERS[name]
    expected = dict(expected)
    found = recognise(text)
    assert found.is_official
    for part in ("body", "annex"):
        if f"{part}_begins" in expected:
            whole = text_of(value(getattr(found, part)))
            assert whole.startswith(expected.pop(f"{part}_begins"))
            assert whole.endswith(expected.pop(f"{part}_ends"))
        else:
            assert getattr(found, part) is None
    if kinds := expected.pop("kinds", None):
        assert [block["k"] for block in found.body.value] == kinds
    assert {key: value(getattr(found, key)) for key in expected} == expected


@pytest.mark.parametrize("name", UNOFFICIAL)
def test_no_official_document(name):
    found = recognise(UNOFFICIAL[name])
    assert not found.is_official
    assert found.why_not is WHY_NOT[name]


@pytest.mark.parametrize("page_number", ["", "— {} —", "第 {} 页 共 9 页"])
@pytest.mark.parametrize("count", [22, 28, 30, 38])
@pytest.mark.parametrize("margin", ["", "     "])
def test_the_notice_with_lines_broken_at_the_edge_of_a_page(count, page_number, margin):
    lines = []
    for line in NOTICE.split("\n")[4:23]:
        line = "\u3000\u3000" + line
        lines += [line[at:at + count] for at in range(0, len(line), count)]
    for at in range(len(lines) - 1, 0, -20):
        lines.insert(at, page_number.format(at // 20))
    broken = [*NOTICE.split("\n")[:4], *lines, *NOTICE.split("\n")[23:]]
    found = recognise("\n".join(margin + line for line in broken))
    assert text_of(found.body.value) == text_of(recognise(NOTICE).body.value)


@pytest.mark.parametrize("spelling", [
    "渝府办发[2017]60号", "渝府办发［2017］60号", "渝府办发(2017)60号", "渝府办发（2017）60号", "渝府办发【2017】60号",
    "渝府办发{2017}60号", "渝府办发〔２０１７〕６０号", "渝府办发 〔2017〕 第60号", "（渝府办发〔2017〕60号）",
])
def test_the_number_of_the_notice_in_other_brackets(spelling):
    found = recognise(NOTICE.replace("\n渝府办发〔2017〕60号\n", f"\n{spelling}\n"))
    assert found.number.value == "渝府办发〔2017〕60号"
    assert len(found.body.value) == 19


@pytest.mark.parametrize("altered", [
    NOTICE.replace("\n", "\r\n"), NOTICE.replace("\n", "\n\n"), NOTICE.replace("\n", "\n\u3000\u3000"),
    NOTICE.replace("\n2017年5月8日", "\n二○一七年五月八日"), NOTICE.replace("\n2017年5月8日", " 2017年5月8日"),
    NOTICE.replace("重庆市人民政府办公厅\n2017年5月8日", "2017年5月8日\n重庆市人民政府办公厅"),
    NOTICE.replace("工作的通知\n渝", "工作\n的通知\n渝"), NOTICE.replace("厅关于认真", "厅\n关于认真"),
    NOTICE.partition("\n")[2], NOTICE.replace("各部门，有关", "各部门，\n有关"), NOTICE.replace("\n", ""),
    NOTICE.replace("抄送：市委办公厅，", "抄送：市委办公厅，\n"), NOTICE + "\n— 7 —\n",
])
def test_the_notice_laid_out_otherwise(altered):
    as_it_is, found = recognise(NOTICE), recognise(altered)
    for part in ("title", "number", "genre", "issuer", "main_recipients", "body", "dated_on", "annotation", "disclosure",
                 "copy_recipients", "printing_office", "printed_on"):
        assert value(getattr(found, part)) == value(getattr(as_it_is, part))


@pytest.mark.parametrize(("written", "day"), [
    ("二〇一七年五月八日", date(2017, 5, 8)), ("二○一七年十二月三十一日", date(2017, 12, 31)),
    ("二Ｏ一Ｏ年十月十日", date(2010, 10, 10)), ("二O零九年二月廿八日", date(2009, 2, 28)), ("2017/5/8", date(2017, 5, 8)),
    ("二00八年一月二十日", date(2008, 1, 20)), ("２０１７ 年 ０５ 月 ０８ 日", date(2017, 5, 8)), ("2017年2月30日", None),
    ("二〇一七年十三月一日", None), ("12017.5.8", None), ("二〇一七年十十月一日", None),
])
def test_dates(written, day):
    assert (dates.find(written) or [None])[0] == day


@pytest.mark.parametrize(("note", "code"), [
    ("此件公开发布", "proactive"), ("此件主动公开", "proactive"), ("公开发布", "proactive"), ("此件依申请公开", "on_request"),
    ("此件不予公开", "withheld"), ("此件不公开", "withheld"), ("此件删减后公开", None), ("联系人：李某", None),
])
def test_disclosure_of_a_note(note, code):
    assert disclosure_of(note) == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_decode(encoding):
    assert decode(NOTICE.encode(encoding)) == NOTICE
    assert decode("渝府办发〔2017〕60号".encode(encoding)) == "渝府办发〔2017〕60号"


@pytest.mark.parametrize(("data", "code"), [
    (b"", "empty"), (b" \r\n\t", "empty"), ("　\n".encode(), "empty"), ("\ufeff".encode(), "empty"), (b"\0\0\0", "empty"),
    (b"PK\x03\x04\x14\0\x06\0", "word"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "word"), (b"{\\rtf1 x}", "word"),
    (b"%PDF-1.7\n%\xe2\xe3", "pdf"), (b"\x89PNG\r\n\x1a\n\0\0", "binary"), (b"\xff\xd8\xff\xe0\0\x10JFIF", "binary"),
    (b"text\0with\0zero\0bytes\0odd", "binary"), (b"a" * (5 * 1024 * 1024 + 1), "too_large"),
    ("重慶市人民政府辦公廳關於認真做好政務公開有關工作的通知".encode("big5"), "unknown"), (b"\xff\xfe\x00\xd8a", "unknown"),
])
def test_unreadable(data, code):
    with pytest.raises(Unreadable) as refusal:
        decode(data)
    assert refusal.value.code == code
    assert refusal.value.message is not None


@given(st.binary(max_size=300))
def test_decode_gives_text_or_refuses(data):
    try:
        assert isinstance(decode(data), str)
    except Unreadable:
        pass


def holds(found):
    assert isinstance(found, Recognised)
    for part in ("body", "annex"):
        assert getattr(found, part) is None or is_valid(value(getattr(found, part)))
    assert found.title is None or found.title.value.strip()
    assert found.is_official in (True, False)


PIECES = "重庆市人民政府关于的通知各：。，；〔2017〕60号年5月8日印发抄送附件此（）一、1.\n \u3000\u200b\0《》"


@given(st.text() | st.text(PIECES, max_size=300))
@settings(max_examples=400, deadline=None)
def test_any_text(text):
    holds(recognise(text))


@given(st.sampled_from([NOTICE, EVERY_TEXT, *(text for text, _ in PAPERS.values())]), st.integers(0, 2**32))
@settings(max_examples=400, deadline=None)
def test_lines_deleted_doubled_swapped_and_joined(text, seed):
    chance = random.Random(seed)
    lines = text.split("\n")
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(lines))
        match chance.randrange(4):
            case 0 if len(lines) > 1:
                del lines[at]
            case 1:
                lines.insert(at, lines[at])
            case 2:
                other = chance.randrange(len(lines))
                lines[at], lines[other] = lines[other], lines[at]
            case _:
                lines[at:at + 2] = ["".join(lines[at:at + 2])]
    holds(recognise("\n".join(lines)))


@pytest.mark.parametrize("make", [
    lambda: "重庆市关于" * 4000 + "的通知\n" + NOTICE, lambda: "关于" * 10_000 + "\n", lambda: "重" * 2_000_000,
    lambda: "一、重庆。" * 400_000, lambda: (NOTICE * 450)[:2_000_000], lambda: "一\n" * 1_000_000,
    lambda: "渝" + "\u00a0" * 1_999_990 + "通知", lambda: "〔2017" * 400_000, lambda: "（" * 2_000_000,
    lambda: "重庆市财政局，" * 280_000 + "：", lambda: "某区人民政府\n2017年1月1日\n" * 9_000, lambda: "附件：1.a\n" * 19_000,
    lambda: "抄送：某局，\n" * 19_000, lambda: "2017年1月1日印发\n" * 19_000, lambda: "1.某\n" * 19_000,
    lambda: "重 " * 1_000_000, lambda: "二〇一七年" * 400_000, lambda: "关于《\n" + "意见《\n" * 19_000, lambda: " " * 2_000_000,
    lambda: "首页 > " * 400_000, lambda: ("打印 关闭 " * 70 + "\n") * 5000, lambda: ("市教育局关于的通知" * 5 + "\n") * 19_000,
    lambda: "年 月 日\n" * 19_000, lambda: "上一篇：\n" * 19_000, lambda: "记者" * 900_000, lambda: ("江州市 " * 40 + "\n") * 9000,
    lambda: "各" + "，" * 1_000_000, lambda: "（此件" * 600_000, lambda: "\u200b\n" * 900_000,
])
def test_long_texts_take_no_longer_than_their_length(make):
    text = make()
    begin = time.process_time()
    recognise(text)
    assert time.process_time() - begin < 3          # a tenth of it on a quiet machine; a quadratic one takes minutes
