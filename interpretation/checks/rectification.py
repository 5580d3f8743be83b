from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from openness.audit.trail import people_of
from openness.workflow.problems import Problem


def day_is_to_come(task, attempt):
    if (day := attempt.data.get("due_on")) and day < localdate(attempt.now):
        yield Problem("past", _("整改期限 %(day)s 早于今天") % {"day": day.isoformat()}, "due_on", blocking=False)


def not_by_who_did_it(task, attempt):
    if attempt.by.people & people_of(task, ("finish",)):
        yield Problem("four_eyes", _("登记整改情况的人员不能办理此步骤，请由另一位同事办理"))


def by_the_evaluator(task, attempt):
    if task.evaluation.by_id not in attempt.by.people:
        yield Problem("evaluator", _("由评估人 %(who)s 或者办公厅（室）办理") % {"who": task.evaluation.by})
