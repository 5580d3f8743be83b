"""Real commits, real threads."""
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connections

from documents.models import Document
from openness.audit.models import Event
from openness.deadlines.models import Deadline, Reminder
from openness.deadlines.reminding import remind
from openness.notifications.models import Notification
from openness.publication.models import PublicItem
from openness.workflow import transitions
from openness.workflow.problems import Refused
from tests.city import at, step

pytestmark = pytest.mark.django_db(transaction=True)


def four_at_once(work, things):
    """Each thing is handed to four threads at the same moment."""
    barrier = Barrier(4, timeout=30)      # one that fails breaks it for all, and the test ends

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


# step: what may be tried at once from the same status, and who tries
RIVALS = {
    "claim": (("claim", "reviewer"), ("claim", "colleague")),
    "approve": (("approve", "reviewer"), ("send_back", "reviewer"), ("approve", "colleague"), ("send_back", "colleague")),
    "sign": (("sign", "signer"), ("decline", "signer"), ("reopen", "reviewer")),
    "publish": (("publish", "publisher"), ("publish", "colleague_publisher")),
}


def rival(city, name, stopped=Refused):
    """Four threads take turns with the rivals of a step; each answers 1 when its step was taken, 0 when it was stopped."""
    def work(pk, n):
        step_name, who = RIVALS[name][n % len(RIVALS[name])]
        try:
            step(Document.objects.get(pk=pk), step_name, city.who(city.environment, who), note="同时办理")
        except stopped:
            return 0
        return 1
    return work


def documents_before(city, name, number):
    city.cast.setdefault((city.environment.pk, "colleague_publisher"),
                         city.person("另一公开人员", city.environment, "publisher"))
    documents = [city.draft(city.environment) for _ in range(number)]
    for document in documents:
        if name == "claim":
            city.reviewed(document)
            step(document, "submit", city.who(city.environment, "head"))
            continue
        if name == "publish":
            city.signed(document)
            continue
        city.claimed(document)
        if name == "sign":
            step(document, "approve", city.who(city.environment, "reviewer"))
    return documents


def taken(name, since):
    """How often one of the rival steps stands on the trail of each document."""
    names = {step_name for step_name, _ in RIVALS[name]}
    return Counter(Event.objects.filter(step__in=names, pk__gt=since).values_list("subject_id", flat=True))


@pytest.mark.parametrize("name", RIVALS)
def test_four_at_once_have_one_winner(city, name):
    documents = documents_before(city, name, 12)
    since = Event.objects.order_by("-pk").first().pk
    results = four_at_once(rival(city, name), [document.pk for document in documents])
    assert taken(name, since) == {document.pk: 1 for document in documents}
    assert sum(map(sum, results)) == len(documents)
    assert PublicItem.objects.current().count() == (len(documents) if name == "publish" else 0)


def test_without_the_lock_doubles_appear(city, monkeypatch):
    documents = documents_before(city, "approve", 20)
    since = Event.objects.order_by("-pk").first().pk
    monkeypatch.setattr(transitions, "lock", lambda subject: subject.refresh_from_db())
    stopped = (Refused, IntegrityError)     # a second slip of one round is stopped by its constraint, lock or no lock
    four_at_once(rival(city, "approve", stopped), [document.pk for document in documents])
    assert max(taken("approve", since).values()) > 1, "the control run must show that the test can see doubles"


def test_four_workers_on_one_reminder_tell_each_recipient_once(city):
    [document] = documents_before(city, "approve", 1)
    Notification.objects.all().delete()
    deadline = Deadline.objects.of(document).get()
    told = four_at_once(lambda pk, n: remind(pk, now=at(2026, 4, 1, 9)), [deadline.pk])
    assert sorted(map(sum, told)) == [0, 0, 0, 3]
    assert Reminder.objects.count() == Notification.objects.count() == 3
    assert {r.recipient for r in Reminder.objects.all()} == {city.who(city.environment, n).user for n in ("reviewer", "colleague", "signer")}


def test_one_key_from_four_threads_makes_one_document(city):
    def work(_, n):
        document = Document(drafting_agency=city.environment, issuing_agency=city.environment)
        return transitions.perform(document, "draft", by=city.who(city.environment, "drafter"), now=at(2026, 3, 2),
                                   data={"title": "只此一件"}, key="same-form").pk
    answers = four_at_once(work, [None])
    assert Document.objects.count() == 1 and len({a for [a] in answers}) == 1
