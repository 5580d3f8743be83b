from django.utils.translation import gettext as _

from openness.audit.trail import people_of
from openness.workflow.problems import Problem

from ..choices import CaseKind


def not_by_a_writer(case, attempt):
    if attempt.by.people & people_of(case, ("write", "edit")):
        yield Problem("four_eyes", _("编写过本案例的人员不能办理此步骤，请由另一位同事办理"))


def bad_case_names_its_body(case, attempt):
    """Without it nothing can be masked: whoever it is about would stand there in the words."""
    if case.kind == CaseKind.BAD and case.body is None:
        yield Problem("body", _("反面案例没有选择涉及单位：系统只能把所选单位的名称换成“某单位”"), "body", blocking=False)
