from django.utils.translation import gettext_lazy as _

from openness.workflow.forms import ReasonForm
from openness.workflow.transitions import NEW, Transition, Workflow

from .. import forms
from ..checks import channel as channel_checks
from ..checks import material as checks
from ..choices import MaterialStatus
from ..effects import channel as channel_effects
from ..effects import material as effects
from ..forms.channel import SpreadForm, UnspreadForm
from ..rights import AUTHORS, PUBLISHERS, REVIEWERS, STOPPERS_OF_MATERIAL

EDITABLE = (MaterialStatus.DRAFT, MaterialStatus.REVIEWED)


def spread(who):
    """二（二）: where else it went. By its authors, or by the publishers of the office."""
    return Transition(
        label=_("登记传播渠道"), icon="speakerphone", source=(MaterialStatus.PUBLISHED,), who=who, form=SpreadForm,
        checks=(channel_checks.was_spread_in_between, channel_checks.is_not_on_record), consequences=(channel_effects.spread,),
        hint=_("平台自身的公开由系统登记，不用填写。"))


def unspread(who):
    return Transition(
        label=_("撤销渠道记录"), icon="circle-off", source=(MaterialStatus.PUBLISHED,), who=who, form=UnspreadForm,
        consequences=(channel_effects.unspread,), suits=lambda material: material.channels.standing().exists(),
        hint=_("记录保留，注明撤销人和理由。"))


material_workflow = Workflow(
    write=Transition(
        label=_("撰写解读"), source=(NEW,), target=MaterialStatus.DRAFT, who=AUTHORS, form=forms.MaterialForm,
        checks=(checks.plan_is_open,), effects=(effects.rewrite,),
    ),
    correct=Transition(
        label=_("更正"), source=(NEW,), target=MaterialStatus.DRAFT, who=AUTHORS,
        checks=(checks.plan_is_open, checks.edition_is_open_to_correction),
        effects=(effects.become_next_edition,),
    ),
    edit=Transition(        # what was reviewed is not what stands now: the review is void
        label=_("修改"), icon="pencil", source=EDITABLE, target=MaterialStatus.DRAFT, who=AUTHORS, form=forms.MaterialForm,
        checks=(checks.plan_is_open,), effects=(effects.rewrite,), template="interpretation/material_form.html",
    ),
    tie=Transition(
        label=_("对照条款"), icon="link", source=EDITABLE, target=MaterialStatus.DRAFT, who=AUTHORS, form=forms.TieForm,
        checks=(checks.plan_is_open,), effects=(effects.tie,), template="interpretation/tie.html",
        hint=_("为每一段选择它所解读的条款；公众阅读公文时，可以从条款直接看到对应的解读。审核过的材料改动对照后须重新审核。"),
    ),
    review=Transition(
        label=_("审核通过"), icon="check", tone="primary", source=(MaterialStatus.DRAFT,), target=MaterialStatus.REVIEWED, who=REVIEWERS,
        checks=(checks.not_by_an_author, checks.plan_is_open, checks.says_something, checks.ties_hold, checks.speaker_is_named,
                checks.elements_are_covered, checks.plain_where_technical),
        effects=(effects.remember_what_was_reviewed,), tell=AUTHORS,
        hint=_("审核只对现在的内容有效，内容改动后须重新审核。审核通过的材料随公文一并报送，与公文同时公开。"),
    ),
    send_back=Transition(
        label=_("退回修改"), icon="arrow-back-up", source=EDITABLE, target=MaterialStatus.DRAFT, who=REVIEWERS,
        form=ReasonForm, effects=(effects.void_review,), tell=AUTHORS,
    ),
    publish=Transition(
        label=_("公开"), icon="world", tone="primary", source=(MaterialStatus.REVIEWED,), target=MaterialStatus.PUBLISHED, who=PUBLISHERS,
        suits=lambda material: bool(material.plan.begun_at),
        checks=(checks.not_by_an_author, checks.review_holds, checks.says_something, checks.document_is_out, checks.ties_hold_in_public,
                checks.corrected_edition_still_stands),
        effects=(effects.mark_published,), consequences=(effects.go_public, effects.explained, channel_effects.on_website), tell=AUTHORS,
        hint=_("立即在平台公开，与所解读的公文互相链接。"),
    ),
    supersede=Transition(
        label=_("由更正版取代"), source=(MaterialStatus.PUBLISHED,), target=MaterialStatus.SUPERSEDED, who=PUBLISHERS, offered=False,
    ),
    withdraw=Transition(
        label=_("撤回"), icon="arrow-back", tone="danger", source=(MaterialStatus.PUBLISHED,), target=MaterialStatus.WITHDRAWN,
        who=PUBLISHERS, form=forms.WithdrawForm, consequences=(effects.take_down,), tell=AUTHORS,
        hint=_("内容立即从平台、搜索中消失，原网址保留撤回说明；公文不受影响。撤回不能恢复。"),
    ),
    stop=Transition(
        label=_("随公文封存"), source=(MaterialStatus.PUBLISHED,), target=MaterialStatus.WITHDRAWN, who=STOPPERS_OF_MATERIAL, offered=False,
        consequences=(effects.take_off,),
    ),
    spread=spread(AUTHORS), spread_by_publisher=spread(PUBLISHERS),
    unspread=unspread(AUTHORS), unspread_by_publisher=unspread(PUBLISHERS),
    discard=Transition(
        label=_("作废"), icon="circle-off", source=EDITABLE, target=MaterialStatus.DISCARDED, who=AUTHORS, form=ReasonForm,
        hint=_("作废后不能再办理，记录保留。"),
    ),
)
