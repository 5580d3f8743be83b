"""Why a text is no official document: news, an interpretation, a citizen's letter, or too little of anything.

Basic care only. An interpretation or a report may open with the real number of the document it is about, so a number
alone proves nothing.
"""
import re

from django.utils.translation import gettext_lazy as _

from .recognised import Recognised

_INTERPRETATION = re.compile(
    r"(?:解读|问答|图解|答记者问|解读材料|起草说明|政策吹风会|新闻发布会实录)(?:[（(].{1,10}[）)])?\Z|"
    r"\A(?:一图读懂|一图看懂|图解)"
)
_NEWS = re.compile(
    r"本报讯|新华社.{0,12}电|[（(]\s*(?:见习)?(?:本报)?(?:首席)?记者.{0,20}[）)]|记者.{0,12}(?:获悉|了解到|报道)|"
    "责任?编辑[：:]"
)
_LETTER = re.compile(r"^(?:尊敬的|敬爱的|亲爱的).{1,20}[：:]", re.MULTILINE)
_FAREWELL = re.compile(r"^\s*(?:此致|敬礼|祝您?.{1,10})[！!。]?\s*$", re.MULTILINE)
LOOKED_AT = 1500                    # characters at either end

EMPTY = _("没有可以识别的文字。")
TOO_LONG = _("文字超过二百万字或者两万段，不像是一份公文。请只保留公文本身后重试。")
INTERPRETATION = _("这是政策解读材料，不是公文本身。请上传或粘贴所解读的公文原文。")
NEWS = _("这是新闻报道，不是公文本身。请上传或粘贴公文原文。")
LETTER = _("这是来信，不是公文。来信请在依申请公开或者舆情回应中登记。")
NO_GENRE = _("标题中没有通知、意见、决定等文种名称，看不出是哪一种公文。请核对标题，或者自行填写各项。")
NO_ELEMENTS = _("除标题外没有找到发文字号、主送机关、署名和成文日期，不像是完整的公文。请核对后自行填写各项。")


def reason(found: Recognised, text: str):
    """A sentence, or None for an official document."""
    if not text.strip():
        return EMPTY
    ends = text[:LOOKED_AT] + "\n" + text[-LOOKED_AT:]
    title = found.title.value[:300] if found.title else ""
    signed = bool(found.issuer and found.dated_on)
    if not found.genre:
        if _INTERPRETATION.search(title):
            return INTERPRETATION
        if _NEWS.search(ends):
            return NEWS
        return LETTER if _LETTER.search(ends) and _FAREWELL.search(ends) else NO_GENRE
    if _NEWS.search(ends) and not (signed or found.printed_on):
        return NEWS
    if not (found.number or found.main_recipients or signed or found.printed_on):
        return NO_ELEMENTS
    return None
