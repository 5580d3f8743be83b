from . import accepting
from .models import File
from .storage import store


def keep(upload, subject, *, by, now) -> File:
    """Check an upload and keep it with its subject; inside the transaction of the step that brings it."""
    kind = accepting.check(upload)
    sha256, size = store(upload)
    return File.objects.create(subject=subject, name=accepting.clean_name(upload.name), kind=kind, sha256=sha256,
                               size=size, uploaded_by=by.user, uploaded_at=now)
