"""What stands against a step, as problems; see openness.workflow.problems."""
from django.apps import apps
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from openness.workflow.problems import Problem

from .choices import ContactStatus
from .reading import subject_of


def can_be_reached(contact, attempt):
    """By one of several ways; a body of ours also within the system."""
    given = attempt.form.changes() if attempt.data else {}
    ways = [given.get(name, getattr(contact, name)) for name in ("body", "phone", "mobile", "email")]
    if given and not attempt.form.errors and not any(ways):
        yield Problem("reach", _("请至少填写一种联系方式：电话、手机或者邮箱"), anchor="phone")


def not_in_the_book(contact, attempt):
    Contact = apps.get_model("linkage.Contact")
    name, post = attempt.data.get("name"), attempt.data.get("post", "")
    if name and Contact.objects.filter(agency=contact.agency, name=name, post=post, status=ContactStatus.CURRENT).exists():
        yield Problem("twice", _("名录里已有“%(name)s”的同一岗位") % {"name": name}, anchor="name")


def day_is_to_come(letter, attempt):
    if (day := attempt.data.get("reply_by")) and day < localdate(attempt.now):
        yield Problem("reply_by", _("最迟日期不能早于今天"), anchor="reply_by")


def subject_is_seen(letter, attempt):
    """Nobody writes about what he may not see."""
    if letter.subject_id and subject_of(letter, attempt.by.user) is None:
        yield Problem("subject", _("没有这件事项"))


def asks_for_consent(delivery, attempt):
    if not delivery.letter.wording:
        yield Problem("wording", _("这份通知没有统一口径，请直接答复"))


def asks_for_an_answer(delivery, attempt):
    if delivery.letter.wording:
        yield Problem("wording", _("请同意口径或者提出意见"))


def is_outside(delivery, attempt):
    if not delivery.is_outside:
        yield Problem("inside", _("该单位在系统内签收，不能代为登记"))


def was_said_in_between(delivery, attempt):
    at = attempt.data.get("said_at")
    if at and at > attempt.now:
        yield Problem("said_at", _("时间不能晚于现在"), anchor="said_at")
    if at and localdate(at) < localdate(delivery.letter.sent_at):
        yield Problem("said_at", _("时间不能早于发出通知的那一天"), anchor="said_at")
