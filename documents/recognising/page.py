"""What the page of a government site prints around a document: its way, labels, buttons above, links below."""
import re

from . import dates
from .genres import genre_word
from .lines import Line

LONGEST = 400                       # characters of a line with several labels
FOOT = 60                           # lines at the end among which the foot of a page is looked for

_NAMES = (
    "索引号|主题分类|信息分类名称|信息分类|信息类别|公文种类|公文类别|文件种类|体裁分类|组配分类|服务对象分类|主题词|关键词|关键字|"
    "发布机构|发布单位|发布部门|发布者|发文机关|发文机构|发文单位|制发机关|制发机构|公开主体|公开责任部门|公开部门|责任部门|所属机构|"
    "所属主题|成文日期|成文时间|发文日期|发文时间|印发日期|印发时间|发布日期|发布时间|公开日期|公开时间|公布日期|生成日期|生成时间|"
    "生效日期|生效时间|废止时间|失效时间|实施日期|施行日期|失效日期|废止日期|截止日期|更新时间|有效性|有效期|是否有效|效力状态|时效性|文件状态|"
    "公开方式|公开属性|公开形式|公开范围|公开时限|信息有效性|签发人|会签人|来源|信息来源|文章来源|稿件来源|作者|编辑|审核|浏览次数|"
    "浏览量|阅读次数|阅读量|访问量|点击数|点击量|点击率|点击|浏览|阅读|字体大小|字体|字号|视力保护色|当前位置|您的位置|您当前的位置|"
    "您现在的位置|您所在的位置|所在位置|位置|份号|密级|分享到|分享|时间|日期|语种|载体类型|记录形式|内容概述|信息名称|相关解读|统一编号|"
    "规范性文件登记号|登记号|统一登记号|信息索引号|信息索取号|索取号|发往|签批盖章|等级|紧急程度|办理结果|保密期限|"
    "是否主动公开|打印|下载|文件下载|附件下载"
)
_NUMBER_NAMES = "公告编号|公告号|编号|发文字号|发文文号|文件字号|文件编号|文件号|文号|字号"
_SPACED = {name: r"\s{0,4}".join(name) for name in (_NAMES + "|" + _NUMBER_NAMES).split("|")}
_OTHER = "|".join(sorted((_SPACED[name] for name in _NAMES.split("|")), key=len, reverse=True))
_NUMBER = "|".join(sorted((_SPACED[name] for name in _NUMBER_NAMES.split("|")), key=len, reverse=True))
_END = r"[\]】]?\s{0,4}(?:[：:]\s{0,8}|\s(?=\s*\S)|\Z)"
_LABEL = re.compile(rf"[\[【]?(?:{_OTHER}){_END}")
_NUMBER_LABEL = re.compile(rf"[\[【]?(?:{_NUMBER}){_END}")
_TITLE_LABEL = re.compile(r"[\[【]?(?:标\s{0,4}题|(?:文件|信息|公文)?名\s{0,4}称)[\]】]?\s{0,4}(?:[：:]\s{0,8}|\s(?=\S)|\Z)")
# labels that are words of everyday use need their colon, or 时间安排 and 来源广泛 would be labels
_PLAIN = re.compile("(?:来源|作者|编辑|审核|点击|浏览|阅读|分享|时间|日期|位置|打印|下载|等级|关键词|字体|字号)\\s+(?=\\S)")

_WORDS = (
    "首页|网站首页|政务公开|政府信息公开|信息公开|新闻中心|新闻动态|新闻|要闻|政务服务|办事服务|互动交流|政民互动|政策文件|政策|"
    "市情|省情|县情|区情|走进.{1,6}|魅力.{1,6}|数据开放|数据|专题专栏|专题|无障碍(?:阅读|浏览)?|长者(?:模式|版|专区|助手)|关怀版|适老化|"
    "繁體|繁体|简体|English|EN|登录|注册|个人中心|网站地图|站内搜索|搜索|微信|微博|QQ空间|空间|打印本页|打印|关闭窗口|关闭本页|"
    "关闭|收藏|分享到|分享|返回顶部|返回|下载|大|中|小|字体|字号|复制链接|朗读|语音播报|手机版|移动端|收起|展开|保存|纠错|我要纠错"
)
_BUTTON = re.compile(rf"[\[【(（]?(?:{_WORDS})[\]】)）]?[：:]?")
_PARTS = re.compile(r"[\s|｜│·>＞》»/\\]+|(?<=[\]】])(?=[\[【])")
_WAY = re.compile(r"(?:网站)?首\s?页\s?(?:[>＞》»›→|/-]|\s\S)|.{2,16}\s?[>＞»›]\s?.{2,16}\s?[>＞»›]")
_LABELS = re.compile(r"(?:\A|(?<=\s))[\u3400-\u9fff]{2,8}\s?[：:](?=\s?\S|\Z)")
_SITE = re.compile(
    r".{0,30}(?:人民政府|政府|委员会|局|厅|部|办公室|门户|政务公开|信息公开|政务)(?:门户)?(?:网站|网|门户)(?:欢迎您)?|"
    r"(?:欢迎.{0,4}(?:访问|光临|来到)|(?:https?://|www\.)\S{0,200}).{0,40}|.{2,15}人民政府(?:办公[厅室])?公报(?:\s*[12][0-9]{3}.{0,20}期.*)?|"
    r"政府信息公开|信息公开|政务公开|通知公告|政策文件|公示公告|法定主动公开内容|行政规范性文件|规范性文件|政府文件|政府公文|"
    r"点击.{0,12}(?:蓝字|关注).{0,12}|(?:扫码|长按|微信扫).{0,20}|更多\s?[>＞»]{0,3}|返回顶部|繁體中文|微信扫一扫.{0,12}|.{0,12}扫一扫.{0,20}"
)
_STAMP = re.compile(
    r"(?:.{2,20}\s)?[\[【（(]?(?:[12][0-9]{3}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?)\s+(?:[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?|(?=来源))\s*(?:\S.{0,80})?"
)
_AFTER = r"(?=[\]】：:\s【\[]|号|\Z|在|本页|.{0,6}(?:即将|手机))"
_FOOT = re.compile(
    r"[\[【]?(?:上一篇|下一篇|上一条|下一条|相关(?:链接|文档|文件|稿件|信息|解读|阅读|报道|新闻|政策)|扫一扫|扫描二维码|版权所有|"
    r"网站标识码|打印本页|关闭窗口|关闭本页|打印|关闭|分享到|收藏本页|返回顶部|网站地图|联系我们|关于我们|责任编辑|.{0,6}ICP备|"
    rf".{{0,4}}公网安备|您访问的链接|手机扫|我要纠错|友情链接|隐私声明){_AFTER}"
)
# words that a document uses too: only right above what is surely the foot
_WEAK_FOOT = re.compile(
    r"[\[【（(]?(?:主办单位|承办单位|主办|承办|政策解读|图文解读|文字解读|解读链接|分享|责编|编辑|来源|浏览次数|技术支持|微信|纠错|"
    rf"部门网站|地址|邮编|电话){_AFTER}"
)
_FOOT_WORDS = re.compile("ICP备|公网安备|网站标识码|版权所有|Copyright|扫一扫")


def number_label(text: str) -> int:
    """Where the value begins after 发文字号： and the like; 0 without such a label."""
    found = _NUMBER_LABEL.match(text)
    return found.end() if found else 0


def label(text: str) -> int:
    """The same for any other label that a page prints above a document: 索引号：, 发布机构　."""
    found = _LABEL.match(text)
    return found.end() if found and not _PLAIN.fullmatch(text, 0, found.end()) else 0


def title_label(text: str) -> int:
    found = _TITLE_LABEL.match(text)
    return found.end() if found else 0


def is_page_line(text: str) -> bool:
    """Buttons, the way to the page, the site's name, a line with the time and the source."""
    if len(text) > LONGEST:
        return False
    if "。" not in text and len(_LABELS.findall(text)) > 1 and _LABELS.match(text):
        return True                 # a row of a page's table, whatever its labels are called
    if "关于" in text[:80] and not _WAY.match(text):
        return False
    if _WAY.match(text) or _SITE.fullmatch(text) or (len(text) <= 160 and _STAMP.fullmatch(text)):
        return True
    parts = [part for part in _PARTS.split(text) if part]
    return bool(parts) and len(text) <= 120 and sum(bool(_BUTTON.fullmatch(part)) for part in parts) * 2 > len(parts)


def without_foot(lines: list[Line]) -> list[Line]:
    """The lines without links and buttons at the end, when nothing of a document comes after their first."""
    end = len(lines)
    for i in range(len(lines) - 1, max(0, len(lines) - FOOT), -1):
        text = lines[i].text
        if _is_foot(text) or (end == i + 1 < len(lines) and len(text) <= 100 and _WEAK_FOOT.match(text)):
            end = i
        elif _is_of_a_document(text):
            break
    return lines[:end]


def _is_foot(text):
    return len(text) <= 200 and bool(_FOOT.match(text) or _FOOT_WORDS.search(text) or is_page_line(text))


def _is_of_a_document(text):
    """A sentence, a date, 抄送, a note: not the title of another page, nor the name of a body that it links to."""
    if len(text) > 100 or text[-1] in "。；" or text[0] in "（(" or "抄送" in text[:6]:
        return True
    return bool(dates.find(text)) and not genre_word(text[:60])
