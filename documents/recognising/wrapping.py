"""Paragraphs whose lines were broken at the edge of a page, as text from PDFs has them, put together again.

Whether a text is so broken shows in its unfinished lines, which end within a sentence: they are all about as wide as
the page. In a text with a paragraph a line there are hardly any, and of any width. Latin letters and digits are half as
wide as Chinese characters, or as wide in texts that were broken by count: what fits better is used.
"""
import itertools
import re
from collections import Counter
from typing import NamedTuple

from .dates import DATE
from .lines import Line
from .organs import organs_in

LONGEST = 80                        # characters of a line on a page
NARROWEST, WIDEST = 36, 130         # columns of a page's lines: a Chinese character has two
RAGGED = 8                          # columns by which a full line may be short: what may not be parted moves down
FEWEST = 3                          # unfinished full lines
APART = 8                           # lines between page numbers
INDENT, CENTRED = 2, 9              # columns: a paragraph's first line; beyond are titles and signatures

_FINISHED = "。；：:;！？!?…"
_OPEN = "，,、（(《〈“‘"
_NUMERAL = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9０-９]{1,3}[）)]|[0-9０-９]{1,2}(?:[．、]|\.(?![0-9]))|"
    r"第[一二三四五六七八九十百零]{1,6}[章节条]|[①-⑳㈠-㈩⑴-⒇⒈-⒛]"
)
_BEGINS = re.compile(r"附\s*件?\s*[0-9０-９]{0,2}\s*[：:]|附件\s*[0-9０-９]{1,2}\Z|抄\s*[送报]|[（(](?:此件|联系)|主题词")
_PAGE_NUMBER = re.compile("[0-9０-９]{1,3}")
_PUNCTUATION = re.compile("[，。；：、《“]")
_PRINTED = re.compile(r"印\s{0,4}发?\Z")
_LATIN = re.compile("[A-Za-z]")


class _Page(NamedTuple):
    measure: object                 # function: width of a line
    width: int
    full: int                       # the most common width of a full line
    margin: int                     # indentation of every line that continues one
    indents: bool                   # whether paragraphs begin with an indent
    gaps: bool                      # whether paragraphs are parted by a blank line


def rejoin(lines: list[Line], start: int) -> list[Line]:
    """The lines, from start on one a paragraph when they were broken."""
    page = _page(lines[start:])
    if page is None:
        return lines
    joined, paragraph = lines[:start], []
    for line in _without_page_numbers(lines[start:]):
        if paragraph and not _continues(page, paragraph[-1], line):
            joined += _together(paragraph)
            paragraph = []
        paragraph.append(line)
    return joined + _together(paragraph)


def _without_page_numbers(lines):
    """Without 1, 2, 3 that stand alone and far apart; those of a table stand close together."""
    at = [i for i, line in enumerate(lines) if _PAGE_NUMBER.fullmatch(line.text)]
    values = [int(lines[i].text) for i in at]
    counted = all(value == values[0] + n for n, value in enumerate(values))
    if not counted or any(second - first < APART for first, second in itertools.pairwise(at)):
        return lines
    numbers = set(at)
    return [line for i, line in enumerate(lines) if i not in numbers]


def _columns(line):
    return line.indent + len(line.text.encode("gb18030", "replace"))


def _characters(line):
    return line.indent + 2 * len(line.text)


def _page(lines):
    lines = [line for line in lines if len(line.text) >= 8]
    if sum(len(line.text) > LONGEST for line in lines) > len(lines) // 20:
        return None
    lines = [line for line in lines if len(line.text) <= LONGEST]
    if not lines:
        return None
    leftmost = min(line.indent for line in lines)
    unfinished = [line for line in lines if line.indent - leftmost < CENTRED and _is_unfinished(line.text)]
    if len(unfinished) < FEWEST:
        return None
    unfinished = [line for line in unfinished if not (DATE.fullmatch(line.text) or organs_in(line.text))]
    found = max(_fit(lines, unfinished, measure) for measure in (_columns, _characters))
    if found[0] < 0.7:
        return None
    _, width, at = found
    measure = (_columns, _characters)[-at]
    full = [measure(line) >= width - RAGGED and _is_unfinished(line.text) for line in lines]
    after = [line.indent for line, continues in zip(lines[1:], full, strict=False) if continues]
    margin = Counter(after).most_common(1)[0][0] if after else 0
    widest = Counter(measure(line) for line, is_full in zip(lines, full, strict=True) if is_full).most_common(1)[0][0]
    starts = [line for line in lines if INDENT <= line.indent - margin < CENTRED]
    gaps = sum(line.gap for line in lines)
    return _Page(measure, width, widest, margin, len(starts) >= 2, 0 < gaps < len(lines) / 2)


def _fit(lines, unfinished, measure):
    """Share of the unfinished lines that are full, the page's width, and which measure it is."""
    which = 0 if measure is _columns else -1
    widths = sorted(map(measure, lines))
    width = widths[(len(widths) - 1) * 19 // 20]
    if not NARROWEST <= width <= WIDEST:
        return 0, width, which
    unfinished = [line for line in unfinished if measure(line) >= width * 0.6]
    full = [line for line in unfinished if width - RAGGED <= measure(line) <= width + 4]
    prose = sum(bool(_PUNCTUATION.search(line.text)) for line in full)      # names, one a line, are of one width too
    return (len(full) / len(unfinished) if len(full) >= FEWEST and prose * 2 > len(full) else 0), width, which


def _is_unfinished(text):
    return text[-1] not in _FINISHED and not (text[-1] in "”』」" and text[-2:-1] in _FINISHED)


def _continues(page, before, line):
    if _NUMERAL.match(line.text) or _BEGINS.match(line.text):
        return False
    if _PRINTED.search(line.text) and DATE.search(line.text):
        return False
    if page.indents and line.indent - page.margin >= INDENT:
        return False
    if line.indent - page.margin >= CENTRED or before.indent - page.margin >= CENTRED:
        return False
    if before.text[-1] in _OPEN:
        return True
    if page.measure(before) < page.width - RAGGED or len(before.text) > LONGEST:
        return False
    if _is_unfinished(before.text):
        return not DATE.fullmatch(line.text)
    if organs_in(line.text) or DATE.fullmatch(line.text):
        return False
    if page.indents or page.gaps:
        return page.indents or not line.gap
    # nothing marks paragraphs: a sentence that ends where the line was full more often goes on than ends a paragraph
    return before.text[-1] in "。；" and page.measure(before) >= page.full - 1


def _together(paragraph):
    """One line, unless what is joined is no sentence: a list of names has lines of one width too."""
    if len(paragraph) < 2:
        return paragraph
    text = paragraph[0].text
    for line in paragraph[1:]:
        text += (" " if _LATIN.match(text[-1]) and _LATIN.match(line.text) else "") + line.text
    if "。" in text or text[-1] in _FINISHED or (len(paragraph) <= 3 and _NUMERAL.match(text)):
        return [paragraph[0]._replace(text=text)]
    return paragraph
