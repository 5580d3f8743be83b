"""Official files of one document, made when they are asked for."""
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from openness.agencies.looking import taken
from openness.audit.trail import PRINT
from openness.digits import whole
from openness.typesetting.compiling import TooLong
from openness.typesetting.responses import docx_response, pdf_response

from ..models import Document
from ..printing import disclosure_sheet, draft_sheet, paper_of, return_slip


@require_safe
def official_file(request, pk, form):
    document = get_object_or_404(Document.objects.visible_to(request.user).to_judge(), pk=pk)
    make = FORMS.get(form)
    if make is None:
        raise Http404
    try:
        made = make(document, request)
    except TooLong:
        return render(request, "documents/too_long.html", {"document": document}, status=422)
    taken(request.user, document, now=timezone.now(), what=PRINT, form=form)
    return made


def pdf(document, request):
    return pdf_response(document.title, paper_of(document).pdf(at=timezone.now()))


def docx(document, request):
    return docx_response(document.title, paper_of(document).docx())


def sheet(document, request):
    return pdf_response(f"发文稿纸_{document.title}", draft_sheet(document, now=timezone.now()))


def disclosure(document, request):
    return pdf_response(f"公开属性审查表_{document.title}", disclosure_sheet(document, now=timezone.now()))


def slip(document, request):
    made = return_slip(document, now=timezone.now(), number=whole(request.GET.get("round"), 4))
    if made is None:
        raise Http404
    return pdf_response(f"退文单_{document.title}", made)


FORMS = {"pdf": pdf, "docx": docx, "draft-sheet": sheet, "disclosure-sheet": disclosure, "return-slip": slip}
