"""DOCX: what is looked at before it is taken, and the copy for publication (ECMA-376 part 1, 17)."""
from lxml import etree

from . import fields, growing, hidden, markup, packages, revisions

TYPES = {"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"}
NAMESPACES = ("http://schemas.openxmlformats.org/wordprocessingml/2006/main",
              "http://purl.oclc.org/ooxml/wordprocessingml/main")
LARGER = ("word/document.xml",)
SILENT = {"styles", "numbering", "settings", "fontTable", "theme", "footnotes", "endnotes", "themeOverride",
          "chartStyle", "chartColorStyle", "diagramDrawing"}
FOLLOWED = SILENT | {"header", "footer", "image", "hdphoto", "font", "chart", "chartEx", "chartUserShapes", "diagramData",
                     "diagramLayout", "diagramQuickStyle", "diagramColors"}
MARKS_OF_COMMENTS = ("commentRangeStart", "commentRangeEnd", "annotationRef")
WRAPPERS = ("smartTag", "customXml")
# who may edit what, what a program guessed, where content controls take their data from, when a style was made
NOT_SHOWN = ("smartTagPr", "customXmlPr", "permStart", "permEnd", "dataBinding", "proofErr", "placeholder", "rsid")
SETTINGS = {"rsids", "docVars", "attachedTemplate", "mailMerge", "trackRevisions", "attachedSchema", "schemaLibrary",
            "saveThroughXslt", "smartTagType", "docId", "revisionView", "writeProtection", "documentType",
            "activeWritingStyle", "linkStyles", "stylePaneFormatFilter", "readModeInkLockDown", "persistentDocumentId"}
SESSIONS = ("rsid", "rsidR", "rsidRPr", "rsidP", "rsidRDefault", "rsidDel", "rsidTr", "rsidSect")     # of editing
IDENTIFIERS = ("{http://schemas.microsoft.com/office/word/2010/wordml}paraId",
               "{http://schemas.microsoft.com/office/word/2010/wordml}textId")
EMBEDDED = ("oleObject", "package", "control", "activeXControlBinary")


def look(data: bytes) -> dict:
    package = packages.Package(data, larger=LARGER)
    return packages.look(package, TYPES, "docx")


def scrub(data: bytes) -> tuple[dict, bytes]:
    """Changes accepted, comments and hidden text out, nothing about people, machines and former versions."""
    cleaner = Cleaner(packages.Package(data, larger=LARGER))
    return cleaner.clean()


class Cleaner:
    def __init__(self, package):
        self.package, self.counts = package, packages.stock(package, EMBEDDED)
        self.hides = hidden.Styles(self.named_by("styles"))
        self.noted = {"footnote": set(), "endnote": set()}      # notes that the text still refers to

    def named_by(self, kind):
        """The root of the part to which the main part has a relationship of that type, or None."""
        main = self.package.main()
        for each in self.package.relationships(main):
            if each.type == kind and not each.external and (name := self.package.resolve(main, each.target)):
                return markup.parse(self.package.parts[name])
        return None

    def clean(self):
        copy = growing.Growing(self.package, FOLLOWED, SILENT, self.scrub, self.counts, last={"footnotes", "endnotes"})
        made = copy.grow()
        return packages.report(self.counts), made

    def scrub(self, root):
        """One part."""
        namespace = root.tag[1:].partition("}")[0]
        if namespace not in NAMESPACES:
            return
        w = f"{{{namespace}}}"
        self.counts["tracked_changes"] += revisions.accept(root, w)
        drop_comments(root, w)
        self.counts["hidden_text"] += self.hides.drop(root, w)
        self.counts["fields"] += fields.freeze(root, w)
        for element in list(root.iter(*(w + each for each in WRAPPERS))):
            markup.unwrap(element)
        for element in list(root.iter(*(f"{{*}}{each}" for each in NOT_SHOWN))):
            markup.drop(element)
        kind = markup.local(root)
        if kind == "settings":
            self.scrub_settings(root)
        if kind in ("footnotes", "endnotes"):
            self.drop_orphaned_notes(root, kind[:-1], w)
        etree.strip_attributes(root, *(w + each for each in SESSIONS), *IDENTIFIERS)
        revisions.complete(root, w)
        for note, seen in self.noted.items():
            seen.update(each.get(w + "id") for each in root.iter(f"{w}{note}Reference"))

    def scrub_settings(self, root):
        for element in [each for each in root if markup.local(each) in SETTINGS]:
            self.counts["metadata"] += 1
            markup.drop(element)

    def drop_orphaned_notes(self, root, note, w):
        """A note whose mark was deleted under change tracking stays in the file unmarked."""
        for element in root.findall(w + note):
            if element.get(w + "type") in (None, "normal") and element.get(w + "id") not in self.noted[note]:
                self.counts["tracked_changes"] += 1
                markup.drop(element)


def drop_comments(root, w):
    for element in list(root.iter(*(w + each for each in MARKS_OF_COMMENTS))):
        markup.drop(element)
    for element in list(root.iter(w + "commentReference")):
        run = element.getparent()
        markup.drop(element)
        if all(each.tag == w + "rPr" for each in run) and run.getparent() is not None:
            markup.drop(run)
