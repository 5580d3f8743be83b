from django.utils.translation import gettext as _

from openness.audit.trail import people_of
from openness.publication.models import PublicItem
from openness.workflow.problems import Problem


def not_the_proposer(plan, attempt):
    """An exemption needs two people."""
    if attempt.by.people & people_of(plan, ("ask_exemption",)):
        yield Problem("four_eyes", _("提出免予解读申请的人员不能批准它，请由另一位同事办理"))


def document_is_not_out(plan, attempt):
    if PublicItem.objects.of(plan.document).exists():
        yield Problem("begun", _("公文已经公开，请改为补作解读"))


def document_is_out(plan, attempt):
    if not PublicItem.objects.of(plan.document).exists():
        yield Problem("document", _("公文尚未公开，请撤销免予解读，随公文报送材料"))


def agency_differs(plan, attempt):
    if attempt.data.get("agency") == plan.agency:
        yield Problem("agency", _("“%(agency)s”已经是解读责任单位，请选择另一个单位") % {"agency": plan.agency}, "agency")


def names_its_first_interpreter(plan, attempt):
    """二（一）：部门主要负责人是“第一解读人和责任人”。"""
    if attempt.data and not attempt.data.get("first_interpreter"):
        yield Problem("first_interpreter", _("请填写第一解读人（部门主要负责人）"), "first_interpreter")


def material_stands(plan, attempt):
    if not plan.is_explained():
        yield Problem("material", _("还没有公开的解读材料，不能评估"), "materials")
