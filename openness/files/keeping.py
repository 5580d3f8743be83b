from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction

from . import accepting, quotas
from .models import File, State
from .storage import store
from .tasks import wake


def keep(upload, subject, *, by, now) -> File:
    """Check an upload and keep it with its subject, as it came and as it may go out; inside the transaction of the step
    that brings it. ValidationError with a sentence that says what to do; where a scanner is set, the file waits for it."""
    kind = accepting.check(upload)
    quotas.check(by.user, upload.size, now=now)
    report, copy = upload.prepared[1:]
    sha256, size = store(upload)
    clean_sha256, clean_size = store(ContentFile(copy))
    file = File.objects.create(
        subject=subject, name=accepting.clean_name(upload.name), kind=kind, sha256=sha256, size=size,
        clean_sha256=clean_sha256, clean_size=clean_size, removed=report, uploaded_by=by.user, uploaded_at=now)
    if file.state == State.QUARANTINE:
        transaction.on_commit(partial(wake, file.pk), robust=True)
    return file
