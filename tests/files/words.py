"""DOCX files made by hand: what Word and WPS leave in a file, with a canary in every place where nobody looks."""
import io
import zipfile

W = ('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
     'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
     'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:v="urn:schemas-microsoft-com:vml" '
     'xmlns:o="urn:schemas-microsoft-com:office:office" '
     'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
     'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
     'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
     'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14"')
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def packed(parts, **options):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


def relationships(*rows):
    """rows: (id, type or address, target), with True at the end for an external one."""
    written = "".join(
        f'<Relationship Id="{row[0]}" Type="{row[1] if ":" in row[1] else OFFICE + row[1]}" Target="{row[2]}"'
        f'{" TargetMode=" + chr(34) + "External" + chr(34) if row[3:] else ""}/>' for row in rows)
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{written}</Relationships>'


def content_types(**overrides):
    rows = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    return (f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/><Default Extension="jpeg" ContentType="image/jpeg"/>'
            f'<Default Extension="bin" ContentType="application/octet-stream"/>{rows}</Types>')


def document(body, *more, kind=MAIN, parts=None, types=None):
    """A DOCX with that body; more are rows of relationships of the document part."""
    return packed({
        "[Content_Types].xml": content_types(**{"word/document.xml": kind} | (types or {})),
        "_rels/.rels": relationships(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": f"{HEAD}<w:document {W}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": relationships(*more), **(parts or {})})


def run(text, properties="", tag="t"):
    return f'<w:r w:rsidR="00CANARYa">{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def paragraph(*runs, properties=""):
    return f'<w:p w:rsidR="00CANARY" w14:paraId="CANARY01">{f"<w:pPr>{properties}</w:pPr>" if properties else ""}{"".join(runs)}</w:p>'


BY = 'w:id="7" w:author="CANARYauthor" w:date="2026-01-01T00:00:00Z"'


def field(instruction, result):
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (mark.format("begin") + run(instruction, tag="instrText") + mark.format("separate") + run(result) + mark.format("end"))


def part(tag, inside, more=""):
    return f"{HEAD}<w:{tag} {W}>{inside}</w:{tag}>"


def everything(photograph):
    """One of each; accepted, it reads as ACCEPTED says."""
    deleted_end = f'<w:rPr><w:del {BY}/></w:rPr>'
    body = "".join((
        paragraph(run("正文"), f"<w:ins {BY}>{run('加上的')}</w:ins>", f"<w:del {BY}>{run('CANARYdel', tag='delText')}</w:del>", run("完")),
        paragraph(run("前半"), properties=f'<w:jc w:val="center"/>{deleted_end}'),
        paragraph(run("CANARYx", "<w:vanish/>"), run("后半"), properties='<w:jc w:val="right"/>'),
        paragraph(f"<w:moveFrom {BY}>{run('CANARYmoved')}</w:moveFrom>", properties=deleted_end),
        f'<w:moveToRangeStart {BY} w:name="CANARYmove"/>', paragraph(f"<w:moveTo {BY}>{run('移来的')}</w:moveTo>"), '<w:moveToRangeEnd w:id="7"/>',
        paragraph('<w:commentRangeStart w:id="0"/>', run("批过的"), '<w:commentRangeEnd w:id="0"/>',
                  '<w:r><w:commentReference w:id="0"/></w:r>'),
        paragraph(run("改过字体", f'<w:b/><w:rPrChange {BY}><w:rPr><w:rFonts w:ascii="CANARYfont"/></w:rPr></w:rPrChange>'),
                  properties=f'<w:pPrChange {BY}><w:pPr/></w:pPrChange>'),
        f'<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{paragraph(run("格一"))}</w:tc>'
        f'<w:tc><w:tcPr><w:cellDel {BY}/></w:tcPr>{paragraph(run("CANARYcell"))}</w:tc></w:tr>'
        f'<w:tr><w:trPr><w:del {BY}/></w:trPr><w:tc>{paragraph(run("CANARYrow"))}</w:tc></w:tr>'
        f'<w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{paragraph(run("CANARYhiddenrow"))}</w:tc></w:tr>'
        f'<w:tr><w:trPr><w:ins {BY}/></w:trPr><w:tc>{paragraph(run("格二"))}</w:tc></w:tr></w:tbl>',
        paragraph(run("CANARYbystyle", '<w:rStyle w:val="Secret2"/>'), run("显示", '<w:rStyle w:val="Secret2"/><w:vanish w:val="0"/>')),
        paragraph(field(" AUTHOR CANARYfield ", "某人"), field(' DDEAUTO "cmd" "/c CANARYdde" ', "结果"), field(" PAGE ", "3")),
        paragraph('<w:fldSimple w:instr=" FILENAME \\p CANARYfile ">' + run("文件名") + "</w:fldSimple>"),
        paragraph('<w:hyperlink r:id="rLink">' + run("网上") + "</w:hyperlink>", '<w:hyperlink r:id="rShare">' + run("内网") + "</w:hyperlink>"),
        paragraph('<w:smartTag w:uri="u" w:element="CANARYtag"><w:smartTagPr><w:attr w:name="x" w:val="CANARYattr"/>'
                  '</w:smartTagPr>' + run("标签") + "</w:smartTag>",
                  '<w:permStart w:id="1" w:ed="CANARY@people"/>', '<w:permEnd w:id="1"/>'),
        f'<w:sdt><w:sdtPr><w:dataBinding w:xpath="/CANARYpath" w:storeItemID="CANARYstore"/></w:sdtPr>'
        f'<w:sdtContent>{paragraph(run("控件"))}</w:sdtContent></w:sdt>',
        paragraph('<w:r><w:object><v:shape id="s" alt="C:\\CANARYalt.png"><v:imagedata r:id="rPhoto" o:title="CANARYtitle"/></v:shape>'
                  '<o:OLEObject Type="Embed" ProgID="Excel.Sheet.12" r:id="rOle"/></w:object></w:r>'),
        paragraph('<w:r><w:drawing><wp:inline><wp:docPr id="1" name="图 1" descr="C:\\Users\\CANARYdescr\\a.jpg"/><a:graphic><a:graphicData>'
                  '<pic:pic><pic:blipFill><a:blip r:embed="rPhoto" r:link="rRemote"/></pic:blipFill></pic:pic>'
                  '</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'),
        paragraph(run("有注"), '<w:r><w:footnoteReference w:id="2"/></w:r>', f'<w:del {BY}><w:r><w:footnoteReference w:id="3"/></w:r></w:del>'),
        "<!-- CANARYxml -->",
    ))
    notes = "".join(f'<w:footnote {kind} w:id="{n}">{paragraph(run(text))}</w:footnote>' for n, kind, text in (
        (0, 'w:type="separator"', ""), (2, "", "留下的注"), (3, "", "CANARYfootnote")))
    package = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
    parts = {
        "_rels/.rels": relationships(
            ("rId1", "officeDocument", "word/document.xml"), ("rId2", package + "core-properties", "docProps/core.xml"),
            ("rId3", "extended-properties", "docProps/app.xml"), ("rId4", "custom-properties", "docProps/custom.xml"),
            ("rId5", package + "thumbnail", "docProps/thumbnail.jpeg")),
        "docProps/core.xml": "<x>CANARYcore</x>", "docProps/app.xml": "<x>CANARYapp</x>", "docProps/custom.xml": "<x>CANARYcustom</x>",
        "docProps/thumbnail.jpeg": b"\xff\xd8\xffCANARYthumbnail",
        "word/comments.xml": part("comments", f'<w:comment {BY}>{paragraph(run("CANARYcomment"))}</w:comment>'),
        "word/commentsExtended.xml": "<x>CANARYextended</x>", "word/people.xml": "<x>CANARYpeople</x>",
        "word/settings.xml": part("settings", '<w:attachedTemplate r:id="rTemplate"/><w:trackRevisions/><w:rsids><w:rsid w:val="00CANARY"/></w:rsids>'
                                  '<w:docVars><w:docVar w:name="CANARYvar" w:val="x"/></w:docVars><w14:docId w14:val="CANARYid"/><w:compat/>'),
        "word/_rels/settings.xml.rels": relationships(("rTemplate", "attachedTemplate", "file:///C:/CANARYtemplate.dotx", True)),
        "word/styles.xml": part("styles", '<w:style w:type="character" w:styleId="Secret">'
                                '<w:rsid w:val="00CANARY"/><w:rPr><w:vanish/></w:rPr></w:style>'
                                '<w:style w:type="character" w:styleId="Secret2"><w:basedOn w:val="Secret"/></w:style>'
                                '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'),
        "word/footnotes.xml": part("footnotes", notes),
        "word/glossary/document.xml": part("glossaryDocument", "<w:x>CANARYglossary</w:x>"),
        "word/printerSettings1.bin": b"CANARYprinter", "word/embeddings/sheet.xlsx": b"PK CANARYole",
        "customXml/item1.xml": "<x>CANARYcustomxml</x>", "word/media/photo.jpeg": photograph,
        "word/media/unused.jpeg": photograph + b"CANARYtail", "stray.txt": b"CANARYstray",
    }
    rows = [
        ("rC", "comments", "comments.xml"),
        ("rCe", "http://schemas.microsoft.com/office/2011/relationships/commentsExtended", "commentsExtended.xml"),
        ("rP", "http://schemas.microsoft.com/office/2011/relationships/people", "people.xml"), ("rSet", "settings", "settings.xml"),
        ("rSt", "styles", "styles.xml"), ("rF", "footnotes", "footnotes.xml"), ("rG", "glossaryDocument", "glossary/document.xml"),
        ("rPr", "printerSettings", "printerSettings1.bin"), ("rOle", "package", "embeddings/sheet.xlsx"),
        ("rX", "customXml", "../customXml/item1.xml"), ("rPhoto", "image", "media/photo.jpeg"), ("rUnused", "image", "media/unused.jpeg"),
        ("rRemote", "image", "http://CANARY.example/track.png", True), ("rLink", "hyperlink", "https://www.gov.cn/", True),
        ("rShare", "hyperlink", "file://server/CANARYshare/a.docx", True),
    ]
    wordml = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    return document(body, *rows, parts=parts, types={
        "word/comments.xml": wordml + "comments+xml", "word/settings.xml": wordml + "settings+xml", "word/styles.xml": wordml + "styles+xml",
        "word/footnotes.xml": wordml + "footnotes+xml", "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml"})


ACCEPTED = ["正文加上的完", "前半后半", "移来的", "批过的", "改过字体", "显示", "某人结果3", "文件名", "网上内网", "标签",
            "", "", "有注"]
