"""The life of a page of the disclosure platform."""
from django.utils.translation import gettext_lazy as _

from openness.workflow.forms import ReasonForm
from openness.workflow.transitions import NEW, Transition, Workflow

from . import checks, effects, forms
from .choices import Status
from .rights import CORRECTORS, PUBLISHERS, WRITERS

page_workflow = Workflow(
    write=Transition(
        label=_("新建页面"), source=(NEW,), target=Status.DRAFT, who=WRITERS, form=forms.PageForm, effects=(effects.rewrite,),
    ),
    revise=Transition(
        label=_("修订"), source=(NEW,), target=Status.DRAFT, who=CORRECTORS, checks=(checks.open_to_revision,),
        effects=(effects.become_next_edition, effects.touch),
    ),
    edit=Transition(
        label=_("修改"), icon="pencil", source=(Status.DRAFT,), who=WRITERS, form=forms.PageForm, effects=(effects.rewrite,),
        template="websites/page_form.html",
    ),
    publish=Transition(
        label=_("公开"), icon="world", tone="primary", source=(Status.DRAFT,), target=Status.PUBLISHED, who=PUBLISHERS,
        form=forms.PublishForm, checks=(checks.has_content, checks.says_its_section, checks.not_by_an_author, checks.edition_still_stands),
        consequences=(effects.go_public,), tell=WRITERS,
        hint=_("立即在政府信息公开平台公开，任何人都可以查阅；修订稿公开后在原网址取代原页面。"),
    ),
    supersede=Transition(
        label=_("由修订版取代"), source=(Status.PUBLISHED,), target=Status.SUPERSEDED, who=PUBLISHERS, offered=False,
    ),
    withdraw=Transition(
        label=_("撤回"), icon="arrow-back", tone="danger", source=(Status.PUBLISHED,), target=Status.WITHDRAWN, who=PUBLISHERS,
        form=forms.WithdrawForm, consequences=(effects.take_down,), tell=WRITERS,
        hint=_("内容立即从平台、搜索中消失，原网址保留撤回说明。撤回不能恢复。"),
    ),
    discard=Transition(
        label=_("作废"), icon="circle-off", source=(Status.DRAFT,), target=Status.DISCARDED, who=WRITERS, form=ReasonForm,
        hint=_("作废后不能再办理，记录保留。"),
    ),
)
