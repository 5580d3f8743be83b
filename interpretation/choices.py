from django.db import models
from django.utils.translation import gettext_lazy as _

from openness.publication.vocabulary import Form


class PlanStatus(models.TextChoices):
    PREPARING = "preparing", _("准备中")
    ASKED = "asked", _("申请免予解读")
    EXEMPT = "exempt", _("免予解读")
    RUNNING = "running", _("解读中")
    EVALUATED = "evaluated", _("已评估")
    ENDED = "ended", _("已终止")


class MaterialStatus(models.TextChoices):
    DRAFT = "draft", _("起草")
    REVIEWED = "reviewed", _("已审核")
    PUBLISHED = "published", _("已公开")
    SUPERSEDED = "superseded", _("已更正")
    WITHDRAWN = "withdrawn", _("已撤回")
    DISCARDED = "discarded", _("作废")


class AuthorRole(models.TextChoices):
    """二（二）：发挥各部门政策参与制定者和……专家学者的作用，多角度、全方位、有序有效阐释政策。"""
    HEAD = "head", _("主要负责人（第一解读人）")
    OFFICIAL = "official", _("参与制定的工作人员")
    EXPERT = "expert", _("专家学者")
    MEDIA = "media", _("新闻媒体")


class Stage(models.TextChoices):
    """国办发〔2016〕80号 二（二）: before, with and during execution; in stages, several times, continuously."""
    BEFORE = "before", _("公开前")
    WITH = "with", _("公开时")
    DURING = "during", _("执行中")


class Element(models.TextChoices):
    """What an interpretation says: nine elements of 国办发〔2016〕80号 二（二） (rule book O-32a)."""
    BACKGROUND = "background", _("背景依据")
    AIMS = "aims", _("目标任务")
    CONTENT = "content", _("主要内容")
    SCOPE = "scope", _("涉及范围")
    STANDARDS = "standards", _("执行标准")
    NOTES = "notes", _("注意事项")
    KEY_WORDS = "key_words", _("关键词诠释")
    BENEFITS = "benefits", _("惠民利民举措")
    DIFFERENCES = "differences", _("新旧政策差异")


class Reason(models.TextChoices):
    """Why a document must be interpreted; which of them count on a day is a Rule (interpretation.scope)."""
    OFFICE_POLICY = "office_policy", _("以政府或者政府办公厅（室）名义印发的政策性文件")
    DEPARTMENT_MAJOR = "department_major", _("以部门名义印发的重大政策性文件")
    REGULATION = "regulation", _("政府规章")
    NORMATIVE = "normative", _("行政规范性文件")


LINKED = (Form.VIDEO, Form.PRESS, Form.MEDIA)      # stand elsewhere: a link, and the words as a transcript


class RoundForm(models.TextChoices):
    """How one round of interpretation is held: the forms of a material, and meeting people."""
    TEXT = Form.TEXT.value, Form.TEXT.label
    PICTURE = Form.PICTURE.value, Form.PICTURE.label
    QA = Form.QA.value, Form.QA.label
    EXPERT = Form.EXPERT.value, Form.EXPERT.label
    MEDIA = Form.MEDIA.value, Form.MEDIA.label
    VIDEO = Form.VIDEO.value, Form.VIDEO.label
    PRESS = Form.PRESS.value, Form.PRESS.label
    BRIEFING = "briefing", _("政策吹风会")
    INTERVIEW = "interview", _("访谈")
    LECTURE = "lecture", _("宣讲培训")


class RoundStatus(models.TextChoices):
    PLANNED = "planned", _("已安排")
    HELD = "held", _("已解读")
    CANCELLED = "cancelled", _("已取消")


class ConsultationStatus(models.TextChoices):
    """Silence is no status: whoever has not answered was asked, and is late."""
    ASKED = "asked", _("待答复")
    ANSWERED = "answered", _("已答复")
    CANCELLED = "cancelled", _("已取消")


class Verdict(models.TextChoices):
    AGREES = "agrees", _("同意")
    OPINION = "opinion", _("有意见")


class Outcome(models.TextChoices):
    TAKEN = "taken", _("采纳")
    PARTLY = "partly", _("部分采纳")
    NOT_TAKEN = "not_taken", _("未采纳")


class Channel(models.TextChoices):
    """二（二）：充分发挥中央和地方主流媒体、政府网站、政务微博微信和客户端的作用 (rule book R31)."""
    WEBSITE = "website", _("政府网站")
    GAZETTE = "gazette", _("政府公报")
    MICROBLOG = "microblog", _("政务微博")
    WECHAT = "wechat", _("政务微信")
    APP = "app", _("移动客户端")
    PRESS = "press", _("新闻发布会")
    NEWSPAPER = "newspaper", _("报纸")
    RADIO = "radio", _("广播")
    TV = "tv", _("电视")


class Grade(models.TextChoices):
    EXCELLENT = "excellent", _("优秀")
    GOOD = "good", _("良好")
    FAIR = "fair", _("一般")
    POOR = "poor", _("较差")


class RectificationStatus(models.TextChoices):
    OPEN = "open", _("待整改")
    DONE = "done", _("待确认")
    CONFIRMED = "confirmed", _("已整改")


class CaseKind(models.TextChoices):
    GOOD = "good", _("正面")
    BAD = "bad", _("反面")


class CaseStatus(models.TextChoices):
    DRAFT = "draft", _("草稿")
    SHARED = "shared", _("已入库")
    WITHDRAWN = "withdrawn", _("已撤下")
