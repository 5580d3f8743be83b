"""XLSX for publication: values stay, what stood behind them goes."""
import io
import zipfile
from datetime import datetime

import openpyxl
import pytest
from openpyxl.comments import Comment

from openness.files.cleaning import clean
from openness.files.residue import residue
from tests.files.words import OFFICE, content_types, packed, relationships

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEETML = "application/vnd.openxmlformats-officedocument.spreadsheetml."
SPACES = f'xmlns="{MAIN}" xmlns:r="{OFFICE[:-1]}"'


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def everything():
    workbook = (
        f'<workbook {SPACES} xmlns:x15ac="x" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<fileSharing userName="CANARYuser"/><mc:AlternateContent><mc:Choice Requires="x15"><x15ac:absPath url="C:\\CANARYpath\\"/>'
        '</mc:Choice></mc:AlternateContent><sheets><sheet name="表" sheetId="1" r:id="rS"/>'
        '<sheet name="暗" sheetId="2" state="hidden" r:id="rS2"/></sheets>'
        '<externalReferences><externalReference r:id="rE"/></externalReferences>'
        '<definedNames><definedName name="外">[1]CANARYsheet!$A$1</definedName>'
        '<definedName name="内" comment="CANARYnote">表!$A$1</definedName></definedNames>'
        '<customWorkbookViews><customWorkbookView name="CANARYview"/></customWorkbookViews>'
        '<pivotCaches><pivotCache cacheId="1" r:id="rV"/></pivotCaches></workbook>')
    sheet = (
        f'<worksheet {SPACES}><cols><col min="1" max="1" hidden="1"/></cols><sheetData>'
        '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1"><f>[1]CANARYsheet!A1*2</f><v>42</v></c></row>'
        '<row r="2" hidden="1"><c r="A2"><f t="shared" ref="A2:A3" si="0">\'[1]CANARY s\'!B1</f><v>1</v></c>'
        '<c r="B2"><f>SUM(A1:A3)</f><v>7</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="0"/><v>2</v></c><c r="B3"><f>Table1[2017]+Table1[[#This Row],[2018]]</f><v>9</v></c></row>'
        '</sheetData><scenarios><scenario name="CANARYscenario" user="CANARYuser"/></scenarios>'
        '<customSheetViews><customSheetView guid="CANARY"/></customSheetViews>'
        '<dataValidations><dataValidation><formula1>[1]CANARYsheet!A1</formula1></dataValidation></dataValidations>'
        '<hyperlinks><hyperlink ref="A1" r:id="rShare"/><hyperlink ref="B1" r:id="rWeb"/></hyperlinks>'
        '<pageSetup orientation="portrait" r:id="rPrint"/><legacyDrawing r:id="rVml"/>'
        '<oleObjects><oleObject progId="CANARY" shapeId="1" r:id="rOle"/></oleObjects></worksheet>')
    pivot = (f'<pivotCacheDefinition {SPACES} r:id="rR" refreshedBy="CANARYby"><cacheSource type="worksheet"/>'
             '<cacheFields count="0"/></pivotCacheDefinition>')
    strings = "".join(f"<si><t>{text}</t></si>" for text in ("CANARYdeletedcell", "文字"))
    return packed({
        "[Content_Types].xml": content_types(**{
            "xl/workbook.xml": SHEETML + "sheet.main+xml", "xl/worksheets/sheet1.xml": SHEETML + "worksheet+xml",
            "xl/worksheets/sheet2.xml": SHEETML + "worksheet+xml", "xl/sharedStrings.xml": SHEETML + "sharedStrings+xml",
            "xl/revisions/revisionLog1.xml": SHEETML + "revisionLog+xml"}).replace(
            "<Default", '<Default Extension="vml" ContentType="v"/><Default', 1),
        "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.xml"), ("rId3", "extended-properties", "docProps/app.xml")),
        "docProps/app.xml": "<x>CANARYapp</x>",
        "xl/workbook.xml": workbook,
        "xl/_rels/workbook.xml.rels": relationships(
            ("rT", "sharedStrings", "sharedStrings.xml"), ("rS", "worksheet", "worksheets/sheet1.xml"), ("rS2", "worksheet", "worksheets/sheet2.xml"),
            ("rE", "externalLink", "externalLinks/externalLink1.xml"), ("rC", "connections", "connections.xml"),
            ("rV", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml"), ("rL", "revisionHeaders", "revisions/revisionHeaders.xml"),
            ("rP", "http://schemas.microsoft.com/office/2017/10/relationships/person", "persons/person.xml"),
            ("rX", "customXml", "../customXml/item1.xml")),
        "xl/sharedStrings.xml": f'<sst {SPACES} count="2" uniqueCount="2">{strings}</sst>',
        "xl/worksheets/sheet1.xml": sheet, "xl/worksheets/sheet2.xml": f"<worksheet {SPACES}><sheetData/></worksheet>",
        "xl/worksheets/_rels/sheet1.xml.rels": relationships(
            ("rCom", "comments", "../comments1.xml"),
            ("rTh", "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment", "../threadedComments/t.xml"),
            ("rVml", "vmlDrawing", "../drawings/vml.vml"), ("rPrint", "printerSettings", "../printerSettings/p.bin"),
            ("rOle", "oleObject", "../embeddings/o.bin"),
            ("rShare", "hyperlink", "file:///\\\\CANARYserver\\x.xlsx", True), ("rWeb", "hyperlink", "https://www.gov.cn/", True)),
        "xl/comments1.xml": f'<comments {SPACES}><authors><author>CANARYa</author><author>tc={{1}}</author></authors><commentList>'
                            '<comment ref="A1" authorId="0"><text><t>CANARYc</t></text></comment>'
                            '<comment ref="A2" authorId="1"><text><t>CANARYthread</t></text></comment></commentList></comments>',
        "xl/threadedComments/t.xml": '<ThreadedComments><threadedComment ref="A2" personId="p"><text>CANARYt</text></threadedComment>'
                                     '</ThreadedComments>',
        "xl/persons/person.xml": "<x>CANARYperson</x>", "xl/drawings/vml.vml": "<xml>CANARY<br></xml>",
        "xl/printerSettings/p.bin": b"CANARYprinter",
        "xl/embeddings/o.bin": b"CANARYole", "xl/externalLinks/externalLink1.xml": "<x>CANARYlink</x>",
        "xl/connections.xml": "<x>CANARYconnection</x>",
        "xl/pivotCache/pivotCacheDefinition1.xml": pivot, "xl/pivotCache/pivotCacheRecords1.xml": "<x>CANARYrecords</x>",
        "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels": relationships(("rR", "pivotCacheRecords", "pivotCacheRecords1.xml")),
        "xl/revisions/revisionHeaders.xml": "<x>CANARYheaders</x>",
        "xl/revisions/revisionLog1.xml": f'<revisions {SPACES}><rcc rId="1"><nc r="A1"><v>CANARYrev</v></nc></rcc></revisions>',
        "customXml/item1.xml": "<x>CANARYxml</x>",
    })


@pytest.fixture(scope="module")
def cleaned():
    data = everything()
    return data, *clean(data, "xlsx")


def test_no_canary_is_left_and_the_same_file_gives_the_same_copy(cleaned):
    data, report, copy = cleaned
    assert not {name for name, part in parts(copy).items() if b"CANARY" in part}
    assert len(residue(data, "xlsx")) > 15 and residue(copy, "xlsx") == []
    assert clean(data, "xlsx") == (report, copy)
    assert clean(copy, "xlsx")[1] == copy


def test_the_report_counts_what_went_and_what_hides(cleaned):
    assert cleaned[1] == {
        "comments": 2, "tracked_changes": 1, "embedded": 1, "external": 1, "custom_xml": 1, "formulas": 3, "unused_texts": 1, "pivot_data": 1,
        "hidden_sheets": 1, "hidden_rows": 1, "hidden_columns": 1, "metadata": True}


def test_values_and_own_formulas_stay(cleaned):
    formulas = openpyxl.load_workbook(io.BytesIO(cleaned[2]))
    values = openpyxl.load_workbook(io.BytesIO(cleaned[2]), data_only=True)
    assert [[cell.value for cell in row] for row in values["表"]["A1:B3"]] == [["文字", 42], [1, 7], [2, 9]]
    assert formulas["表"]["B1"].value == 42 and formulas["表"]["A3"].value == 2
    assert formulas["表"]["B2"].value == "=SUM(A1:A3)" and formulas["表"]["B3"].value.startswith("=Table1[2017]")
    assert formulas.sheetnames == ["表", "暗"] and list(formulas.defined_names) == ["内"]
    assert formulas["表"]["B1"].hyperlink.target == "https://www.gov.cn/" and formulas["表"]["A1"].hyperlink is None


def test_a_chart_drawn_from_another_file_keeps_its_numbers():
    from lxml import etree

    from openness.files.formats.packages import Package
    from openness.files.formats.sheets import Cleaner
    root = etree.fromstring(
        '<c:chart xmlns:c="c"><c:ser><c:tx><c:strRef><c:f>[1]S!A1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>甲</c:v></c:pt>'
        '</c:strCache>'
        '</c:strRef></c:tx><c:val><c:numRef><c:f>[1]S!B1:B2</c:f><c:numCache><c:ptCount val="1"/></c:numCache></c:numRef></c:val>'
        "<c:cat><c:numRef><c:f>表!A1</c:f></c:numRef></c:cat></c:ser></c:chart>")
    Cleaner(Package(everything())).chart(root)
    assert etree.tostring(root, encoding="unicode") == (
        '<c:chart xmlns:c="c"><c:ser><c:tx><c:v>甲</c:v></c:tx><c:val><c:numLit><c:ptCount val="1"/></c:numLit></c:val>'
        "<c:cat><c:numRef><c:f>表!A1</c:f></c:numRef></c:cat></c:ser></c:chart>")


def test_a_workbook_that_openpyxl_wrote_keeps_all_it_shows():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["A2"], sheet["A3"] = "项目", 12.5, datetime(2026, 3, 2)
    sheet["A1"].comment = Comment("CANARYcomment", "CANARYauthor")
    sheet["A1"].font = openpyxl.styles.Font(bold=True)
    sheet.merge_cells("B1:C1")
    book.properties.creator = book.properties.lastModifiedBy = "CANARY"
    book.create_sheet("隐").sheet_state = "veryHidden"
    data = io.BytesIO()
    book.save(data)
    report, copy = clean(data.getvalue(), "xlsx")
    opened = openpyxl.load_workbook(io.BytesIO(copy)).worksheets[0]
    assert [opened[name].value for name in ("A1", "A2", "A3")] == ["项目", 12.5, datetime(2026, 3, 2)]
    assert opened["A1"].font.bold and opened["A1"].comment is None and [str(each) for each in opened.merged_cells.ranges] == ["B1:C1"]
    assert report == {"comments": 1, "metadata": True, "hidden_sheets": 1}
    assert not any(b"CANARY" in part for part in parts(copy).values())
