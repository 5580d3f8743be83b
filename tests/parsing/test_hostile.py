"""Files made to do harm: each is refused in good time, with a sentence, and the next file is read."""
import struct
import time
import zlib

import pytest

from openness.parsing import child
from openness.parsing.reading import read
from openness.parsing.sentences import Unreadable
from tests.parsing.compound import SECTOR, word
from tests.parsing.packed import archive, document, docx, p
from tests.parsing.pages import assembled, column, pdf, stream

GOOD = docx(p("通知"))


@pytest.fixture(autouse=True)
def goes_on():
    start = time.monotonic()
    yield
    assert time.monotonic() - start < 15
    assert read("next.docx", GOOD).text == "通知"


def code(data, name="a.docx"):
    with pytest.raises(Unreadable) as refusal:
        read(name, data)
    return refusal.value.code


def main_part(content, **options):
    return archive({"word/document.xml": content}, **options)


def test_four_million_paragraphs():
    data = main_part(document("<w:p/>" * 4_000_000))
    assert len(data) < 1_000_000
    assert code(data) == "complex"


def test_more_paragraphs_or_characters_than_a_document_has():
    assert code(docx("<w:p/>" * 20_001)) == "long"
    assert code(docx(p("".join(chr(0x4E00 + n * n % 20_000) for n in range(2_000_001))))) == "long"
    assert code(docx("<w:p><w:del>" + "<w:p/>" * 20_001 + "</w:del>" + "<w:r><w:br/></w:r>" * 20_001 + "</w:p>")) == "long"


@pytest.mark.parametrize("part", ["word/document.xml", "word/numbering.xml"])
@pytest.mark.parametrize(("size", "expected"), [(4 * 2**30 - 2, "complex"), (190 * 2**20, "complex"), (20_000, "damaged")])
def test_a_bomb_whatever_size_it_declares(part, size, expected):
    parts = {"word/document.xml": document(p("x")), part: b"\0" * 60_000_000}
    assert code(archive(parts, claims={part: size})) == expected


def test_a_part_larger_than_any_document_though_it_is_not_packed_tight():
    assert code(main_part(b"<!--" + b"x" * (48 * 2**20) + b"-->", method=0)) == "complex"


@pytest.mark.parametrize("count", [None, 1])
def test_three_thousand_entries_whatever_the_end_record_says(count):
    data = archive({"word/document.xml": document(p("x"))} | {f"a{'x' * 400}{n}": "" for n in range(3000)}, method=0)
    if count is not None:
        data = data[:-14] + struct.pack("<HH", count, count) + data[-10:]
    assert code(data) == "complex"


def test_archives_for_more_than_four_gigabytes():
    locator = b"PK\x06\x07" + b"\0" * 16
    assert code(GOOD[:-22] + locator + GOOD[-22:]) == "complex"


@pytest.mark.parametrize("name", ["../etc/passwd", "word/../../x", "/etc/passwd", "a\\..\\b"])
def test_names_that_lead_out(name):
    assert code(archive({"word/document.xml": document(p("x")), name: "x"})) == "damaged"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name():
    first = archive({"word/document.xml": document(p("一")), "word/document.xmL": document(p("二"))})
    assert code(first.replace(b"word/document.xmL", b"word/document.xml")) == "damaged"


def test_encrypted_entries():
    data = bytearray(GOOD)
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    assert code(bytes(data)) == "encrypted"


@pytest.mark.parametrize("declaration", [
    '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>', '<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd">', "<!DOCTYPE a>",
    '<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]>',
])
@pytest.mark.parametrize("part", ["word/document.xml", "word/numbering.xml"])
def test_declarations_of_any_kind(declaration, part):
    parts = {"word/document.xml": document(p("x"))}
    parts[part] = document(p("x"), before=declaration)
    assert code(archive(parts)) == "dtd"


def test_depth_of_a_million():
    deep = main_part("<a>" * 1_000_000)
    assert code(deep) == "complex"
    assert code(docx("<w:tbl><w:tr><w:tc>" * 40)) == "complex"
    assert code(main_part("<a>" * 65)) == "complex"


def test_names_without_end_and_text_in_one_piece():
    assert code(docx("".join(f"<n{n}/>" for n in range(10_100)))) == "complex"
    assert code(docx("".join(f"<w:p a{n}=''/>" for n in range(10_100)))) == "complex"
    assert code(main_part(f'<a b="{"x" * 4_000_000}"')) == "damaged"


def test_elements_without_number_end_by_the_clock_of_the_processor():
    data = docx("".join(f"<w:r a='{n}'/>" for n in range(1_300_000)))       # not alike, else the ratio tells
    with pytest.raises(Unreadable) as refusal:
        child.run("openness.parsing.docx:read", data, cpu=1)
    assert refusal.value.code == "limits"


def test_numbering_in_circles_and_out_of_bounds():
    level = "<w:lvl w:ilvl='{}'><w:start w:val='{}'/><w:numFmt w:val='lowerLetter'/><w:lvlText w:val='{}'/></w:lvl>"
    numbering = (
        "<w:abstractNum w:abstractNumId='0'><w:numStyleLink w:val='s'/><w:styleLink w:val='s'/>"
        + level.format(0, "99999999999999999999", "%1" * 1000) + level.format("x", "-5", "%9") + "</w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='0'/><w:lvlOverride><w:startOverride/></w:lvlOverride></w:num>")
    text = read("a.docx", docx(p("段", "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>") * 3, numbering=numbering)).text
    assert text.count("段") == 3 and len(text) < 1000


def packed_stream(content):
    return stream(zlib.compress(content, 9), b"/Filter/FlateDecode")


def pdf_of(content_stream, *more, resources=b"<<>>"):
    return assembled([
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources " + resources + b">>", content_stream, *more])


def read_in_a_second(data):
    """Text, or the code of the refusal; either will do."""
    try:
        return child.run("openness.parsing.pdf:read", data, cpu=1, wall=5)
    except Unreadable as refusal:
        assert refusal.code in ("limits", "damaged", "empty", "scan", "long", "codes"), refusal.code
        return refusal.code


def test_pdf_content_that_unpacks_without_end():
    assert read_in_a_second(pdf_of(packed_stream(b"0 0 m 1 1 l S\n" * 12_000_000))) == "limits"


def test_pdf_forms_that_draw_each_other():
    twice = b"/X Do /X Do /X Do /X Do"
    forms = [stream(twice, f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {n + 6} 0 R>>>>".encode())
             for n in range(30)]
    read_in_a_second(pdf_of(stream(twice), *forms, resources=b"<</XObject<</X 5 0 R>>>>"))
    circle = stream(twice, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>")
    read_in_a_second(pdf_of(stream(twice), circle, resources=b"<</XObject<</X 5 0 R>>>>"))


def test_pdf_nested_deep_and_trees_in_circles():
    read_in_a_second(pdf_of(stream(b"[" * 500_000)))
    read_in_a_second(assembled([b"<</Type/Catalog/Pages 2 0 R/X " + b"[" * 500_000 + b">>", b"<</Type/Pages/Count 1/Kids[2 0 R]>>"]))
    read_in_a_second(assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 2147483647/Kids[2 0 R 2 0 R]>>"]))
    read_in_a_second(pdf([(0, 0, 9, "x")], extra=b"/Prev 0"))


def test_pdf_pictures_and_pages_of_impossible_size():
    picture = packed_stream(b"\0" * 1000).replace(b"<<", b"<</Type/XObject/Subtype/Image/Width 2000000/Height 2000000"
                                                  b"/ColorSpace/DeviceRGB/BitsPerComponent 8", 1)
    assert read_in_a_second(pdf_of(stream(b"/X Do"), picture, resources=b"<</XObject<</X 5 0 R>>>>")) == "scan"
    data = pdf(column(["通知"])).replace(b"[0 0 595 842]", b"[0 0 1e38 1e38]")
    read_in_a_second(data)


@pytest.mark.parametrize("place", ["chain of a stream", "chain of the directory", "entries", "depth"])
def test_compound_files_in_circles(place):
    data = bytearray(word("通知\r"))
    table, directory = len(data) - SECTOR, SECTOR * (1 + struct.unpack_from("<I", data, 48)[0])
    if place == "chain of a stream":
        struct.pack_into("<I", data, table, 0)                          # the first sector follows itself
    elif place == "chain of the directory":
        struct.pack_into("<I", data, table + 4 * (directory // SECTOR - 1), directory // SECTOR - 1)
    elif place == "entries":
        struct.pack_into("<II", data, directory + 128 + 68, 1, 1)       # an entry stands on both sides of itself
    else:
        struct.pack_into("<I", data, directory + 128 + 76, 0)           # a stream holds its own folder
    try:
        read("a.doc", bytes(data))
    except Unreadable as refusal:
        assert refusal.code in ("damaged", "wps", "empty")


def test_old_documents_that_point_elsewhere():
    good = word("通知正文\r" * 50, b"text\r" * 50)
    for at in range(SECTOR, SECTOR + 900, 6):
        data = bytearray(good)
        struct.pack_into("<H", data, at, 0xFFFF)
        try:
            child.run("openness.parsing.doc:read", bytes(data))
        except Unreadable as refusal:
            assert refusal.code not in ("failed", "limits"), at
