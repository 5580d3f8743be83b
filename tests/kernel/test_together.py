"""Real commits, real threads."""
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from documents.models import Document
from openness.audit.models import Event
from openness.deadlines import clock
from openness.deadlines.models import Deadline, Reminder
from openness.notifications.models import Notification
from openness.workflow import transitions
from openness.workflow.problems import Refused
from tests.city import at, step

pytestmark = pytest.mark.django_db(transaction=True)


def four_at_once(work, things):
    """Each thing is handed to four threads at the same moment."""
    barrier = Barrier(4)

    def run(n):
        try:
            results = []
            for thing in things:
                barrier.wait()
                results.append(work(thing, n))
            return results
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(run, range(4)))


def decide(city):
    reviewers = [city.who(city.environment, "reviewer"), city.who(city.environment, "colleague")]

    def work(pk, n):
        try:
            step(Document.objects.get(pk=pk), "approve" if n % 2 else "send_back", reviewers[n // 2])
        except Refused:
            return 0
        return 1
    return work


def decisions(documents):
    events = Event.objects.filter(step__in=["approve", "send_back"]).values_list("subject_id", flat=True)
    return Counter(events), {document.pk for document in documents}


def claimed_documents(city, n):
    documents = [city.draft(city.environment) for _ in range(n)]
    for document in documents:
        city.claimed(document)
    return documents


def test_four_threads_decide_fifty_documents_one_winner_each(city):
    documents = claimed_documents(city, 50)
    results = four_at_once(decide(city), [document.pk for document in documents])
    counted, all_of_them = decisions(documents)
    assert set(counted) == all_of_them and set(counted.values()) == {1}
    assert sum(map(sum, results)) == 50


def test_without_the_lock_doubles_appear(city, monkeypatch):
    documents = claimed_documents(city, 20)
    monkeypatch.setattr(transitions, "lock", lambda subject: subject.refresh_from_db())
    four_at_once(decide(city), [document.pk for document in documents])
    counted, _ = decisions(documents)
    assert max(counted.values()) > 1, "the control run must show that the test can see doubles"


def test_four_workers_on_one_reminder_tell_each_recipient_once(city):
    [document] = claimed_documents(city, 1)
    Notification.objects.all().delete()
    deadline = Deadline.objects.of(document).get()
    told = four_at_once(lambda pk, n: clock.remind(pk, now=at(2026, 4, 1, 9)), [deadline.pk])
    assert sorted(map(sum, told)) == [0, 0, 0, 2]
    assert Reminder.objects.count() == Notification.objects.count() == 2
    assert {r.recipient for r in Reminder.objects.all()} == {city.who(city.environment, n).user for n in ("reviewer", "colleague")}


def test_one_key_from_four_threads_makes_one_document(city):
    def work(_, n):
        document = Document(drafting_agency=city.environment, issuing_agency=city.environment)
        return transitions.perform(document, "draft", by=city.who(city.environment, "drafter"), now=at(2026, 3, 2),
                                   data={"title": "只此一件"}, key="same-form").pk
    answers = four_at_once(work, [None])
    assert Document.objects.count() == 1 and len({a for [a] in answers}) == 1
