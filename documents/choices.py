from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    DRAFT = "draft", _("起草")
    UNIT_REVIEW = "unit_review", _("部门内审")
    SUBMITTED = "submitted", _("已报送")
    IN_REVIEW = "in_review", _("审核中")
    RETURNED = "returned", _("已退文")
    APPROVED = "approved", pgettext_lazy("status", "审核通过")
    SIGNED = "signed", _("已签发")
    PUBLISHED = "published", _("已公开")
    RETAINED = "retained", pgettext_lazy("status", "不公开归档")
    SUPERSEDED = "superseded", _("已更正")
    WITHDRAWN = "withdrawn", _("已撤回")
    DISCARDED = "discarded", _("作废")
    LOCKED = "locked", _("已封存")
    PURGED = "purged", _("已清除")


class SecretSign(models.TextChoices):
    """Why a paper is locked: which sign there was, never what it says."""
    MARKED = "marked", _("文件上有密级标志")
    CONTENT = "content", _("内容疑似涉及国家秘密")
    TOLD = "told", _("保密行政管理部门或保密工作机构通知")


class Disclosure(models.TextChoices):
    """公开属性: 一（一）."""
    PROACTIVE = "proactive", _("主动公开")
    ON_REQUEST = "on_request", _("依申请公开")
    WITHHELD = "withheld", _("不予公开")


class Route(models.TextChoices):
    """Follows from who drafts and in whose name: never stored."""
    FOR_ANOTHER = "for_another", _("代拟稿")
    OWN = "own", _("自发文")
    JOINT = "joint", _("联合发文")


class ReviewKind(models.TextChoices):
    SECRECY = "secrecy", _("保密审查")
    LEGALITY = "legality", _("合法性审查")
    DISCLOSURE = "disclosure", _("政务公开工作机构审查")
    COUNTERSIGNATURE = "countersignature", _("会签")


class ReturnReason(models.TextChoices):
    """Codes of the return slip; those of the checks come first, the reviewer may add the others."""
    NO_ATTRIBUTE = "no_attribute", _("未明确公开属性建议")
    NO_REASONING = "no_reasoning", _("未依法依规说明理由")
    NO_GROUND = "no_ground", _("未列明不予公开的依据，或所列依据当时无效")
    NO_INTERPRETATION = "no_interpretation", _("未一并报送政策解读材料")
    NO_SECRECY = "no_secrecy", _("未经保密审查，或审查后内容有改动")
    NO_LEGALITY = "no_legality", _("未经合法性审查，或审查后内容有改动")
    NO_DISCLOSURE_REVIEW = "no_disclosure_review", _("拟不公开的政策性文件未经本单位政务公开工作机构审查")
    NO_COUNTERSIGNATURE = "no_countersignature", _("联合发文单位尚未会签")
    NO_BODY = "no_body", _("没有正文")
    ANNOTATION = "annotation", _("附注与公开属性不一致")
    FORMAT = "format", _("公文格式不符合规定")
    CONTENT = "content", _("内容需要修改")
    PERSONAL_DATA = "personal_data", _("含有应作区分处理的个人信息")


BY_THE_REVIEWER = (ReturnReason.FORMAT, ReturnReason.CONTENT, ReturnReason.PERSONAL_DATA)    # no check finds these


# The sentence of the law or of the notice that a reason rests on; where there is none, none is shown.
REASON_CLAUSES = {
    ReturnReason.NO_ATTRIBUTE: _("渝府办发〔2017〕60号 一（一）"),
    ReturnReason.NO_REASONING: _("渝府办发〔2017〕60号 一（一）；国办发〔2016〕80号 一（一）"),
    ReturnReason.NO_GROUND: _("渝府办发〔2017〕60号 一（一）"),
    ReturnReason.NO_INTERPRETATION: _("渝府办发〔2017〕60号 二（二）；国办发〔2016〕80号 二（二）"),
    ReturnReason.NO_SECRECY: _("渝府办发〔2017〕60号 一（三）"),
    ReturnReason.NO_LEGALITY: _("渝府办发〔2017〕60号 一（三）"),
    ReturnReason.NO_DISCLOSURE_REVIEW: _("国办发〔2016〕80号 一（一）"),
    ReturnReason.PERSONAL_DATA: _("《政府信息公开条例》第十五条、第三十七条"),
}
