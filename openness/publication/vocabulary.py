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
    GUIDE = "guide", _("政府信息公开指南")
    SYSTEM = "system", _("政府信息公开制度")
    STATUTORY = "statutory", _("法定主动公开内容")
    REPORT = "report", _("政府信息公开年报")


class Form(models.TextChoices):
    """解读形式: what an interpretation is (rule book R29, R30)."""
    TEXT = "text", _("文字解读")
    PICTURE = "picture", _("图解")
    QA = "qa", _("问答")
    EXPERT = "expert", _("专家解读")
    MEDIA = "media", _("媒体解读")
    VIDEO = "video", _("视频")
    PRESS = "press", _("新闻发布会")


class Section(models.TextChoices):
    """条例（令711）第二十条: what every body publishes by itself, item by item."""
    RULES = "1", _("行政法规、规章和规范性文件")
    BODY = "2", _("机关职能、机构设置、办公地址、联系方式、负责人")
    PLANS = "3", _("发展规划、专项规划、区域规划及相关政策")
    STATISTICS = "4", _("统计信息")
    SERVICES = "5", _("行政许可和其他对外管理服务事项")
    PENALTIES = "6", _("行政处罚、行政强制")
    BUDGETS = "7", _("财政预算、决算")
    FEES = "8", _("行政事业性收费")
    PROCUREMENT = "9", _("政府集中采购")
    PROJECTS = "10", _("重大建设项目")
    LIVELIHOOD = "11", _("扶贫、教育、医疗、社会保障、促进就业")
    EMERGENCIES = "12", _("突发公共事件")
    SAFETY = "13", _("环境保护、公共卫生、安全生产、食品药品、产品质量监督检查")
    EXAMINATIONS = "14", _("公务员招考")
    OTHER = "15", _("法律、法规、规章和国家有关规定应当主动公开的其他信息")


class Validity(models.TextChoices):
    """有效性. What repeals or amends says so by a row; the dates of the paper itself say the rest."""
    VALID = "valid", _("现行有效")
    AMENDED = "amended", _("已修改")
    REPEALED = "repealed", _("已废止")
    VOID = "void", _("已失效")
    PENDING = "pending", _("尚未施行")


class RelationKind(models.TextChoices):
    """What a paper says about another one."""
    REPEALS = "repeals", _("废止")
    AMENDS = "amends", _("修改")
    REPLACES = "replaces", _("替代")
    BASIS = "basis", _("依据")
    FORWARDS = "forwards", _("转发")
    RELATED = "related", _("相关")


class WithdrawalReason(models.TextChoices):
    """Why something public was taken back; said on the tombstone and counted."""
    WRONG = "wrong", _("内容有误")
    PERSONAL = "personal", _("含有不宜公开的个人信息")
    UNLAWFUL = "unlawful", _("依法不应公开")
    DOUBLE = "double", _("重复公开")
    REPLACED = "replaced", _("已由新的文件取代")
    OTHER = "other", _("其他原因")
