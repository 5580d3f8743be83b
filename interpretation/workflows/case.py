from django.utils.translation import gettext_lazy as _

from openness.workflow.forms import ReasonForm
from openness.workflow.transitions import NEW, Transition, Workflow

from ..checks import case as checks
from ..choices import CaseStatus
from ..effects import case as effects
from ..effects.plan import set_fields
from ..forms.case import CaseForm
from ..parties import SHARERS, WRITERS

case_workflow = Workflow(
    write=Transition(
        label=_("编写典型案例"), icon="bulb", source=(NEW,), target=CaseStatus.DRAFT, who=WRITERS, form=CaseForm,
        effects=(effects.begin, set_fields, effects.write), tell=SHARERS,
    ),
    edit=Transition(
        label=_("修改案例"), icon="pencil", source=(CaseStatus.DRAFT,), who=WRITERS, form=CaseForm, effects=(set_fields, effects.write),
        template="interpretation/begin.html",
    ),
    share=Transition(
        label=_("入库分享"), icon="circle-check", tone="primary", source=(CaseStatus.DRAFT,), target=CaseStatus.SHARED, who=SHARERS,
        checks=(checks.not_by_a_writer, checks.bad_case_names_its_body), effects=(effects.share,), tell=WRITERS,
        hint=_("从事政策解读的工作人员都能看到；不对外公开。反面案例的涉及单位显示为“某单位”。"),
    ),
    withdraw=Transition(
        label=_("撤下"), icon="arrow-back", source=(CaseStatus.DRAFT, CaseStatus.SHARED), target=CaseStatus.WITHDRAWN, who=SHARERS,
        form=ReasonForm, tell=WRITERS,
    ),
)
