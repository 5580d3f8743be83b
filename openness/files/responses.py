from django.http import FileResponse

from .accepting import media_type
from .storage import path

NOTHING = "default-src 'none'; sandbox"


def file_response(name, kind, sha256):
    """A kept file as a download that no browser runs: attachment, no sniffing, nothing allowed inside."""
    response = FileResponse(path(sha256).open("rb"), as_attachment=True, filename=name, content_type=media_type(kind))
    response.headers["Content-Security-Policy"] = NOTHING
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
