"""I11: a limit is a pure function of start, rule, pauses, extensions and calendar; and what each of them does to it."""
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils.timezone import localdate, localtime
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.deadlines import REVIEWING
from documents.models import Document
from openness.audit.models import Event
from openness.deadlines import clock
from openness.deadlines.calendar import Calendar
from openness.deadlines.explaining import days_of, segments_of
from openness.deadlines.models import Deadline
from openness.deadlines.reading import readings
from openness.deadlines.rules import Extend, count, counted_days
from openness.rules.models import Rule
from openness.workflow.problems import Refused
from tests.city import NOW, SHANGHAI, at, step

pytestmark = pytest.mark.django_db
UNITS = ("hours", "working_days", "calendar_days", "months")
moments = st.datetimes(at(2016, 1, 1).replace(tzinfo=None), at(2026, 8, 1).replace(tzinfo=None)).map(
    lambda moment: moment.replace(tzinfo=SHANGHAI))


@st.composite
def cases(draw):
    """A start, a rule, up to three pauses one after another, an extension; the last may reach into an unknown year."""
    start, unit = draw(moments), draw(st.sampled_from(UNITS))
    value = draw(st.integers(1, {"hours": 72, "months": 3}.get(unit, 60)))
    edges = sorted(draw(st.lists(st.timedeltas(timedelta(), timedelta(days=90)), max_size=6)))
    rests = [(start + since, start + until) for since, until in zip(edges[::2], edges[1::2], strict=False)]
    return start, SimpleNamespace(unit=unit, value=value), rests, draw(st.integers(0, 40 if unit != "months" else 2))


def test_a_limit_is_a_pure_function(city):
    calendar = Calendar(date(2016, 1, 1), date(2026, 12, 31))

    @settings(max_examples=300, deadline=None)
    @given(cases(), st.randoms())
    def holds(case, chance):
        start, rule, rests, extra = case
        limit, provisional = count(start, rule, rests, calendar, extra)
        shuffled = chance.sample(rests, len(rests))
        again = Calendar(localdate(start), localdate(limit))        # what schedule() reads
        assert (limit, provisional) == count(start, rule, shuffled, calendar, extra) == count(start, rule, rests, again, extra)
        assert limit > start
        without = count(start, rule, rests[:-1], calendar, extra)[0]
        assert limit >= without, "a pause never brings a limit forward"
        later = count(start + timedelta(days=1), rule, [], calendar, extra)[0]
        assert count(start, rule, [], calendar, extra)[0] <= later

    holds()


def test_an_extension_adds_exactly_its_days_after_those_that_were_counted(city):
    calendar = Calendar(date(2016, 1, 1), date(2026, 12, 31))

    @settings(max_examples=200, deadline=None)
    @given(moments, st.integers(1, 40), st.integers(1, 40))
    def holds(start, value, extra):
        rule = SimpleNamespace(unit="working_days", value=value)
        before, after = (counted_days(start, rule, [], calendar, more) for more in (0, extra))
        assert after[:value] == before and len(after) == value + extra
        assert calendar.working_days(before[-1], after[-1]) == extra

    holds()


def test_the_row_says_what_the_events_say_however_often_it_is_counted(city):
    """Pause, resume, extend, pause again: scheduling a clock once more changes nothing."""
    document = city.draft(city.environment)
    city.claimed(document)
    extend = allow(city, 20)
    clock.pause_clock(document, REVIEWING, now=at(2026, 3, 4, 9), cause="补正")
    clock.resume_clock(document, REVIEWING, now=at(2026, 3, 11, 9))
    clock.extend_clock(document, extend, now=at(2026, 3, 12, 9), cause="情况复杂")
    clock.pause_clock(document, REVIEWING, now=at(2026, 3, 13, 9), cause="征求第三方意见")
    clock.resume_clock(document, REVIEWING, now=at(2026, 3, 20, 9))
    deadline = Deadline.objects.of(document).get()
    first = deadline.due_at, deadline.provisional
    for later in (at(2026, 3, 21), at(2026, 6, 1), at(2027, 1, 1)):
        clock.schedule(deadline, later)
        assert (deadline.due_at, deadline.provisional) == first
    # 3 and 4 March; 12 and 13 March; then 21 more from Monday 23 March, the holiday of 6 April left out
    assert localtime(deadline.due_at).date() == date(2026, 4, 21)
    days = days_of(deadline, at(2026, 3, 21))
    assert [day.date.day for day in days if day.nature == "paused" and day.date.weekday() < 5] == [5, 6, 9, 10, 11, 16, 17, 18, 19, 20]
    assert {day.cause for day in days} == {"", "补正", "征求第三方意见"} and days[-1].n == 25
    assert [(each.kind, each.cause) for each in segments_of(deadline)] == [
        ("running", ""), ("paused", "补正"), ("running", ""), ("extended", "情况复杂"), ("paused", "征求第三方意见"), ("running", "")]


def allow(city, days, key="test.extension"):
    Rule.objects.create(key=key, value=days, unit="working_days", clause="试验依据", from_on=date(2010, 1, 1))
    return Extend(rule=REVIEWING, figure=key)


def test_a_step_extends_once_by_what_is_allowed_and_is_refused_after(city, monkeypatch):
    extend = allow(city, 20)
    monkeypatch.setitem(Document.workflow, "comment", replace(Document.workflow["comment"], extends=(extend,)))
    document, reviewer = city.draft(city.environment), city.who(city.environment, "reviewer")
    city.claimed(document)
    step(document, "comment", reviewer, note="案情复杂")
    deadline = Deadline.objects.of(document).get()
    [extension] = deadline.extensions.all()
    assert (extension.length, extension.cause, extension.by, extension.at) == (20, "案情复杂", reviewer.user, NOW)
    assert Calendar(NOW.date()).working_days(date(2026, 3, 9), localdate(deadline.due_at)) == 20
    events = Event.objects.count()
    with pytest.raises(Refused) as refused:
        step(document, "comment", reviewer, note="再延")
    assert refused.value.codes == {"extension"} and Event.objects.count() == events
    assert deadline.extensions.count() == 1


def test_what_stands_against_an_extension_is_said_in_a_sentence(city):
    document, extend = city.draft(city.environment), allow(city, 20)
    assert [*clock.against_extending(document, extend)] == ["没有正在计时的“审核”，不能延期"]
    city.claimed(document)
    assert [*clock.against_extending(document, extend)] == []
    assert [*clock.against_extending(document, extend, length=21)] == ["延期最长 20 个工作日（试验依据）"]
    assert [*clock.against_extending(document, Extend(rule=REVIEWING, figure="no.such"))] == ["没有规定可以延期"]


def test_a_clock_that_rested_for_years_is_counted_by_the_calendar_of_the_day_it_resumes(city):
    """Resumed before National Day of 2025: that week is off, though the clock began in 2017."""
    document = city.draft(city.environment)
    city.claimed(document, now=at(2017, 3, 6, 9))
    clock.pause_clock(document, REVIEWING, now=at(2017, 3, 6, 10), cause="补正")
    clock.resume_clock(document, REVIEWING, now=at(2025, 9, 29, 9))
    assert localtime(Deadline.objects.of(document).get().due_at).date() == date(2025, 10, 13)


def test_the_cause_of_a_pause_is_kept_in_the_offices_language_and_shown_in_the_readers(city, monkeypatch):
    monkeypatch.setitem(Document.workflow, "comment", replace(Document.workflow["comment"], pauses=(REVIEWING,)))
    document = city.draft(city.environment)
    city.claimed(document)
    with override("en"):
        step(document, "comment", city.who(city.environment, "reviewer"), note="请补正")
        label = str(Document.workflow["comment"].label)
    with override("zh-hans"):
        kept = str(Document.workflow["comment"].label)
    deadline = Deadline.objects.of(document).get()
    assert deadline.pauses.get().cause == kept != label
    with override("en"):
        assert label in readings([deadline], NOW)[deadline.pk].text
