"""The clocks of a document: names, who answers, ladders. The figures are rules.Rule rows."""
from django.utils.translation import gettext_lazy as _

from openness.deadlines.rules import DeadlineRule, Rung

from .choices import Disclosure
from .rights import LEADERS_OF_REVIEW, PUBLISHERS, REVIEWERS, SIGNERS

REVIEWING = DeadlineRule(
    key="documents.review", label=_("审核"), starts_at=lambda document: document.review_since, responsible=REVIEWERS,
    ladder=(Rung(stage="lead", lead=1), Rung(stage="overdue", lead=-1, every=1, rounds=5),
            Rung(stage="escalated", lead=-3, to=LEADERS_OF_REVIEW)),
)
PUBLISHING = DeadlineRule(      # 自该政府信息形成或者变更之日起20个工作日内予以公开
    key="documents.publication", label=_("主动公开"), starts_at=lambda document: document.dated_on,
    responsible=PUBLISHERS, applies=lambda document: document.disclosure == Disclosure.PROACTIVE,
    ladder=(Rung(stage="lead", lead=5), Rung(stage="last_day"), Rung(stage="overdue", lead=-1, every=1, rounds=10),
            Rung(stage="escalated", lead=-1, to=SIGNERS)),
)
