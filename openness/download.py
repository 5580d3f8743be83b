"""A file that was made for somebody: always saved under a name that every file system takes, never shown within our pages."""
from django.http import HttpResponse
from django.utils.http import content_disposition_header

LONGEST = 80        # characters of a name, without its ending


def download(name: str, content: bytes, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(True, safe(name))
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def safe(name):
    """A title as the name of a file: without what file systems refuse, the ending kept."""
    stem, dot, ending = name.rpartition(".")
    stem = "".join("_" if character in '\\/:*?"<>|' or not character.isprintable() else character for character in stem)
    return f"{stem[:LONGEST].strip('. ') or '文件'}{dot}{ending}"
