from django.utils.translation import gettext_lazy as _

from openness.workflow.forms import ReasonForm
from openness.workflow.transitions import NEW, Transition, Workflow

from ..checks import consultation as checks
from ..checks.round import plan_goes_on
from ..choices import ConsultationStatus, Verdict
from ..deadlines import CONSULTATION
from ..effects import consultation as effects
from ..effects.plan import set_fields
from ..forms.consultation import AnswerForm, AskForm, SettleForm
from ..parties import CONSULTED
from ..rights import AUTHORS

consultation_workflow = Workflow(
    ask=Transition(
        label=_("征求意见"), icon="users", source=(NEW,), target=ConsultationStatus.ASKED, who=AUTHORS, form=AskForm,
        checks=(plan_goes_on, checks.body_differs, checks.is_not_being_asked, checks.somebody_can_answer, checks.there_is_something_to_read),
        effects=(set_fields, effects.ask), opens=(CONSULTATION,), tell=CONSULTED,
    ),
    answer=Transition(
        label=_("答复意见"), icon="message-reply", tone="primary", source=(ConsultationStatus.ASKED,), target=ConsultationStatus.ANSWERED,
        who=CONSULTED, form=AnswerForm, checks=(plan_goes_on,), effects=(set_fields, effects.answer), closes=(CONSULTATION,), tell=AUTHORS,
        hint=_("渝府办发〔2017〕60号 二（一）：涉及多个部门的，由文件牵头起草部门负责，充分征求有关部门意见。逾期不答复不视为同意。"),
        template="interpretation/consultation_step.html",
    ),
    settle=Transition(
        label=_("处理意见"), icon="checks", tone="primary", source=(ConsultationStatus.ANSWERED,), who=AUTHORS, form=SettleForm,
        checks=(checks.has_an_opinion,), effects=(set_fields, effects.settle), tell=CONSULTED,
        suits=lambda consultation: consultation.verdict == Verdict.OPINION, template="interpretation/consultation_step.html",
    ),
    cancel=Transition(
        label=_("取消征求"), icon="circle-off", source=(ConsultationStatus.ASKED,), target=ConsultationStatus.CANCELLED, who=AUTHORS,
        form=ReasonForm, closes=(CONSULTATION,), hint=_("取消后对方不再看到方案和材料，不用答复。"),
    ),
)
