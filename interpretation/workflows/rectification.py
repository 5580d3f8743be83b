from django.utils.translation import gettext_lazy as _

from openness.workflow.forms import ReasonForm
from openness.workflow.transitions import NEW, Transition, Workflow

from ..checks import rectification as checks
from ..choices import RectificationStatus
from ..effects import rectification as effects
from ..effects.plan import set_fields
from ..forms.rectification import FinishForm, OrderForm
from ..parties import EVALUATORS, OFFICE_OF_TASK, RECTIFIERS

OPEN, DONE = RectificationStatus.OPEN, RectificationStatus.DONE


def order(who):
    return Transition(
        label=_("下达整改任务"), icon="clipboard-list", source=(NEW,), target=OPEN, who=who, form=OrderForm, checks=(checks.day_is_to_come,),
        effects=(set_fields, effects.order), tell=RECTIFIERS)


def confirm(who, *of_these):
    return Transition(
        label=_("确认已整改"), icon="circle-check", tone="primary", source=(DONE,), target=RectificationStatus.CONFIRMED, who=who,
        checks=(*of_these, checks.not_by_who_did_it), effects=(effects.confirm,), tell=RECTIFIERS)


def reopen(who, *of_these):
    return Transition(
        label=_("退回再整改"), icon="arrow-back-up", source=(DONE,), target=OPEN, who=who, form=ReasonForm,
        checks=(*of_these, checks.not_by_who_did_it), effects=(effects.reopen,), tell=RECTIFIERS)


rectification_workflow = Workflow(
    order=order(EVALUATORS),
    order_by_office=order(OFFICE_OF_TASK),
    finish=Transition(
        label=_("登记整改情况"), icon="check", tone="primary", source=(OPEN,), target=DONE, who=RECTIFIERS, form=FinishForm,
        effects=(set_fields, effects.finish), tell=OFFICE_OF_TASK,
    ),
    confirm=confirm(OFFICE_OF_TASK),
    reopen=reopen(OFFICE_OF_TASK),
    confirm_here=confirm(EVALUATORS, checks.by_the_evaluator),      # whoever evaluated, another than who did it
    reopen_here=reopen(EVALUATORS, checks.by_the_evaluator),
)
