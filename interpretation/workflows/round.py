from django.utils.translation import gettext_lazy as _

from openness.workflow.forms import ReasonForm
from openness.workflow.transitions import NEW, Transition, Workflow

from ..checks import round as checks
from ..choices import RoundStatus
from ..deadlines import ROUND
from ..effects import round as effects
from ..effects.plan import set_fields
from ..forms.round import ArrangeForm, HoldForm
from ..rights import AUTHORS

PLANNED = (RoundStatus.PLANNED,)
round_workflow = Workflow(
    arrange=Transition(
        label=_("安排解读"), icon="calendar", source=(NEW,), target=RoundStatus.PLANNED, who=AUTHORS, form=ArrangeForm,
        checks=(checks.plan_goes_on, checks.day_is_to_come), effects=(set_fields,), opens=(ROUND,), tell=AUTHORS,
    ),
    change=Transition(
        label=_("修改安排"), icon="pencil", source=PLANNED, who=AUTHORS, form=ArrangeForm,
        checks=(checks.plan_goes_on, checks.day_is_to_come), effects=(set_fields,), consequences=(effects.move_clock,),
        template="interpretation/begin.html",
    ),
    hold=Transition(
        label=_("登记已解读"), icon="circle-check", tone="primary", source=PLANNED, target=RoundStatus.HELD, who=AUTHORS, form=HoldForm,
        checks=(checks.plan_goes_on, checks.day_has_come, checks.says_what_was_done), effects=(set_fields,), closes=(ROUND,),
    ),
    cancel=Transition(
        label=_("取消这一轮"), icon="circle-off", source=PLANNED, target=RoundStatus.CANCELLED, who=AUTHORS, form=ReasonForm,
        effects=(effects.call_off,), closes=(ROUND,),
    ),
)
