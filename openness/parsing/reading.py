"""read(): a file as it was chosen → its text. The content decides what it is; the name is believed in nothing."""
from dataclasses import dataclass, field

from . import child
from .decoding import decode
from .sentences import Unreadable, unreadable

LARGEST = 50 * 1024 * 1024
HEAD = 1024                         # bytes in which the marks of a format stand

PACKED, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+",
           b"\0\0\0\x0cjP  ", b"\x97JB2")
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\0", b"PK\x05\x06", b"PK\x07\x08")
_TAGS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script")
_BEGINNINGS = (b"<meta", b"mime-version:")
_SECONDS = {"docx": 5, "pdf": 10, "doc": 5}         # of the processor, for each reader
_OFFICE = ("doc", "docx", "docm", "dot", "dotx", "pdf")


@dataclass(frozen=True)
class Text:
    """text has one paragraph a line; kind is docx, doc, pdf or txt; facts are what the reader found besides."""
    text: str
    kind: str
    facts: dict = field(default_factory=dict)


def read(name: str, data: bytes) -> Text:
    """Unreadable with a sentence that says what to do, whatever the file is."""
    if len(data) > LARGEST:
        raise unreadable("too_large", megabytes=LARGEST // 1024 // 1024)
    if not data:
        raise unreadable("empty")
    kind = kind_of(data)
    if kind == "txt":
        return Text(_plain(name, data), kind)
    if kind not in _SECONDS:
        raise unreadable(kind)
    facts, text = child.run(f"openness.parsing.{kind}:read", data, cpu=_SECONDS[kind])
    try:
        return Text(text.decode(), kind, facts)
    except UnicodeDecodeError:          # a reader writes UTF-8: this one was not itself any more
        raise unreadable("failed") from None


def kind_of(data: bytes) -> str:
    """By content: docx (or another ZIP), doc (or another compound file), pdf, txt (or nothing known), or the code of a refusal."""
    head = data[:HEAD]
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if _is_pdf(data):
        return "mixed" if any(tag in head.lower() for tag in _TAGS) else "pdf"
    if data.startswith(PACKED):
        return "docx"
    if data.startswith(COMPOUND):
        return "doc"
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(_IMAGES) or _is_other_image(head):
        return "image"
    if data.startswith(_ARCHIVES):
        return "archive"
    if start.startswith((*_TAGS, *_BEGINNINGS)):
        return "html"
    return "xml" if start.startswith(b"<?xml") else "txt"


def _is_pdf(data):
    """The mark may stand behind something else; a text that mentions it has no end mark."""
    before, mark, _ = data[:HEAD].partition(b"%PDF-")
    return bool(mark) and (not before.strip(b"\xef\xbb\xbf\0 \t\r\n") or b"%%EOF" in data[-HEAD:])


def _is_other_image(head):
    """Short marks, which are letters too: BMP, WebP, HEIC."""
    bitmap = head[:2] == b"BM" and head[6:10] == b"\0\0\0\0"
    return bitmap or (head[:4] == b"RIFF" and head[8:12] == b"WEBP") or head[4:12] in (b"ftypheic", b"ftypmif1", b"ftypavif")


def _plain(name, data):
    """Text whatever the name says; what is none, and is named like another format, is that format damaged."""
    try:
        return decode(data)
    except Unreadable as refusal:
        ending = name.rpartition(".")[2].lower()
        if refusal.code in ("binary", "unknown"):
            if ending == "wps":
                raise unreadable("wps") from None
            if ending in _OFFICE:
                raise unreadable("damaged") from None
        raise
