"""The same paper as DOCX, to be edited. The imprint stands below the text: Word cannot be told to put it at a page's foot."""
from io import BytesIO

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

# by the names that office desktops have; an office programme replaces what it has not
FANGSONG, HEI, KAI, TITLE, SONG = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体", "宋体"
LINE, INDENT = Pt(28.95), Pt(32)        # 22 lines in 225 mm; two characters of 16 pt
RED = RGBColor(0xE6, 0x00, 0x12)
THICK, THIN = "8", "6"                  # eighths of a point: 0.35 and 0.25 mm


def official_docx(paper) -> bytes:
    document, data = Document(), paper.data()
    set_up(document, paper)
    head(document, data)
    for line in data["title_lines"]:
        write(document, (line, TITLE), size=22, align=ALIGN.CENTER, indent=False, spacing=Pt(33))
    blank(document)
    if data["main_recipients"]:
        write(document, (data["main_recipients"] + "：", FANGSONG), indent=False)
    for block in data["body"]:
        face = {"h1": HEI, "h2": KAI}.get(block["k"], FANGSONG)
        write(document, (block["t"], face), (block.get("r", ""), FANGSONG))
    attachments(document, data["attachments"])
    blank(document)
    for name in data["issuers"]:
        write(document, (name, FANGSONG), align=ALIGN.RIGHT, indent=False, right=Pt(32))
    write(document, (data["date"], FANGSONG), align=ALIGN.RIGHT, indent=False, right=Pt(64))
    if data["annotation"]:
        write(document, (f"（{data['annotation']}）", FANGSONG))
    imprint(document, data)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def set_up(document, paper):
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(24)
    document.settings.odd_and_even_pages_header_footer = True
    for footer, align in ((section.footer, ALIGN.RIGHT), (section.even_page_footer, ALIGN.LEFT)):
        page_number(footer.paragraphs[0], align)
    if paper.mark:
        for header in (section.header, section.even_page_header):
            header.paragraphs[0].alignment = ALIGN.RIGHT
            run(header.paragraphs[0], paper.mark, HEI, 12)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = held(paper.title), held("、".join(paper.issuers)), ""


def head(document, data):
    if data["form"] == "letter":
        write(document, (data["issuers"][0], TITLE), size=36, align=ALIGN.CENTER, indent=False, spacing=Pt(44), colour=RED, below="double")
        write(document, (data["number"], FANGSONG), align=ALIGN.RIGHT, indent=False)
        blank(document)
        return
    for name in data["issuers"][:-1]:
        write(document, (name, TITLE), size=30, align=ALIGN.CENTER, indent=False, spacing=Pt(40), colour=RED)
    longest = len(data["issuers"][-1]) + 2
    size = min(48, int(440 / longest))
    write(document, (data["issuers"][-1] + "文件", TITLE), size=size, align=ALIGN.CENTER, indent=False, spacing=Pt(size * 1.3), colour=RED)
    blank(document)
    if data["form"] == "upward" and data["signer"]:
        line = write(document, (f" {data['number']}\t签发人：", FANGSONG), (data["signer"], KAI), indent=False, below="single")
        line.paragraph_format.tab_stops.add_tab_stop(Mm(152), WD_TAB_ALIGNMENT.RIGHT)
    else:
        write(document, (data["number"], FANGSONG), align=ALIGN.CENTER, indent=False, below="single")
    blank(document)


def attachments(document, titles):
    if titles:
        blank(document)
    for number, title in enumerate(titles, 1):
        numeral = f"{number}. " if len(titles) > 1 else ""
        lead = "附件：" if number == 1 else "　　　"
        write(document, (f"{lead}{numeral}{title}", FANGSONG))


def imprint(document, data):
    printed = data["printed_on"] and data["printed_on"] + "印发"
    rows = [line for line in (data["copy_recipients"] and f"抄送：{data['copy_recipients']}",
                              (data["printing_office"] or printed) and f"{data['printing_office']}\t{printed}") if line]
    if rows:
        blank(document)
    for place, words in enumerate(rows):
        line = write(document, (words, FANGSONG), size=14, indent=False)
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = Pt(14)
        line.paragraph_format.tab_stops.add_tab_stop(Mm(151), WD_TAB_ALIGNMENT.RIGHT)
        border(line, "top", THIN if place else THICK)
        if place == len(rows) - 1:
            border(line, "bottom", THICK)


def write(document, *pieces, size=16, align=ALIGN.JUSTIFY, indent=True, spacing=LINE, right=None, colour=None, below=""):
    paragraph = document.add_paragraph()
    paragraph.alignment, layout = align, paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, spacing
    if indent:
        layout.first_line_indent = INDENT
    if right:
        layout.right_indent = right
    for words, face in pieces:
        if words:
            run(paragraph, words, face, size, colour)
    if below:
        border(paragraph, "bottom", "12", colour="E60012", style="thickThinSmallGap" if below == "double" else "single", space="11")
    return paragraph


def run(paragraph, words, face, size, colour=None):
    piece = paragraph.add_run(printable(words))
    piece.font.size, piece.font.name = Pt(size), face
    piece._element.rPr.rFonts.set(qn("w:eastAsia"), face)
    if colour is not None:
        piece.font.color.rgb = colour


def printable(words):
    return "".join(c for c in words if c in "\t\u3000" or c.isprintable())


def held(words):
    """As much as a property of the file may hold."""
    return printable(words)[:255]


def blank(document):
    write(document)


def border(paragraph, side, width, colour="000000", style="single", space="4"):
    properties = paragraph._p.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        properties.insert_element_before(borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr")
    edge = OxmlElement(f"w:{side}")
    for name, value in (("val", style), ("sz", width), ("space", space), ("color", colour)):
        edge.set(qn(f"w:{name}"), value)
    borders.append(edge)


def page_number(paragraph, align):
    paragraph.alignment = align
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
    run(paragraph, "— ", SONG, 14)
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        piece = paragraph.add_run()
        piece.font.size, piece.font.name = Pt(14), SONG
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        piece._element.append(mark)
    run(paragraph, " —", SONG, 14)
