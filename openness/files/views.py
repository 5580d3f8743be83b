from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from openness.agencies.looking import looked, taken

from .models import File
from .responses import file_response

PICTURES = ("jpg", "png")


@require_safe
def download(request, pk):
    """Whoever may see the thing may have its file; for everybody else there is none. ?copy=clean: as it will go out."""
    file = get_object_or_404(File, pk=pk)
    subject = file.subject_type.model_class()
    seen = subject.objects.visible_to(request.user).filter(pk=file.subject_id).first()
    if seen is None:
        raise Http404
    if not file.is_usable:
        return render(request, "files/waiting.html", {"file": file}, status=409)
    note(request, seen, file)
    sha256 = file.public_copy[0] if request.GET.get("copy") == "clean" else file.sha256
    return file_response(file.name, file.kind, sha256)


def note(request, subject, file):
    """A picture is part of the page that shows it; anything else is taken away."""
    now = timezone.now()
    if file.kind in PICTURES:
        looked(request.user, subject, now=now, at=f"file{file.pk}")
    else:
        taken(request.user, subject, now=now, file=file.pk, copy=request.GET.get("copy") == "clean")
