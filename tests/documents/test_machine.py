"""Hypothesis against the table: an independent model in plain Python says what must happen."""
from collections import defaultdict
from dataclasses import replace

import pytest
from django.db import transaction
from django.utils.timezone import localdate
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from documents import checks
from documents.models import Document
from documents.workflow import document_workflow
from openness.audit.models import Event
from openness.deadlines.calendar import Calendar
from openness.deadlines.models import Deadline
from openness.deadlines.rules import count
from openness.publication.models import PublicItem
from openness.workflow.problems import Refused
from tests.city import step

PEOPLE = ("drafter", "head", "secrecy", "legality", "reviewer", "colleague", "signer", "publisher", "two_hats")
HATS = {"drafter": "D", "head": "DH", "secrecy": "S", "legality": "L", "reviewer": "R", "colleague": "R", "signer": "G",
        "publisher": "P", "two_hats": "R"}      # two_hats also submits, as head
MOVES = {       # step: (from, to, hat): written from the decisions, not from the table
    "edit": ("draft returned", "draft", "D"), "to_unit": ("draft returned", "unit_review", "D"),
    "back_to_draft": ("unit_review", "draft", "H"), "submit": ("unit_review", "submitted", "H"),
    "claim": ("submitted", "in_review", "R"), "send_back": ("in_review", "returned", "R"),
    "approve": ("in_review", "approved", "R"), "sign": ("approved", "signed", "G"),
    "publish": ("signed", "published", "P"), "retain": ("signed", "retained", "P"),
    "withdraw": ("published", "withdrawn", "P"), "discard": ("draft returned", "discarded", "D"),
    "recall": ("submitted", "unit_review", "H"), "release": ("in_review", "submitted", "R"),
    "reopen": ("approved", "in_review", "R"), "decline": ("approved", "in_review", "G"),
    "review_secrecy": ("unit_review submitted in_review approved signed", None, "S"),
    "review_legality": ("unit_review submitted in_review approved signed", None, "L"),
}
AUTHORS, REVIEWS = ("edit", "to_unit", "submit"), {"review_secrecy": "s", "review_legality": "l"}


class Model:
    """What a clerk with pencil and paper would keep."""

    def __init__(self):
        self.status, self.text, self.disclosure, self.events = "draft", 0, "proactive", 1
        self.authors, self.reviewers, self.passed = {"drafter"}, set(), defaultdict(dict)
        self.approver = None

    def held(self):
        return {kind for kind, ok in self.passed[self.text, self.disclosure].items() if ok}

    def lacks_reviews(self):
        return {"s", "l"} - self.held() if self.disclosure == "proactive" else {"s"} - self.held()

    def allows(self, name, who, hats, accepts):
        source, _, hat = MOVES[name]
        if self.status not in source.split() or hat not in hats:
            return False
        if name in ("approve", "publish", "sign", *REVIEWS) and who in self.authors:
            return False
        if name == "submit":
            return accepts or not self.lacks_reviews()
        if name == "approve":
            return who not in self.reviewers and not self.lacks_reviews()
        if name == "reopen":
            return who == self.approver
        if name == "publish":
            return self.disclosure == "proactive" and not self.lacks_reviews()
        return self.disclosure != "proactive" if name == "retain" else True

    def take(self, name, who, passed, disclosure):
        self.events += 1
        self.status = MOVES[name][1] or self.status
        if name == "edit":
            self.text, self.disclosure = self.text + 1, disclosure
        if name == "approve":
            self.approver = who
        if name in AUTHORS:
            self.authors.add(who)
        if name in REVIEWS:
            self.reviewers.add(who)
            self.passed[self.text, self.disclosure][REVIEWS[name]] = passed


class DocumentMachine(RuleBasedStateMachine):
    city = None

    @initialize()
    def begin(self):
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.document, self.model = self.city.draft(), Model()

    def teardown(self):
        if hasattr(self, "atomic"):
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    def attempt(self, name, who, as_head, passed, disclosure, accepts):
        actor, hats = self.city.cast[self.city.environment.pk, who], HATS[who]
        if who == "two_hats" and as_head:
            actor, hats = self.city.second_hat, "DH"
        data = {"passed": passed, "note": "x", "code": "wrong", "accept": "no_secrecy no_legality" if accepts else ""}
        data |= {"edit": {"body": f"第{self.model.text + 1}稿", "disclosure": disclosure}}.get(name, {})
        expected = self.model.allows(name, who, hats, accepts)
        try:
            with transaction.atomic():
                step(self.document, name, actor, **data)
        except Refused as refused:
            assert not expected, (name, who, self.model.status, refused.codes)
            self.document.refresh_from_db()
        else:
            assert expected, (name, who, self.model.status)
            self.model.take(name, who, passed, disclosure)

    args = dict(who=st.sampled_from(PEOPLE), as_head=st.booleans(), passed=st.sampled_from([True, True, True, False]),
                disclosure=st.sampled_from(["proactive", "proactive", "on_request"]), accepts=st.booleans())

    @rule(name=st.sampled_from(sorted(MOVES)), **args)
    def anybody_tries_anything(self, name, **kwargs):
        self.attempt(name, **kwargs)

    @precondition(lambda self: hasattr(self, "model"))
    @rule(data=st.data(), **args)
    def somebody_able_tries_something_possible(self, data, who, **kwargs):
        possible = sorted(n for n, (source, *_) in MOVES.items() if self.model.status in source.split())
        if possible:
            name = data.draw(st.sampled_from(possible))
            able = [person for person in PEOPLE if MOVES[name][2] in HATS[person]]
            self.attempt(name, data.draw(st.sampled_from(able)), **kwargs)

    @precondition(lambda self: hasattr(self, "model"))
    @rule(data=st.data(), **args)
    def who_wears_two_hats_goes_on(self, data, who, as_head, passed, **kwargs):
        """The one person in whom four eyes could be two: whatever can be done now, he does."""
        hats = {name: MOVES[name][2] for name, (source, *_) in MOVES.items() if self.model.status in source.split()}
        able = sorted(name for name, hat in hats.items() if hat in "DHR" and name not in ("discard", "recall", "release", "back_to_draft"))
        for name in (name for name in REVIEWS if name in hats):
            self.attempt(name, {"review_secrecy": "secrecy", "review_legality": "legality"}[name], False, True, **kwargs)
        if able:
            name = data.draw(st.sampled_from(able))
            self.attempt(name, "two_hats", hats[name] in "DH", True, **kwargs)

    @precondition(lambda self: hasattr(self, "model"))
    @invariant()
    def table_and_paper_agree(self):
        document, model = Document.objects.get(pk=self.document.pk), self.model
        assert (document.status, document.disclosure) == (model.status, model.disclosure)
        assert document.digest == document.content_digest()
        assert Event.objects.of(document).count() == document.history.count() == model.events == document.version
        assert PublicItem.objects.current().exists() == (model.status == "published")
        clocks = set(Deadline.objects.of(document).open().values_list("key", flat=True))
        assert ("documents.review" in clocks) == (model.status in ("submitted", "in_review"))
        assert ("documents.publication" in clocks) == (model.status == "signed" and model.disclosure == "proactive")
        self.what_is_out_was_approved_by_another(document)
        self.limits_are_what_counting_again_gives(document)

    def what_is_out_was_approved_by_another(self, document):
        """I2: this very content, and nobody who wrote any round of it approved it or reviewed it."""
        if document.status != "published":
            return
        approval = Event.objects.of(document).filter(step="approve").last()
        authors = set(Event.objects.of(document).filter(step__in=("draft", *AUTHORS)).values_list("actor", flat=True))
        assert document.approved_digest == document.digest and approval.actor_id not in authors
        assert not authors & set(document.reviews.filter(digest=document.digest).values_list("reviewer", flat=True))

    def limits_are_what_counting_again_gives(self, document):
        """I11."""
        for clock in Deadline.objects.of(document).open():
            rests = [(pause.since, pause.until) for pause in clock.pauses.all()]
            calendar = Calendar(localdate(clock.started_at))
            assert (clock.due_at, clock.provisional) == count(clock.started_at, clock.rule, rests, calendar)


def run(city, examples, steps, **more):
    hats = city.person("两帽", city.environment, "reviewer")
    city.cast[city.environment.pk, "two_hats"] = hats
    DocumentMachine.city, city.second_hat = city, city.capacity(hats.user, city.environment, "unit_head")
    run_state_machine_as_test(DocumentMachine, settings=settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, database=None, suppress_health_check=list(HealthCheck), **more))


@pytest.mark.django_db
def test_the_table_behaves_like_the_paper(city):
    run(city, 20, 30)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.django_db
def test_the_table_behaves_like_the_paper_on_a_thousand_ways(city):
    run(city, 1000, 60)


@pytest.mark.django_db
def test_the_machine_sees_an_author_who_approves(city, monkeypatch):
    """The control run: with four eyes switched off the paper and the table part ways."""
    approve = document_workflow["approve"]
    blind = tuple(check for check in approve.checks if check is not checks.not_by_an_author)
    monkeypatch.setitem(document_workflow, "approve", replace(approve, checks=blind))
    with pytest.raises(AssertionError):
        run(city, 300, 40, phases=[Phase.generate], derandomize=True)     # the same ways on every machine
