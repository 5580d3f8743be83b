"""A second look at a clean copy, by other means than the cleaning: what is still there that should not be.

For tests and for whoever doubts a copy. No Django in here.
"""
import io
import re
import zipfile

import pikepdf
from PIL import Image

from .formats import archives, pictures, plain

PARTS = re.compile(r"(?i)docProps/|comment|people|persons/|customXml/|embeddings/|externalLinks/|connections\.xml|revisions/|"
                   r"printerSettings|glossary/|vbaProject|thumbnail|_xmlsignatures|activeX|ctrlProps|queryTables|"
                   r"Attachments\.xml|\.svg$")
MARKUP = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo|delText|comment\w*|\w+PrChange|cellIns|cellDel|docVars|rsids|mailMerge|"
                    rb"attachedTemplate|dataBinding|permStart|smartTag|altChunk|OLEObject)[ />]|[ :]rsid\w*=|w14:paraId=|"
                    rb"<(?:fileSharing|externalReferences?|customWorkbookViews|legacyDrawing|oleObjects|controls|scenarios)[ />]|"
                    rb"absPath|revisionPtr|refreshedBy=|<!--|<!DOCTYPE|<(?:\w+:)?(?:Creator|Author|ModDate|CreationDate|Keywords|"
                    rb"CreatorVersion|Attachments|Versions|Extensions|CustomTags)[ />]")
EXTERNAL = re.compile(rb"<Relationship [^>]*External[^>]*>")
HYPERLINK = re.compile(rb'Target="(?:https?://|mailto:|#)')
KEYS = {"/Metadata", "/PieceInfo", "/LastModified", "/JS", "/AA", "/OpenAction", "/EF", "/AF", "/XFA", "/Collection"}
NOTES = {"/Link", "/Widget", "/Stamp", "/PrinterMark", "/TrapNet", "/Watermark"}
ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToR", "/GoToE", "/Rendition", "/RichMediaExecute"}


def residue(data: bytes, kind: str) -> list[str]:
    """What was found, in words for a programmer; nothing in a good copy."""
    if kind in ("docx", "xlsx", "ofd"):
        return list(of_archive(data))
    if kind == "pdf":
        return list(of_pdf(data))
    if kind in ("jpg", "png"):
        return list(of_picture(data, kind))
    return ["byte order mark"] if data[:3] == b"\xef\xbb\xbf" or plain.decode(data)[1] == "gb18030" else []


def of_archive(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if archive.comment:
            yield "comment of the archive"
        for entry in archive.infolist():
            part = archive.read(entry)
            if PARTS.search(entry.filename):
                yield f"part {entry.filename}"
            if entry.date_time != archives.ALWAYS or entry.extra or entry.comment:
                yield f"time of {entry.filename}"
            if pictures.strip(part)[1]:
                yield f"picture {entry.filename}"
            yield from (f"{entry.filename}: {found.decode()}" for found in MARKUP.findall(part) if entry.filename.endswith(
                (".xml", ".rels", ".vml")))
            yield from (f"{entry.filename}: {found.decode()}" for found in EXTERNAL.findall(part) if not HYPERLINK.search(found))


def of_pdf(data):
    if data.count(b"%%EOF") != 1:
        yield "former revisions"
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if "/Info" in pdf.trailer:
            yield "Info"
        for page in pdf.pages:
            for note in page.obj.get("/Annots", []):
                if str(note.get("/Subtype", "")) not in NOTES:
                    yield f"note {note.get('/Subtype')}"
        seen = [pdf.trailer, *pdf.objects]
        while seen:
            thing = seen.pop()
            if isinstance(thing, pikepdf.Array):
                seen += [each for each in thing if isinstance(each, pikepdf.Object) and not each.is_indirect]
            elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                yield from (key for key in thing.keys() if key in KEYS and not is_harmless(thing[key], key))     # noqa: SIM118
                if any(thing.get("/S") == pikepdf.Name(action) for action in ACTIONS):
                    yield str(thing.S)
                seen += [each for _, each in thing.items() if isinstance(each, pikepdf.Object) and not each.is_indirect]


def is_harmless(value, key):
    """A font or picture of that name; the one packet that is put in again: which part of PDF/A the file follows."""
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream) and str(value.get("/Type", "")) in ("/Font", "/XObject"):
        return True
    return key == "/Metadata" and b"pdfaid:part" in (packet := value.read_raw_bytes()) and len(packet) < 500


def of_picture(data, kind):
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        for key in sorted({*image.info} - {"icc_profile", "transparency", "jfif", "jfif_version", "jfif_unit", "jfif_density"}):
            yield str(key)
        if image.getexif():
            yield "Exif"
    end = b"\xff\xd9" if kind == "jpg" else b"IEND\xaeB`\x82"
    if not data.endswith(end):
        yield "something behind the picture"
