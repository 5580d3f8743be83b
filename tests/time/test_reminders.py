"""T12 and T13: many limits at once, four workers, kills, two beats; and a scan that comes hours late."""
import random
import subprocess
import sys
import time
from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.utils import timezone

from documents.models import Document
from documents.rights import REVIEWERS
from openness.agencies.models import User
from openness.deadlines import reminding, tasks
from openness.deadlines.models import Deadline, Reminder
from openness.deadlines.reminding import remind
from openness.deadlines.tasks import send_reminders
from openness.notifications.models import Notification
from openness.rules.models import Rule
from tests.city import at, step
from tests.kernel.test_workers import kill, on_test_database

HOUR = timedelta(hours=1)


def clocks(city, many, window, begin):
    """Clocks in hours, whose first call (an hour before the limit) comes at random within the window."""
    first = city.draft(city.environment)
    city.claimed(first)
    Deadline.objects.all().delete()
    Notification.objects.all().delete()
    Rule.objects.filter(key="documents.review").update(to_on=date(2010, 1, 1))
    rule = Rule.objects.create(key="documents.review", value=2, unit="hours", clause="试验", from_on=date(2010, 1, 2))
    fields = {field.attname: getattr(first, field.attname) for field in Document._meta.concrete_fields if not field.primary_key
              and not field.generated}
    papers = Document.objects.bulk_create([Document(**fields) for _ in range(many)], batch_size=1000)
    kind, chance = ContentType.objects.get_for_model(Document), random.Random(12)
    due = {paper.pk: begin + timedelta(seconds=chance.random() * window) for paper in papers}
    Deadline.objects.bulk_create([Deadline(
        subject_type=kind, subject_id=pk, key=rule.key, rule=rule, agency=city.environment, right=REVIEWERS.right,
        started_at=moment - HOUR, due_at=moment + HOUR, next_reminder_at=moment) for pk, moment in due.items()], batch_size=1000)
    return due


def watch(due, until, *, each_second=lambda second: None):
    """{document: when its reminders were first seen committed}, until all are there."""
    seen, second, last = {}, 0, time.monotonic()
    while len(seen) < len(due):
        assert time.monotonic() - last < until, f"{len(due) - len(seen)} of {len(due)} clocks told nobody"
        now = timezone.now()
        rows = Reminder.objects.values_list("deadline__subject_id", flat=True).distinct()
        for pk in rows:
            seen.setdefault(pk, now)
        each_second(second)
        second += 1
        time.sleep(1)
    return seen


def each_told_once(due, recipients):
    told = Counter(Notification.objects.filter(key="deadline/documents.review").values_list("data__pk", "recipient"))
    assert set(told.values()) == {1} and told.keys() == {(pk, person) for pk in due for person in recipients}
    assert Reminder.objects.count() == len(told)
    assert not Deadline.objects.to_remind(timezone.now()).exists()


def delays(due, seen):
    late = sorted((seen[pk] - moment).total_seconds() for pk, moment in due.items())
    return late[len(late) // 2], late[int(len(late) * .99)], late[-1]


@pytest.mark.django_db(transaction=True)
def test_four_workers_one_killed_and_doubled_ticks_tell_each_person_once(city, start_worker, empty_broker):
    workers = [start_worker() for _ in range(4)]
    due = clocks(city, 300, 5, timezone.now() + timedelta(seconds=3))

    def tick(second):
        send_reminders.delay()
        send_reminders.delay()
        if second == 6:
            kill(random.Random(7).choice(workers))
    seen = watch(due, 60, each_second=tick)
    each_told_once(due, {city.who(city.environment, name).user.pk for name in ("reviewer", "colleague")})
    print("delay: median {:.1f} s, p99 {:.1f} s, most {:.1f} s".format(*delays(due, seen)))


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.django_db(transaction=True)
def test_ten_thousand_limits_in_ten_minutes_with_two_beats_and_a_kill_every_twenty_seconds(city, start_worker, empty_broker, tmp_path):
    workers = [start_worker() for _ in range(4)]
    due = clocks(city, 10_000, 600, timezone.now() + timedelta(seconds=20))
    beats = [subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "openness", "beat", "-s", str(tmp_path / f"beat{n}"), "--pidfile="],
        env=on_test_database(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True) for n in range(2)]
    chance = random.Random(12)

    def misfortune(second):
        if second and second % 20 == 0:
            victim = chance.choice(workers)
            kill(victim)
            workers[workers.index(victim)] = start_worker()
    try:
        seen = watch(due, 1000, each_second=misfortune)
    finally:
        for beat in beats:
            kill(beat)
    each_told_once(due, {city.who(city.environment, name).user.pk for name in ("reviewer", "colleague")})
    median, p99, most = delays(due, seen)
    print(f"10,000 limits: delay median {median:.1f} s, p99 {p99:.1f} s, most {most:.1f} s")
    assert p99 <= 60


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_ten_thousand_at_one_tick_are_told_by_four_workers_within_a_minute(city, start_worker, empty_broker):
    for _ in range(4):
        start_worker()
    due = clocks(city, 10_000, 0, timezone.now() + timedelta(seconds=15))
    time.sleep(max(0, (next(iter(due.values())) - timezone.now()).total_seconds()))
    send_reminders.delay()
    median, p99, most = delays(due, watch(due, 120))
    print(f"10,000 at once: median {median:.1f} s, p99 {p99:.1f} s, most {most:.1f} s")
    assert most <= 60


@pytest.mark.django_db
def test_without_the_ledger_doubles_appear(city, monkeypatch):
    """The control: what the tests above must be able to see."""
    due = clocks(city, 5, 0, timezone.now() - HOUR / 2)
    monkeypatch.setattr(reminding, "told_before", lambda deadlines: defaultdict(set))
    pks = list(Deadline.objects.values_list("pk", flat=True))
    remind(*pks, now=timezone.now())
    Deadline.objects.update(next_reminder_at=timezone.now() - HOUR / 2)         # as if the first had not been committed
    with pytest.raises(IntegrityError), transaction.atomic():                    # the database itself refuses a second row
        remind(*pks, now=timezone.now())
    Reminder.objects.all().delete()
    remind(*pks, now=timezone.now())
    with pytest.raises(AssertionError):
        each_told_once(due, set(Notification.objects.values_list("recipient", flat=True)))


@pytest.mark.django_db
def test_after_an_outage_the_first_scan_tells_and_says_that_it_is_late(city):
    """The beat was dead from before nine until eleven."""
    city.claimed(city.draft(city.environment))
    pks = list(Deadline.objects.values_list("pk", flat=True))
    assert remind(*pks, now=at(2026, 3, 6, 8, 59)) == 0 and remind(*pks, now=at(2026, 3, 6, 11)) == 2
    assert set(Reminder.objects.values_list("late", flat=True)) == {True}
    words = Notification.objects.filter(data__stage="lead").first().text()
    assert words.endswith("截止 2026-03-09 23:59（补发，迟于应告知的时间）")


@pytest.mark.django_db
@pytest.mark.parametrize("moment, late", [(at(2026, 3, 6, 9, 0, 30), False), (at(2026, 3, 6, 9, 2), False), (at(2026, 3, 6, 9, 2, 1), True)])
def test_two_minutes_are_not_late(city, moment, late):
    city.claimed(city.draft(city.environment))
    remind(*Deadline.objects.values_list("pk", flat=True), now=moment)
    assert set(Reminder.objects.values_list("late", flat=True)) == {late}


@pytest.mark.django_db
def test_what_was_overdue_before_its_clock_began_is_told_at_once_and_is_not_late(city):
    """A paper of 2017, registered today: the first that can be told is now."""
    document = city.draft(city.environment)
    city.claimed(document)
    step(document, "approve", city.who(city.environment, "reviewer"), now=at(2026, 3, 2, 15))
    step(document, "sign", city.who(city.environment, "signer"), now=at(2026, 3, 2, 16), dated_on="2017-05-08")
    assert remind(*Deadline.objects.values_list("pk", flat=True), now=at(2026, 3, 2, 16, 0, 29)) == 2
    assert set(Reminder.objects.values_list("late", flat=True)) == {False}


@pytest.mark.django_db
def test_one_clock_that_fails_holds_up_no_other(city, monkeypatch):
    due = clocks(city, 3, 0, timezone.now() - HOUR / 2)
    bad, give = Deadline.objects.first(), reminding.give_subjects

    def fail(deadlines):
        if any(deadline.pk == bad.pk for deadline in deadlines):
            raise ValueError("broken")
        give(deadlines)
    monkeypatch.setattr(reminding, "give_subjects", fail)
    tasks.remind_these(list(Deadline.objects.values_list("pk", flat=True)))
    assert set(Reminder.objects.values_list("deadline", flat=True)) == set(Deadline.objects.values_list("pk", flat=True)) - {bad.pk}
    assert len(due) == 3


@pytest.mark.django_db
def test_when_nobody_at_all_answers_who_looks_after_the_system_is_told(city):
    city.claimed(city.draft(city.environment))
    User.objects.update(is_active=False)
    root = User.objects.create(username="root", is_superuser=True, is_staff=True)
    assert remind(*Deadline.objects.values_list("pk", flat=True), now=at(2026, 3, 6, 9)) == 1
    notice = Notification.objects.get(recipient=root)
    assert "噪声" not in notice.text() and "即将到期" in notice.text()
