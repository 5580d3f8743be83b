"""The kind of a document, 文种, is the last word of its title: 关于印发《……意见》的通知 is a 通知.

党政机关公文处理工作条例（中办发〔2012〕14号）第八条 names fifteen.
"""
import re

GENRES = {
    "决议": "resolution", "决定": "decision", "命令": "order", "令": "order", "公报": "communique",
    "公告": "announcement", "通告": "public_notice", "意见": "opinion", "通知": "notice", "通报": "circular",
    "报告": "report", "请示": "request", "批复": "reply", "议案": "bill", "函": "letter", "纪要": "minutes",
}
WORD = (
    "决议|决定|命令|(?:政府|委员会|国务院|厅|部|局|主席|省|市|县|嘉奖|任免|动员|防火|禁火|封山|禁牧|征兵|通行)令|公报|公告|通告|"
    "意见|通知|通报|报告|请示|批复|议案|函|纪要"
)
_SUFFIX = r"(?:\s?[（(\[【](?![^（）()]{0,16}(?:图|解读|视频|问答|记者|摘登))[^（）()\[\]【】]{1,20}[）)\]】]){0,2}"
_ENDING = re.compile(rf"({WORD}){_SUFFIX}\Z")


def genre_word(title: str) -> str:
    """通知, with which the title ends, apart from （试行） and the like; "" when it ends otherwise."""
    ending = _ENDING.search(title, max(0, len(title) - 40))
    if ending is None:
        return ""
    return "令" if ending[1].endswith("令") and ending[1] != "命令" else ending[1]


def genre_of(title: str) -> str | None:
    return GENRES.get(genre_word(title))
