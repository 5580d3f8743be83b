"""The lines of a text, each with the place where it stands in the file."""
import re
from typing import NamedTuple

from openness.publication.blocks import visible_lines

_DASHES = "-—–―─－·•"
_DIGITS = "[0-9０-９]{1,4}"
_PAGE_NUMBER = re.compile(
    rf"[{_DASHES}\s]{{1,6}}{_DIGITS}[{_DASHES}\s]{{1,6}}|"                              # — 2 —
    rf"[{_DASHES}\s]{{0,4}}第?\s?{_DIGITS}\s?页\s?[，,/／]?\s?(?:共\s?{_DIGITS}\s?页)?[{_DASHES}\s]{{0,4}}|"
    rf"共\s?{_DIGITS}\s?页\s?[，,/／]?\s?第\s?{_DIGITS}\s?页|"
    rf"{_DIGITS}\s?[/／]\s?{_DIGITS}|[Pp]age\s?{_DIGITS}(?:\s?of\s?{_DIGITS})?"
)
_PAGE_NUMBER_STARTS = frozenset(_DASHES + "第共0123456789０１２３４５６７８９Pp")
_BULLET = re.compile(r"[•·●■▪◆]\s*")


class Line(NamedTuple):
    number: int                     # counted from one, blank lines included
    text: str                       # without indentation, trailing space, invisible characters
    indent: int = 0                 # columns of indentation; a Chinese character is two wide
    gap: bool = False               # whether a blank line stands above it


def lines_of(text: str) -> list[Line]:
    """The lines that hold something; page numbers, — 2 — or 第 1 页 共 3 页, are none."""
    lines, gap, was_page_number = [], False, False
    for number, raw in enumerate(visible_lines(text), 1):
        line = raw.replace("\t", " ").strip()
        if not line:
            gap = True
        elif len(line) <= 24 and line[0] in _PAGE_NUMBER_STARTS and _PAGE_NUMBER.fullmatch(line):
            was_page_number = True
        else:
            if len(line) <= 100 and line[0] in "•·●■▪◆":        # • 索引号：, as lists of a page are copied
                line = _BULLET.sub("", line, count=1) or line
            lines.append(Line(number, line, _indent(raw), gap and not was_page_number))
            gap = was_page_number = False
    return lines


def _indent(raw):
    space = raw[:len(raw) - len(raw.lstrip())]
    return len(space) + space.count("\u3000") + 3 * space.count("\t")
