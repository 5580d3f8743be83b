"""DOCX: what a person reads in Word is what is read, and nothing besides."""
import io

import docx as python_docx
import pytest

from openness.parsing.docx import read
from openness.parsing.numerals import written
from openness.parsing.refusal import Refusal
from tests.parsing.packed import archive, document, docx, p, r


def text(data):
    facts, written_text = read(data)
    assert facts == {"kind": "docx"}
    return written_text.decode()


def lines(body, **parts):
    return text(docx(body, **parts)).split("\n")


def test_a_document_of_python_docx():
    made = python_docx.Document()
    made.add_heading("关于做好有关工作的通知", 0)
    made.add_paragraph("各区县：").add_run("附言")
    for word in ("甲", "乙"):
        made.add_paragraph(word, style="List Number")
    made.add_paragraph("末\t段\n新行")
    table = made.add_table(2, 3)
    for cell, word in zip(table._cells, ("序号", "事项", "单位", "1", "", "办公室"), strict=True):
        cell.text = word
    file = io.BytesIO()
    made.save(file)
    assert text(file.getvalue()).split("\n") == [
        "关于做好有关工作的通知", "各区县：附言", "1. 甲", "2. 乙", "末\t段", "新行", "序号\t事项\t单位", "1\t\t办公室"]


def test_deleted_and_moved_text_is_gone_and_inserted_text_is_there():
    assert lines(
        "<w:p>" + r("留") + f"<w:del>{r('删')}<w:r><w:delText>删</w:delText></w:r></w:del>" + f"<w:ins>{r('添')}</w:ins>"
        + f"<w:moveFrom>{r('原处')}</w:moveFrom><w:moveTo>{r('新处')}</w:moveTo></w:p>"
    ) == ["留添新处"]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next():
    body = p("前半", "<w:rPr><w:del/></w:rPr>") + p("后半") + p("又一段", "<w:rPr><w:ins/></w:rPr>") + p("末段")
    assert lines(body) == ["前半后半", "又一段", "末段"]


def test_a_deleted_row_is_gone():
    row = "<w:tr>{}<w:tc>" + p("{}") + "</w:tc><w:tc>" + p("2") + "</w:tc></w:tr>"
    body = "<w:tbl>" + row.format("<w:trPr><w:del/></w:trPr>", "删") + row.format("", "留") + "</w:tbl>"
    assert lines(body) == ["留\t2"]


def test_hidden_text_old_formatting_field_codes_notes_and_readings_are_no_text():
    body = (
        "<w:p><w:pPr><w:pPrChange><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:pPrChange></w:pPr>"
        + r("藏", "<w:vanish/>") + r("现", "<w:vanish w:val='0'/>")
        + "<w:r><w:fldChar/><w:instrText>HYPERLINK</w:instrText></w:r>" + r("链接")
        + "<w:r><w:footnoteReference/><w:commentReference/></w:r>"
        "<w:r><w:ruby><w:rt><w:r><w:t>yin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>音</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath></w:p>")
    assert lines(body, numbering=NUMBERING) == ["现链接音a+b"]


def test_tabs_breaks_hyphens():
    body = ("<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/><w:t>三</w:t>"
            "<w:noBreakHyphen/><w:softHyphen/><w:t>四\u00ad五\u200b</w:t></w:r></w:p>")
    assert lines(body) == ["一\t二", "三-四五"]


def test_a_text_box_is_read_once_and_the_text_around_it_is_whole():
    box = "<{0}><w:txbxContent>" + p("重庆市人民政府文件") + p("第二行") + "</w:txbxContent></{0}>"
    body = (
        "<w:p><w:r><w:t>渝府发</w:t><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>" + box.format("wps:txbx")
        + "</w:drawing></mc:Choice><mc:Fallback><w:pict>" + box.format("v:textbox")
        + "</w:pict></mc:Fallback></mc:AlternateContent><w:t>〔2026〕1号</w:t></w:r></w:p>")
    assert lines(body) == ["渝府发〔2026〕1号", "重庆市人民政府文件", "第二行"]


def test_letters_as_a_drawing():
    assert lines("<w:p><w:r><w:pict><v:shape><v:textpath string='某市文件'/></v:shape></w:pict></w:r></w:p>" + p("正文")) == ["某市文件", "正文"]


def test_tables_within_tables_and_cells_that_are_layout():
    def row(*cells):
        return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"
    inner = "<w:tbl>" + row(p("内甲"), p("内乙")) + "</w:tbl>"
    body = "<w:tbl>" + row(p("第一段") + p("第二段")) + row(inner + p("后"), p()) + row(p("甲") + p("续"), p("乙")) + "</w:tbl>"
    assert lines(body) == ["第一段", "第二段", "内甲\t内乙", "后", "甲 续\t乙"]


def level(number, form, pattern, more=""):
    return (f"<w:lvl w:ilvl='{number}'><w:start w:val='1'/><w:numFmt w:val='{form}'/>{more}"
            f"<w:lvlText w:val='{pattern}'/></w:lvl>")


NUMBERING = (
    "<w:abstractNum w:abstractNumId='0'>" + level(0, "chineseCounting", "%1、", "<w:pStyle w:val='H1'/>")
    + level(1, "chineseCounting", "（%2）", "<w:pStyle w:val='H2'/>") + level(2, "decimal", "%3.")
    + level(3, "decimal", "（%4）") + level(4, "bullet", "●") + level(5, "decimal", "%1.%6", "<w:isLgl/>")
    + "</w:abstractNum>"
    "<w:abstractNum w:abstractNumId='7'>" + level(0, "chineseCounting", "第%1条") + "</w:abstractNum>"
    "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
    "<w:num w:numId='2'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride></w:num>"
    "<w:num w:numId='3'><w:abstractNumId w:val='7'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='9'/></w:lvlOverride></w:num>"
)
STYLES = (
    "<w:style w:type='paragraph' w:default='1' w:styleId='a'/>"
    "<w:style w:type='paragraph' w:styleId='H1'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='H2'><w:basedOn w:val='H1'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='loop'><w:basedOn w:val='loop'/></w:style>"
)


def numbered(text_, level_, list_=1):
    return p(text_, f"<w:numPr><w:ilvl w:val='{level_}'/><w:numId w:val='{list_}'/></w:numPr>")


def styled(text_, style, more=""):
    return p(text_, f"<w:pStyle w:val='{style}'/>{more}")


def test_automatic_numbers_are_written_out():
    body = "".join((
        numbered("总体要求", 0), numbered("目标", 1), numbered("原则", 1), numbered("第一", 2), numbered("第二", 2),
        numbered("细目", 3), numbered("点", 4), numbered("重点任务", 0), numbered("任务", 1), numbered("节", 5)))
    assert lines(body, numbering=NUMBERING) == [
        "一、总体要求", "（一）目标", "（二）原则", "1. 第一", "2. 第二", "（1）细目", "点", "二、重点任务", "（一）任务", "2.1 节"]


def test_numbers_of_styles_restarts_and_lists_that_were_switched_off():
    body = "".join((
        styled("甲", "H1"), styled("子", "H2"), styled("丑", "H2"), styled("乙", "H1"), styled("寅", "H2"),
        styled("无", "H1", "<w:numPr><w:numId w:val='0'/></w:numPr>"), styled("圈", "loop"), p("文"),
        numbered("另起", 0, 2), numbered("再", 0, 2), numbered("条", 0, 3), numbered("条", 0, 3), numbered("无此表", 0, 99)))
    assert lines(body, numbering=NUMBERING, styles=STYLES) == [
        "一、甲", "（一）子", "（二）丑", "二、乙", "（一）寅", "无", "圈", "文", "一、另起", "二、再",
        "第九条 条", "第十条 条", "无此表"]


@pytest.mark.parametrize(("number", "form", "expected"), [
    (1, "chineseCounting", "一"), (10, "chineseCounting", "十"), (12, "chineseCountingThousand", "十二"),
    (20, "japaneseCounting", "二十"), (105, "chineseCounting", "一百零五"), (110, "chineseCounting", "一百一十"),
    (1001, "chineseCountingThousand", "一千零一"), (0, "chineseCounting", "〇"), (12345, "chineseCounting", "12345"),
    (23, "chineseLegalSimplified", "贰拾叁"), (20, "ideographDigital", "二〇"), (3, "decimalEnclosedCircleChinese", "③"),
    (21, "decimalEnclosedCircle", "21"), (4, "ideographTraditional", "丁"), (27, "lowerLetter", "aa"), (4, "upperRoman", "IV"),
    (12, "decimalFullWidth", "１２"), (3, "decimalZero", "03"), (7, "unheardOf", "7"), (5, "none", ""),
])
def test_numerals(number, form, expected):
    assert written(number, form) == expected


def test_strict_documents_and_other_names_of_the_main_part():
    strict = document(p("严格"), names='xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"')
    assert text(archive({"word/document.xml": strict})) == "严格"
    relations = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="1" '
                 'Type="http://x/officeDocument" Target="/word/document2.xml"/></Relationships>')
    assert text(archive({"_rels/.rels": relations, "word/document2.xml": document(p("另名"))})) == "另名"


def test_macros_are_not_looked_at():
    assert text(archive({"word/document.xml": document(p("正文")), "word/vbaProject.bin": b"Sub AutoOpen()"})) == "正文"


@pytest.mark.parametrize(("parts", "code"), [
    ({"xl/workbook.xml": "x"}, "other_office"), ({"ppt/presentation.xml": "x"}, "other_office"), ({"OFD.xml": "x"}, "ofd"),
    ({"content.xml": "x", "mimetype": "x"}, "odf"), ({"a.txt": "x"}, "archive"), ({}, "archive"),
    ({"word/document.xml": document("")}, "empty"), ({"word/document.xml": document(p("　"))}, "empty"),
    ({"word/document.xml": "<w:document"}, "damaged"), ({"word/document.xml": ""}, "damaged"),
])
def test_what_is_no_document(parts, code):
    with pytest.raises(Refusal) as refusal:
        read(archive(parts))
    assert refusal.value.code == code
