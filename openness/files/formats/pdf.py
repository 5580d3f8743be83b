"""PDF: what is looked at before it is taken, and the copy for publication (ISO 32000-2; pikepdf, qpdf).

qpdf writes only what the document still refers to: former revisions of an updated file are not among it.
"""
import io
import re
import warnings
from collections import Counter
from contextlib import contextmanager

import pikepdf
from pikepdf import Dictionary, Name

from openness.parsing.refusal import Refusal

from . import pdfobjects
from .pdfobjects import forget, is_active, keys_of, name_of

MOST_OBJECTS = 200_000
UNREADABLE = (pikepdf.PdfError, pikepdf.DataDecodingError, RuntimeError)     # no others: they would be faults of ours
# of the document: who made it, what runs when it opens, what hangs on it, what only validates a signature
ROOT = ("/Metadata", "/OpenAction", "/AA", "/AF", "/PieceInfo", "/Collection", "/SpiderInfo", "/URI", "/Perms", "/DSS",
        "/Legal", "/Requirements", "/LastModified", "/Threads")
KEPT_NOTES = {"/Link", "/Widget", "/Stamp", "/PrinterMark", "/TrapNet", "/Watermark"}
WRITTEN = ("/T", "/Contents", "/RC", "/Subj", "/NM", "/M", "/CreationDate", "/Popup", "/IRT")
CLAIM = rb"pdfaid:%s(?:\s+xmlns:pdfaid=[\"'][^\"']*[\"'])?\s*(?:>|=\s*[\"'])\s*([%s])"
PART, LEVEL = re.compile(CLAIM % (b"part", b"123")), re.compile(CLAIM % (b"conformance", b"ABUabu"))
PDFA = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF \
xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" \
xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>{}</pdfaid:part><pdfaid:conformance>{}</pdfaid:conformance>\
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>"""


def look(data: bytes) -> dict:
    if not data.startswith(b"%PDF-"):
        raise Refusal("mismatch")
    if b"%%EOF" not in data[-1024:]:        # qpdf mends a file that breaks off, and its last pages are missing
        raise Refusal("broken")
    with told(), opened(data) as pdf:
        if pdf.Root.get("/NeedsRendering", False) is True:
            raise Refusal("dynamic")
        if not len(pdf.pages):
            raise Refusal("broken")
    return {}


def scrub(data: bytes) -> tuple[dict, bytes]:
    with told(), opened(data) as pdf:
        counts = Counter(hidden_layers=len(hidden_layers(pdf)))
        counts["metadata"] += len(pdf.docinfo) > 0 if "/Info" in pdf.trailer else 0
        archival = pdfa(pdf)
        scrub_root(pdf, counts)
        scrub_notes(pdf, counts)
        things = list(pdf.objects)
        if len(things) > MOST_OBJECTS:
            raise Refusal("complex")
        for thing in things:
            pdfobjects.scrub_indirect(thing, counts)
        if archival:
            pdf.Root.Metadata = pdf.make_stream(archival, Type=Name.Metadata, Subtype=Name.XML)
        made = io.BytesIO()
        pdf.save(made, deterministic_id=True, linearize=False, fix_metadata_version=False, static_id=False,
                 object_stream_mode=pikepdf.ObjectStreamMode.preserve)
        pages = len(pdf.pages)
    with told(), opened(made.getvalue()) as copy:
        if len(copy.pages) != pages:
            raise Refusal("broken")
    found = {key: count for key, count in counts.items() if count}
    return found | ({"metadata": True} if "metadata" in found else {}), made.getvalue()


@contextmanager
def told():
    """What qpdf cannot make sense of is a damaged file."""
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    except pikepdf.PasswordError as error:
        raise Refusal("encrypted") from error
    except UNREADABLE as error:
        raise Refusal("broken") from error


def opened(data):
    pdf = pikepdf.open(io.BytesIO(data), inherit_page_attributes=False)
    if pdf.is_encrypted:
        raise Refusal("encrypted")
    return pdf


def pdfa(pdf):
    """A packet that says which part of PDF/A the file follows and nothing else, None if it follows none."""
    packet = pdf.Root.get("/Metadata")
    try:
        written = packet.read_bytes() if isinstance(packet, pikepdf.Stream) else b""
    except UNREADABLE:
        return None
    part, level = PART.search(written), LEVEL.search(written)
    return PDFA.format(part[1].decode(), level[1].decode().upper()).encode() if part and level else None


def hidden_layers(pdf):
    """Layers that are off when the document opens."""
    layers = pdf.Root.get("/OCProperties")
    default = layers.get("/D") if isinstance(layers, Dictionary) else None
    if not isinstance(default, Dictionary):
        return set()
    off = numbers(default.get("/OFF"))
    if name_of(default, "/BaseState") == "/OFF":
        off |= numbers(layers.get("/OCGs")) - numbers(default.get("/ON"))
    return off


def numbers(array):
    """Of the objects that an array refers to."""
    return {each.objgen for each in array if isinstance(each, pikepdf.Object)} if isinstance(array, pikepdf.Array) else set()


def scrub_root(pdf, counts):
    root = pdf.Root
    counts["scripts"] += "/OpenAction" in root and is_active(root.OpenAction) == "scripts"
    counts["metadata"] += "/Metadata" in root
    for key in ROOT:
        forget(root, key)
    names = root.get("/Names")
    if isinstance(names, Dictionary):
        counts["scripts"] += "/JavaScript" in names
        for key in list(names.keys()):
            if key != "/Dests":
                del names[key]
    layers = root.get("/OCProperties")
    if isinstance(layers, Dictionary):
        for each in [layers.get("/D"), *layers.get("/Configs", [])]:
            forget(each, "/Creator")
    forget(root.get("/AcroForm"), "/SigFlags")
    forget(pdf.trailer, "/Info")


def scrub_notes(pdf, counts):
    """Comments go, links and form fields stay; a stamp keeps its looks (seals are made that way), not its words."""
    for page in pdf.pages:
        notes = page.obj.get("/Annots")
        if not isinstance(notes, pikepdf.Array):
            forget(page.obj, "/Annots")
            continue
        kept = []
        for note in notes:
            if not isinstance(note, Dictionary):
                continue
            kind = name_of(note, "/Subtype")
            if kind in KEPT_NOTES:
                kept.append(note)
                scrub_kept(note, kind, counts)
            else:
                counts["comments"] += kind not in ("/Popup", "/FileAttachment")
                empty(note)
        page.obj.Annots = pikepdf.Array(kept)


def empty(note):
    """Out of the list is not enough: the structure of the document may still refer to it."""
    for key in keys_of(note) | set(WRITTEN):
        forget(note, key)


def scrub_kept(note, kind, counts):
    if kind == "/Stamp":
        counts["comments"] += any(key in note for key in ("/T", "/Contents", "/RC"))
    for key in WRITTEN if kind == "/Stamp" else ("/NM", "/M"):
        forget(note, key)
    if kind == "/Link":
        forget(note, "/T")
