"""What waits after a material is out: rounds to hold, opinions to give, tasks to do and to confirm, cases to share."""
from django.utils.translation import gettext_lazy as _

from openness.agencies.rights import agencies_with
from openness.desk.lists import Item, Queue
from openness.linkage.rights import ANSWER

from .choices import CaseStatus, RectificationStatus
from .models import CaseStudy, Consultation, Rectification, Round
from .rights import COORDINATE, INTERPRET, REVIEW_MATERIAL

FOLLOWING, CASES = "interpretation:following", "interpretation:cases"


def to_hold(user):
    return Round.objects.mine(user).planned()


def to_answer(user):
    return Consultation.objects.received_by(user).waiting()


def to_do(user):
    return Rectification.objects.filter(status=RectificationStatus.OPEN, agency__in=agencies_with(user, INTERPRET))


def to_confirm(user):
    return Rectification.objects.filter(
        status=RectificationStatus.DONE, evaluation__plan__document__reviewing_office__in=agencies_with(user, COORDINATE))


def to_share(user):
    return CaseStudy.objects.filter(status=CaseStatus.DRAFT, office__in=agencies_with(user, COORDINATE))


QUEUES = (
    Queue(key="consultations_to_answer", label=_("待答复的解读意见"), icon="message-reply", right=ANSWER, step=lambda case: "answer", hot=True,
          rows=to_answer, badge="consultation", url=FOLLOWING),
    Queue(key="rectifications_to_do", label=_("解读整改任务"), icon="clipboard-list", right=INTERPRET, step=lambda case: "finish", hot=True,
          rows=to_do, badge="rectification", url=FOLLOWING),
    Queue(key="rectifications_to_confirm", label=_("待确认的解读整改"), icon="circle-check", right=COORDINATE, step=lambda case: "confirm",
          hot=True, rows=to_confirm, badge="rectification", url=FOLLOWING),
    Queue(key="rounds_to_hold", label=_("待办的解读轮次"), icon="calendar", right=INTERPRET, step=lambda case: "hold", rows=to_hold,
          badge="round", url=FOLLOWING),
    Queue(key="cases_to_share", label=_("待入库的典型案例"), icon="books", right=COORDINATE, step=lambda case: "share", rows=to_share,
          badge="case", url=CASES),
)
GROUP = _("政策解读")
NAVIGATION = (
    Item(label=_("解读跟进"), url=FOLLOWING, icon="list-check", group=GROUP, rights=(INTERPRET, REVIEW_MATERIAL, COORDINATE, ANSWER),
         queues=("consultations_to_answer", "rectifications_to_do", "rectifications_to_confirm")),
    Item(label=_("典型案例"), url=CASES, icon="books", group=GROUP, rights=(INTERPRET, REVIEW_MATERIAL, COORDINATE)),
)
