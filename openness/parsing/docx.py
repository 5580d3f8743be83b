"""DOCX, of Word and of WPS alike → text: one paragraph a line, one row of a table a line, automatic numbers written out.

What was deleted under change tracking, is hidden, or stands in notes, comments, headers and footers is not text.
"""
import posixpath

from .archive import Archive
from .markup import Reader, is_on
from .numbering import Numbering, Styles, whole
from .refusal import Refusal
from .text import Lines, answer, check_length

LARGEST_PART = 48 * 1024 * 1024     # of word/document.xml
LARGEST_SIDE_PART = 10 * 1024 * 1024
MAIN = "word/document.xml"

_BREAKS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_TEXT = ("w:t", "m:t")
# left out with all that is in them: deleted text, the old state of properties, the second form of drawings, readings
# of characters (ruby)
_SKIPPED = ("w:del", "w:moveFrom", "mc:Fallback", "w:rt", "w:pPrChange", "w:rPrChange", "w:sectPrChange",
            "w:tblPrChange", "w:trPrChange", "w:tcPrChange", "w:tblGridChange")
_OTHERS = (("xl/", "other_office"), ("ppt/", "other_office"), ("OFD.xml", "ofd"), ("Doc_0/", "ofd"),
           ("content.xml", "odf"))


def read(data: bytes) -> tuple[dict, bytes]:
    """({"kind": "docx"}, text in UTF-8); Refusal for everything else."""
    archive = Archive(data)
    main = _main_part(archive)
    document = Document(_numbering(archive, posixpath.dirname(main)))
    document.read(archive.read(main, LARGEST_PART))
    return answer("docx", document.lines.joined())


def _main_part(archive):
    if MAIN in archive:
        return MAIN
    for beginning, code in _OTHERS:
        if any(name.startswith(beginning) for name in archive.names()):
            raise Refusal(code)
    if "_rels/.rels" not in archive:
        raise Refusal("archive")
    relations = Relations().read(archive.read("_rels/.rels", LARGEST_SIDE_PART))
    if relations.main not in archive:
        raise Refusal("archive")
    return relations.main


def _numbering(archive, folder):
    numbering = Numbering(Styles())
    lists, styles = f"{folder}/numbering.xml", f"{folder}/styles.xml"
    if lists in archive:                        # without lists no style has a number
        numbering.read(archive.read(lists, LARGEST_SIDE_PART))
        if styles in archive:
            numbering.styles.read(archive.read(styles, LARGEST_SIDE_PART))
    return numbering


class Relations(Reader):
    """Where the main part is, in files of programs that do not name it as Word does."""
    main = ""

    def start(self, name, attributes):
        if name == "r:Relationship" and attributes.get("Type", "").endswith("/officeDocument"):
            self.main = posixpath.normpath(attributes.get("Target", "").lstrip("/"))


class Paragraph:
    """An open paragraph."""

    def __init__(self):
        self.pieces = []
        self.inner = []                 # lines of text boxes that are anchored in it
        self.style = ""
        self.list = self.level = None   # its own w:numPr
        self.goes_on = False            # its end was deleted: the next one continues it
        self.run = None                 # pieces of its open run
        self.hidden = False             # that run is

    def begin_run(self):
        self.run, self.hidden = [], False

    def end_run(self):
        if self.run and not self.hidden:
            self.pieces += self.run
        self.run = None

    def take(self, characters):
        """Into the run; a formula's text stands in none."""
        (self.pieces if self.run is None else self.run).append(characters)


class Row:
    """An open row of a table: for each cell its lines."""

    def __init__(self):
        self.cells = []
        self.deleted = False

    def lines(self):
        """A line for the row; a row with one filled cell is layout, and keeps the lines of that cell."""
        filled = [cell for cell in self.cells if any(line.strip() for line in cell)]
        if self.deleted or not filled:
            return []
        if len(filled) == 1:
            return filled[0]
        return ["\t".join(" ".join(line.strip() for line in cell if line.strip()) for cell in self.cells).rstrip("\t")]


class Document(Reader):
    """document.xml → lines."""

    def __init__(self, numbering: Numbering):
        super().__init__()
        self.lines = Lines()
        self._numbering = numbering
        self._skipped = 0               # open elements within one that is left out
        self._open = []                 # paragraphs and rows, outermost first: text boxes and tables nest
        self._carried = []              # pieces of a paragraph whose end was deleted
        self._taking = False            # text within w:t
        self._counted = [0, 0]          # paragraphs and characters

    def start(self, name, attributes):
        parent = self.parents[-1] if self.parents else ""
        if self._skipped:
            self._skipped += 1
        elif name in _SKIPPED:
            self._skipped = 1
            self._note_deletion(name, parent)
        elif name == "w:p":
            self._count(1, 0)
            self._open.append(Paragraph())
        elif name == "w:tr":
            self._open.append(Row())
        elif name == "w:tc" and self._is_open(Row):
            self._open[-1].cells.append([])
        elif name == "w:r" and self._is_open(Paragraph):
            self._open[-1].begin_run()
        elif name in _TEXT:
            self._taking = True
        elif parent == "w:r" and name in _BREAKS:
            self._take(_BREAKS[name])
        elif name == "v:textpath" and self._is_open(Paragraph):
            self._open[-1].inner.append(attributes.get("string", ""))      # letters as a drawing: 红头
        elif self._is_open(Paragraph):
            self._read_property(name, attributes, parent)

    def _read_property(self, name, attributes, parent):
        paragraph = self._open[-1]
        if name == "w:pStyle" and parent == "w:pPr":
            paragraph.style = attributes.get("val", "")
        elif name == "w:numId" and parent == "w:numPr":
            paragraph.list = attributes.get("val")
        elif name == "w:ilvl" and parent == "w:numPr":
            paragraph.level = whole(attributes.get("val"))
        elif name == "w:vanish" and self.parents[-2:] == ["w:r", "w:rPr"]:
            paragraph.hidden = is_on(attributes)

    def _note_deletion(self, name, parent):
        """w:del within properties says that the row, or the end of the paragraph, was deleted."""
        if name not in ("w:del", "w:moveFrom"):
            return
        if parent == "w:trPr" and self._is_open(Row):
            self._open[-1].deleted = True
        elif self.parents[-2:] == ["w:pPr", "w:rPr"] and self._is_open(Paragraph):
            self._open[-1].goes_on = True

    def text(self, characters):
        if self._taking and not self._skipped:
            self._take(characters)

    def end(self, name):
        if self._skipped:
            self._skipped -= 1
        elif name in _TEXT:
            self._taking = False
        elif name == "w:r" and self._is_open(Paragraph):
            self._open[-1].end_run()
        elif name == "w:p":
            self._end_paragraph(self._open.pop())
        elif name == "w:tr":
            self._put(self._open.pop().lines())

    def _take(self, characters):
        self._count(0, len(characters))
        if self._is_open(Paragraph):
            self._open[-1].take(characters)

    def _count(self, paragraphs, characters):
        self._counted[0] += paragraphs
        self._counted[1] += characters
        check_length(*self._counted)

    def _is_open(self, kind):
        return bool(self._open) and isinstance(self._open[-1], kind)

    def _end_paragraph(self, paragraph):
        text = "".join(paragraph.pieces)
        if paragraph.goes_on:
            self._carried.append(text)
            self._put(paragraph.inner)
            return
        text = "".join([*self._carried, text])
        self._carried = []
        label = self._numbering.label(paragraph.style, paragraph.list, paragraph.level)
        self._put([*(label + text).split("\n"), *paragraph.inner])

    def _put(self, lines):
        """To the cell or the paragraph in which they stand, or to the text."""
        if not self._open:
            for line in lines:
                self.lines.add(line)
        elif isinstance(self._open[-1], Paragraph):
            self._open[-1].inner += lines
        elif self._open[-1].cells:
            self._open[-1].cells[-1] += lines
