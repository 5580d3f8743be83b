"""Which stretches of a DOC are deleted under change tracking, or hidden: the formatting of runs ([MS-DOC] 2.8.6, 2.9.33)."""
import struct
from bisect import bisect_right

PAGE = 512
_RUNS = 12                          # place of the table's address among the addresses of the FIB
_DELETED, _HIDDEN = 0x0800, 0x083C
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}         # bytes of an operand by the upper bits of its code
MOST_PAGES = 100_000


class Gaps:
    """Sorted stretches [(first, end)] of the stream that are left out; each begins at or after the end of the one before."""

    def __init__(self, stretches):
        self._stretches = sorted(stretches)
        self._starts = [first for first, _ in self._stretches]

    def between(self, start, stop):
        """The parts of start…stop that remain."""
        index = max(0, bisect_right(self._starts, start) - 1)
        for first, end in self._stretches[index:]:
            if first >= stop:
                break
            if first > start:
                yield start, first
            start = max(start, end)
        if start < stop:
            yield start, stop


def left_out(word: bytes, table: bytes, addresses) -> Gaps:
    """struct.error for what is no such table."""
    place, size = addresses(_RUNS)
    count = (size - 4) // 8
    if count <= 0 or place + size > len(table):
        return Gaps([])
    numbers = struct.unpack_from(f"<{count}I", table, place + 4 * (count + 1))
    found = []
    for number in sorted({number & 0x3FFFFF for number in numbers})[:MOST_PAGES]:
        page = word[number * PAGE:(number + 1) * PAGE]
        if len(page) == PAGE:
            found += _of_page(page)
    return Gaps(found)


def _of_page(page):
    runs = page[PAGE - 1]
    places = struct.unpack_from(f"<{runs + 1}I", page, 0)
    for run in range(runs):
        at = 2 * page[4 * (runs + 1) + run]
        if at and places[run] < places[run + 1] and _is_left_out(page[at + 1:at + 1 + page[at]]):
            yield places[run], places[run + 1]


def _is_left_out(formatting):
    at = 0
    while at + 2 < len(formatting):
        code, = struct.unpack_from("<H", formatting, at)
        if code in (_DELETED, _HIDDEN) and formatting[at + 2] in (1, 0x81):
            return True
        kind = code >> 13
        at += 2 + (_SIZES[kind] if kind != 6 else 1 + formatting[at + 2])
    return False
