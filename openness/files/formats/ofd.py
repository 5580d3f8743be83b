"""OFD (GB/T 33190-2016): what is looked at before it is taken, and the copy for publication.

The clean package is what can be reached from OFD.xml by the locations that its files name. Signatures stay, since seals
are shown through them; a reader will say that the file has changed after it was sealed.
"""
import posixpath
from collections import Counter

from openness.parsing.refusal import Refusal

from . import archives, markup, pictures

ROOT = "OFD.xml"
# of DocBody and Document: former versions, files within, data of programs
DROPPED = {"Versions": "versions", "Attachments": "attachments", "Extensions": "metadata", "CustomTags": "metadata"}
ACTIVE = ("GotoA", "Sound", "Movie")
KEPT_NOTES = {"Link", "Stamp", "Watermark"}
WRITTEN_ATTRIBUTES = ("Creator", "LastModDate", "Subtype")
WEB = ("http://", "https://", "mailto:")


def look(data: bytes) -> dict:
    parts = unpack(data)
    return {"signatures": sum(each.lower().endswith("signature.xml") for each in parts)}


def unpack(data):
    parts = archives.read(data)
    if ROOT not in parts:
        raise Refusal("mismatch")
    for name, part in parts.items():
        if name.lower().endswith(".xml"):
            markup.survey(part)
    if markup.local(markup.parse(parts[ROOT])) != "OFD":
        raise Refusal("mismatch")
    if any(name.lower().rpartition("/")[2] in ("encryptions.xml", "decryptseed.dat") for name in parts):
        raise Refusal("encrypted")
    return parts


def scrub(data: bytes) -> tuple[dict, bytes]:
    counts = Counter()
    parts = unpack(data)
    made, waiting = {}, [ROOT]
    while waiting:
        name = waiting.pop(0)
        if name in made:
            continue
        part = parts[name]
        if name.lower().endswith(".xml"):
            root = markup.parse(part)
            scrub_part(root, counts)
            made[name] = markup.write(root)
            waiting += sorted(locations(root, name, parts))
        else:
            made[name], had = pictures.strip(part)
            counts["pictures"] += had
    counts["signatures"] += sum(name.lower().endswith("signature.xml") for name in made)
    found = {key: count for key, count in counts.items() if count}
    return found | ({"metadata": True} if "metadata" in found else {}), archives.write(
        {name: made[name] for name in parts if name in made})


def scrub_part(root, counts):
    for element in list(root.iter()):
        kind = markup.local(element)
        if element.getparent() is None:
            continue
        if kind in DROPPED:
            counts[DROPPED[kind]] += 1
            markup.drop(element)
        elif kind == "DocInfo":
            for each in [each for each in element if markup.local(each) != "DocID"]:
                counts["metadata"] += 1
                markup.drop(each)
        elif kind == "Action" and is_active(element):
            counts["scripts"] += 1
            markup.drop(element)
        elif kind == "Annot" and markup.local(root) == "PageAnnot":
            scrub_note(element, counts)
    counts["hidden_layers"] += sum(each.get("Visible") == "false" for each in root.iter())


def is_active(action):
    if any(markup.local(each) in ACTIVE for each in action):
        return True
    return any(markup.local(each) == "URI" and not each.get("URI", "").strip().lower().startswith(WEB) for each in action)


def scrub_note(note, counts):
    """Comments go; links, stamps and watermarks stay without their maker."""
    if note.get("Type") not in KEPT_NOTES:
        counts["comments"] += 1
        markup.drop(note)
        return
    for name in WRITTEN_ATTRIBUTES:
        note.attrib.pop(name, None)
    for each in [each for each in note if markup.local(each) in ("Remark", "Parameters")]:
        markup.drop(each)


def locations(root, name, parts) -> set[str]:
    """Every part that an attribute or a text of this one may mean: too many rather than too few."""
    folder = posixpath.dirname(name)
    base = posixpath.join(folder, root.get("BaseLoc", ""))
    found = set()
    for element in root.iter():
        for told in ([] if markup.local(element) == "Reference" else element.values()) + [(element.text or "").strip()]:
            if told and len(told) < 300:
                for place in ("", folder, base):
                    path = posixpath.normpath(posixpath.join("/", place, told)).lstrip("/")
                    if path in parts:
                        found.add(path)
    return found - {name}
