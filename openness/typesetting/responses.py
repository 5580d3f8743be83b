"""Made files as answers."""
from django.http import HttpResponse

from openness.download import download

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def pdf_response(name: str, content: bytes) -> HttpResponse:
    return download(f"{name}.pdf", content, PDF)


def docx_response(name: str, content: bytes) -> HttpResponse:
    return download(f"{name}.docx", content, DOCX)
