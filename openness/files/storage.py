"""Bytes under their digest: written and synced before the row that names them is committed."""
import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings

INCOMING = ".incoming-"     # begins the name of what is being written


def path(sha256) -> Path:
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256


def store(upload) -> tuple[str, int]:
    """Keep an upload, or bytes as a ContentFile; returns (sha256, size). The same content is kept once."""
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=root, prefix=INCOMING, delete=False) as incoming:
        for chunk in upload.chunks():
            digest.update(chunk)
            size += len(chunk)
            incoming.write(chunk)
        incoming.flush()
        os.fsync(incoming.fileno())
    target = path(digest.hexdigest())
    target.parent.mkdir(exist_ok=True, mode=0o700)
    Path(incoming.name).replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return digest.hexdigest(), size
