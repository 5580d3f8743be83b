"""A whole document on one line, as some copies from the web and from chats arrive, parted where lines must begin."""
import re

from .dates import WORDED
from .lines import Line

FEW_LINES = 3
LONG = 200
SHORT = 50                          # enough when title, number or recipients stand on the same line
HEAD = 600                          # characters in which title, number and recipients stand

_NUMBER = r"[\u3400-\u9fff]{2,12}\s{0,2}[〔\[［【(（﹝]\s{0,2}[12][0-9]{3}\s{0,2}[〕\]］】)）﹞]\s{0,2}第?[0-9]{1,5}\s{0,2}号"
_TITLE_ENDS = "|".join(f"(?<=的{word})" for word in (
    "通知", "意见", "决定", "通报", "批复", "请示", "报告", "复函", "公告", "通告", "命令", "议案", "决议")) + "|(?<=的函)"
_RECIPIENT = r"[^。；：:\n《》]{2,200}[：:]"
_AFTER_TITLE = re.compile(rf"(?:{_TITLE_ENDS})(?![》”）的，,、。；])\s{{0,8}}(?=[（(]?{_NUMBER}|{_RECIPIENT})")
_AFTER_MARK = re.compile(rf"\A([\u3400-\u9fff\s]{{4,60}}文件)\s{{0,8}}(?={_NUMBER})")
_NUMBER_ALONE = re.compile(rf"(?:\A|\n)[（(]?({_NUMBER})[）)]?\s*")
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_HEADING = re.compile(rf"(?<=[。：；])\s*(?={_NUMERAL}、|[（(]{_NUMERAL}[）)])")
_FIRST_BELOW = re.compile(rf"^({_NUMERAL}、[^。\n]{{2,40}}?)\s*(?=[（(]一[）)])", re.MULTILINE)
_WIDE_GAP = re.compile(r"\s{9,}")
_TAIL = re.compile(
    rf"(?<=[。；])\s*(?=[\u3400-\u9fff]{{4,30}}\s*{WORDED}\s*(?:\Z|[（(]|抄送|附件|印发))|(?<=。)\s*(?=附件[：:])|"
    r"\s*(?=[（(]此件)|(?<=公开[）)])\s*|(?<=发布[）)])\s*|\s*(?=抄送[：:])"
)


def unfold(lines: list[Line]) -> list[Line]:
    """The lines parted when there are only a few and one is long; numbers of lines stay those of the file."""
    if len(lines) > FEW_LINES or not any(_is_folded(line.text) for line in lines):
        return lines
    return [line._replace(text=part) for line in lines for part in _parts(line.text)]


def _is_folded(text):
    return len(text) >= LONG or (len(text) >= SHORT and bool(_AFTER_TITLE.search(text[:HEAD])))


def _parts(text):
    text = _WIDE_GAP.sub(" " * 8, text)         # else every place within it would be tried
    head = _AFTER_TITLE.sub("\n", _AFTER_MARK.sub(r"\1\n", text[:HEAD]), count=2)
    head = _NUMBER_ALONE.sub(r"\n\1\n", head)
    text = _TAIL.sub("\n", _HEADING.sub("\n", head + text[HEAD:]))
    text = _FIRST_BELOW.sub(r"\1\n", text)
    return [part.strip() for part in text.split("\n") if part.strip()]
