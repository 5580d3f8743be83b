"""The clocks of a plan. The figures are rules.Rule rows; `interpretation.later` has none unless an office sets its own."""
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from openness.deadlines.rules import DeadlineRule, Rung

from .parties import CONSULTED
from .rights import AUTHORS, HEADS, INTERPRETERS, OFFICE, REVIEWERS
from .scope import LATER as LATER_KEY


def begun_on(plan):
    return localdate(plan.begun_at)


LATER = DeadlineRule(       # C-03: 同步公开 is the rule; an office may allow days
    key=LATER_KEY, label=_("补发解读"), starts_at=begun_on, responsible=INTERPRETERS,
    applies=lambda plan: not plan.is_explained(),
    ladder=(Rung(stage="lead", lead=1), Rung(stage="last_day"), Rung(stage="overdue", lead=-1, every=1, rounds=5),
            Rung(stage="escalated", lead=-1, to=OFFICE)),
)
EVALUATION = DeadlineRule(
    key="interpretation.evaluation", label=_("解读效果评估"), starts_at=begun_on, responsible=INTERPRETERS,
    ladder=(Rung(stage="lead", lead=5), Rung(stage="overdue", lead=-1, every=2, rounds=3),
            Rung(stage="escalated", lead=-5, to=HEADS)),
)
ROUND = DeadlineRule(       # 80号 二（二）: before, with and during execution, as the plan says
    key="interpretation.round", label=_("解读轮次"), starts_at=lambda planned: planned.due_on, responsible=AUTHORS,
    ladder=(Rung(stage="lead", lead=3), Rung(stage="last_day"), Rung(stage="overdue", lead=-1, every=1, rounds=3),
            Rung(stage="escalated", lead=-3, to=REVIEWERS)),
)
CONSULTATION = DeadlineRule(        # 二（一）：充分征求有关部门意见
    key="interpretation.consultation", label=_("答复解读意见"), starts_at=lambda asked: localdate(asked.asked_at), responsible=CONSULTED,
    ladder=(Rung(stage="lead", lead=2), Rung(stage="last_day"), Rung(stage="overdue", lead=-1, every=1, rounds=3),
            Rung(stage="escalated", lead=-1, to=AUTHORS)),
)
