"""The lines of a text, each with the place where it stands in the file."""
import re
from typing import NamedTuple

from openness.publication.blocks import stripped_lines

_DASHES = "-—–―─－·•"
_PAGE_NUMBER = re.compile(rf"[{_DASHES}\s]{{1,6}}[0-9０-９]{{1,4}}[{_DASHES}\s]{{1,6}}")


class Line(NamedTuple):
    number: int                     # counted from one, blank lines included
    text: str                       # without indentation, trailing space, invisible characters


def lines_of(text: str) -> list[Line]:
    """The lines that hold something; page numbers, — 2 —, are none."""
    return [
        Line(number, line) for number, line in enumerate(stripped_lines(text), 1)
        if line and not (line[0] in _DASHES and _PAGE_NUMBER.fullmatch(line))
    ]
