from django.http import HttpResponse
from django.utils.http import content_disposition_header

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def pdf_response(name: str, content: bytes) -> HttpResponse:
    return download(f"{name}.pdf", content, PDF)


def docx_response(name: str, content: bytes) -> HttpResponse:
    return download(f"{name}.docx", content, DOCX)


def download(name, content, kind):
    """A made file, always saved and never shown within our pages."""
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(True, safe(name))
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def safe(name):
    """A title as the name of a file: without what file systems refuse, the ending kept."""
    stem, dot, ending = name.rpartition(".")
    stem = "".join("_" if character in '\\/:*?"<>|' or not character.isprintable() else character for character in stem)
    return f"{stem[:80].strip('. ') or '文件'}{dot}{ending}"
