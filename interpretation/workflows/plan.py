from django.utils.translation import gettext_lazy as _

from openness.workflow.forms import ReasonForm
from openness.workflow.transitions import NEW, Transition, Workflow

from .. import forms
from ..checks import plan as checks
from ..choices import PlanStatus
from ..deadlines import EVALUATION, LATER
from ..effects import evaluation as evaluation_effects
from ..effects import following
from ..effects import plan as effects
from ..forms.evaluation import EvaluationForm
from ..rights import INTERPRETERS, OFFICE, PUBLISHERS_OF_PLAN, STOPPERS_OF_PLAN

OPEN = (PlanStatus.PREPARING, PlanStatus.RUNNING, PlanStatus.EVALUATED)

plan_workflow = Workflow(
    make=Transition(
        label=_("编制解读方案"), source=(NEW,), target=PlanStatus.PREPARING, who=INTERPRETERS, form=forms.PlanForm,
        checks=(checks.names_its_first_interpreter,), effects=(effects.find_responsible, effects.set_fields),
    ),
    edit=Transition(
        label=_("修改方案"), icon="pencil", source=OPEN, who=INTERPRETERS, form=forms.PlanForm, effects=(effects.set_fields,),
    ),
    change_agency=Transition(
        label=_("调整责任单位"), icon="arrow-forward-up", source=OPEN, who=INTERPRETERS, form=forms.ChangeAgencyForm,
        checks=(checks.agency_differs,), effects=(effects.change_agency,), consequences=(following.hand_over,), tell=OFFICE,
        hint=_("解读责任单位由系统按“谁起草、谁解读”确定；另行确定的须说明理由，理由随方案报送。"),
    ),
    ask_exemption=Transition(
        label=_("申请免予解读"), icon="circle-off", source=(PlanStatus.PREPARING,), target=PlanStatus.ASKED, who=INTERPRETERS,
        form=ReasonForm, effects=(effects.ask,), tell=OFFICE, hint=_("说明为什么不需要解读；由办公厅（室）另一位人员批准。"),
    ),
    grant=Transition(
        label=_("批准免予解读"), icon="check", tone="primary", source=(PlanStatus.ASKED,), target=PlanStatus.EXEMPT, who=OFFICE,
        checks=(checks.not_the_proposer, checks.document_is_not_out), consequences=(following.rest,), tell=INTERPRETERS,
    ),
    refuse=Transition(
        label=_("不同意免予解读"), icon="arrow-back-up", source=(PlanStatus.ASKED,), target=PlanStatus.PREPARING, who=OFFICE,
        form=ReasonForm, tell=INTERPRETERS,
    ),
    take_back=Transition(
        label=_("撤回申请"), icon="arrow-back", source=(PlanStatus.ASKED,), target=PlanStatus.PREPARING, who=INTERPRETERS,
    ),
    revoke=Transition(
        label=_("撤销免予解读"), icon="arrow-back", source=(PlanStatus.EXEMPT,), target=PlanStatus.PREPARING, who=OFFICE,
        form=ReasonForm, checks=(checks.document_is_not_out,), consequences=(following.go_on,), tell=INTERPRETERS,
    ),
    take_up=Transition(
        label=_("补作解读"), icon="bulb", source=(PlanStatus.EXEMPT,), target=PlanStatus.RUNNING, who=OFFICE, form=ReasonForm,
        checks=(checks.document_is_out,), effects=(effects.begin,), consequences=(following.go_on,), opens=(LATER, EVALUATION), tell=INTERPRETERS,
        hint=_("公文公开后公众有疑问的，可以要求补作解读。"),
    ),
    begin=Transition(
        label=_("与公文同时公开"), source=(PlanStatus.PREPARING,), target=PlanStatus.RUNNING, who=PUBLISHERS_OF_PLAN, offered=False,
        effects=(effects.begin,), opens=(LATER, EVALUATION), tell=INTERPRETERS,
    ),
    end=Transition(
        label=_("随公文撤回"), source=OPEN, target=PlanStatus.ENDED, who=PUBLISHERS_OF_PLAN, offered=False,
        consequences=(following.rest,), closes=(LATER, EVALUATION), tell=INTERPRETERS,
    ),
    stop=Transition(
        label=_("随公文封存"), source=OPEN, target=PlanStatus.ENDED, who=STOPPERS_OF_PLAN, offered=False,
        consequences=(following.rest,), closes=(LATER, EVALUATION),
    ),
    evaluate=Transition(        # 二（二）：开展……典型案例分析和效果评估; as often as one likes, each beside the others
        label=_("解读效果评估"), icon="chart-bar", tone="primary", source=(PlanStatus.RUNNING, PlanStatus.EVALUATED),
        target=PlanStatus.EVALUATED, who=INTERPRETERS, form=EvaluationForm, checks=(checks.material_stands,),
        consequences=(evaluation_effects.write_down,), closes=(EVALUATION,), tell=OFFICE, template="interpretation/evaluate.html",
    ),
)
