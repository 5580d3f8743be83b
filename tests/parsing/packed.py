"""DOCX files written part by part, so that a test says what is in them."""
import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NAMES = (
    f'{W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:wps="http://example.org/shape"'
)


def archive(parts: dict, method=zipfile.ZIP_DEFLATED, claims=()) -> bytes:
    """A ZIP of parts; claims: {name: size that its directory entry gives}."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method, compresslevel=9 if method == zipfile.ZIP_DEFLATED else None) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
        for name, size in dict(claims).items():
            packed.getinfo(name).file_size = size
    return file.getvalue()


def document(body: str, before="", names=NAMES) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>{before}<w:document {names}><w:body>{body}</w:body></w:document>'


def docx(body: str, **parts) -> bytes:
    """parts: numbering="…", styles="…": the inside of those two."""
    others = {f"word/{name}.xml": f"<w:{name} {W}>{inside}</w:{name}>" for name, inside in parts.items()}
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": document(body)} | others)


def p(text="", properties="") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text)}</w:p>"


def r(text, properties="") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"
