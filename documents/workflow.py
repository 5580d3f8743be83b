"""The whole life of a document on two screens: whoever reads the table has read the rule."""
from django.utils.translation import gettext_lazy as _

from openness.workflow.forms import ReasonForm
from openness.workflow.transitions import NEW, Transition, Workflow, as_warning

from . import checks, effects, forms, sealing
from .choices import Disclosure, ReviewKind, Status
from .deadlines import PUBLISHING, REVIEWING
from .rights import (
    ADOPTERS,
    CORRECTORS,
    COUNTERSIGNERS,
    DISCLOSURE_REVIEWERS,
    DRAFTERS,
    LEGALITY_REVIEWERS,
    PUBLISHERS,
    REGISTRARS,
    REVIEWERS,
    SECRECY_REVIEWERS,
    SIGNERS,
    STOPPERS,
    UNIT_HEADS,
)
from .visibility import SEALED

EDITABLE = (Status.DRAFT, Status.RETURNED)
BEFORE_SIGNING = (Status.UNIT_REVIEW, Status.SUBMITTED, Status.IN_REVIEW, Status.APPROVED)


GOING_OUT = (checks.attribute_is(Disclosure.PROACTIVE), checks.reviews_hold, checks.content_is_what_was_approved,
             checks.corrected_edition_still_stands, checks.not_by_an_author, checks.files_are_usable, checks.configured)


def refuses_incomplete(document):
    return document.reviewing_office.refuses_incomplete


def kept_back(document):
    return document.is_kept_back


def to_be_public(document):
    return not document.is_kept_back


def is_scheduled(document):
    return document.publish_at is not None


document_workflow = Workflow(
    draft=Transition(
        label=_("起草"), source=(NEW,), target=Status.DRAFT, who=DRAFTERS, form=forms.DocumentForm,
        effects=(effects.rewrite, effects.take_relations, effects.route),
        consequences=(effects.set_joint_agencies, effects.keep_relations),
    ),
    register=Transition(
        label=_("来文登记"), source=(NEW,), target=Status.SUBMITTED, who=REGISTRARS,
        form=forms.DocumentForm, effects=(effects.rewrite, effects.take_relations, effects.route, effects.new_round),
        consequences=(effects.set_joint_agencies, effects.keep_relations), opens=(REVIEWING,), tell=REVIEWERS,
    ),
    correct=Transition(
        label=_("更正"), source=(NEW,), target=Status.DRAFT, who=CORRECTORS,
        form=forms.DocumentForm, checks=(checks.edition_is_open_to_correction,),
        effects=(effects.become_next_edition, effects.rewrite, effects.take_relations, effects.route),
        consequences=(effects.copy_parts, effects.set_joint_agencies, effects.keep_relations),
    ),
    adopt=Transition(       # what was public before there was this system: no clock, no review of its own
        label=_("历史公文入库"), source=(NEW,), target=Status.PUBLISHED, who=ADOPTERS, form=forms.AdoptForm,
        checks=(checks.number_is_free, checks.dates_are_in_order, checks.was_public_when_it_says, checks.old_numbers_are_free),
        effects=(effects.adopt,), consequences=(effects.go_public_as_before,),
    ),
    edit=Transition(        # from 已退文 back to 起草: the office keeps what it returned and never sees a draft
        label=_("修改"), icon="pencil", source=EDITABLE, target=Status.DRAFT, who=DRAFTERS, form=forms.DocumentForm,
        effects=(effects.rewrite, effects.take_relations, effects.route),
        consequences=(effects.set_joint_agencies, effects.keep_relations, effects.keep_answers),
        template="documents/document_form.html",
    ),
    attach=Transition(
        label=_("添加附件"), icon="paperclip", source=EDITABLE, target=Status.DRAFT, who=DRAFTERS,
        form=forms.AttachForm, effects=(effects.attach,),
    ),
    arrange=Transition(
        label=_("整理附件"), icon="arrows-sort", source=EDITABLE, target=Status.DRAFT, who=DRAFTERS,
        form=forms.ArrangeForm, effects=(effects.arrange,), template="documents/arrange.html",
        hint=_("附件的顺序、标题和各自的公开属性；其中不予公开的须列明依据（条例第三十七条，区分处理）。"),
    ),
    detach=Transition(
        label=_("移除附件"), icon="trash", source=EDITABLE, target=Status.DRAFT, who=DRAFTERS,
        form=forms.DetachForm, effects=(effects.detach,),
    ),
    to_unit=Transition(
        label=_("送部门内审"), icon="send", tone="primary", source=EDITABLE, target=Status.UNIT_REVIEW, who=DRAFTERS,
        tell=UNIT_HEADS, hint=_("送出后由处室负责人审阅并报送，保密审查和合法性审查同时开始。"),
    ),
    back_to_draft=Transition(
        label=_("退回修改"), icon="arrow-back-up", source=(Status.UNIT_REVIEW,), target=Status.DRAFT, who=UNIT_HEADS,
        form=ReasonForm, tell=DRAFTERS,
    ),
    submit=Transition(
        label=_("报送"), icon="send", tone="primary", source=(Status.UNIT_REVIEW,), target=Status.SUBMITTED,
        who=UNIT_HEADS, checks=tuple(as_warning(check, strict=refuses_incomplete) for check in checks.COMPLETE),
        effects=(effects.new_round,), opens=(REVIEWING,), tell=REVIEWERS,
        hint=_("报送办公厅（室）审核。有缺少的材料时会逐项列出：可以先补齐，也可以仍要报送；办公厅（室）可据此退文。"),
    ),
    recall=Transition(
        label=_("收回"), icon="arrow-back", source=(Status.SUBMITTED,), target=Status.UNIT_REVIEW, who=UNIT_HEADS,
        form=ReasonForm, closes=(REVIEWING,), tell=REVIEWERS, hint=_("办公厅（室）受理之前可以收回。"),
    ),
    review_secrecy=Transition(
        label=_("保密审查"), icon="shield-check", source=(*BEFORE_SIGNING, Status.SIGNED), who=SECRECY_REVIEWERS,
        form=forms.ReviewForm, checks=(checks.not_by_an_author,), consequences=(effects.review(ReviewKind.SECRECY),),
        template="documents/judge.html",
        hint=_("结论只对现在的内容有效，内容改动后须重新审查。涉密文件不得进入本系统。"),
    ),
    review_legality=Transition(
        label=_("合法性审查"), icon="scale", source=(*BEFORE_SIGNING, Status.SIGNED), who=LEGALITY_REVIEWERS,
        form=forms.ReviewForm, checks=(checks.not_by_an_author,), consequences=(effects.review(ReviewKind.LEGALITY),),
        template="documents/judge.html",
        hint=_("结论只对现在的内容有效，内容改动后须重新审查。"),
    ),
    review_disclosure=Transition(
        label=_("公开审查"), icon="eye-check", source=BEFORE_SIGNING, who=DISCLOSURE_REVIEWERS, form=forms.ReviewForm,
        checks=(checks.not_by_an_author,), consequences=(effects.review(ReviewKind.DISCLOSURE),), template="documents/judge.html",
        hint=_("拟不公开的政策性文件，报批前先由本单位政务公开工作机构审查（国办发〔2016〕80号 一（一））。"),
    ),
    countersign=Transition(
        label=_("会签"), icon="users", source=BEFORE_SIGNING, who=COUNTERSIGNERS, form=forms.ReviewForm,
        checks=(checks.not_by_an_author,), consequences=(effects.review(ReviewKind.COUNTERSIGNATURE),),
        template="documents/judge.html", hint=_("会签对现在的内容有效，内容改动后须重新会签。"),
    ),
    claim=Transition(
        label=_("受理审核"), icon="hand-grab", tone="primary", source=(Status.SUBMITTED,), target=Status.IN_REVIEW,
        who=REVIEWERS, effects=(effects.claim,),
    ),
    release=Transition(
        label=_("放回队列"), icon="arrow-back", source=(Status.IN_REVIEW,), target=Status.SUBMITTED, who=REVIEWERS,
        effects=(effects.unclaim,),
    ),
    hand_over=Transition(
        label=_("移交"), icon="arrow-forward-up", source=(Status.IN_REVIEW,), who=REVIEWERS, form=forms.HandOverForm,
        effects=(effects.claim,),
    ),
    comment=Transition(
        label=_("批注"), icon="message-plus", source=(Status.SUBMITTED, Status.IN_REVIEW, Status.APPROVED),
        who=REVIEWERS, form=forms.CommentForm,
    ),
    send_back=Transition(
        label=_("退文"), icon="arrow-back-up", tone="danger", source=(Status.IN_REVIEW,), target=Status.RETURNED,
        who=REVIEWERS, form=forms.ReturnForm, checks=(checks.return_says_why,), closes=(REVIEWING,), tell=DRAFTERS,
        consequences=(effects.write_slip,),
        template="documents/send_back.html",
    ),
    approve=Transition(     # the hard gate
        label=_("审核通过"), icon="check", tone="primary", source=(Status.IN_REVIEW,), target=Status.APPROVED,
        who=REVIEWERS, form=forms.ApproveForm, closes=(REVIEWING,), tell=SIGNERS,
        effects=(effects.remember_what_was_approved,),
        checks=(checks.not_by_an_author, checks.not_by_a_reviewer, checks.number_is_free,
                checks.others_papers, *checks.COMPLETE),
    ),
    reopen=Transition(
        label=_("撤销审核"), icon="arrow-back", source=(Status.APPROVED,), target=Status.IN_REVIEW, who=REVIEWERS,
        checks=(checks.by_the_approver,), effects=(effects.forget_approval,), opens=(REVIEWING,), tell=SIGNERS,
        hint=_("签发之前，审核人可以撤销自己的审核通过。"),
    ),
    sign=Transition(
        label=_("签发"), icon="writing-sign", tone="primary", source=(Status.APPROVED,), target=Status.SIGNED,
        who=SIGNERS, form=forms.SignForm, effects=(effects.number_and_date,), opens=(PUBLISHING,), tell=PUBLISHERS,
        checks=(checks.not_by_an_author, checks.content_is_what_was_approved, checks.number_is_free,
                checks.number_is_plausible, checks.dates_are_in_order, checks.limit_can_be_counted),
        hint=_("签发即确认公开属性，并确定发文字号和成文日期。"), template="documents/sign.html",
    ),
    decline=Transition(
        label=_("不予签发"), icon="arrow-back-up", source=(Status.APPROVED,), target=Status.IN_REVIEW, who=SIGNERS,
        form=ReasonForm, effects=(effects.review_again,), opens=(REVIEWING,), tell=REVIEWERS,
    ),
    change_attribute=Transition(
        label=_("更改公开属性"), icon="world", source=(Status.APPROVED,), target=Status.IN_REVIEW, who=SIGNERS,
        form=forms.ChangeAttributeForm, checks=(checks.not_by_an_author,),
        effects=(effects.new_attribute, effects.review_again), opens=(REVIEWING,), tell=REVIEWERS,
        hint=_("公开属性是审查内容的一部分：更改后，保密审查和合法性审查须重新进行，并再次审核。"),
    ),
    publish=Transition(
        label=_("公开"), icon="world", tone="primary", source=(Status.SIGNED,), target=Status.PUBLISHED, who=PUBLISHERS,
        suits=to_be_public,
        checks=GOING_OUT, effects=(effects.unschedule,), consequences=(effects.go_public,), closes=(PUBLISHING,),
        tell=DRAFTERS,
        hint=_("立即在政府信息公开平台公开，任何人都可以查阅。附件中属性为依申请公开、不予公开的不会公开。"),
    ),
    schedule=Transition(
        label=_("定时公开"), icon="calendar-time", source=(Status.SIGNED,), who=PUBLISHERS, suits=to_be_public,
        form=forms.ScheduleForm, checks=(*GOING_OUT, checks.in_time), effects=(effects.schedule,),
        template="documents/schedule.html",
        hint=_("到时由系统公开，并记在你的名下；届时重新核对全部条件。"),
    ),
    unschedule=Transition(
        label=_("取消定时公开"), icon="calendar-off", source=(Status.SIGNED,), who=PUBLISHERS, suits=is_scheduled,
        checks=(checks.scheduled,), effects=(effects.unschedule,),
    ),
    retain=Transition(
        label=_("不公开归档"), icon="archive", tone="primary", source=(Status.SIGNED,), target=Status.RETAINED,
        who=PUBLISHERS, suits=kept_back, checks=(checks.attribute_is(Disclosure.ON_REQUEST, Disclosure.WITHHELD),
                                checks.attribute_and_reasons),
        hint=_("不在平台公开；列入每年的不予公开信息自查（一（三））。"),
    ),
    supersede=Transition(
        label=_("由更正版取代"), source=(Status.PUBLISHED,), target=Status.SUPERSEDED, who=PUBLISHERS,
        offered=False,
    ),
    declare_validity=Transition(
        label=_("有效性变更"), icon="calendar-event", source=(Status.PUBLISHED,), who=PUBLISHERS, form=forms.ValidityForm,
        consequences=(effects.declare_validity,), tell=DRAFTERS,
        hint=_("文件清理的结果：从所填的日期起，在公开页面和搜索中显示。被别的文件废止、修改的，由那份文件公开时自动记载，不必在这里办理。"),
    ),
    withdraw=Transition(
        label=_("撤回"), icon="arrow-back", tone="danger", source=(Status.PUBLISHED,), target=Status.WITHDRAWN,
        who=PUBLISHERS, form=forms.WithdrawForm, consequences=(effects.take_down,), tell=DRAFTERS,
        hint=_("内容和附件立即从平台、搜索中消失，原网址保留撤回说明。撤回不能恢复。"),
    ),
    withdraw_edition=Transition(
        label=_("撤下旧版"), icon="eye-off", tone="danger", source=(Status.SUPERSEDED,), target=Status.WITHDRAWN, who=PUBLISHERS,
        form=forms.WithdrawForm, consequences=(effects.take_down_edition,), tell=DRAFTERS,
        hint=_("被更正的旧版本来可供公众查考；旧版中有不宜公开的内容时撤下，现行版本不受影响。撤下不能恢复。"),
    ),
    lock=Transition(        # 保密法 第三十一条: what is secret does not stay here, and nobody reads it while that is settled
        label=_("涉密封存"), icon="lock", tone="danger", source=tuple(status for status in Status if status not in SEALED), target=Status.LOCKED,
        who=STOPPERS, form=forms.LockForm, effects=(sealing.remember,), consequences=(sealing.take_off,),
        closes=(REVIEWING, PUBLISHING), tell=SECRECY_REVIEWERS,
        hint=_("立即生效：任何人都不能再看到这件公文，已经公开的立即撤下。随后由保密审查人员核实，确属涉密的清除，不涉密的解除封存。"),
    ),
    unlock=Transition(
        label=_("解除封存"), icon="lock-open", source=(Status.LOCKED,), target=Status.DRAFT, who=SECRECY_REVIEWERS,
        form=forms.UnlockForm, checks=(sealing.by_another_than_who_locked, sealing.was_never_out), tell=DRAFTERS,
        hint=_("经核实不涉密的，回到起草，重新经过全部审查。"),
    ),
    purge=Transition(
        label=_("清除内容"), icon="eraser", tone="danger", source=(Status.LOCKED,), target=Status.PURGED, who=SECRECY_REVIEWERS,
        form=forms.PurgeForm, checks=(sealing.by_another_than_who_locked,), consequences=(sealing.purge,), tell=DRAFTERS,
        hint=_("标题、正文、附件、历次修改、审查意见和解读材料全部清除，只保留何时由谁办理。不能恢复。"),
    ),
    discard=Transition(
        label=_("作废"), icon="circle-off", source=EDITABLE, target=Status.DISCARDED, who=DRAFTERS, form=ReasonForm,
        tell=UNIT_HEADS, hint=_("作废后不能再办理，记录保留。"),
    ),
)
