"""Office Open XML packages: parts, their types, and the relationships between them (ECMA-376 part 2)."""
import posixpath
import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import unquote

from openness.parsing.refusal import Refusal

from . import archives, markup

CONTENT_TYPES = "[Content_Types].xml"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
WEB = re.compile(r"(?i)(https?://|mailto:|#)")
# types of relationships to what is about the file and not in it
PROPERTIES = ("core-properties", "extended-properties", "custom-properties", "thumbnail", "people", "person", "printerSettings")
COMMENT = re.compile(rb"<(?:\w+:)?(?:threadedComment|comment)\s[^>]*>")


@dataclass(frozen=True)
class Relationship:
    id: str
    address: str        # of the type, as it is written: it differs between transitional and strict files
    target: str         # as it is written
    external: bool

    @property
    def type(self):
        return self.address.rpartition("/")[2]

    @property
    def is_web_link(self):
        return self.type == "hyperlink" and self.external and bool(WEB.match(self.target))


class Package:
    """A package in memory: parts is {name: bytes}, all XML in it surveyed."""

    def __init__(self, data: bytes, larger=()):
        self.parts = archives.read(data, larger=larger)
        self.named = {name.lower(): name for name in self.parts}
        if CONTENT_TYPES.lower() not in self.named:
            raise Refusal("mismatch")
        for name, part in list(self.parts.items()):
            if looks_like_markup(name, part):
                self.survey(name, part)
        self.defaults, self.overrides = {}, {}
        for each in markup.parse(self.parts[self.named[CONTENT_TYPES.lower()]]):
            if each.tag == f"{TYPES}Default":
                self.defaults[each.get("Extension", "").lower()] = each.get("ContentType", "")
            elif each.tag == f"{TYPES}Override":
                self.overrides[each.get("PartName", "").lstrip("/").lower()] = each.get("ContentType", "")

    def survey(self, name, part):
        """Excel writes VML that is not well-formed; it is only needed for pictures at head and foot."""
        try:
            markup.survey(part)
        except Refusal as refusal:
            if refusal.code != "broken" or not name.lower().endswith(".vml"):
                raise
            del self.parts[name], self.named[name.lower()]

    def type(self, name):
        return self.overrides.get(name.lower()) or self.defaults.get(name.lower().rpartition(".")[2], "")

    def root(self) -> Relationship:
        """The one that leads to the part which the package is about."""
        for each in self.relationships(""):
            if each.type == "officeDocument" and not each.external and self.resolve("", each.target):
                return each
        raise Refusal("mismatch")

    def main(self) -> str:
        return self.resolve("", self.root().target)

    def relationships(self, source) -> list[Relationship]:
        """Of a part, of the package itself for "", as they are written."""
        folder, name = posixpath.split(source)
        rels = self.named.get(posixpath.join(folder, "_rels", f"{name}.rels").lower())
        found = markup.parse(self.parts[rels]).iter(RELATIONSHIP) if rels else ()
        return [Relationship(each.get("Id", ""), each.get("Type", ""), each.get("Target", ""),
                             each.get("TargetMode") == "External") for each in found]

    def resolve(self, source, target):
        """The name of the part that a target of `source` is, None if there is none."""
        target = unquote(target.partition("#")[0]).replace("\\", "/")
        path = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")
        return self.named.get(path.lower())


def look(package, types, macro_free):
    """Refusal unless the main part has one of `types`, nothing brings macros, and nothing imports other documents."""
    kinds = {*package.defaults.values(), *package.overrides.values()}
    if any("macro" in kind.lower() or "vbaproject" in kind.lower() for kind in kinds) or any(
            "vbaproject" in name or "macrosheets/" in name for name in package.named):
        raise Refusal("macros", kind=macro_free)
    main = package.main()
    if package.type(main) not in types:
        raise Refusal("mismatch")
    sources = ["", *package.parts]
    related = [each for source in sources for each in package.relationships(source)]
    if any(each.type == "aFChunk" for each in related):
        raise Refusal("imports")
    return {"external": sum(each.external and not each.is_web_link for each in related)}


def stock(package, embedded) -> Counter:
    """What there is that a clean copy has not: {what: how often}. `embedded` are types of relationships."""
    counts, seen = Counter(), set()
    for source in ["", *package.parts]:
        for each in package.relationships(source):
            counts["external"] += each.external and not each.is_web_link
            target = None if each.external else package.resolve(source, each.target)
            if target is None or (each.type, target) in seen:
                continue
            seen.add((each.type, target))
            data = package.parts[target]
            counts["comments"] += count_comments(data) if each.type in ("comments", "threadedComment") else 0
            counts["metadata"] += each.type in PROPERTIES
            counts["custom_xml"] += each.type == "customXml"
            counts["embedded"] += each.type in embedded
            counts["signatures"] += each.type == "signature"
    return counts


def count_comments(data):
    """Excel keeps a place holder beside each threaded comment: not counted twice."""
    return len(COMMENT.findall(data)) - len(re.findall(rb"<author>tc=", data))


def report(counts) -> dict:
    """Counts that are not nought; of metadata only whether there were any."""
    found = {key: count for key, count in counts.items() if count}
    return found | ({"metadata": True} if "metadata" in found else {})


def looks_like_markup(name, data):
    return name.lower().endswith(archives.MARKUP) or data.lstrip()[:5] == b"<?xml"
