"""From the first line to the body: marks, number, title (once or twice) and main recipients."""
import re
from dataclasses import dataclass

from openness.publication import numbers

from . import dates
from .genres import WORD, genre_word
from .lines import Line
from .marks import is_furniture, is_mark, number_on
from .organs import organs_in
from .recipients import read_recipients
from .recognised import Found
from .titles import LONGEST, find_title, join, may_be_title, repeats

ZONE = 40                           # lines within which a head ends
_TITLE_THEN_NUMBER = re.compile(
    rf"(.{{2,{LONGEST}}}?(?:{WORD}))\s*[（(]?\s*([\u3400-\u9fff]{{2,12}}\s*[〔\[［（(【]\s*[12１２][0-9０-９]{{3}}.{{1,12}})"
)
_ORDER_THEN_NUMBER = re.compile(r"(.{2,60}令)\s*[（(]?\s*(第\s*[0-9一二三四五六七八九十百零〇]{1,8}\s*号\s*[）)]?)")


@dataclass
class Head:
    end: int = 0                    # index of the body's first line
    rest: str = ""                  # body text that stood on the recipients' line
    title: Found | None = None
    number: Found | None = None
    main_recipients: Found | None = None
    dated_on: Found | None = None   # under the title, for want of a signature


def read_head(lines: list[Line]) -> Head:
    head, limit = Head(), min(len(lines), ZONE)
    while head.end < limit:
        taken = _furniture(lines, head) or (_after_title if head.title else _title)(lines, head)
        if not taken:
            break
        head.end += taken
    if head.title and (found := read_recipients(lines, head.end)):
        head.end, head.rest, head.main_recipients = found
    if head.title and head.end < len(lines):
        head.dated_on = head.dated_on or _date_of_adoption(lines[head.end])
    return head


def split_run_ons(lines: list[Line]) -> list[Line]:
    """Part what belongs on two lines of the head: ……的通知 渝府办发〔2017〕60号, 重庆市人民政府令第290号."""
    return [part for line in lines[:ZONE] for part in _split(line)] + lines[ZONE:]


def _split(line):
    if len(line.text) > LONGEST + 40:
        return [line]
    found = _ORDER_THEN_NUMBER.fullmatch(line.text)
    if not found and (found := _TITLE_THEN_NUMBER.fullmatch(line.text)):
        found = found if numbers.parse(found[2].rstrip("）) ")) else None
    return [Line(line.number, found[1]), Line(line.number, found[2].rstrip("）) "))] if found else [line]


def _furniture(lines, head):
    """1 when the line is neither title nor recipients; it may give the number."""
    line = lines[head.end]
    if value := number_on(line.text):
        if value.startswith("第") and head.title and head.title.value.endswith(("令", "公告", "通告")):
            value = head.title.value + value
        head.number = head.number or Found(value, line.number, line.text)
        return 1
    return int(is_mark(line.text))


def _title(lines, head):
    """Lines up to the end of the title, with what stands before it; 0 when there is none here."""
    stretch = _stretch(lines, head.end)
    found = find_title(stretch)
    if found is None and stretch and all(map(organs_in, stretch)) and _title_follows(lines, head.end + len(stretch)):
        return len(stretch)         # the mark of a letter: the body's name by itself
    if found is None and not (stretch and may_be_title(stretch[0])):
        return 0
    first, last, title = found or (0, 1, join(stretch[:1]))
    head.title = _found(title, lines, head.end + first, head.end + last)
    return last


def _stretch(lines, start):
    """The lines from start that may be title together."""
    texts = []
    for line in lines[start:start + ZONE]:
        if not may_be_title(line.text) or is_furniture(line.text):
            break
        texts.append(line.text)
    return texts


def _title_follows(lines, i):
    while i < min(len(lines), ZONE) and is_furniture(lines[i].text):
        i += 1
    return find_title(_stretch(lines, i)) is not None


def _after_title(lines, head):
    """The title again, the true one after a site's heading, or a date by itself."""
    stretch = _stretch(lines, head.end)
    count, title = repeats(head.title.value, stretch)
    if count:
        if title != head.title.value:
            head.title = _found(title, lines, head.end, head.end + count)
        return count
    if not genre_word(head.title.value) and (found := find_title(stretch)) and "关于" in found[2]:
        head.title = _found(found[2], lines, head.end + found[0], head.end + found[1])
        return found[1]
    return _date_alone(lines[head.end], head)


def _date_alone(line, head):
    match = dates.DATE.fullmatch(line.text.strip("（()） ")) if len(line.text) <= 30 else None
    day = match and dates.read(match)
    if day:
        head.dated_on = Found(day, line.number, line.text)
    return int(bool(day))


def _date_of_adoption(line):
    """（2018年7月26日……第四次会议通过） under the title of a decision or resolution; the line stays in the body."""
    adopted = len(line.text) <= 120 and line.text[0] in "（(" and line.text[-3:-1] in ("通过", "批准")
    found = dates.find(line.text) if adopted else None
    return Found(found[0], line.number, line.text) if found else None


def _found(title, lines, first, last):
    return Found(title, lines[first].number, "\n".join(line.text for line in lines[first:last]))
