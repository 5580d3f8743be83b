"""DOC of Word 97–2003: the piece table, in the order of the text, of the main document alone."""
import pytest

from openness.parsing.doc import read
from openness.parsing.refusal import Refusal
from tests.parsing.compound import compound, word


def lines(data):
    facts, text = read(data)
    assert facts == {"kind": "doc"}
    return text.decode().split("\n")


def code(data):
    with pytest.raises(Refusal) as refusal:
        read(data)
    return refusal.value.code


@pytest.mark.parametrize("table", ["0Table", "1Table"])
def test_pieces_of_eight_and_of_sixteen_bits(table):
    data = word(b"No. 60 \x96 caf\xe9\r", "关于做好工作的通知\r各区县", b": (1)", "：\r𠮷字\r", table=table)
    assert lines(data) == ["No. 60 – café", "关于做好工作的通知", "各区县: (1)：", "𠮷字"]


def test_notes_headers_and_comments_stand_after_the_main_document():
    assert lines(word("正文\r", after="脚注\r页眉\r")) == ["正文"]


def test_fields_give_their_result_tables_a_line_for_a_row():
    text = (
        '见\x13 HYPERLINK "http://x" \x14附\x13 PAGE \x142\x15件\x15，\x13 TOC \x15\x01\x08\r甲\x07乙\x07\x07丙\x07丁\x07\x07'
        "一\x0b二\x0c三\x1e四\x1f五\xa0六\r")
    assert lines(word(text)) == ["见附2件，", "甲\t乙", "丙\t丁", "一", "二", "三-四五 六"]


def test_text_that_is_deleted_under_change_tracking_is_gone():
    assert lines(word("留\r", "删去的\r", b"kept\r", b"gone\r", "末\r", deleted=(1, 3))) == ["留", "kept", "末"]


@pytest.mark.parametrize(("data", "expected"), [
    (word("秘\r", flags=0x0100), "encrypted"), (word("旧\r", mark=0xA5DC), "old_word"), (word("x\r", mark=0x1234), "wps"),
    (word("短\r", length=0), "empty"), (word("短\r", length=3_000_000), "long"),
    (compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), "encrypted"), (compound({"Workbook": b"x"}), "other_office"),
    (compound({"PowerPoint Document": b"x"}), "other_office"), (compound({"__properties_version1.0": b"x"}), "mail"),
    (compound({"Contents": b"x"}), "wps"), (compound({}), "wps"), (compound({"WordDocument": b""}), "wps"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "damaged"), (b"", "damaged"),
])
def test_what_is_not_read_says_why(data, expected):
    assert code(data) == expected


def test_a_document_cut_off_anywhere_is_read_or_refused():
    data = word("正文一段\r" * 300, b"text\r" * 300)
    for end in range(0, len(data), 97):
        try:
            read(data[:end])
        except Refusal:
            pass
