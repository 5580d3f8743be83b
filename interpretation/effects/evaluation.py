"""An evaluation is written down once: what was typed, and what the system knew on that day."""
from django.apps import apps

from ..forms.evaluation import SCORES
from ..known import readership


def write_down(plan, attempt):
    data = attempt.data
    apps.get_model("interpretation.Evaluation").objects.create(
        plan=plan, by=attempt.by.user, agency=attempt.by.agency, at=attempt.now, number=plan.evaluations.count() + 1,
        readership=readership(plan), channels=[channel(record, data[f"seen_{record.pk}"]) for record in attempt.form.records],
        **{name: data[name] for name in ("questions_count", "questions", "misreadings", "grade", "conclusions")},
        **{f"{name}{ending}": data[f"{name}{ending}"] for name in SCORES for ending in ("", "_why")})


def channel(record, seen):
    return {"channel": record.channel, "place": record.place, "title": record.material.title, "link": record.link, "seen": seen}
