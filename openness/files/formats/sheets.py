"""XLSX: what is looked at before it is taken, and the copy for publication (ECMA-376 part 1, 18).

Hidden sheets, rows and columns stay, since formulas may need them; the report counts them for whoever decides.
"""
import re

from . import growing, markup, packages

TYPES = {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"}
LARGER = ("xl/worksheets/sheet", "xl/sharedstrings.xml")
SILENT = {"styles", "theme", "themeOverride", "sharedStrings", "sheetMetadata", "pivotTable", "chartStyle",
          "chartColorStyle", "diagramDrawing", "rdRichValue", "rdRichValueStructure", "rdRichValueTypes", "richValueRel",
          "FeaturePropertyBag"}
FOLLOWED = SILENT | {"worksheet", "chartsheet", "drawing", "image", "hdphoto", "chart", "chartEx", "chartUserShapes", "table",
                     "pivotCacheDefinition", "vmlDrawing", "slicer", "slicerCache", "timeline", "timelineCache",
                     "diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors"}
EMBEDDED = ("oleObject", "package", "control", "ctrlProp")
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
NOT_SHOWN = {   # by the root of the part
    "workbook": {"fileSharing", "customWorkbookViews", "externalReferences", "webPublishing", "webPublishObjects",
                 "fileRecoveryPr", "smartTagPr", "smartTagTypes", "absPath", "revisionPtr"},
    "worksheet": {"legacyDrawing", "controls", "oleObjects", "customSheetViews", "customProperties", "smartTags",
                  "webPublishItems", "scenarios"},
}
NOT_SHOWN["chartsheet"] = NOT_SHOWN["worksheet"]
ATTRIBUTES = {  # by element: who did it, and where the data once came from
    "definedName": ("comment", "description", "help", "statusBar"),
    "protectedRange": ("securityDescriptor",),
    "table": ("tableType", "connectionId"),
    "tableColumn": ("queryTableFieldId",),
    "pivotCacheDefinition": ("refreshedBy", "refreshedDate", "refreshedDateIso"),
}
# formulas that ask another file, the network or a program: the value that was last seen stays
ASKS_OUTSIDE = re.compile(r"(?i)(?<![\w\[\].])\[\d+\](?=[^\[\],;]*!)|\b(WEBSERVICE|RTD|CALL|REGISTER\.ID)\(|\|'?[^']*'?!")
RULES = ("dataValidation", "cfRule", "ext")
REVISION = re.compile(rb"<(rcc|rrc|rm|ris|rsnm|rdn|rcv|rfmt|raf|rcft|rqt|rcmt)\b")
LITERAL = {"numRef": ("numCache", "numLit"), "strRef": ("strCache", "strLit")}


def look(data: bytes) -> dict:
    package = packages.Package(data, larger=LARGER)
    return packages.look(package, TYPES, "xlsx")


def scrub(data: bytes) -> tuple[dict, bytes]:
    """Comments, revisions, connections and links to other files out; values stay."""
    return Cleaner(packages.Package(data, larger=LARGER)).clean()


class Cleaner:
    def __init__(self, package):
        self.package, self.counts = package, packages.stock(package, EMBEDDED)
        self.strings = set()        # numbers of the shared strings that cells show
        for name, part in package.parts.items():
            if package.type(name).endswith("revisionLog+xml"):
                self.counts["tracked_changes"] += len(REVISION.findall(part))

    def clean(self):
        copy = growing.Growing(self.package, FOLLOWED, SILENT, self.scrub, self.counts, last={"sharedStrings"})
        made = copy.grow()
        return packages.report(self.counts), made

    def scrub(self, root):
        """One part."""
        kind = markup.local(root)
        for element in list(root.iter()):
            named = markup.local(element)
            for attribute in ATTRIBUTES.get(named, ()):
                element.attrib.pop(attribute, None)
            if named in NOT_SHOWN.get(kind, ()) and element.getparent() is not None:
                self.drop(element)
        settle = {"workbook": self.workbook, "worksheet": self.worksheet, "sst": self.shared_strings,
                  "pivotCacheDefinition": self.pivot_cache, "chartSpace": self.chart}
        settle.get(kind, lambda root: None)(root)

    def drop(self, element):
        """Also the frame that offers an older program something else in its place."""
        frame = next((each for each in element.iterancestors()
                      if each.tag == f"{COMPATIBILITY}AlternateContent"), None)
        self.counts["metadata"] += 1
        markup.drop(element if frame is None else frame)

    def workbook(self, root):
        self.counts["hidden_sheets"] += sum(
            each.get("state") in ("hidden", "veryHidden") for each in root.iter("{*}sheet"))
        for element in list(root.iter("{*}definedName")):
            if asks_outside(element):
                markup.drop(element)

    def worksheet(self, root):
        self.counts["hidden_rows"] += sum(each.get("hidden") in ("1", "true") for each in root.iter("{*}row"))
        self.counts["hidden_columns"] += sum(each.get("hidden") in ("1", "true") for each in root.iter("{*}col"))
        self.flatten(root)
        for element in list(root.iter(*(f"{{*}}{each}" for each in RULES))):
            if any(asks_outside(each) for each in element.iter("{*}formula", "{*}formula1", "{*}formula2", "{*}f")):
                markup.drop(element)
        for cell in root.iter("{*}c"):
            if cell.get("t") == "s" and (value := cell.find("{*}v")) is not None and (value.text or "").strip().isdecimal():
                self.strings.add(int(value.text))

    def flatten(self, root):
        """A shared formula stands in its first cell; the others of its group name its number."""
        formulas = list(root.iter("{*}f"))
        groups = {each.get("si") for each in formulas if each.get("si") and asks_outside(each)}
        for each in formulas:
            if markup.local(each.getparent()) == "c" and (asks_outside(each) or each.get("si") in groups):
                self.counts["formulas"] += 1
                markup.drop(each)

    def shared_strings(self, root):
        """Some programs leave the words of emptied cells in the list; the numbers of the others must not change."""
        for number, item in enumerate(root.findall("{*}si")):
            if number not in self.strings and "".join(item.itertext()):
                self.counts["unused_texts"] += 1
                for child in list(item):
                    item.remove(child)
                item.append(item.makeelement(item.tag[:-2] + "t"))

    def pivot_cache(self, root):
        """All rows behind a pivot table, also those that it does not show: Excel calls this not saving the source data."""
        self.counts["pivot_data"] += 1
        root.set("saveData", "0")
        root.set("refreshOnLoad", "0")

    def chart(self, root):
        """A series that was drawn from another file keeps the numbers it was drawn with."""
        for element in list(root.iter("{*}numRef", "{*}strRef")):
            if asks_outside(element.find("{*}f")):
                cached, literal = LITERAL[markup.local(element)]
                space, cache = element.tag.partition("}")[0] + "}", element.find(f"{{*}}{cached}")
                parent = element.getparent()
                if markup.local(parent) == "tx":
                    name = parent.makeelement(f"{space}v")
                    name.text = "".join(cache.itertext()) if cache is not None else ""
                    parent.replace(element, name)
                elif cache is not None:
                    cache.tag = f"{space}{literal}"
                    parent.replace(element, cache)
                else:
                    markup.drop(element)


def asks_outside(element):
    return element is not None and bool(ASKS_OUTSIDE.search(element.text or ""))
