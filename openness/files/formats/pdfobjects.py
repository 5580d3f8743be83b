"""Objects of a PDF one by one: what runs, fetches, hangs on or tells about its making goes (ISO 32000-2, 7.3, 12.6)."""
import re

import pikepdf
from pikepdf import Dictionary, Name

from openness.parsing.refusal import Refusal

from . import pictures

# of any object: private data of programs, former thumbnails, files within, forms that are programs
ANYWHERE = {"/Metadata": "metadata", "/PieceInfo": "metadata", "/LastModified": "metadata", "/Thumb": "metadata",
            "/OPI": "metadata", "/Ref": "metadata", "/CreatorInfo": "metadata", "/AF": "attachments", "/EF": "attachments",
            "/RF": "attachments", "/AA": "scripts", "/JS": "scripts", "/XFA": "forms"}
STREAMS = ("/Metadata", "/Thumb", "/JS", "/XFA")        # which of them may be streams
RESOURCES = {"/Font", "/XObject", "/ExtGState", "/Pattern", "/OCG", "/OCMD"}
PROGRAMS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition", "/RichMediaExecute"}
ACTIVE = PROGRAMS | {"/GoToR", "/Sound", "/Movie", "/GoTo3DView", "/ResetForm", "/Trans", "/Hide", "/SetOCGState", "/Thread"}
# what scrub_keys() looks for, in an object as qpdf writes it: most objects have none of it
SUSPECT = re.compile(rb"/(?:%s)(?![A-Za-z0-9_#.-])" % b"|".join(
    key[1:].encode() for key in (*ANYWHERE, *PROGRAMS, "/A", "/Next", "/PA", "/FT", "/DCTDecode")))
# keys to look under where the others are no text (names in GBK): nothing else is known to hold what is looked for
STRUCTURE = ("/A", "/AP", "/Annots", "/D", "/EF", "/Fields", "/Filter", "/FT", "/Font", "/Group", "/Kids", "/MK", "/N", "/Names",
             "/Next", "/OCProperties", "/PA", "/Resources", "/S", "/Usage", "/V", "/XObject")
WEB = ("http://", "https://", "mailto:")


def scrub_indirect(thing, counts):
    """One of pdf.objects; counts is {what: how many}. Most are looked at as bytes only, which is quicker by far."""
    if isinstance(thing, pikepdf.Object) and SUSPECT.search(written(thing)):
        scrub_object(thing, counts, 0)


def written(thing):
    return (thing.stream_dict if isinstance(thing, pikepdf.Stream) else thing).unparse(resolved=True)


def scrub_object(thing, counts, depth):
    """One object with what stands inside it; what it refers to has its own turn."""
    if depth > 60:
        raise Refusal("complex")
    if isinstance(thing, pikepdf.Array):
        inside = list(thing)
    elif isinstance(thing, pikepdf.Stream | Dictionary):
        scrub_keys(thing, counts)
        inside = [thing[key] for key in keys_of(thing)]
    else:
        return
    for each in inside:
        if isinstance(each, pikepdf.Object) and not each.is_indirect:
            scrub_object(each, counts, depth + 1)


def scrub_keys(thing, counts):
    keys = keys_of(thing)
    for key in keys & ANYWHERE.keys():
        if not is_resource(key, thing[key]):
            counts[ANYWHERE[key]] += key not in ("/AF", "/RF")       # they go with an /EF
            del thing[key]
    for key in keys & {"/A", "/Next", "/PA"}:
        if what := is_active(thing[key]):
            counts[what] += 1
            del thing[key]
    if "/S" in keys and name_of(thing, "/S") in PROGRAMS:       # also where nothing that we know of leads to it
        del thing["/S"]
    if "/FT" in keys and name_of(thing, "/FT") == "/Sig" and "/V" in keys:
        counts["signatures"] += 1
        del thing["/V"]
    if isinstance(thing, pikepdf.Stream) and "/Filter" in keys and (
            thing.Filter == Name.DCTDecode or thing.Filter == pikepdf.Array([Name.DCTDecode])):
        scrub_photograph(thing, counts)


def is_resource(key, value):
    """A page may call its fonts and pictures what it likes, also /AA or /JS."""
    if isinstance(value, pikepdf.Stream):
        return key not in STREAMS or name_of(value, "/Type") in RESOURCES or name_of(value, "/Subtype") in ("/Image", "/Form")
    return isinstance(value, Dictionary) and name_of(value, "/Type") in RESOURCES


def scrub_photograph(stream, counts):
    parameters = stream.get("/DecodeParms")
    plain, had = pictures.strip(stream.read_raw_bytes())
    if had:
        counts["pictures"] += 1
        stream.write(plain, filter=Name.DCTDecode, decode_parms=parameters)


def is_active(action) -> str:
    """What an action counts as: a script, a link to somewhere else than the web, or nothing that has to go."""
    if isinstance(action, pikepdf.Array):
        return next(filter(None, map(is_active, action)), "")
    if not isinstance(action, Dictionary):
        return ""
    kind = name_of(action, "/S")
    if kind == "/URI" and not address_of(action).startswith(WEB):
        return "links"
    return "scripts" if kind in ACTIVE else ""


def keys_of(thing) -> set[str]:
    try:
        return thing.keys()
    except UnicodeDecodeError:
        return {key for key in (*ANYWHERE, *STRUCTURE) if key in thing}


def name_of(thing, key) -> str:
    value = thing.get(key)
    try:
        return str(value) if isinstance(value, Name) else ""
    except UnicodeDecodeError:
        return ""


def address_of(action) -> str:
    address = action.get("/URI")
    return bytes(address).decode("latin-1").strip().lower() if isinstance(address, pikepdf.String) else ""


def forget(thing, key):
    if isinstance(thing, Dictionary) and key in thing:
        del thing[key]
