"""A clean package is grown from its main part along relationships that are known to be needed to show it.

Whatever is not reached that way stays behind: properties, comments, people, custom XML, embedded files, former contents,
what a later version of Office will invent.
"""
import posixpath
import re

from lxml import etree

from . import archives, markup, pictures
from .packages import CONTENT_TYPES, RELATIONSHIP, TYPES, looks_like_markup

NAMING = etree.XPath("//@r:* | //@strict:* | //@o:relid", namespaces={      # attributes that name a relationship
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "strict": "http://purl.oclc.org/ooxml/officeDocument/relationships",
    "o": "urn:schemas-microsoft-com:office:office",
})
LOCAL_PATH = re.compile(r"(?i)\\|^file:|^[a-z]:/")
PICTURES = ("{*}docPr", "{*}cNvPr", "{*}shape", "{*}imagedata")
TITLE = "{urn:schemas-microsoft-com:office:office}title"
# may stand without what they pointed to: pictures with a second source, page setup, caches
KEPT_WITHOUT = {"blip", "imagedata", "fill", "stroke", "pageSetup", "pivotCacheDefinition", "worksheetSource"}


class Growing:
    """The copy of a package: `followed` are types of relationships that are kept, `silent` those that no attribute
    names; scrub(root) changes one part's XML; `last` are the types that wait until all others are done."""

    def __init__(self, package, followed, silent, scrub, counts, last=()):
        self.package, self.followed, self.silent = package, followed, silent
        self.scrub, self.counts, self.last = scrub, counts, last
        self.made, self.relationships = {}, {}

    def grow(self) -> bytes:
        main = self.package.main()
        self.relationships[""] = [self.package.root()]
        waiting, later, seen = [main], [], {main}
        while waiting or later:
            if not waiting:
                waiting, later = later, []
            name = waiting.pop(0)
            for each in self.copy(name):
                target = self.package.resolve(name, each.target)
                if target not in seen:
                    seen.add(target)
                    (later if each.type in self.last else waiting).append(target)
        return self.pack()

    def copy(self, name):
        """Make the copy of a part; returns the relationships to go on along."""
        data, related = self.package.parts[name], self.package.relationships(name)
        kept = [each for each in related if each.is_web_link or self.leads_on(name, each)]
        if looks_like_markup(name, data):
            root = markup.parse(data)
            self.scrub(root)
            scrub_paths(root)
            cut_references(root, {each.id for each in related} - {each.id for each in kept})
            named = set(NAMING(root))
            kept = [each for each in kept if each.id in named or each.type in self.silent]
            data = markup.write(root)
        else:
            data, had = pictures.strip(data)
            self.counts["pictures"] += had
        self.made[name] = data
        if kept:
            self.relationships[name] = kept
        return [each for each in kept if not each.external]

    def leads_on(self, source, relationship):
        """SVG stays behind, being a program; Office keeps a PNG of it beside it."""
        target = None if relationship.external else self.package.resolve(source, relationship.target)
        return relationship.type in self.followed and target and not target.lower().endswith(".svg")

    def pack(self):
        """The parts in the order of the original, behind the lists that describe them."""
        names = [name for name in self.package.parts if name in self.made]
        parts = {CONTENT_TYPES: self.content_types(names)}
        for source in ["", *names]:
            if source in self.relationships:
                folder, name = posixpath.split(source)
                parts[posixpath.join(folder, "_rels", f"{name}.rels")] = self.relationship_list(source)
            if source:
                parts[source] = self.made[source]
        return archives.write(parts)

    def content_types(self, names):
        root = etree.Element(f"{TYPES}Types", nsmap={None: TYPES[1:-1]})
        endings = {name.lower().rpartition(".")[2] for name in names} | {"rels", "xml"}
        standard = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
        for ending, kind in (standard | self.package.defaults).items():
            if ending in endings:
                etree.SubElement(root, f"{TYPES}Default", Extension=ending, ContentType=kind)
        for name in names:
            if kind := self.package.overrides.get(name.lower()):
                etree.SubElement(root, f"{TYPES}Override", PartName=f"/{name}", ContentType=kind)
        return markup.write(root)

    def relationship_list(self, source):
        namespace = RELATIONSHIP.rpartition("}")[0][1:]
        root = etree.Element(RELATIONSHIP.replace("}Relationship", "}Relationships"), nsmap={None: namespace})
        for each in self.relationships[source]:
            element = etree.SubElement(root, RELATIONSHIP, Id=each.id, Type=each.address, Target=each.target)
            if each.external:
                element.set("TargetMode", "External")
        return markup.write(root)


def cut_references(root, gone):
    """What would show something that is not there any more goes too; a frame around other content stays."""
    for reference in NAMING(root):
        element = reference.getparent()
        if reference in gone and reference.attrname in element.attrib:
            del element.attrib[reference.attrname]
            cut(element)


def cut(element):
    kind, parent = markup.local(element), element.getparent()
    if parent is None or kind in KEPT_WITHOUT:
        return
    if kind == "hyperlink" and len(element):
        markup.unwrap(element)
    else:
        markup.drop(parent if kind == "svgBlip" and parent.getparent() is not None else element)


def scrub_paths(root):
    """Office writes the name and folder of an inserted picture's file beside it."""
    for element in root.iter(*PICTURES):
        element.attrib.pop(TITLE, None)
        for name in ("descr", "alt", "title", "name"):
            if LOCAL_PATH.search(element.get(name, "")):
                element.set(name, "")
