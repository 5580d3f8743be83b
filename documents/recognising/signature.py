"""署名 and 成文日期: the issuers above, beside or below a date, one a line or two by two."""
import re
from dataclasses import dataclass
from itertools import islice

from . import dates
from .genres import genre_word
from .lines import Line
from .organs import is_organ, is_part, leading_organ, organs_in, whole
from .recognised import Found
from .titles import LONGEST, squeeze

MOST_DATES = 300                    # looked at, in a text made of dates
MOST_LINES = 30                     # of issuers
_SEALS = re.compile(r"[（(]\s{0,4}(?:印章?|公章|盖\s{0,4}章|加盖公章|章|代章)\s{0,4}[）)]")
_PERSON = re.compile(                                       # 市长 张三, who signs an order
    r"(?:代\s{0,4})?(?:市|区|县|省|州|镇|乡|局|厅|部|院|行|署|会)?\s{0,8}(?:长|主\s?任|主\s?席|总\s?理|书\s?记|总指挥)\s{0,8}[：:]?\s{0,20}"
    r"[\u3400-\u9fff·]{1,2}\s{0,4}[\u3400-\u9fff·]{1,6}(?:\s{0,4}[\u3400-\u9fff])?"
)
_HOUR = re.compile(r"\s{0,4}[0-9]{1,2}\s?(?:时|[:：][0-9]{2})(?:[0-9]{1,2}分)?")       # of a telegram: 2025年7月1日20时
_CLOSES = "。！”；）)"               # how the line above a date alone ends when that date closes the document
_DOES = re.compile("关于|印发|转发|批转")


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
    signed, bare = None, []
    for i, day, beside in islice(_dated_lines(lines, start, end), MOST_DATES):
        found = _around(lines, start, end, i, day, beside)
        if found.issuer and title.startswith(found.issuer.value[0]):
            return found
        if found.issuer:
            signed = signed or found
        else:
            bare.append(found)
    closing = next((each for each in bare if _closes(lines, start, each)), None)
    if closing and (signed is None or closing.first < signed.first):
        return closing
    return signed or (bare[-1] if bare else None)


def _closes(lines, start, signature):
    """Whether a date without bodies stands where the text ends, and not in a table or under the title of an annex."""
    first = signature.first
    text = lines[first].text
    above = lines[first - 1].text if first > start else ""
    return text[0] not in "（(" and bool(above) and (above[-1] in _CLOSES or above.startswith("附件") or len(above) > 30)


def undated(lines: list[Line], start: int, end: int) -> Signature:
    """Names of bodies at the end, for want of a date; perhaps none."""
    first = end
    while first > start and end - first < MOST_LINES and _bodies(_SEALS.sub("", lines[first - 1].text).strip()):
        first -= 1
    names = whole([name for line in lines[first:end] for name in _bodies(_SEALS.sub("", line.text).strip())])
    return Signature(first, end, _found(names, lines, first, end))


def issuers_in_title(title: Found | None) -> Found | None:
    """For want of a signature: the bodies before 关于, or before 令, 公告 and the like in a title without it."""
    if title is None or len(title.value) > LONGEST:
        return None
    before, about, _matter = title.value.partition("关于")
    if not about:
        before = before.removesuffix(genre_word(before)) or before
    before = _DOES.split(before, maxsplit=1)[0]
    names = whole(before.split())
    if not about and not all(map(is_organ, names)):         # on lines of their own above 2025年……统计公报
        names = [name for line in title.source.split("\n") for name in organs_in(line)] or names
    if not (names and all(map(is_organ, names))):
        names = [] if about else [name for name in [leading_organ(squeeze(before))] if name]
    return title._replace(value=names) if names else None


def without_the_page_owner(title: Found | None, signature: Signature | None) -> Found | None:
    """The title without a body above it that did not sign: the owner of the page, 江州市人民政府 / 江州市公安局关于……"""
    if not (title and signature and signature.issuer) or len(title.value) > LONGEST:
        return title
    first, _space, rest = title.value.partition(" ")
    if is_organ(first) and first not in signature.issuer.value and rest.startswith(signature.issuer.value[0]):
        return title._replace(value=rest)
    return title


def _bodies(text):
    """The bodies on a line, or the second half of a name that is parted over two."""
    return [squeeze(text)] if is_part(text) else organs_in(text)


def _dated_lines(lines, start, end):
    """Index, date and bodies beside it, for lines that hold nothing else."""
    for i in range(start, end):
        text = lines[i].text
        if not 3 <= len(text) <= 120 or text[-1] in "。；，：;:" or not ("日" in text or "月" in text or text[-1].isdigit()):
            continue
        if text[0] in "（(" and not ("）" in text or ")" in text):      # （2025年7月30日某市人民代表大会 / 第三次会议通过）
            continue
        if len(text) <= 40 and dates.BLANK.fullmatch(text) and not dates.find(text):
            yield i, None, []
        elif found := dates.find(text):
            day, at, after = found
            after = hour.end() if (hour := _HOUR.match(text, after)) else after
            beside = _SEALS.sub("", text[:at] + " " + text[after:]).strip(" \u3000（）()")
            if not beside or organs_in(beside):
                yield i, day, organs_in(beside)


def _around(lines, start, end, i, day, beside):
    issuers, first, after = list(beside), i, i + 1
    while first > start and i - first < MOST_LINES:
        text = _SEALS.sub("", lines[first - 1].text).strip()
        names = _bodies(text)
        if not names and not _PERSON.fullmatch(text):
            break
        issuers[:0] = names
        first -= 1
    if not issuers and after < end and (issuers := organs_in(lines[after].text)):
        first, after = i, after + 1
    dated_on = Found(day, lines[i].number, lines[i].text) if day else None
    return Signature(first, after, _found(whole(issuers), lines, first, after), dated_on)


def _found(names, lines, first, after):
    return Found(names, lines[first].number, "\n".join(line.text for line in lines[first:after])) if names else None
