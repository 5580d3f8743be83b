"""The steps of an entry of the book, of a letter, and of what each of its receivers does with it."""
from django.utils.translation import gettext_lazy as _

from openness.workflow.forms import ReasonForm
from openness.workflow.transitions import NEW, Transition, Workflow, as_warning

from . import checks, effects, forms
from .choices import ContactStatus, DeliveryStatus, LetterStatus
from .rights import KEEPERS, RECEIVERS, SENDERS, SENDERS_OF_DELIVERY

SENT, RECEIVED, AGREED, OBJECTED, ANSWERED = (
    DeliveryStatus.SENT, DeliveryStatus.RECEIVED, DeliveryStatus.AGREED, DeliveryStatus.OBJECTED, DeliveryStatus.ANSWERED)

contact_workflow = Workflow(
    add=Transition(
        label=_("添加联系人"), icon="plus", source=(NEW,), target=ContactStatus.CURRENT, who=KEEPERS, form=forms.ContactForm,
        checks=(checks.can_be_reached, as_warning(checks.not_in_the_book)), effects=(effects.rewrite, effects.begin),
    ),
    edit=Transition(
        label=_("修改"), icon="pencil", source=(ContactStatus.CURRENT,), who=KEEPERS, form=forms.ContactForm,
        checks=(checks.can_be_reached,), effects=(effects.rewrite,), template="linkage/contact_form.html",
    ),
    retire=Transition(
        label=_("停用"), icon="circle-off", source=(ContactStatus.CURRENT,), target=ContactStatus.RETIRED, who=KEEPERS, form=ReasonForm,
        effects=(effects.end,), hint=_("停用后发联动通知时不再列出，已有的记录不变；可以恢复。"),
    ),
    restore=Transition(
        label=_("恢复使用"), icon="refresh", source=(ContactStatus.RETIRED,), target=ContactStatus.CURRENT, who=KEEPERS,
        effects=(effects.begin,),
    ),
)
letter_workflow = Workflow(
    send=Transition(
        label=_("发出"), icon="send", tone="primary", source=(NEW,), target=LetterStatus.SENT, who=SENDERS, form=forms.SendForm,
        checks=(checks.subject_is_seen, checks.day_is_to_come), effects=(effects.compose,), consequences=(effects.address,),
    ),
)


def in_writing(delivery):
    """Whether the unit is asked to agree to a wording, and not for an answer."""
    return bool(delivery.letter.wording)


def unwritten(delivery):
    return not in_writing(delivery)


def recording(*checks_of_kind, suits=lambda delivery: True, **words):
    """By hand, by the sender's own side, for a unit outside the system."""
    return Transition(
        who=SENDERS_OF_DELIVERY, checks=(checks.is_outside, *checks_of_kind, checks.was_said_in_between),
        effects=(effects.put_on_record,), suits=lambda delivery: delivery.is_outside and suits(delivery),
        hint=_("由本单位登记的联系情况，不是对方的签收；登记人和时间记录在案。"), **words)


delivery_workflow = Workflow(
    open=Transition(
        label=_("发出"), icon="send", source=(NEW,), target=SENT, who=SENDERS_OF_DELIVERY, offered=False,
    ),
    receive=Transition(
        label=_("签收"), icon="signature", tone="primary", source=(SENT,), target=RECEIVED, who=RECEIVERS,
        effects=(effects.receive,), consequences=(effects.tell_sender,), hint=_("签收即确认已知悉；签收人和时间记录在案，发文单位能看到。"),
    ),
    agree=Transition(
        label=_("同意口径"), icon="circle-check", source=(SENT, RECEIVED, OBJECTED), target=AGREED, who=RECEIVERS, form=forms.AgreeForm,
        checks=(checks.asks_for_consent,), effects=(effects.receive, effects.answer), consequences=(effects.tell_sender,),
        suits=in_writing, hint=_("同意按统一口径宣传、回应；尚未签收的，同意即视为签收。"),
    ),
    object=Transition(
        label=_("提出意见"), icon="message-exclamation", source=(SENT, RECEIVED), target=OBJECTED, who=RECEIVERS, form=forms.ObjectForm,
        checks=(checks.asks_for_consent,), effects=(effects.receive, effects.answer), consequences=(effects.tell_sender,),
        suits=in_writing, hint=_("意见发给发文单位；尚未签收的，提出意见即视为签收。"),
    ),
    answer=Transition(
        label=_("答复"), icon="message-reply", source=(SENT, RECEIVED), target=ANSWERED, who=RECEIVERS, form=forms.AnswerForm,
        checks=(checks.asks_for_an_answer,), effects=(effects.receive, effects.answer), consequences=(effects.tell_sender,),
        suits=unwritten, hint=_("答复发给发文单位；尚未签收的，答复即视为签收。"),
    ),
    record=recording(label=_("登记告知"), icon="phone", source=(SENT,), target=RECEIVED, form=forms.RecordForm),
    record_agreement=recording(
        checks.asks_for_consent, label=_("登记同意"), icon="circle-check", source=(SENT, RECEIVED, OBJECTED), target=AGREED,
        form=forms.RecordForm, suits=in_writing),
    record_objection=recording(
        checks.asks_for_consent, label=_("登记意见"), icon="message-exclamation", source=(SENT, RECEIVED), target=OBJECTED,
        form=forms.RecordWordsForm, suits=in_writing),
    record_answer=recording(
        checks.asks_for_an_answer, label=_("登记答复"), icon="message-reply", source=(SENT, RECEIVED), target=ANSWERED,
        form=forms.RecordWordsForm, suits=unwritten),
)
