"""Lines of the head that are neither title nor recipients: the number, and marks that are passed over."""
import re

from openness.publication import numbers

from .organs import organs_in

LONGEST = 120
# 重庆市人民政府令第290号, 第290号, 2017年第3号: numbers of orders and announcements
OTHER_NUMBER = (
    r"(?:[\u3400-\u9fff]{2,30}(?:令|公告|通告))?\s*(?:[12][0-9]{3}年)?\s*第\s*[0-9一二三四五六七八九十百零〇]{1,8}\s*号"
)
_OTHER_NUMBER = re.compile(rf"[（(]?({OTHER_NUMBER})[）)]?")
_NUMBER_LABEL = re.compile(r"[\[【]?(?:发\s*文\s*字\s*号|文\s*号|文件编号)[\]】]?\s*[：:]\s*")
_SIGNER = re.compile(r"\s*(?:签发人|会签人)\s*[：:].{0,60}")
# what the pages of government sites print around a document
_LABEL = re.compile(
    r"[\[【]?(?:索\s*引\s*号|主题分类|信息分类名称|体裁分类|组配分类|发布机构|发文机关|发文单位|成文日期|发布日期|"
    r"发布时间|生成日期|有\s*效\s*性|主\s*题\s*词|公开方式|公开属性|签发人|会签人|来源|浏览次数|阅读次数|字体|字号|"
    r"当前位置|份号|密级)[\]】]?\s*[：:]|首页\s*>"
)
# GB/T 9704-2012 7.2.1–7.2.3: serial of the copy, secrecy, urgency
_MARK = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}\s+(?:[0-9]{2}:[0-9]{2}(?::[0-9]{2})?|(?=来源))\s*(?:来源.*)?|"       # a site's line
    r"[0-9]{6}|(?:绝密|机密|秘密)(?:★.{0,12})?|特\s*急|加\s*急|特\s*提|平\s*急|急\s*件|(?:打印|关闭|分享)(?:\s.{0,20})?"
)


def number_on(text: str) -> str:
    """The number that a line gives, bare, labelled 发文字号： or beside 签发人：; "" when it gives none."""
    if len(text) > LONGEST:
        return ""
    label = _NUMBER_LABEL.match(text)
    if not label and _LABEL.match(text):
        return ""
    bare = _SIGNER.sub("", text[label.end():] if label else text)
    if number := numbers.parse(bare):
        return str(number)
    other = _OTHER_NUMBER.fullmatch(bare)
    return numbers.normalise(other[1]) if other else ""


def is_mark(text: str) -> bool:
    """A line to pass over: 特急, 签发人：张三, 索引号：…, 重庆市人民政府文件."""
    if len(text) > LONGEST:
        return False
    if text.endswith("文件") and organs_in(text[:-2].rstrip()):
        return True
    return bool(_NUMBER_LABEL.match(text) or _LABEL.match(text) or _MARK.fullmatch(text))


def is_furniture(text: str) -> bool:
    return bool(number_on(text)) or is_mark(text)
