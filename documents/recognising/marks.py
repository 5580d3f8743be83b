"""Lines of the head that are neither title nor recipients: the number, and marks that are passed over."""
import re

from openness.publication import numbers

from . import page
from .organs import organs_in

LONGEST = 120
_DIGITS = "[0-9０-９一二三四五六七八九十百零〇]{1,8}"
# 重庆市人民政府令第290号, 第290号, 2017年第3号, 财政部 税务总局公告2023年第12号: numbers of orders and announcements
OTHER_NUMBER = (
    rf"(?:[\u3400-\u9fff][\u3400-\u9fff\s、]{{1,60}}(?:令|公告|通告))?\s{{0,8}}(?:[12１２][0-9０-９]{{3}}\s?年)?\s{{0,8}}"
    rf"第\s{{0,8}}{_DIGITS}\s{{0,8}}号"
)
_OTHER_NUMBER = re.compile(rf"[（(]?\s{{0,4}}({OTHER_NUMBER})\s{{0,4}}[）)]?")
_BESIDE = re.compile(r"\s{1,80}(?:签发人|会签人|签发|办理结果|份号|密级)\s{0,4}[：:].{0,60}")
_LABELLED_NUMBER = re.compile(r"(?:发文字号|文\s{0,4}号|文件编号)\s{0,4}[：:]\s{0,8}(\S{4,40}?号)(?:\s|\Z)")
_GAP = re.compile(r"\s{2,}|[\t\u3000]")
# a draft: 渝府办发〔2026〕　　号
_BLANK_NUMBER = re.compile(
    r"[\u3400-\u9fff×ＸXx]{1,12}\s{0,4}[〔\[［（(【﹝]\s{0,4}[12２][0-9０×ＸXx]{3}\s{0,4}[〕\]］）)】﹞]\s{0,4}第?[\s_＿×ＸXx*＊]{0,12}号"
)
# GB/T 9704-2012 7.2.1–7.2.3: serial of the copy, secrecy, urgency; and the heads of telegrams
_MARK = re.compile(
    r"(?:No\.?\s?|№)?[0-9]{5,7}|(?:绝密|机密|秘密)(?:★.{0,12})?|特\s?急|加\s?急|特\s?提|平\s?急|急\s?件|明\s?电|(?:内部|传真)?(?:明|密)?(?:电报|明电|传真电报)|"
    r"公\s?开|内部(?:资料|文件).{0,10}|红头文件|.{3,30}[（(](?:函|公函|便函|通知|批复|复函|文件)[）)]"
)
_DRAFT = re.compile(
    r"[（(\[【]\s?(?:.{0,12}(?:征求意见|代拟|送审|讨论|审议|报批|修改|草|初)稿|代拟|草案|试行|暂行|修订|修正|节选|摘要|全文|已?失效|已?废止|有效|模板|样式|"
    r"第\s{0,4}[0-9０-９一二三四五六七八九十百零〇]{1,6}\s{0,4}[期次号]|总第.{1,8}期|(?:[12][0-9]{3}年)?\s?第.{1,6}期.{0,12})\s?[）)\]】]|"
    r"(?:[12][0-9]{3}年)?\s{0,4}第\s{0,4}[0-9０-９一二三四五六七八九十百零〇]{1,6}\s{0,4}[期次](?:\s{0,4}[（(]总.{1,10}[）)])?|代拟稿|征求意见稿|送审稿|讨论稿"
)


def number_on(text: str) -> str:
    """The number that a line gives, bare, labelled 发文字号： or beside 签发人：; "" when it gives none."""
    start = page.number_label(text) if len(text) <= page.LONGEST else 0
    if not start and len(text) <= page.LONGEST and page.label(text):
        labelled = _LABELLED_NUMBER.search(text)
        return _number(labelled[1]) if labelled else _number_in_a_column(text)
    if len(text) > LONGEST:
        return ""
    bare = _BESIDE.sub("", text[start:])
    return _number(bare) or (start and _number_first(bare)) or _number_in_a_column(bare)


def is_mark(text: str) -> bool:
    """A line to pass over: 特急, 签发人：张三, 索引号：…, 重庆市人民政府文件."""
    if len(text) > page.LONGEST:
        return False
    if text.endswith("文件") and organs_in(text[:-2].rstrip()):
        return True
    return bool(_MARK.fullmatch(text) or is_draft(text) or page.number_label(text) or page.label(text)
                or page.is_page_line(text))


def is_draft(text: str) -> bool:
    """（征求意见稿） above or under a title, （第27期）, 江府发〔2026〕　　号."""
    return len(text) <= 60 and bool(_DRAFT.fullmatch(text) or _BLANK_NUMBER.fullmatch(text))


def is_furniture(text: str) -> bool:
    return bool(number_on(text)) or is_mark(text)


def is_empty_label(text: str) -> bool:
    """索引号： whose value stands on the next line."""
    return len(text) <= 20 and (page.label(text) or page.number_label(text) or page.title_label(text)) == len(text)


def _number(text):
    if number := numbers.parse(text):
        return str(number)
    other = _OTHER_NUMBER.fullmatch(text.strip())
    return numbers.normalise(other[1]) if other else ""


def _number_first(text):
    """江府办〔2024〕5号 发布日期 2024年3月11日: a row of a page's table."""
    cited = numbers.find_all(text)
    return str(cited[0].number) if cited and not text[:cited[0].start].strip() else ""


def _number_in_a_column(text):
    """等级　特急·明电　　江府办发明电〔2025〕8号: a number parted from the rest by a gap."""
    pieces = _GAP.split(text)
    if len(pieces) < 2:
        return ""
    found = [number for piece in pieces if piece.strip() and (number := numbers.parse(piece))]
    return str(found[0]) if len(found) == 1 else ""
