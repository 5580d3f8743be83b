"""The lines of a text, each with the place where it stands in the file."""
import re
from typing import NamedTuple

from openness.publication.blocks import tidy

_PAGE_NUMBER = re.compile(r"[-—–―─－·•\s]{1,6}[0-9０-９]{1,4}[-—–―─－·•\s]{1,6}")
_PAGE_NUMBER_STARTS = "-—–―─－·•"
_LINE_BREAK = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")


class Line(NamedTuple):
    number: int                     # counted from one, blank lines included
    text: str                       # without indentation, trailing space, invisible characters


def lines_of(text: str) -> list[Line]:
    """The lines that hold something; page numbers, — 2 —, are none."""
    raw = _LINE_BREAK.sub("\n", text).split("\n")
    tidied = tidy(text).split("\n")
    numbers = [number for number, line in enumerate(raw, 1) if line and not line.isspace()]
    if len(numbers) != len(tidied):         # a line of nothing but invisible characters: count the slow way
        numbers = [number for number, line in enumerate(raw, 1) if tidy(line)]
    return [
        Line(number, line) for number, line in zip(numbers, tidied, strict=False)
        if line and not (line[0] in _PAGE_NUMBER_STARTS and _PAGE_NUMBER.fullmatch(line))
    ]
