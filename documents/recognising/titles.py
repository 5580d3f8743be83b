"""The title: where it begins and ends when it is broken over lines, and whether it stands twice."""
import re

from . import page
from .genres import genre_word
from .organs import is_organ, is_part, organs_in, whole

LONGEST = 300
MOST_LINES = 6
_NUMBERED = re.compile(
    "[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}(?:[．、]|\\.(?![0-9]))|"
    "第[一二三四五六七八九十]{1,3}[条章]"
)
_CONTINUES = re.compile("的|》|[（(](?:试行|暂行|征求意见稿|修订)")
_SPACES = re.compile(r"\s+")
_SITE = re.compile(r"\s*[_|｜-]+\s*[^_|｜]{2,30}(?:网|网站|门户|政府|局|委员会|公开|中心|厅|部)\s*\Z")
# how the matter of a title begins, after the issuers or under them
_MATTER = re.compile("关于|印发|转发|批转|公布|发布|废止|修改|贯彻|落实|召开|举办|调整|做好|开展|对|给予|授予|表彰|表扬|命名|嘉奖")
_MEETING = re.compile(r"[\u3400-\u9fff]{4,40}第[\u3400-\u9fff0-9]{1,6}次(?:全体|常务|常委|扩大)?会议")
_FORWARDS = re.compile("转发|批转|印发|关于")


def squeeze(text: str) -> str:
    return _SPACES.sub("", text)


def bare(text: str) -> str:
    """The line without 标题： before it, and without the site's name that a page puts behind its title."""
    return _SITE.sub("", text[page.title_label(text):]) if len(text) <= LONGEST else text


def may_be_title(text: str) -> bool:
    """Whether a line may be a title or a part of one: no sentence, no list of recipients, no heading."""
    return (len(text) <= LONGEST and not any(mark in text for mark in "。；;！？") and text[-1] not in "：:，,"
            and not _NUMBERED.match(text))


def find_title(texts: list[str]) -> tuple[int, int, str] | None:
    """First line, line after the last, and title, for the first lines that end with the name of a genre."""
    for end, text in enumerate(texts):
        if not may_be_title(text):
            return None
        if genre_word(squeeze(bare(text))):
            first, last = _beginning(texts, end), _ending(texts, end)
            return first, last, join(texts[first:last])
    return None


def join(lines: list[str]) -> str:
    """The title on one line: a space parts joint issuers and Latin words, and goes where layout put it."""
    pieces = whole(" ".join(map(bare, lines)).split())
    title = "".join(pieces[:1])
    for before, piece in zip(pieces, pieces[1:], strict=False):
        latin = before[-1].isascii() and piece[0].isascii()
        joint = is_organ(before) and is_organ(_issuer(piece))
        title += (" " if latin or joint else "") + piece
    return title


def repeats(title: str, texts: list[str]) -> tuple[int, str]:
    """How many lines say the title again, with or without its issuer, and the longer of the two."""
    known, joined = squeeze(title), ""
    for count, text in enumerate(texts[:MOST_LINES], 1):
        joined += squeeze(bare(text))
        if not may_be_title(text) or len(joined) > LONGEST:
            break
        if joined == known or (joined.startswith("关于") and known.endswith(joined)):
            return count, title
        if _MATTER.match(known) and joined.endswith(known) and is_organ(joined[:-len(known)]):
            return count, join(texts[:count])
    return 0, title


def _issuer(piece):
    """市财政局 of 市财政局关于…… or 市财政局印发《关于……》."""
    return re.split("关于|印发|转发|批转", piece, maxsplit=1)[0]


def _beginning(texts, end):
    """Back from the last line to the one with 关于, and on to the issuers named before it."""
    first = _line_with_about(texts, end, end)
    if first is None:
        return _beginning_without_about(texts, end)
    before = squeeze(bare(texts[first])).partition("关于")[0]
    earlier = _line_with_about(texts, first - 1, end)
    if before and not is_organ(before) and earlier is not None:     # ……关于转发市教委 / 等部门关于……
        first, before = earlier, squeeze(bare(texts[earlier])).partition("关于")[0]
    if before and first and not is_organ(before) and not _MATTER.match(before) and not organs_in(before):
        joined = squeeze(texts[first - 1]) + before
        if is_organ(joined) or _FORWARDS.search(joined) and _starts(joined):
            return first - 1                    # 重庆市人民政府办 / 公厅关于……
    if not before and first and _forwards(texts[first - 1]):        # 江州市人民政府转发市财政局等部门 / 关于……
        return first - 1
    if before and not _MATTER.match(before):
        named = organs_in(bare(texts[first]).partition("关于")[0].strip())
        return first if not named else _joint(texts, first, set(named))
    return _issuers_above(texts, first)


def _beginning_without_about(texts, end):
    """重庆市人民政府 / 通告, 印发……》/ 的通知, or a word or two left over: 年度 / 报告."""
    first = end
    while first and end - first < MOST_LINES:
        if organs_in(texts[first - 1]) or _MEETING.fullmatch(squeeze(texts[first - 1])):
            break
        line = squeeze(bare(texts[first]))
        left_over = len(line) <= 8 or _CONTINUES.match(line) or "》" in line.partition("《")[0]
        if not left_over or _starts(line):
            break
        first -= 1
    line = squeeze(bare(texts[first]))
    if _starts(line) and not _MATTER.match(line):
        return first
    return _issuers_above(texts, first)


def _issuers_above(texts, first):
    while first and (organs_in(texts[first - 1]) or is_part(texts[first - 1])
                     or _MEETING.fullmatch(squeeze(texts[first - 1]))):
        first -= 1
    return first


def _joint(texts, first, named):
    """The other issuers above the line with the last of them: not the same body's mark."""
    while first:
        others = organs_in(texts[first - 1])
        if not others or named & set(others):
            return first
        named |= set(others)
        first -= 1
    return first


def _starts(line):
    """Whether a line begins with a body and what it does: 江州市人民政府转发……"""
    found = _MATTER.search(line)
    return bool(found) and (found.start() == 0 or is_organ(line[:found.start()]))


def _forwards(text):
    found = re.search("转发|批转", text)
    return bool(found) and is_organ(squeeze(text[:found.start()]))


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
    return last if genre_word(squeeze(bare(texts[last - 1]))) else end + 1
