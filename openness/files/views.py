from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from .models import File
from .responses import file_response


@require_safe
def download(request, pk):
    """Whoever may see the thing may have its file; for everybody else there is none. ?copy=clean: as it will go out."""
    file = get_object_or_404(File, pk=pk)
    subject = file.subject_type.model_class()
    if not subject.objects.visible_to(request.user).filter(pk=file.subject_id).exists():
        raise Http404
    if not file.is_usable:
        return render(request, "files/waiting.html", {"file": file}, status=409)
    sha256 = file.public_copy[0] if request.GET.get("copy") == "clean" else file.sha256
    return file_response(file.name, file.kind, sha256)
