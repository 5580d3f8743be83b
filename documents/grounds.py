"""Legal grounds of an attribute, each with the time in which it may be cited (rule book §1.2, §1.3).

E14-1 (国家秘密) is none of a document here: the system never holds secret text. `verified` False is shown as 未核实.
"""
from dataclasses import dataclass
from datetime import date

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from openness.publication.vocabulary import Section

from .choices import Disclosure


@dataclass(frozen=True)
class Ground:
    code: str
    label: str
    clause: str
    from_on: date
    to_on: date | None = None
    disclosure: Disclosure = Disclosure.WITHHELD
    verified: bool = True

    @property
    def law(self):
        """The clause with the full name of its regulation, as it stands in a sentence."""
        name = _("《中华人民共和国政府信息公开条例》（国务院令第%(n)s号）")
        return str(self.clause).replace("令711 ", str(name) % {"n": 711}).replace("令492 ", str(name) % {"n": 492})

    def in_force(self, on):
        return self.from_on <= on and (self.to_on is None or on <= self.to_on)


OLD, NEW, EVE = date(2008, 5, 1), date(2019, 5, 15), date(2019, 5, 14)
NUMERALS = (
    pgettext_lazy("条款项号", "一"), pgettext_lazy("条款项号", "二"), pgettext_lazy("条款项号", "三"), pgettext_lazy("条款项号", "四"),
    pgettext_lazy("条款项号", "五"), pgettext_lazy("条款项号", "六"), pgettext_lazy("条款项号", "七"), pgettext_lazy("条款项号", "八"),
    pgettext_lazy("条款项号", "九"), pgettext_lazy("条款项号", "十"), pgettext_lazy("条款项号", "十一"), pgettext_lazy("条款项号", "十二"),
    pgettext_lazy("条款项号", "十三"), pgettext_lazy("条款项号", "十四"), pgettext_lazy("条款项号", "十五"),
)
GROUNDS = {ground.code: ground for ground in (
    Ground("P19", _("涉及公众利益调整、需要公众广泛知晓或者参与决策"), _("令711 第十九条"), NEW,
           disclosure=Disclosure.PROACTIVE),
    *(Ground(f"P20-{n}", label, format_lazy(_("令711 第二十条第（{numeral}）项"), numeral=numeral), NEW,
             disclosure=Disclosure.PROACTIVE) for n, (numeral, label) in enumerate(zip(NUMERALS, Section.labels, strict=True), 1)),
    Ground("P21", _("涉及市政建设、公共服务、公益事业、土地和房屋征收、治安管理、社会救助等"), _("令711 第二十一条"), NEW,
           disclosure=Disclosure.PROACTIVE),
    Ground("E8-2007", _("危及国家安全、公共安全、经济安全和社会稳定"), _("令492 第八条"), OLD, EVE, verified=False),
    Ground("E14-2007", _("涉及商业秘密、个人隐私"), _("令492 第十四条"), OLD, EVE, verified=False),
    Ground("E2010-5", _("内部管理信息、过程性信息"), _("国办发〔2010〕5号"), date(2010, 1, 12), EVE, verified=False),
    Ground("E14-2", _("法律、行政法规禁止公开"), _("令711 第十四条"), NEW),
    Ground("E14-3", _("可能危及国家安全、公共安全、经济安全、社会稳定"), _("令711 第十四条"), NEW),
    Ground("E15", _("商业秘密、个人隐私等，公开会对第三方合法权益造成损害"), _("令711 第十五条"), NEW),
    Ground("E16-1", _("人事管理、后勤管理、内部工作流程"), _("令711 第十六条第一款"), NEW),
    Ground("E16-2", _("讨论记录、过程稿、磋商信函、请示报告"), _("令711 第十六条第二款"), NEW),
    Ground("E16-3", _("行政执法案卷信息"), _("令711 第十六条第二款"), NEW),
)}


def choices():
    """By attribute, with the clause and the time in which it may be cited."""
    groups = {kind: [] for kind in (Disclosure.PROACTIVE, Disclosure.WITHHELD)}
    for ground in GROUNDS.values():
        groups[ground.disclosure].append((ground.code, f"{ground.clause}　{ground.label}{remark(ground)}"))
    return [("", "—"), *((kind.label, rows) for kind, rows in groups.items())]


def remark(ground):
    until = _("（%(on)s 前有效）") % {"on": NEW.isoformat()} if ground.to_on else ""
    return f"{until}{'' if ground.verified else _('（未核实）')}"
