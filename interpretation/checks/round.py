from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from openness.workflow.problems import Problem

from ..choices import PlanStatus


def plan_goes_on(case, attempt):
    """Of anything that hangs on a plan: nothing is begun where nothing is interpreted any more."""
    plan = case.plan
    if plan.status in (PlanStatus.EXEMPT, PlanStatus.ENDED):
        yield Problem("plan", _("解读方案现为“%(status)s”，不能%(step)s") % {"status": plan.get_status_display(), "step": attempt.step.label})


def day_is_to_come(round, attempt):
    if (day := attempt.data.get("due_on")) and day < localdate(attempt.now):
        yield Problem("past", _("计划日期 %(day)s 早于今天") % {"day": day.isoformat()}, "due_on", blocking=False)


def day_has_come(round, attempt):
    if (day := attempt.data.get("held_on")) and day > localdate(attempt.now):
        yield Problem("held_on", _("解读日期 %(day)s 还没有到；已改期的请修改安排") % {"day": day.isoformat()}, "held_on")


def says_what_was_done(round, attempt):
    if attempt.data and not any(attempt.data.get(name) for name in ("material", "link", "said")):
        yield Problem("said", _("请选择这一轮的解读材料、填写链接，或者写明解读了什么"), "said")
