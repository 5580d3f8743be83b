from django.utils.translation import gettext as _

from openness.agencies.rights import people_with
from openness.workflow.problems import Problem

from ..choices import ConsultationStatus, Verdict
from ..parties import CONSULTED


def body_differs(consultation, attempt):
    if consultation.agency == consultation.plan.agency:
        yield Problem("agency", _("“%(agency)s”就是解读责任单位，不用向自己征求意见") % {"agency": consultation.agency}, "bodies")


def is_not_being_asked(consultation, attempt):
    if consultation.plan.consultations.filter(agency=consultation.agency, status=ConsultationStatus.ASKED).exists():
        yield Problem("twice", _("正在征求“%(agency)s”的意见，对方还没有答复") % {"agency": consultation.agency}, "bodies")


def somebody_can_answer(consultation, attempt):
    if not people_with(CONSULTED, consultation).exists():
        yield Problem("nobody", _("“%(agency)s”没有可以在系统里答复的人员，请另行联系") % {"agency": consultation.agency}, "bodies", blocking=False)


def there_is_something_to_read(consultation, attempt):
    if not consultation.plan.materials.standing().exists():
        yield Problem("materials", _("还没有解读材料，对方只能看到方案"), "question", blocking=False)


def has_an_opinion(consultation, attempt):
    if consultation.verdict != Verdict.OPINION:
        yield Problem("verdict", _("对方没有提出意见，不用处理"))
