"""read(): what a file is, whatever it is called, and a sentence for everything that is not read."""
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openness.parsing import reading
from openness.parsing.reading import Text, kind_of, read
from openness.parsing.sentences import SENTENCES, Unreadable
from tests.parsing.compound import compound, word
from tests.parsing.packed import archive, docx, p
from tests.parsing.pages import PICTURE, column, pdf

NOTICE = "关于做好有关工作的通知"
FILES = {"docx": docx(p(NOTICE)), "pdf": pdf(column([NOTICE])), "doc": word(NOTICE + "\r"), "txt": NOTICE.encode()}


def code(name, data):
    with pytest.raises(Unreadable) as refusal:
        read(name, data)
    assert len(str(refusal.value)) > 10 and "%(" not in str(refusal.value)
    return refusal.value.code


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("name", ["公文.docx", "公文.PDF", "公文.doc", "公文.wps", "公文.txt", "公文", ""])
def test_the_content_decides_and_not_the_name(kind, name):
    text = read(name, FILES[kind])
    assert (text.text, text.kind) == (NOTICE, kind)


def test_a_pdf_behind_a_line_of_something_else():
    assert read("a.pdf", b"Content-Type: application/pdf\n" + FILES["pdf"]).text == NOTICE


def test_facts_come_along():
    assert read("x.pdf", FILES["pdf"]).facts == {"kind": "pdf", "pages": 1, "without_text": 0}
    assert read("x.txt", "文字".encode("gb18030")) == Text("文字", "txt", {})


@pytest.mark.parametrize(("name", "data", "expected"), [
    ("a.docx", b"", "empty"), ("a.txt", b" \r\n", "empty"), ("a.docx", docx(""), "empty"),
    ("a.docx", compound({"EncryptedPackage": b"x"}), "encrypted"), ("a.doc", word("x\r", flags=0x100), "encrypted"),
    ("a.docx", archive({"xl/workbook.xml": "x"}), "other_office"), ("a.zip", archive({"a.txt": "x"}), "archive"),
    ("a.ofd", archive({"OFD.xml": "x"}), "ofd"), ("a.wps", b"\x01\x02\x00\x03" * 50, "wps"), ("a.wps", compound({"X": b""}), "wps"),
    ("a.doc", b"\x01\x02\x00\x03" * 50, "damaged"), ("a.bin", b"\x01\x02\x00\x03" * 50, "binary"),
    ("a.pdf", pdf(PICTURE), "scan"), ("a.pdf", b"%PDF-1.7\n", "damaged"), ("a.docx", FILES["docx"][:300], "damaged"),
    ("a.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF", "image"), ("a.png", b"\x89PNG\r\n\x1a\n\0", "image"), ("a.tif", b"II*\0\x08\0", "image"),
    ("a.bmp", b"BM\x36\x10\0\0\0\0\0\0", "image"), ("a.webp", b"RIFF\0\0\0\0WEBPVP8 ", "image"), ("a.pdf", b"\xff\xd8\xff\xe1", "image"),
    ("a.rtf", b"{\\rtf1\\ansi x}", "rtf"), ("a.doc", b"{\\rtf1\\ansi x}", "rtf"), ("a.rar", b"Rar!\x1a\x07\x01\0", "archive"),
    ("a.doc", b"\xef\xbb\xbf<html xmlns:o='urn:x'><body>x</body></html>", "html"), ("a.doc", b"MIME-Version: 1.0\r\n", "html"),
    ("a.html", b"  <!DOCTYPE html><p>x", "html"), ("a.doc", b"<?xml version='1.0'?><?mso-application?>", "xml"),
    ("a.pdf", b"<html><script>alert(1)</script>\n" + FILES["pdf"], "mixed"),
    ("a.pdf", FILES["pdf"].replace(b"\n", b"\n%<script>alert(1)</script>\n", 1), "mixed"),
    ("a.txt", "重慶市人民政府辦公廳關於認真做好政務公開有關工作的通知".encode("big5"), "unknown"),
])
def test_every_refusal_is_a_sentence_and_a_code(name, data, expected):
    assert code(name, data) == expected


def test_large_files(monkeypatch):
    assert code("a.txt", b"a" * (5 * 1024 * 1024 + 1)) == "too_large"
    monkeypatch.setattr(reading, "LARGEST", 100)
    assert code("a.docx", FILES["docx"]) == "too_large"


def test_a_text_may_begin_like_something_else():
    for text in ("BM为业务模块的简称", "MZ局通知", "PK比赛的通知", "7z", "关于%PDF-1.7文件的通知"):
        assert read("a.txt", text.encode()).text == text


def test_every_code_of_the_sniffing_has_its_sentence():
    assert {"mixed", "rtf", "image", "archive", "html", "xml"} <= set(SENTENCES)


def _changed(data):
    """Bytes of a good file with some others in their place, or cut off."""
    return st.builds(
        lambda at, put, end: (data[:at] + put + data[at + len(put):])[:end],
        st.integers(0, len(data)), st.binary(max_size=40), st.integers(len(data) // 2, len(data)))


@settings(max_examples=120, deadline=None)
@given(st.one_of(
    st.binary(max_size=400), *(st.binary(max_size=200).map(mark.__add__) for mark in (
        b"PK\x03\x04", b"%PDF-1.4\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1", b"BM")),
    *map(_changed, FILES.values())))
def test_any_bytes_give_text_or_a_sentence(data):
    try:
        text = read("a.docx", data)
        assert text.text.strip() and text.kind in FILES
    except Unreadable as refusal:
        assert refusal.code in SENTENCES
        assert refusal.code not in ("failed", "limits"), data


def test_kind_of_looks_at_the_beginning_alone():
    assert kind_of(b"text " * 400 + b"%PDF-") == "txt"
