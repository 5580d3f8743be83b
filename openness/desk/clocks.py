"""Open clocks as pages show them: of one person, and of a page of subjects."""
from collections import defaultdict
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType

from openness.agencies.rights import rights_of
from openness.deadlines.models import Deadline
from openness.deadlines.reading import Reading, readings
from openness.deadlines.rules import RULES

GROUPS = ("over", "today", "soon", "pause", "ok")


@dataclass(frozen=True)
class Clock:
    """An open deadline, the thing it is about, what is left, and the steps that the person may take."""
    deadline: Deadline
    subject: object
    reading: Reading
    steps: dict

    @property
    def key(self):
        return self.deadline.key


def my_clocks(user, now):
    """Those that rest on a person and whose subject the person may see, most urgent first."""
    held = rights_of(user)
    rows = list(Deadline.objects.resting_on(held).to_read().order_by("due_at"))
    words, subjects = readings(rows, now), subjects_of(rows, user)
    found = [
        Clock(row, subject, words[row.pk], subject.workflow.available(subject, held))
        for row in rows if (subject := subjects.get((row.subject_type_id, row.subject_id))) and row.key in RULES
    ]
    return sorted(found, key=lambda each: (GROUPS.index(each.reading.kind), each.deadline.due_at))


def subjects_of(rows, user):
    """{(content type id, id): subject}, one query for each kind, only what the person may see."""
    wanted = defaultdict(set)
    for row in rows:
        wanted[row.subject_type_id].add(row.subject_id)
    found = {}
    for kind, pks in wanted.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        found |= {(kind, pk): subject for pk, subject in model.objects.visible_to(user).for_lists().in_bulk(pks).items()}
    return found


def readings_of(subjects, now):
    """{pk: [Reading]} of the open clocks of a page of subjects of one kind."""
    subjects = list(subjects)
    if not subjects:
        return {}
    kind = ContentType.objects.get_for_model(subjects[0])
    rows = Deadline.objects.open().filter(subject_type=kind, subject_id__in=[subject.pk for subject in subjects])
    rows = list(rows.to_read().order_by("due_at"))
    words, found = readings(rows, now), defaultdict(list)
    for row in rows:
        found[row.subject_id].append(words[row.pk])
    return dict(found)
