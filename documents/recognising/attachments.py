"""附件说明: the list of attachments between body and signature, GB/T 9704-2012 7.3.4."""
import re

from .lines import Line
from .recognised import Found

MOST_LINES = 60
_NUMERAL = "[0-9０-９一二三四五六七八九十]{1,2}"
# 1．2026年度…… is the first of a list, 1.5米…… is not
_POINT = r"\s{0,4}(?:[．、：:]|\.(?![0-9０-９](?![0-9０-９]{3}年)))"
_BEGINS = re.compile(rf"附\s{{0,4}}件?\s{{0,4}}[：:]\s*|附件\s{{0,4}}(?={_NUMERAL}{_POINT}\s*\S)")
_AGAIN = re.compile(rf"附件\s{{0,4}}(?={_NUMERAL}{_POINT})")
_ITEM = re.compile(rf"(?:(?<=[\s；;。])|\A){_NUMERAL}{_POINT}\s*")


def read_attachments(lines: list[Line], start: int, end: int) -> tuple[int, Found] | None:
    """Index of the list's first line and the titles, when lines[start:end] end with such a list."""
    for first in range(end - 1, max(start, end - MOST_LINES) - 1, -1):
        if not _fits(lines[first].text):
            return None
        if _BEGINS.match(lines[first].text):
            while above := _label_above(lines, start, first):
                first -= above
            source = "\n".join(line.text for line in lines[first:end])
            titles = _titles(source)
            return (first, Found(titles, lines[first].number, source)) if titles else None
    return None


def _label_above(lines, start, first):
    """How many lines above 附件2：…… its forerunner 附件1：…… stands, which may be broken; 0 when it does not."""
    if not _AGAIN.match(lines[first].text):
        return 0
    for above in (1, 2, 3):
        if first - above < start or not _fits(lines[first - above].text):
            return 0
        if _BEGINS.match(lines[first - above].text):
            return above
    return 0


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
