"""DOCX for publication: the accepted text, and nothing that nobody wanted to say."""
import io
import zipfile

import docx
import pytest
from lxml import etree

from openness.files.cleaning import clean
from openness.files.inspecting import inspect
from openness.files.residue import residue
from tests.files import words
from tests.files.pictures_data import jpeg
from tests.files.words import BY, document, field, paragraph, run


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def reads(data):
    return [each.text for each in docx.Document(io.BytesIO(data)).paragraphs]


def body(*blocks, **more):
    return clean(document("".join(blocks), **more), "docx")


@pytest.fixture(scope="module")
def cleaned():
    data = words.everything(jpeg())
    return data, *clean(data, "docx")


def test_no_canary_is_left_in_any_byte_of_any_part(cleaned):
    data, report, copy = cleaned
    assert b"CANARY" in data or any(b"CANARY" in part for part in parts(data).values())
    left = {name for name, part in parts(copy).items() if b"CANARY" in part or "CANARY" in name}
    assert not left and b"CANARY" not in copy
    assert len(residue(data, "docx")) > 30 and residue(copy, "docx") == []


def test_the_copy_reads_as_the_accepted_text(cleaned):
    _, _, copy = cleaned
    assert reads(copy) == words.ACCEPTED
    table = docx.Document(io.BytesIO(copy)).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["格一"], ["格二"]]
    everything = b"".join(parts(copy).values()).decode("utf-8", "replace")
    assert "控件" in everything and "留下的注" in everything and "https://www.gov.cn/" in everything and " PAGE " in everything


def test_the_report_counts_what_went(cleaned):
    report = cleaned[1]
    assert report == {
        "comments": 1, "tracked_changes": 13, "hidden_text": 3, "fields": 3, "embedded": 1, "external": 3, "custom_xml": 1,
        "pictures": 1, "metadata": True}


def test_the_same_file_gives_the_same_copy_and_a_copy_nothing_more(cleaned):
    data, report, copy = cleaned
    assert clean(data, "docx") == (report, copy)
    again, once_more = clean(copy, "docx")
    assert once_more == copy and not again
    assert inspect(copy, "docx", "a.docx") == ({"external": 0}, b"")


def test_every_part_is_xml_that_names_what_is_there(cleaned):
    found = parts(cleaned[2])
    for name, part in found.items():
        if name.endswith((".xml", ".rels")):
            root = etree.fromstring(part)
            if name.endswith(".rels"):
                targets = {each.get("Target") for each in root if each.get("TargetMode") != "External"}
                assert all(any(other.endswith(target.lstrip("./")) for other in found) for target in targets)


def test_the_photograph_stays_upright_without_its_maker(cleaned):
    from PIL import Image
    with Image.open(io.BytesIO(parts(cleaned[2])["word/media/photo.jpeg"])) as image:
        image.load()
        assert image.size == (40, 20) and dict(image.getexif()) == {0x0112: 6}


@pytest.mark.parametrize("blocks, expected", [
    ([paragraph(run("甲"), properties=f"<w:rPr><w:del {BY}/></w:rPr>"), paragraph(run("乙"), properties=f"<w:rPr><w:del {BY}/></w:rPr>"),
      paragraph(run("丙"))], ["甲乙丙"]),
    ([paragraph(run("甲"), properties=f"<w:rPr><w:ins {BY}/></w:rPr>"), paragraph(run("乙"))], ["甲", "乙"]),
    ([paragraph(f"<w:del {BY}>{run('x', tag='delText')}</w:del>", properties=f"<w:rPr><w:del {BY}/></w:rPr>")], [""]),
    ([paragraph(f"<w:ins {BY}><w:del {BY}>{run('x', tag='delText')}</w:del>{run('乙')}</w:ins>")], ["乙"]),
    ([f"<w:del {BY}>{paragraph(run('x'))}</w:del>", f"<w:ins {BY}>{paragraph(run('乙'))}</w:ins>"], ["乙"]),
    ([paragraph(run("甲"), run("x", '<w:vanish w:val="true"/>'), run("乙", '<w:vanish w:val="false"/>'), run("丙", "<w:webHidden/>"))], ["甲乙丙"]),
    ([paragraph(field(' HYPERLINK "file:///c:/x" ', "甲"), field(' HYPERLINK "https://gov.cn" ', "乙"))], ["甲乙"]),
    ([paragraph('<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r>', run(" PAGE ", tag="instrText"),
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', run("5"), '<w:r><w:fldChar w:fldCharType="end"/></w:r>')], ["5"]),
])
def test_changes_are_accepted_as_word_accepts_them(blocks, expected):
    _, copy = body(*blocks)
    assert reads(copy) == expected and residue(copy, "docx") == []


def test_a_cell_or_table_that_loses_everything_leaves_a_file_that_opens():
    gone = f"<w:rPr><w:del {BY}/></w:rPr>"
    _, copy = body(
        f"<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{paragraph(properties=gone)}</w:tc></w:tr></w:tbl>",
        f"<w:tbl><w:tblGrid/><w:tr><w:trPr><w:del {BY}/></w:trPr><w:tc>{paragraph(run('x'))}</w:tc></w:tr></w:tbl>")
    tables = docx.Document(io.BytesIO(copy)).tables
    assert [table.cell(0, 0).text for table in tables] == [""]


def test_text_behind_a_comment_mark_stays():
    _, copy = body(paragraph('<w:r><w:commentReference w:id="0"/><w:t>后面的字</w:t></w:r>'))
    assert reads(copy) == ["后面的字"]


def test_a_chart_loses_the_workbook_behind_it_and_keeps_its_numbers():
    chart = ('<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
             'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><c:v>42</c:v>'
             '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>')
    data = document(
        paragraph('<w:r><w:drawing><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rChart"/></w:drawing></w:r>'),
        ("rChart", "chart", "charts/chart1.xml"), parts={
            "word/charts/chart1.xml": chart, "word/embeddings/book.xlsx": b"PK CANARY",
            "word/charts/_rels/chart1.xml.rels": words.relationships(("rId1", "package", "../embeddings/book.xlsx"))})
    report, copy = clean(data, "docx")
    assert report == {"embedded": 1} and b"42" in parts(copy)["word/charts/chart1.xml"]
    assert b"externalData" not in parts(copy)["word/charts/chart1.xml"] and "word/embeddings/book.xlsx" not in parts(copy)


def test_a_file_that_python_docx_wrote_keeps_all_it_shows():
    made = docx.Document()
    made.add_heading("标题", 1)
    marked = made.add_paragraph("一段").add_run("文字")
    made.add_comment(marked, text="CANARY", author="CANARY", initials="C")
    made.add_table(2, 2).cell(1, 1).text = "格"
    made.sections[0].header.paragraphs[0].text = "页眉"
    made.core_properties.author = "CANARY"
    data = io.BytesIO()
    made.save(data)
    report, copy = clean(data.getvalue(), "docx")
    opened = docx.Document(io.BytesIO(copy))
    assert [each.text for each in opened.paragraphs] == ["标题", "一段文字"] and opened.tables[0].cell(1, 1).text == "格"
    assert opened.sections[0].header.paragraphs[0].text == "页眉" and opened.paragraphs[0].style.name == "Heading 1"
    assert report["comments"] == 1 and not any(b"CANARY" in part for part in parts(copy).values())
