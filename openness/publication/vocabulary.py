"""The standard words of published information: 文种, 主题分类, 五公开 (rule book §8)."""
from django.db import models
from django.utils.translation import gettext_lazy as _


class Genre(models.TextChoices):
    """党政机关公文处理工作条例 第八条: the fifteen kinds of official document."""
    RESOLUTION = "resolution", _("决议")
    DECISION = "decision", _("决定")
    ORDER = "order", _("命令（令）")
    COMMUNIQUE = "communique", _("公报")
    ANNOUNCEMENT = "announcement", _("公告")
    PUBLIC_NOTICE = "public_notice", _("通告")
    OPINION = "opinion", _("意见")
    NOTICE = "notice", _("通知")
    CIRCULAR = "circular", _("通报")
    REPORT = "report", _("报告")
    REQUEST = "request", _("请示")
    REPLY = "reply", _("批复")
    BILL = "bill", _("议案")
    LETTER = "letter", _("函")
    MINUTES = "minutes", _("纪要")


class Topic(models.IntegerChoices):
    """The State Council's 22 first-level topic classes."""
    ORGANISATION = 1, _("国务院组织机构")
    GENERAL = 2, _("综合政务")
    ECONOMY = 3, _("国民经济管理、国有资产监管")
    FINANCE = 4, _("财政、金融、审计")
    LAND = 5, _("国土资源、能源")
    AGRICULTURE = 6, _("农业、林业、水利")
    INDUSTRY = 7, _("工业、交通")
    TRADE = 8, _("商贸、海关、旅游")
    MARKET = 9, _("市场监管、安全生产监管")
    CONSTRUCTION = 10, _("城乡建设、环境保护")
    SCIENCE = 11, _("科技、教育")
    CULTURE = 12, _("文化、广电、新闻出版")
    HEALTH = 13, _("卫生、体育")
    POPULATION = 14, _("人口与计划生育、妇女儿童工作")
    LABOUR = 15, _("劳动、人事、监察")
    JUSTICE = 16, _("公安、安全、司法")
    WELFARE = 17, _("民政、扶贫、救灾")
    ETHNIC = 18, _("民族、宗教")
    FOREIGN = 19, _("对外事务")
    OVERSEAS = 20, _("港澳台侨工作")
    DEFENCE = 21, _("国防")
    OTHER = 22, _("其他")


class FiveKinds(models.TextChoices):
    """五公开."""
    DECISION = "decision", _("决策公开")
    EXECUTION = "execution", _("执行公开")
    MANAGEMENT = "management", _("管理公开")
    SERVICE = "service", _("服务公开")
    RESULT = "result", _("结果公开")


class ItemKind(models.TextChoices):
    """What a public item is; later modules add theirs."""
    DOCUMENT = "document", _("政策文件")
    INTERPRETATION = "interpretation", _("政策解读")


class WithdrawalReason(models.TextChoices):
    """Why something public was taken back; said on the tombstone and counted."""
    WRONG = "wrong", _("内容有误")
    PERSONAL = "personal", _("含有不宜公开的个人信息")
    UNLAWFUL = "unlawful", _("依法不应公开")
    DOUBLE = "double", _("重复公开")
    REPLACED = "replaced", _("已由新的文件取代")
    OTHER = "other", _("其他原因")
