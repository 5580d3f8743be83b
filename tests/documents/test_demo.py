"""The demonstration papers: every state, a true history, clocks that are due around today whatever the day."""
from collections import defaultdict
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.timezone import localdate, localtime

from documents.choices import Status
from documents.demo import PAPERS, seed
from documents.demo.ways import WAYS, Almanac, diary
from documents.models import Document
from interpretation import demo as interpretation
from openness.agencies import demo
from openness.agencies.models import User
from openness.agencies.rights import rights_of
from openness.audit.models import Event
from openness.deadlines.calendar import Calendar, store_known_years
from openness.deadlines.models import CalendarYear, Deadline
from openness.publication.blocks import plain
from openness.rules import ships
from openness.rules.models import Rule
from tests.city import at

TUESDAY, SPRING_FESTIVAL, HOLIDAY_SUNDAY = at(2026, 11, 24, 10), at(2026, 2, 20, 3), at(2026, 10, 4, 12)
EARLY_JANUARY, YEAR_WITHOUT_CALENDAR = at(2026, 1, 5, 9, 30), at(2027, 1, 4, 8)
DESKS = (("office-reviewer", "documents.review"), ("office-publisher", "documents.publication"),
         ("env-reviewer", "documents.review"), ("env-publisher", "documents.publication"))


@pytest.fixture(autouse=True)
def figures(db):
    if not CalendarYear.objects.exists():       # a transactional test before this one truncated what migrations wrote
        store_known_years()
        ships.load(Rule)


def due_days(login, key):
    user = User.objects.get(username=login)
    return {localdate(row.due_at) for row in Deadline.objects.resting_on(rights_of(user)).filter(key=key)}


def check_the_story(now):
    assert set(Document.objects.values_list("status", flat=True)) == set(Status)
    assert 75 <= Document.objects.count() <= 110
    moments = defaultdict(list)
    for event in Event.objects.filter(subject_type__model="document").order_by("pk"):
        moments[event.subject_id].append(event.at)
    assert len(moments) == Document.objects.count()
    for each in moments.values():
        assert all(earlier < later for earlier, later in pairwise(each)) and each[-1] < now
    written = Event.objects.filter(subject_type__model="document").order_by("pk").values_list("at", flat=True)
    assert all(earlier <= later for earlier, later in pairwise(written))       # as the days ran


def check_the_clocks(now):
    today, calendar = localdate(now), Calendar(localdate(now))
    now_due = today if calendar.is_working(today) else calendar.step(today, 1)
    for login, key in DESKS:
        due = due_days(login, key)
        assert now_due in due and min(due) < today, (login, due)
    for login, key in DESKS[:2]:
        assert calendar.step(today, 1) in due_days(login, key)


def test_the_command_fills_an_empty_database_once(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: TUESDAY)
    call_command("seed_demo", verbosity=0)
    check_the_story(TUESDAY)
    check_the_clocks(TUESDAY)
    assert not Document.objects.filter(number__startswith="渝府办发〔2017〕").exists()
    assert not Document.objects.filter(title__contains="认真做好政务公开有关工作").exists()
    bodies = [plain(document.body) for document in Document.objects.filter(corrects=None)]
    assert len(set(bodies)) == len(bodies) and not any("{" in body for body in bodies)
    stand_in = Event.objects.exclude(acting_for=None).get(step="approve")
    assert (stand_in.actor.username, stand_in.acting_for.username) == ("office-drafter", "office-reviewer")

    before = Event.objects.count()
    call_command("seed_demo", verbosity=0)
    assert Event.objects.count() == before


@pytest.mark.slow
def test_it_is_seeded_in_a_year_without_calendar():
    city = demo.seed(YEAR_WITHOUT_CALENDAR)
    interpretation.prepare(city)        # policies do not pass without their interpretation
    seed(city, YEAR_WITHOUT_CALENDAR)
    check_the_story(YEAR_WITHOUT_CALENDAR)
    check_the_clocks(YEAR_WITHOUT_CALENDAR)


@pytest.mark.parametrize("now", [TUESDAY, SPRING_FESTIVAL, HOLIDAY_SUNDAY, EARLY_JANUARY, YEAR_WITHOUT_CALENDAR])
def test_every_diary_keeps_office_hours_and_ends_before_now(now):
    almanac = Almanac(now)
    for index, paper in enumerate(PAPERS):
        moments = [move.at for move in diary(paper, index, almanac)]
        assert all(earlier < later for earlier, later in pairwise(moments)), paper.title
        assert moments[-1] < now
        for moment in map(localtime, moments):
            assert almanac.days.is_working(moment.date())
            assert 9 <= moment.hour < 12 or 14 <= moment.hour < 19
    assert {paper.way for paper in PAPERS} == set(WAYS)


def test_a_correction_comes_after_what_it_corrects():
    almanac = Almanac(TUESDAY)
    diaries = [list(diary(paper, index, almanac)) for index, paper in enumerate(PAPERS)]
    first = {}
    for paper, moves in zip(PAPERS, diaries, strict=True):
        if paper.corrects:
            assert first[paper.corrects][-1].at < moves[0].at
        first.setdefault(paper.title, moves)


def test_it_refuses_outside_the_demonstration(settings):
    del settings.DEMO_ACCOUNTS
    with pytest.raises(CommandError, match="demo settings only"):
        call_command("seed_demo")
    assert not User.objects.exists()
