"""What may be attached: by extension and by content, both, then by what a limited child process finds inside."""
import unicodedata

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from . import preparing, refusals

PACKED = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"       # a DOC or XLS, or a DOCX or XLSX with a password
KINDS = {       # extension: (how the content begins, media type)
    "pdf": (b"%PDF-", "application/pdf"),
    "docx": (PACKED, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (PACKED, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "ofd": (PACKED, "application/ofd"),
    "jpg": (b"\xff\xd8\xff", "image/jpeg"),
    "png": (b"\x89PNG\r\n\x1a\n", "image/png"),
    "txt": (b"", "text/plain; charset=utf-8"),
}


def media_type(kind):
    """Also of kinds that are read but not attached, such as DOC."""
    return KINDS[kind][1] if kind in KINDS else "application/octet-stream"


def check(upload) -> str:
    """The kind of an upload, or ValidationError with a sentence that says what to do.

    Forms ask, then keep() asks again: the answer, with the copy for publication, stays on the upload as `prepared`.
    """
    if not hasattr(upload, "prepared"):
        try:
            kind = glance(upload)
            upload.prepared = kind, *preparing.prepare(whole(upload), kind, clean_name(upload.name))
        except ValidationError as refusal:
            upload.prepared = refusal
    if isinstance(upload.prepared, ValidationError):
        raise upload.prepared
    return upload.prepared[0]


def glance(upload) -> str:
    """The kind by name, size and first bytes; what is obviously wrong needs no child."""
    kind = upload.name.rpartition(".")[2].lower().replace("jpeg", "jpg")
    if kind not in KINDS:
        raise ValidationError(_("不接受“%(name)s”这种文件，请转换为 %(kinds)s 后再上传") % {
            "name": clean_name(upload.name), "kinds": "、".join(name.upper() for name in KINDS)})
    if not upload.size:
        raise ValidationError(_("文件是空的，请检查后重新选择"))
    if upload.size > settings.ATTACHMENT_MAX_SIZE:
        raise ValidationError(_("文件有 %(size)s，超过 %(limit)s，请压缩或拆分后再上传") % {
            "size": filesizeformat(upload.size), "limit": filesizeformat(settings.ATTACHMENT_MAX_SIZE)})
    upload.seek(0)
    head = upload.read(1024)
    upload.seek(0)
    if kind in ("docx", "xlsx") and head.startswith(COMPOUND):
        raise refusals.refused("old_or_encrypted", {"kind": kind})
    if not head.startswith(KINDS[kind][0]) or (kind == "txt" and b"\0" in head):
        raise refusals.refused("mismatch", {"kind": kind})
    return kind


def whole(upload) -> bytes:
    upload.seek(0)
    data = upload.read()
    upload.seek(0)
    return data


def clean_name(name):
    """NFC, without folders, control and direction characters (a name must not read otherwise than it is)."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    name = "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    stem, dot, ending = name.rstrip(" .").rpartition(".")
    if not dot:                 # without an ending it is refused by its own name
        return ending.strip()[:150] or "file"
    return f"{stem.strip(' .')[:150] or 'file'}.{ending[:10]}"
