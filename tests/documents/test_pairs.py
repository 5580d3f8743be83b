"""Test T7: any two steps on one paper at the same moment, in real threads with real commits.

What comes out must be what some order of the steps gives: each event begins where the one before it ended, and every
refusal is a sentence. The control run takes the lock away, and the same judge then finds broken stories.
"""
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations_with_replacement
from random import Random
from threading import Barrier

import pytest
from django.db import IntegrityError, connections

from documents.models import Document
from documents.workflow import document_workflow
from openness.audit.models import Event
from openness.deadlines.models import Deadline
from openness.publication.models import PublicItem
from openness.workflow import transitions
from openness.workflow.problems import Refused
from tests.city import attach, step
from tests.test_matrix import STEPS

pytestmark = pytest.mark.django_db(transaction=True)
WAY = ("to_unit", "review_secrecy", "review_legality", "countersign", "submit", "claim", "approve", "sign", "publish")
REACHED = {"draft": 0, "unit_review": 4, "submitted": 5, "in_review": 6, "approved": 7, "signed": 8, "published": 9}
PAIRS = sorted({
    (status, *pair) for status in REACHED
    for pair in combinations_with_replacement([name for name in STEPS if status in document_workflow[name].source], 2)})


def some(pairs):
    """Each step of each status against itself, and a third of the others, the same ones on every machine."""
    others = [pair for pair in pairs if pair[1] != pair[2]]
    return [pair for pair in pairs if pair[1] == pair[2]] + Random(60).sample(others, len(others) // 4)


class Race:
    """A city whose papers are raced for; every person of a step has a second one beside."""

    def __init__(self, city):
        self.city, env, office = city, city.environment, city.office
        post = {"joint": (city.health, "signer")} | {
            name: (env, name) for name in ("drafter", "head", "secrecy", "legality", "discloser")} | {
            f"office_{name}": (office, name) for name in ("reviewer", "signer", "publisher")}
        roles = {"head": "unit_head", "secrecy": "secrecy_reviewer", "legality": "legality_reviewer",
                 "discloser": "disclosure_reviewer"}
        self.people = {}
        for name, (agency, key) in post.items():
            first = city.who(agency, key)
            other = first if name == "drafter" else city.person(f"另一{name}", agency, roles.get(key, key))
            self.people[name] = (first, other)
        self.colleague = city.who(office, "colleague").user.pk

    def paper(self, status, pair):
        city = self.city
        kept_back = "retain" in pair
        document = city.draft(city.environment, city.office, joint=[city.health.pk], disclosure="on_request" if kept_back else "proactive")
        attach(document, self.people["drafter"][0], title="附件", content="表")
        for name in WAY[:REACHED[status]]:
            self.take(document, name, 0)
        if "unschedule" in pair and not kept_back:
            self.take(document, "schedule", 0)
        return document

    def take(self, document, name, n):
        holders, _status, data = STEPS[name]
        who = self.people[holders.split()[0]][n % 2]
        places = {"{part}": lambda: document.parts.first().pk if document.parts.exists() else 0, "{colleague}": lambda: self.colleague}
        data = {key: places[value]() if value in places else value for key, value in data.items()}
        if name == "attach":
            return attach(document, who, title=f"又一附件{n}", content=f"表{n}")
        if name == "submit":
            data["accept"] = "no_secrecy no_legality"
        return step(document, name, who, **data)

    def run(self, papers, stopped=Refused):
        """Four threads, two for each step of a pair, on each paper at once."""
        barrier = Barrier(4, timeout=60)

        def work(n):
            taken, broken = Counter(), []
            try:
                for pk, first, second in papers:
                    document = Document.objects.get(pk=pk)
                    barrier.wait()
                    try:
                        self.take(document, (first, second)[n % 2], n // 2)
                    except stopped:
                        continue
                    except Exception as error:
                        broken.append((first, second, repr(error)))
                        continue
                    taken[pk, (first, second)[n % 2]] += 1
            finally:
                connections.close_all()
            return taken, broken

        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(work, range(4)))
        return sum((taken for taken, _ in answers), Counter()), [fault for _, broken in answers for fault in broken]


def faults_of(pk):
    """What cannot have come from steps taken one after another."""
    document = Document.objects.get(pk=pk)
    events = list(Event.objects.of(document).order_by("pk"))
    story = [event for event in events if event.step in document_workflow]
    for earlier, later in zip(story, story[1:], strict=False):
        if later.before != earlier.after:
            yield f"{later.step} begins at {later.before}, {earlier.step} ended at {earlier.after}"
    for event in story[1:]:
        if event.before not in document_workflow[event.step].source:
            yield f"{event.step} taken at {event.before}"
    if story[-1].after != document.status:
        yield f"stands at {document.status}, its story ends at {story[-1].after}"
    if not document.version == document.history.count() == len(story):
        yield f"version {document.version}, history {document.history.count()}, events {len(story)}"
    if PublicItem.objects.current().filter(number=document.number).count() != (document.status == "published"):
        yield f"{document.status}, but its public rows do not agree"
    running = set(Deadline.objects.of(document).open().values_list("key", flat=True))
    if ("documents.review" in running) != (document.status in ("submitted", "in_review")):
        yield f"{document.status} with the clocks {running}"


def race(city, pairs):
    races = Race(city)
    papers = [(races.paper(status, pair).pk, *pair) for status, *pair in pairs]
    taken, broken = races.run(papers)
    assert broken == []
    assert {pk: list(faults_of(pk)) for pk, *_ in papers if list(faults_of(pk))} == {}
    stuck = [(first, second) for pk, first, second in papers if not taken[pk, first] + taken[pk, second]
             if {first, second} != {"retain", "unschedule"}]     # what is kept back is never scheduled
    assert stuck == [], "nobody won"


def test_two_steps_at_once_come_out_as_one_after_the_other(city):
    race(city, some(PAIRS))


@pytest.mark.slow
@pytest.mark.timeout(1500)
@pytest.mark.parametrize("turn", range(4))
def test_every_pair_of_steps(city, turn):
    race(city, [pair for n, pair in enumerate(PAIRS * 4) if n % 4 == turn])


def test_the_same_judge_finds_broken_stories_when_the_lock_is_gone(city, monkeypatch):
    races = Race(city)
    papers = [(races.paper("in_review", ()).pk, "approve", "send_back") for _ in range(12)]
    monkeypatch.setattr(transitions, "lock", lambda subject: subject.refresh_from_db())
    races.run(papers, stopped=(Refused, IntegrityError))
    assert any(list(faults_of(pk)) for pk, *_ in papers)
