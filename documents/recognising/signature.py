"""署名 and 成文日期: the issuers above, beside or below a date, one a line or two by two."""
import re
from dataclasses import dataclass
from itertools import islice

from . import dates
from .genres import genre_word
from .lines import Line
from .organs import is_organ, organs_in
from .recognised import Found
from .titles import LONGEST

MOST_DATES = 300                    # looked at, in a text made of dates
MOST_LINES = 30                     # of issuers
_SEALS = re.compile(r"[（(]\s*(?:印章?|公章|盖章|章)\s*[）)]")
_PERSON = re.compile(                                       # 市长 张三, who signs an order
    r"(?:代\s*)?(?:市|区|县|省|州|局|厅|部|院|行)?\s*(?:长|主任|主席|总理|书记)\s*[：:]?\s*"
    r"[\u3400-\u9fff·]{1,2}\s?[\u3400-\u9fff·]{1,6}"
)


@dataclass
class Signature:
    first: int                      # index of its first line: the end of the body
    after: int
    issuer: Found | None = None
    dated_on: Found | None = None


def read_signature(lines: list[Line], start: int, end: int, title: str) -> Signature | None:
    """The first dated signature of a body named in the title, else the first signed by any, else the last bare date.

    A document that forwards another holds two; what is attached comes after its own.
    """
    signed = bare = None
    for i, day, beside in islice(_dated_lines(lines, start, end), MOST_DATES):
        found = _around(lines, start, end, i, day, beside)
        if found.issuer and title.startswith(found.issuer.value[0]):
            return found
        if found.issuer:
            signed = signed or found
        else:
            bare = found
    return signed or bare


def undated(lines: list[Line], start: int, end: int) -> Signature:
    """Names of bodies at the end, for want of a date; perhaps none."""
    first = end
    while first > start and end - first < MOST_LINES and organs_in(lines[first - 1].text):
        first -= 1
    names = [name for line in lines[first:end] for name in organs_in(line.text)]
    return Signature(first, end, _found(names, lines, first, end))


def issuers_in_title(title: Found | None) -> Found | None:
    """For want of a signature: the bodies before 关于, or before 令, 公告 and the like in a title without it."""
    if title is None or len(title.value) > LONGEST:
        return None
    before, about, _matter = title.value.partition("关于")
    if not about:
        before = before.removesuffix(genre_word(before))
    names = [name for name in before.split() if is_organ(name)]
    return title._replace(value=names) if names else None


def _dated_lines(lines, start, end):
    """Index, date and bodies beside it, for lines that hold nothing else."""
    for i in range(start, end):
        text = lines[i].text
        if not 8 <= len(text) <= 120 or text[-1] in "。；，：;:" or not ("日" in text or text[-1].isdigit()):
            continue
        if found := dates.find(text):
            day, at, after = found
            beside = _SEALS.sub("", text[:at] + " " + text[after:]).strip(" \u3000（）()")
            if not beside or organs_in(beside):
                yield i, day, organs_in(beside)


def _around(lines, start, end, i, day, beside):
    issuers, first, after = list(beside), i, i + 1
    while first > start and i - first < MOST_LINES:
        text = _SEALS.sub("", lines[first - 1].text).strip()
        names = organs_in(text)
        if not names and not _PERSON.fullmatch(text):
            break
        issuers[:0] = names
        first -= 1
    if not issuers and after < end and (issuers := organs_in(lines[after].text)):
        first, after = i, after + 1
    return Signature(first, after, _found(issuers, lines, first, after), Found(day, lines[i].number, lines[i].text))


def _found(names, lines, first, after):
    return Found(names, lines[first].number, "\n".join(line.text for line in lines[first:after])) if names else None
