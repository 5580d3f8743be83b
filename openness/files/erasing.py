"""Bytes that must not stay: named in a row within the transaction, gone from the disk right after it, or at the next tick."""
import logging
from functools import partial

from django.db import transaction

from . import storage
from .models import Erasure, File
from .naming import is_named

log = logging.getLogger(__name__)


def erase_files_of(subject, *, now):
    """Rows and bytes of everything kept with a subject; bytes that another row names stay, and are said in the log.

    Rows that point at the files (parts, evidence) must have gone before, or been emptied.
    """
    files = File.objects.of(subject)
    digests = {digest for pair in files.values_list("sha256", "clean_sha256") for digest in pair if digest}
    files.delete()
    Erasure.objects.bulk_create(Erasure(sha256=digest) for digest in digests)
    transaction.on_commit(partial(erase, now=now), robust=True)


def erase(*, now):
    """All that waits; a missed or doubled run does not matter."""
    for erasure in Erasure.objects.filter(done_at=None).order_by("pk"):
        if is_named(erasure.sha256):
            log.warning("bytes %s are kept: another thing holds the same file", erasure.sha256)
        else:
            storage.path(erasure.sha256).unlink(missing_ok=True)
        Erasure.objects.filter(pk=erasure.pk).update(done_at=now)
