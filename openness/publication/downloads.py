"""A public item as a file to keep: TXT, DOCX, PDF. Made when asked for, from the current edition and from nothing else."""
from django.core.cache import cache
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from openness.download import download as download_as
from openness.typesetting.compiling import TooLong
from openness.typesetting.official import Paper, spelled
from openness.typesetting.responses import docx_response, pdf_response

from .blocks import text_of
from .models import PublicItem
from .templatetags.publication import title_lines

KEPT = 60       # seconds


@require_safe
def download(request, address, form):
    make = FORMS.get(form)
    if make is None:
        raise Http404
    item = get_object_or_404(PublicItem.objects.current().prefetch_related("files"), address=address)
    try:
        return make(item, request)
    except TooLong:
        return render(request, "publication/too_long.html", {"item": item}, status=422)


def paper_of(item):
    return Paper(
        title=item.title, title_parts=title_lines(item.title), issuers=item.issuer.split("、"), genre=item.genre,
        number=item.number, main_recipients=item.main_recipients, copy_recipients=item.copy_recipients, body=item.body,
        attachments=[file.title for file in item.files.all()], dated_on=item.dated_on, annotation=item.annotation,
        printing_office=item.printing_office, printed_on=item.printed_on)


def txt(item, request):
    """Plain text with where it stands, CRLF and a byte order mark, so that every desktop opens it as it is."""
    lines = [item.title, item.number, "", *([item.main_recipients.rstrip("：") + "："] if item.main_recipients else []),
             *text_of(item.body).split("\n"), "", item.issuer, spelled(item.dated_on),
             *([f"（{item.annotation}）"] if item.annotation else []), "",
             f"索引号：{item.index_number}", f"网址：{request.build_absolute_uri(item.get_absolute_url())}", ""]
    return download_as(f"{item.title}.txt", "\r\n".join(lines).encode("utf-8-sig"), "text/plain; charset=utf-8")


def docx(item, request):
    return docx_response(item.title, kept(item, "docx", lambda: paper_of(item).docx()))


def pdf(item, request):
    return pdf_response(item.title, kept(item, "pdf", lambda: paper_of(item).pdf(at=item.published_at)))


def kept(item, form, make):
    """Made once for all who ask within a minute; whether the item still stands has been asked before."""
    return cache.get_or_set(f"download:{item.pk}:{item.digest}:{form}", make, KEPT)


FORMS = {"txt": txt, "docx": docx, "pdf": pdf}
