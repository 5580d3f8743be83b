"""附件说明: the list of attachments between body and signature, GB/T 9704-2012 7.3.4."""
import re

from .lines import Line
from .recognised import Found

MOST_LINES = 60
_BEGINS = re.compile(r"附\s*件?\s*[：:]\s*|附件\s*(?=[0-9０-９一二三四五六七八九十]{1,2}\s*[.．、：:]\s*\S)")
_AGAIN = re.compile(r"附件\s*(?=[0-9０-９一二三四五六七八九十]{1,2}\s*[.．、：:])")
_ITEM = re.compile(r"(?:(?<=[\s；;。])|\A)[0-9０-９一二三四五六七八九十]{1,2}\s*[.．、：:]\s*(?![0-9０-９])")


def read_attachments(lines: list[Line], start: int, end: int) -> tuple[int, Found] | None:
    """Index of the list's first line and the titles, when lines[start:end] end with such a list."""
    for first in range(end - 1, max(start, end - MOST_LINES) - 1, -1):
        if _BEGINS.match(lines[first].text) and all(_fits(line.text) for line in lines[first + 1:end]):
            source = "\n".join(line.text for line in lines[first:end])
            titles = _titles(source)
            return (first, Found(titles, lines[first].number, source)) if titles else None
    return None


def list_end(lines: list[Line], start: int, end: int) -> int:
    """Where a list that begins at start ends, for copies from the web that put it under the signature."""
    if start >= end or not _BEGINS.match(lines[start].text):
        return start
    last = start + 1
    while last < min(end, start + MOST_LINES) and (_AGAIN.match(lines[last].text) or _ITEM.match(lines[last].text)):
        if not _fits(lines[last].text):
            break
        last += 1
    return last


def _fits(text):
    """An item or the rest of one: no sentence."""
    return len(text) <= 120 and "。" not in text[:-1]


def _titles(source):
    rest = source[_BEGINS.match(source).end():]
    rest = "\n".join(_AGAIN.sub("", line) for line in rest.split("\n"))
    pieces = _ITEM.split(rest) if _ITEM.search(rest) else [rest]
    titles = (re.sub(r"\s*\n\s*", "", piece).strip().rstrip("。；;，, ") for piece in pieces)
    return [title for title in titles if title]
