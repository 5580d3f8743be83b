"""Why a text is no official document: news, an interpretation, a citizen's letter, or too little of anything.

Basic care only. An interpretation or a report may open with the real number of the document it is about, and be signed
by a body, so neither proves anything by itself.
"""
import re

from django.utils.translation import gettext_lazy as _

from .recognised import Recognised

_INTERPRETATION = re.compile(
    r"(?:解读|问答|图解|答记者问|解读材料|起草说明|政策吹风会|新闻发布会实录|实录|访谈|百问百答|案例)(?:[（(].{1,20}[）)])?\Z|"
    r"\A[【\[]?(?:一图读懂|一图看懂|图解|图说|(?:长图|动漫|H5|视频)[：:丨|]|政策解读|专家解读|部门解读|文字解读|解读|政策问答|你问我答|答记者问)|"
    r"(?:解读|问答|答记者问)[：:|丨]"
)
_INTERPRETS = re.compile(r"(?:作|进行|做)?(?:如下解读|解读如下)|(?:政策|文件)解读\s*(?:\n|\Z)|答记者问")
_ASKED = re.compile(r"^(?:问|答|[0-9]{1,2}[.．、]\s?问|Q|A|[Qq][0-9]{1,2}|记者|.{0,16}记者|主持人|.{0,10}记者问)\s?[：:]", re.MULTILINE)
# a reporter's first words: 新华社北京5月8日电, 本报讯, 江州新闻网7月4日电（记者 某某）
_DATELINE = re.compile(
    r"^.{0,24}(?:\d日|日报|社|网|报|台)?.{0,8}(?:电|讯)\s{0,4}[（(].{0,16}(?:记者|通讯员)|^本[报网台刊](?:讯|消息)|^新华社.{0,16}电|"
    r"^[（(【]?\s?(?:见习|实习)?(?:本[报网台])?(?:首席|特约)?(?:记者|通讯员)\s?[^，。]{1,20}[）)】]|^.{0,40}[（(](?:本报)?(?:记者|通讯员).{1,20}[）)]",
    re.MULTILINE,
)
_NEWS = re.compile(
    r"本[报网]讯|新华社.{0,12}电|[（(]\s*(?:见习)?(?:本报)?(?:首席)?记者.{0,20}[）)]|记者.{0,12}(?:获悉|了解到|报道)|"
    "责任?编辑[：:]|^据悉"
)
_NEWS_TITLE = re.compile(
    r"\A(?:我[国省市区县州]|.{2,12}日起|重磅|最新|刚刚|定了|转发扩散|速看|事关)|(?:出台|发布|印发|下发).{0,60}(?:通知|意见)(?:啦|了)"
)
_NEWS_BODY = re.compile(r"\A.{0,200}?(?:近日|日前|昨日|今日|[0-9]{1,2}日).{0,80}?(?:印发|发出|下发|出台|发布)了?.{0,10}《", re.DOTALL)
_TOLD = re.compile("[《“]?(?:通知|意见|决定|公告|通告|办法|方案)[》”]?(?:要求|强调|指出|明确|提出|规定|称|显示)，")
_LETTER = re.compile(r"^(?:尊敬的|敬爱的|亲爱的).{1,20}[：:]", re.MULTILINE)
_FAREWELL = re.compile(r"^\s*(?:此致|敬礼|祝您?.{1,10})[！!。]?\s*$", re.MULTILINE)
_PERSONAL = re.compile(
    r"^\s*(?:写信人|申请人|投诉人|举报人|信访人|反映人|.{0,12}(?:村民|市民|居民|业主|群众|网友|学生|家长))[：:\s].{0,20}$", re.MULTILINE
)
_COMPANY = re.compile(
    r"证券代码|证券简称|股票代码|股票简称|公告编号[：:]\s?临?[12][0-9]{3}[-－—][0-9]|(?:本公司|公司)?(?:董事会|监事会)?及(?:全体)?董事.{0,20}保证"
)
_IS_COMPANY = re.compile(r"(?:公司|集团|董事会|监事会|事务所|合作社|经营部|商行|厂)\Z")
_TENDER = re.compile(
    r"(?:招标|投标|中标|中选|成交|磋商|谈判|询价|比选|采购|遴选|资格预审|流标|废标|单一来源)(?:结果|候选人|意向|邀请|更正|变更|终止|澄清|补遗)?(?:的)?"
    r"(?:公告|公示|通知|通知书|函|邀请函)(?:[（(].{1,20}[）)])?\Z"
)
_TENDER_NUMBER = re.compile(
    r"(?:招标|采购|项目|标段|标书)(?:项目)?编号\s{0,4}[：:]|预算金额|投标人资格|供应商资格|招标人[：:为]|采购人[：:]|采购代理"
)
_STUDENT = re.compile(r"学\s{0,4}号\s{0,4}[：:]|指导(?:教师|老师)\s{0,4}[：:]")
_MAIL = re.compile(r"^(?:发件人|收件人|From|To)\s?[：:]", re.MULTILINE)
_STUDY = re.compile(
    r"^(?:所在)?学院\s{0,4}[：:]|专业班级|^[【\[]?(?:摘\s{0,4}要|关键词|参考文献)[】\]：:]|^参考文献|作者单位|笔者",
    re.MULTILINE,
)
_TEACHING = re.compile("范文|范本|怎么写|写作|写法|格式要求|样式|模板下载|点赞|收藏")
_LISTED = re.compile(
    r"^.{6,200}(?:决定|命令|公告|通告|意见|通知|通报|批复|函|纪要)(?:[（(〔\[].{4,24}[）)〕\]])?(?:\s{0,8}(?:[\[（(]?[12][0-9]{3}[-/.年].{3,12}|[….·]{2,200}.{0,8}))$",
    re.MULTILINE,
)
_TITLE = re.compile(r"(?:[12][0-9]{3}[-/.年].{3,8}\s)?.{2,60}关于.{2,120}的(?:决定|公告|通告|意见|通知|通报|批复|函)")
LOOKED_AT = 1500                    # characters at either end
OPENING = 600                       # characters in which a reporter shows himself

EMPTY = _("没有可以识别的文字。")
TOO_LONG = _("文字超过二百万字或者两万段，不像是一份公文。请只保留公文本身后重试。")
INTERPRETATION = _("这是政策解读材料，不是公文本身。请上传或粘贴所解读的公文原文。")
NEWS = _("这是新闻报道，不是公文本身。请上传或粘贴公文原文。")
LETTER = _("这是来信，不是公文。来信请在依申请公开或者舆情回应中登记。")
COMPANY = _("这是企业自己的公告或者通知，不是公文。")
TENDER = _("这是招标或者采购信息，不是公文。")
STUDY = _("这是论文、调研或者写作材料，不是公文。")
LIST = _("这是文件目录或者列表，不是公文本身。请上传或粘贴其中一份公文的原文。")
NO_GENRE = _("标题中没有通知、意见、决定等文种名称，看不出是哪一种公文。请核对标题，或者自行填写各项。")
NO_ELEMENTS = _("除标题外没有找到发文字号、主送机关、署名和成文日期，不像是完整的公文。请核对后自行填写各项。")


def reason(found: Recognised, text: str, head):
    """A sentence, or None for an official document. head is what stands above the body."""
    if not text.strip():
        return EMPTY
    beginning, end = text[:LOOKED_AT], text[-LOOKED_AT:]
    ends = beginning + "\n" + end
    title = found.title.value[:300] if found.title else ""
    signed = bool(found.issuer and found.dated_on)
    if why := _other(found, title, beginning, end):
        return why
    if not found.genre:
        if _NEWS.search(ends):
            return NEWS
        return LETTER if _LETTER.search(ends) and _FAREWELL.search(ends) else NO_GENRE
    if _NEWS.search(ends) and not (signed or found.printed_on):
        return NEWS
    if found.number or found.main_recipients or found.issuer or found.printed_on or head.is_adopted or head.is_draft or "稿" in title[-8:]:
        return None
    return NO_ELEMENTS


def _other(found, title, beginning, end):
    """What the text is instead, whatever numbers, dates and names of bodies it holds."""
    if _INTERPRETATION.search(title) or _INTERPRETS.search(_opening(found)) or len(_ASKED.findall(beginning)) >= 3:
        return INTERPRETATION
    if _DATELINE.search(beginning[:OPENING]) or _is_told(found, title):
        return NEWS
    if len(_LISTED.findall(beginning)) >= 3 and "。" not in _opening(found) or _begins_with_titles(found):
        return LIST
    if _COMPANY.search(beginning[:OPENING]) or _is_of_a_company(found):
        return COMPANY
    if _STUDENT.search(beginning[:OPENING]):
        return STUDY
    if _MAIL.search(beginning[:200]):
        return LETTER
    if found.number or found.main_recipients:       # beyond this a paper may be about any of these things
        return LETTER if not found.number and _is_a_persons_letter(found, end) else None
    if _TENDER.search(title) or len(_TENDER_NUMBER.findall(beginning)) >= 2:
        return TENDER
    if _TEACHING.search(title) or _STUDY.search(beginning[:OPENING]):
        return STUDY
    return LETTER if _is_a_persons_letter(found, end) else None


def _is_a_persons_letter(found, end):
    return "敬礼" in end and bool(_PERSONAL.search(end) or not found.issuer)


def _opening(found):
    return "\n".join(block["t"] + block.get("r", "") for block in found.body.value[:3])[:OPENING] if found.body else ""


def _begins_with_titles(found):
    """Where a document has its first sentence, a list has the titles of other documents."""
    blocks = found.body.value[:3] if found.body else []
    return sum(bool(_TITLE.fullmatch(block["t"])) for block in blocks if "r" not in block) >= 2


def _is_told(found, title):
    """A document in the words of one who reports it: 近日，市政府办公室印发《……》。通知要求，……"""
    if found.main_recipients:
        return False
    if _NEWS_TITLE.search(title):
        return True
    if found.body is None or not _NEWS_BODY.match(_opening(found)):
        return False
    return len(_TOLD.findall(" ".join(block["t"] for block in found.body.value[:20]))) >= 1


def _is_of_a_company(found):
    """State-owned companies issue official documents too, but under a number."""
    return bool(found.issuer and not found.number and all(map(_IS_COMPANY.search, found.issuer.value)))
