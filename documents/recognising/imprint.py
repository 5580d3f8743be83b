"""版记, read from the bottom: 重庆市人民政府办公厅 2017年5月9日印发, and 抄送 above it (GB/T 9704-2012 7.4)."""
import re
from dataclasses import dataclass

from . import dates
from .lines import Line
from .organs import listed, organs_in
from .recognised import Found

REACH = 60                          # lines above the line of printing, or the end, in which 抄送 stands
MOST_LINES = 12                     # of 抄送
_PRINTED = re.compile(r"(?:印\s*发|印\s*制|印)\s*(?:[（(]?共印.{0,12})?")
_COPY = re.compile(r"抄\s*送\s*(?:[：:]|\s)\s*")
_REPORTED = re.compile(r"(?:报\s{0,4}送?|送|发|主\s{0,4}送|分\s{0,4}送|抄\s{0,4}报|抄\s{0,4}发|发\s{0,4}送)\s{0,4}[：:].{1,300}")
_SMALL_PRINT = re.compile(
    r"[（(]?\s*共?印\s*[发制]?\s*[0-9]{1,6}\s*份\s*[）)]?|校\s*对\s*[：:].*|打\s*[字印]\s*[：:].*|主题词\s*[：:].*"
)


@dataclass
class Imprint:
    first: int                      # index of its first line: the end of everything above
    after: int                      # index after it: attachments in full may follow
    copy_recipients: Found | None = None
    printing_office: Found | None = None
    printed_on: Found | None = None


def read_imprint(lines: list[Line], start: int) -> Imprint:
    imprint = Imprint(len(lines), len(lines))
    _printing(lines, start, imprint)
    _copies(lines, start, imprint)
    while imprint.first > start and (_SMALL_PRINT.fullmatch(lines[imprint.first - 1].text)
                                     or _REPORTED.fullmatch(lines[imprint.first - 1].text)):
        imprint.first -= 1
    while imprint.after < len(lines) and _SMALL_PRINT.fullmatch(lines[imprint.after].text):
        imprint.after += 1
    return imprint


def _printing(lines, start, imprint):
    """The last line of printing; the office may stand on the line above."""
    for i in range(len(lines) - 1, start - 1, -1):
        text = lines[i].text
        if "印" not in text or len(text) > 120 or not (found := dates.find(text)):
            continue
        day, at, after = found
        if not _PRINTED.fullmatch(text[after:].strip()):
            continue
        before = text[:at].strip()
        offices = organs_in(before or (lines[i - 1].text if i > start else ""))
        if before and not offices:
            continue
        imprint.first, imprint.after = (i if before or not offices else i - 1), i + 1
        source = "\n".join(line.text for line in lines[imprint.first:i + 1])
        imprint.printed_on = Found(day, lines[i].number, source)
        if offices:
            imprint.printing_office = Found(" ".join(offices), lines[imprint.first].number, source)
        return


def _copies(lines, start, imprint):
    """Over several lines up to the full stop, or to the line of printing."""
    printed = imprint.first < len(lines)
    for i in range(imprint.first - 1, max(start, imprint.first - REACH) - 1, -1):
        if not (mark := _COPY.match(lines[i].text)):
            continue
        limit = min(imprint.first, i + MOST_LINES)
        stop = next((n + 1 for n in range(i, limit) if lines[n].text.endswith("。")), limit if printed else i + 1)
        text = "".join(line.text for line in lines[i:stop])
        source = "\n".join(line.text for line in lines[i:stop])
        imprint.copy_recipients = Found(listed(text[mark.end():]), lines[i].number, source)
        if not printed:
            imprint.after = stop
        imprint.first = i
        return
