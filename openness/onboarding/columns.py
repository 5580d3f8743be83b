"""The two workbooks: their columns, and the templates to fill in."""
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openness.agencies.actors import roles
from openness.agencies.models import Agency
from openness.tables import workbooks
from openness.tables.reading import EXAMPLE, Column

from .models import Workbook

BODIES = (
    Column("name", "名称", required=True, most=100, spellings=("机关名称", "单位名称", "全称"),
           note=gettext_lazy("机关全称，不能重复。已有的机关按名称对应。"), example=f"{EXAMPLE}某市生态环境局"),
    Column("short_name", "简称", most=40, note=gettext_lazy("列表和页面上显示的名称。"), example="市生态环境局"),
    Column("aliases", "别名", "list", most=100, spellings=("曾用名",),
           note=gettext_lazy("来文中可能出现的其他叫法，用顿号隔开。"), example="市环保局、市环境局"),
    Column("code", "机关代字", "code", most=20, note=gettext_lazy("发文字号中年份之前的部分。"), example="某环发"),
    Column("other_codes", "其他代字", "list", most=20, note=gettext_lazy("其他文种的代字，用顿号隔开。"), example="某环函、某环办"),
    Column("organisation_code", "组织机构代码", "code", most=10,
           note=gettext_lazy("9位，可以带横线。以文本填写，保留前面的0。"), example="009276010"),
    Column("credit_code", "统一社会信用代码", "code", most=18, note=gettext_lazy("18位。最后一位是校验码，填错一位就能发现。"), example=""),
    Column("supervisor", "上级主管", most=100, spellings=("主管机关",), note=gettext_lazy(
        "写机关名称或简称；可以是本表中的另一行。政府部门、下级政府写本级政府办公厅（室）：由它督办，也可以以它和本级政府的名义起草。"),
           example="某市人民政府办公厅"),
    Column("office", "办公厅（室）", most=100, spellings=("办公厅", "办公室", "审核办公厅（室）"),
           note=gettext_lazy("只有政府填写：由哪个办公厅（室）审核其公文。"), example=""),
)
STAFF = (
    Column("login", "登录名", "code", required=True, most=150, spellings=("用户名", "账号"),
           note=gettext_lazy("字母、数字和 @ . + - _，不能重复。"), example=f"{EXAMPLE}zhangsan"),
    Column("name", "姓名", required=True, most=50, example="某某"),
    Column("email", "电子邮箱", most=254, spellings=("邮箱", "电子邮件"),
           note=gettext_lazy("用来接收设置密码的邮件，可以不填。"), example="name@agency.example"),
    Column("body", "机关", most=100, spellings=("单位", "任职机关"), note=gettext_lazy("写机关名称或简称，须先导入机关。"), example="市生态环境局"),
    Column("role", "角色", most=50, spellings=("岗位", "职责"), note=gettext_lazy("从下拉列表中选择。一人有几个岗位的，写几行。"), example="起草人"),
    Column("from_on", "自", "date", spellings=("开始日期", "起始日期", "任职日期"),
           note=gettext_lazy("任职第一天；不填的，从导入当天起。"), example="2026-01-01"),
    Column("to_on", "至", "date", spellings=("结束日期", "截止日期"), note=gettext_lazy("任职最后一天；不填的，长期有效。"), example=""),
    Column("acting_for", "代行（AB岗）", "code", most=150, spellings=("代行", "AB岗", "代谁"),
           note=gettext_lazy("代谁办理：写那个人的登录名。"),
           example=""),
)
COLUMNS = {Workbook.BODIES: BODIES, Workbook.STAFF: STAFF}
NAMES = {Workbook.BODIES: gettext_lazy("机关"), Workbook.STAFF: gettext_lazy("人员和任职")}


def labels(kind):
    return {column.name: column.label for column in COLUMNS[kind]}


def role_labels():
    """In the office's own language: a workbook travels between people."""
    from django.utils.translation import override
    with override("zh-hans"):
        return {key: str(role.label) for key, role in roles().items()}


def choices(column, on):
    if column.name in ("body", "supervisor", "office"):
        return tuple(Agency.objects.serving(on).values_list("name", flat=True)[:2000])
    return tuple(role_labels().values()) if column.name == "role" else ()


def template(kind, on):
    """A sheet to fill in with an example, and one that explains each column."""
    columns = COLUMNS[kind]
    widths = {"login": 18, "from_on": 14, "to_on": 14, "name": 28, "credit_code": 24}
    sheet = workbooks.Sheet(str(NAMES[kind]), [
        workbooks.Column(column.label, width=widths.get(column.name, 20), note=column.note, choices=choices(column, on))
        for column in columns], [[column.example for column in columns]])
    about = workbooks.Sheet(_("填写说明"), [
        workbooks.Column(_("列"), width=20), workbooks.Column(_("必填"), width=8), workbooks.Column(_("说明"), width=70)],
        [[column.label, _("必填") if column.required else "", column.note] for column in columns],
        remark=_("以“示例：”开头的行不会导入，可以删去。空着的格子不改动已有内容。不要合并单元格。"))
    return workbooks.response(_("模板-%(name)s.xlsx") % {"name": NAMES[kind]}, [sheet, about])
