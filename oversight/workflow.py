"""The steps of the office and of the bodies that answer it."""
from django.utils.translation import gettext_lazy as _

from openness.workflow.transitions import NEW, Transition, Workflow, as_warning

from . import checks, effects, forms
from .choices import ReceiptStatus, ReportStatus, UrgingStatus
from .rights import BODY, OFFICE, OFFICE_OF_RECEIPT

urging_workflow = Workflow(
    send=Transition(
        label=_("催办"), icon="bell-ringing", tone="primary", source=(NEW,), target=UrgingStatus.SENT, who=OFFICE,
        form=forms.UrgeForm, checks=(checks.something_is_overdue, as_warning(checks.not_urged_within_a_day)),
        effects=(effects.compose,), consequences=(effects.address,),
    ),
)
receipt_workflow = Workflow(
    open=Transition(
        label=_("催办"), icon="bell-ringing", source=(NEW,), target=ReceiptStatus.SENT, who=OFFICE_OF_RECEIPT, offered=False,
    ),
    receive=Transition(
        label=_("签收"), icon="signature", tone="primary", source=(ReceiptStatus.SENT,), target=ReceiptStatus.RECEIVED, who=BODY,
        effects=(effects.receive,), hint=_("签收即确认已知悉催办事项；签收人和时间记录在案。"),
    ),
    answer=Transition(
        label=_("答复"), icon="message-reply", source=(ReceiptStatus.SENT, ReceiptStatus.RECEIVED),
        target=ReceiptStatus.ANSWERED, who=BODY, form=forms.AnswerForm, effects=(effects.receive, effects.answer),
        tell=OFFICE_OF_RECEIPT, hint=_("答复发给催办的政府信息公开办；尚未签收的，答复即视为签收。"),
    ),
)
report_workflow = Workflow(
    recompute=Transition(
        label=_("重新计算"), icon="refresh", source=(ReportStatus.DRAFT,), who=OFFICE, effects=(effects.recompute,),
        hint=_("按此刻的记录重新统计全部数字；评语保留。"),
    ),
    comment=Transition(
        label=_("填写评语"), icon="message-plus", source=(ReportStatus.DRAFT,), who=OFFICE, form=forms.CommentForm,
        effects=(effects.comment,), hint=_("评语在定稿后对所有单位可见，请不要写入未公开公文的内容。"),
    ),
    sign=Transition(
        label=_("定稿"), icon="writing-sign", tone="primary", source=(ReportStatus.DRAFT,), target=ReportStatus.SIGNED, who=OFFICE,
        checks=(as_warning(checks.numbers_are_those_of_now),), effects=(effects.sign,), consequences=(effects.tell_bodies,),
        hint=_("定稿后数字和评语不能再改，并通知各单位；各单位只看到本单位的数字、名次和评语。"),
    ),
)
