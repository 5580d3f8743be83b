"""主送机关: the line under the title that ends with a colon and names somebody. 现通知如下： does not."""
import re

from .lines import Line
from .organs import are_addressees, is_organ
from .recognised import Found

MOST_LINES = 15                     # a list may be broken within words, in lines of about the same width
NARROWEST = 18                      # characters of such a line
LONGEST = 1500
_NOBODY = re.compile(
    r"索\s*引|发文|文号|来源|日期|时间|如下|下列|以下|。|(?:通知|通告|公告|决定|意见|通报|批复|要求|规定|强调|指出|问|答)\Z|"
    r"\A(?:根据|按照|依据|为|现|经|鉴于|遵照|关于|[一二三四五六七八九十]{1,3}、|[（(])"
)
_COLON = re.compile("[：:]")


def read_recipients(lines: list[Line], first: int) -> tuple[int, str, Found] | None:
    """Index after the line or lines, body text that runs on after the colon, and the recipients without it."""
    joined, last, width = "", "", 0
    for i, line in enumerate(lines[first:first + MOST_LINES], first):
        if joined and joined[-1] not in "，,、；;" and not _is_broken(last, width):
            break
        last, width = line.text, max(width, len(line.text))
        joined += line.text
        if colon := _COLON.search(joined, 0, LONGEST):
            return _found(lines, first, i + 1, joined[:colon.start()].strip(), joined[colon.end():].strip())
        if len(joined) > LONGEST or "。" in joined:
            break
    if len(lines) > first + 1 and _is_list_without_colon(lines[first].text):
        return _found(lines, first, first + 1, lines[first].text, "")
    return None


def _is_broken(text, width):
    """Whether a line ends within a word, at the edge of a page."""
    return len(text) >= NARROWEST and len(text) >= width - 3


def _found(lines, first, end, names, rest):
    if len(names) < 3 or _NOBODY.search(names):
        return None
    # text after the colon makes a sentence likely, so then every part must be an addressee
    if not are_addressees(names) and (rest or not _names_somebody(names)):
        return None
    return end, rest, Found(names, lines[first].number, "\n".join(line.text for line in lines[first:end]))


def _names_somebody(names):
    return any(are_addressees(part) or is_organ(part) for part in re.split("[，,、；;]", names) if part)


def _is_list_without_colon(text):
    return text.startswith("各") and len(text) <= 200 and "。" not in text and are_addressees(text)
