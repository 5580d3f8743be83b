"""The title: where it begins and ends when it is broken over lines, and whether it stands twice."""
import re

from .genres import genre_word
from .organs import is_organ, organs_in

LONGEST = 300
MOST_LINES = 5
_NUMBERED = re.compile(
    "[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}[.．、]|第[一二三四五六七八九十]{1,3}[条章]"
)
_LABEL = re.compile(r"(?:标\s*题|名\s*称)\s*[：:]\s*")
_CONTINUES = re.compile("的|》")
_SPACES = re.compile(r"\s+")


def squeeze(text: str) -> str:
    return _SPACES.sub("", text)


def may_be_title(text: str) -> bool:
    """Whether a line may be a title or a part of one: no sentence, no list of recipients, no heading."""
    return (len(text) <= LONGEST and not any(mark in text for mark in "。；;！？") and text[-1] not in "：:，,"
            and not _NUMBERED.match(text))


def find_title(texts: list[str]) -> tuple[int, int, str] | None:
    """First line, line after the last, and title, for the first lines that end with the name of a genre."""
    for end, text in enumerate(texts):
        if not may_be_title(text):
            return None
        if genre_word(squeeze(text)):
            first, last = _beginning(texts, end), _ending(texts, end)
            return first, last, join(texts[first:last])
    return None


def join(lines: list[str]) -> str:
    """The title on one line: a space parts joint issuers and Latin words, and goes where layout put it."""
    pieces = " ".join(_LABEL.sub("", line) for line in lines).split()
    title = "".join(pieces[:1])
    for before, piece in zip(pieces, pieces[1:], strict=False):
        latin = before[-1].isascii() and piece[0].isascii()
        joint = is_organ(before) and is_organ(piece.partition("关于")[0])
        title += (" " if latin or joint else "") + piece
    return title


def repeats(title: str, texts: list[str]) -> tuple[int, str]:
    """How many lines say the title again, with or without its issuer, and the longer of the two."""
    known, joined = squeeze(title), ""
    for count, text in enumerate(texts[:MOST_LINES], 1):
        joined += squeeze(text)
        if not may_be_title(text) or len(joined) > LONGEST:
            break
        if joined == known or (joined.startswith("关于") and known.endswith(joined)):
            return count, title
        if known.startswith("关于") and joined.endswith(known) and is_organ(joined[:-len(known)]):
            return count, join(texts[:count])
    return 0, title


def _beginning(texts, end):
    """Back from the last line to the one with 关于, and on to the issuers named before it."""
    first = _line_with_about(texts, end, end)
    if first is None:                           # 重庆市人民政府 / 通告, or a word or two left over: 年度 / 报告
        first = end - 1 if end and len(texts[end]) <= 8 and not organs_in(texts[end - 1]) else end
        before = squeeze(texts[first]).removesuffix(genre_word(squeeze(texts[end])))
    else:
        before = squeeze(texts[first]).partition("关于")[0]
        earlier = _line_with_about(texts, first - 1, end)
        if before and not is_organ(before) and earlier is not None:     # ……关于转发市教委 / 等部门关于……
            first, before = earlier, squeeze(texts[earlier]).partition("关于")[0]
    if not before:
        while first and organs_in(texts[first - 1]):
            first -= 1
    elif first and not is_organ(before) and not is_organ(texts[first - 1]) and is_organ(texts[first - 1] + before):
        first -= 1                              # 重庆市人民政府办 / 公厅关于……
    return first


def _line_with_about(texts, start, end):
    return next((i for i in range(start, max(-1, end - MOST_LINES), -1) if "关于" in texts[i]), None)


def _ending(texts, end):
    """On from the name of a genre that is not the last: 转发……意见 / 的通知, or within an open 《."""
    last = end + 1
    while last < len(texts) and last - end < MOST_LINES and may_be_title(texts[last]):
        joined = "".join(texts[end:last])
        if not (_CONTINUES.match(texts[last]) or joined.count("《") > joined.count("》")):
            break
        last += 1
    return last if genre_word(squeeze(texts[last - 1])) else end + 1
