"""Tracked changes of WordprocessingML accepted: what was proposed becomes the text (ECMA-376 part 1, 17.13.5)."""
from . import markup

FORMER = ("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange", "trPrChange",
          "tcPrChange", "numberingChange")
RANGES = ("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "customXmlInsRangeStart",
          "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd", "customXmlMoveFromRangeStart",
          "customXmlMoveFromRangeEnd", "customXmlMoveToRangeStart", "customXmlMoveToRangeEnd")
GONE, COME = ("del", "moveFrom"), ("ins", "moveTo")
MERGED = {"rest": "restart", "cont": "continue"}
BLOCKS = ("p", "tbl", "sdt")
STORIES = ("hdr", "ftr", "footnote", "endnote", "txbxContent", "body")


def accept(root, w) -> int:
    """Accept everything in a part; w is the namespace in braces. Returns how many changes there were."""
    changes = list(root.iter(*(w + each for each in (*FORMER, *GONE, *COME, "cellIns", "cellDel", "cellMerge"))))
    former_text = list(root.iter(w + "delText", w + "delInstrText"))
    for element in root.iter(*(w + each for each in RANGES)):
        changes.append(element)
    if not changes and not former_text:
        return 0
    ranges = sum(markup.local(each) in RANGES for each in changes)
    ends = []
    for element in changes:
        if element.getparent() is not None:
            take(element, w, ends)
    for element in former_text:
        if element.getparent() is not None:
            markup.drop(element)
    for paragraph in ends:
        join(paragraph, w)
    return len(changes) - ranges


def take(element, w, ends):
    """One change; a paragraph whose end was deleted is noted down, since its text has to be settled first."""
    name, parent = markup.local(element), element.getparent()
    if name in GONE and parent.tag == w + "rPr" and parent.getparent().tag == w + "pPr":
        ends.append(parent.getparent().getparent())
    if parent.tag == w + "trPr" and name in GONE:
        drop_row(parent.getparent(), w)
    elif name == "cellDel":
        drop_cell(parent.getparent(), w)
    elif name == "cellMerge":
        merge_cell(element, w)
    elif name in COME and parent.tag not in (w + "rPr", w + "trPr", w + "numPr"):
        markup.unwrap(element)
    else:
        markup.drop(element)


def drop_row(row, w):
    table = row.getparent()
    if table is not None:
        markup.drop(row)
        if table.find(f".//{w}tr") is None and table.getparent() is not None:
            markup.drop(table)


def drop_cell(cell, w):
    row = cell.getparent()
    if row is not None:
        markup.drop(cell)
        if row.find(f".//{w}tc") is None:
            drop_row(row, w)


def merge_cell(element, w):
    merged = MERGED.get(element.get(w + "vMerge"))
    if merged:
        element.tag = w + "vMerge"
        element.attrib.clear()
        element.set(w + "val", merged)
    else:
        markup.drop(element)


def join(paragraph, w):
    """The end of a paragraph was deleted: its text begins the next one, whose properties hold, as in Word."""
    following = paragraph.getnext()
    while following is not None and markup.local(following) in ("bookmarkStart", "bookmarkEnd", "proofErr", *RANGES):
        following = following.getnext()
    content = [each for each in paragraph if each.tag != w + "pPr"]
    if following is not None and following.tag == w + "p":
        place = 1 if following.find(w + "pPr") is not None else 0
        following[place:place] = content
        markup.drop(paragraph)
    elif not content and paragraph.getparent() is not None:
        markup.drop(paragraph)      # complete() sees to cells that would be left without one


def complete(root, w):
    """Every cell ends with a paragraph, every story has one: Word opens nothing else."""
    for cell in root.iter(w + "tc"):
        if len(cell) == 0 or markup.local(cell[-1]) not in ("p", "bookmarkEnd"):
            cell.append(cell.makeelement(w + "p"))
    for story in root.iter(*(w + each for each in STORIES)):
        if not any(each.tag in [w + block for block in BLOCKS] for each in story):
            story.insert(0, story.makeelement(w + "p"))
