from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils.timezone import localtime

from openness.audit.models import Event
from openness.deadlines import clock, tasks
from openness.deadlines.calendar import Calendar
from openness.deadlines.explaining import days_of
from openness.deadlines.loading import load_year
from openness.deadlines.models import CalendarYear, Deadline, SpecialDay
from openness.deadlines.reminding import remind
from openness.deadlines.rules import RULES, count
from openness.notifications.models import Notification
from openness.rules.models import Rule
from tests.city import NOW, at, step

pytestmark = pytest.mark.django_db


def told(now):
    """Run the scan at a moment; who was told what since."""
    before = set(Notification.objects.values_list("pk", flat=True))
    for pk in Deadline.objects.to_remind(now).order_by("pk").values_list("pk", flat=True):
        remind(pk, now=now)
    return sorted((n.recipient.name, n.key.removeprefix("deadline/"), n.data["stage"])
                  for n in Notification.objects.exclude(pk__in=before))


def whole_year(year):
    """A made-up list that is long enough: National Day week and some days of May off."""
    days = [date(year, 10, n) for n in range(1, 12)] + [date(year, 5, n) for n in range(1, 8)]
    return {day: False for day in days if day.weekday() < 5}


def clocks(subject):
    return {d.key.partition(".")[2]: localtime(d.due_at) for d in Deadline.objects.of(subject).open()}


@pytest.mark.parametrize("start, days, due", [   # the rule book's vectors, §12
    ((2017, 5, 8), 20, (2017, 6, 6)), ((2017, 9, 15), 15, (2017, 10, 12)), ((2024, 1, 29), 20, (2024, 2, 29)),
    ((2024, 2, 5), 7, (2024, 2, 20)), ((2025, 1, 20), 20, (2025, 2, 21)), ((2025, 9, 19), 20, (2025, 10, 23)),
    ((2025, 9, 28), 20, (2025, 10, 31)), ((2026, 2, 9), 20, (2026, 3, 13)), ((2026, 2, 12), 15, (2026, 3, 11)),
    ((2026, 4, 24), 7, (2026, 5, 8)), ((2026, 9, 18), 20, (2026, 10, 22)), ((2026, 9, 18), 40, (2026, 11, 19)),
])
def test_working_days(city, start, days, due):
    rule = SimpleNamespace(unit="working_days", value=days)
    limit, provisional = count(at(*start, 23, 59), rule, [], Calendar(date(*start)))
    assert localtime(limit).date() == date(*due) and not provisional


def test_review_clock_reminds_reviewers_and_not_drafters_at_nine(city):
    document = city.draft(city.environment, city.office)
    city.claimed(document)                                       # Monday 2 March 2026, five working days
    assert clocks(document)["review"].date() == date(2026, 3, 9)
    assert told(at(2026, 3, 6, 8, 59)) == []
    assert told(at(2026, 3, 6, 9)) == [("市政府办公厅colleague", "documents.review", "lead"),
                                       ("市政府办公厅reviewer", "documents.review", "lead")]
    assert told(at(2026, 3, 6, 9)) == told(at(2026, 3, 9, 23, 59)) == []
    assert {stage for *_, stage in told(at(2026, 3, 10, 9))} == {"overdue"}
    step(document, "send_back", city.who(city.office, "reviewer"), now=at(2026, 3, 10, 10), note="请修改")
    assert clocks(document) == {} and told(at(2026, 4, 1, 9)) == []


def test_publication_limit_runs_from_the_date_of_the_document(city):
    document = city.draft(city.environment)
    city.claimed(document)
    step(document, "approve", city.who(city.environment, "reviewer"))
    step(document, "sign", city.who(city.environment, "signer"), now=at(2026, 3, 2, 16), dated_on="2026-02-09")
    deadline = Deadline.objects.of(document).open().get()
    assert localtime(deadline.due_at).date() == date(2026, 3, 13) and "711" in deadline.rule.clause
    assert told(at(2026, 3, 6, 9)) == [("市环境局publisher", "documents.publication", "lead")]
    assert {(who, stage) for who, _, stage in told(at(2026, 3, 16, 9))} == {
        ("市环境局publisher", "overdue"), ("市环境局signer", "escalated")}


def test_leads_skip_holidays_and_work_on_make_up_days(city):
    """Five working days before Friday 16 October 2026: the Saturday worked in exchange counts, National Day does not."""
    calendar = Calendar(date(2026, 10, 1))
    assert calendar.step(date(2026, 10, 16), -5) == date(2026, 10, 10)
    assert calendar.step(date(2026, 10, 10), -3) == date(2026, 9, 30)


def test_after_forty_days_of_silence_one_notice_each(city):
    city.claimed(city.draft(city.environment))
    assert sorted(stage for *_, stage in told(NOW + timedelta(days=40))) == ["escalated", "overdue", "overdue"]
    assert told(NOW + timedelta(days=41)) == []


def test_a_paused_clock_is_silent_and_its_days_do_not_count(city):
    document = city.draft(city.environment)
    city.claimed(document)
    from documents.deadlines import REVIEWING
    clock.pause_clock(document, REVIEWING, now=at(2026, 3, 6, 9), cause="补正")      # Friday, day four, still counts
    assert told(at(2026, 3, 20, 9)) == []
    clock.resume_clock(document, REVIEWING, now=at(2026, 3, 14, 9))                  # Saturday; counting starts after it
    assert clocks(document)["review"].date() == date(2026, 3, 16)
    assert {stage for *_, stage in told(at(2026, 3, 14, 9, 1))} == {"lead"}          # its moment passed in the pause


def test_a_year_without_calendar_is_provisional_and_recounted_when_loaded(city):
    document = city.draft(city.environment)
    city.claimed(document, now=at(2026, 12, 14, 9))
    step(document, "approve", city.who(city.environment, "reviewer"), now=at(2026, 12, 15, 9))
    step(document, "sign", city.who(city.environment, "signer"), now=at(2026, 12, 15, 9), dated_on="2026-12-15")
    deadline = Deadline.objects.of(document).open().get()
    weekdays_only = date(2027, 1, 12)
    assert deadline.provisional and localtime(deadline.due_at).date() < weekdays_only
    days = whole_year(2027) | {date(2027, 1, 1): False, date(2027, 1, 3): True}
    load_year(2027, days, by=city.who(city.office, "registrar"), now=at(2026, 12, 20, 9), notice="国办发明电〔2026〕x号")
    deadline.refresh_from_db()
    assert not deadline.provisional and localtime(deadline.due_at).date() == date(2027, 1, 12)
    event = Event.objects.of(document).last()
    assert (event.step, event.before, event.after) == ("recount", "2027-01-08", "2027-01-12")
    notice = Notification.objects.filter(key="deadline/documents.publication").get()
    assert notice.recipient == city.who(city.environment, "publisher").user and "2027-01-12" in notice.text()
    assert CalendarYear.objects.filter(year=2027).exists() and SpecialDay.objects.filter(date__year=2027).count() == len(days)


def test_a_limit_that_moved_is_announced_afresh(city):
    city.claimed(city.draft(city.environment))
    assert {stage for *_, stage in told(at(2026, 3, 6, 9))} == {"lead"}
    load_year(2026, whole_year(2026) | {date(2026, 3, 5): False}, by=city.who(city.office, "registrar"), now=at(2026, 3, 6, 10), notice="改")
    assert len(told(at(2026, 3, 9, 9))) == 2 and told(at(2026, 3, 9, 10)) == []


def test_what_rests_on_me(city):
    from openness.agencies.rights import rights_of
    city.claimed(city.draft(city.environment, city.office))
    mine = Deadline.objects.resting_on(rights_of(city.who(city.office, "reviewer").user))
    assert mine.get().key == "documents.review"
    assert not Deadline.objects.resting_on(rights_of(city.who(city.environment, "drafter").user)).exists()


def test_the_celery_tick_finds_what_is_due_and_the_notice_is_worded_when_read(city, monkeypatch):
    city.claimed(city.draft(city.environment, city.office))          # long overdue by the clock on the wall
    Notification.objects.all().delete()
    monkeypatch.setattr(tasks.remind_these, "delay", tasks.remind_these)
    tasks.send_reminders()
    tasks.send_reminders()
    first, second = Notification.objects.filter(data__stage="overdue")
    assert Notification.objects.filter(data__stage="escalated").get().recipient == city.who(city.office, "signer").user
    assert first.data == {"model": "documents.document", "pk": 1, "stage": "overdue", "due": "2026-03-09 23:59+08:00",
                          "provisional": False, "late": True} | {"pk": first.data["pk"]}
    assert first.text() == f"公文第 {first.data['pk']} 号：审核已逾期，截止 2026-03-09 23:59（补发，迟于应告知的时间）"


def test_every_clock_has_a_figure_today_and_none_before_there_was_a_regulation(city):
    assert {key for key, rule in RULES.items() if not Rule.objects.in_force(NOW.date()).filter(key=key).exists()} == {"interpretation.later"}
    document = city.draft(city.environment)
    city.claimed(document)
    step(document, "approve", city.who(city.environment, "reviewer"))
    step(document, "sign", city.who(city.environment, "signer"), dated_on="1998-07-01", number="渝环发〔1998〕3号", accept="no_limit")
    assert clocks(document) == {}


def test_each_round_has_a_clock_of_its_own_and_a_step_tells_the_others(city):
    document, head = city.draft(city.environment, city.office), city.who(city.environment, "head")
    city.claimed(document)
    step(document, "send_back", city.who(city.office, "reviewer"), now=at(2026, 3, 3, 9), note="请修改")
    step(document, "to_unit", head, now=at(2026, 3, 10, 9))
    assert not Notification.objects.filter(key="step/documents.to_unit", recipient=head.user).filter(at=at(2026, 3, 10, 9))
    step(document, "submit", head, now=at(2026, 3, 10, 9))
    assert clocks(document)["review"].date() == date(2026, 3, 17) and document.round == 2
    notices = Notification.objects.filter(key="step/documents.submit")
    assert {n.recipient for n in notices} == {city.who(city.office, name).user for name in ("reviewer", "colleague")}
    assert notices.count() == 4 and notices.first().text().endswith("已报送")


def test_signing_without_a_date_takes_the_day_of_the_step(city):
    document = city.draft()
    city.claimed(document, now=at(2018, 3, 2, 23))
    step(document, "approve", city.who(city.environment, "reviewer"), now=at(2018, 3, 2, 23))
    step(document, "sign", city.who(city.environment, "signer"), now=at(2018, 3, 2, 23, 30))
    assert (document.dated_on, document.number) == (date(2018, 3, 2), "渝环发〔2018〕1号")


def test_hour_clocks_run_through_night_and_holiday_to_the_minute(city):
    """民法典 第二百零一条第二款: found on Friday 30 April 2021 at 17:30, a holiday begins at midnight."""
    start = at(2021, 4, 30, 17, 30)
    for hours, due in ((5, at(2021, 4, 30, 22, 30)), (24, at(2021, 5, 1, 17, 30)), (48, at(2021, 5, 2, 17, 30))):
        assert count(start, SimpleNamespace(unit="hours", value=hours), [], None) == (due, False)


def test_every_day_of_2017_to_2026_is_what_a_second_source_says(city):
    import holidays
    china, calendar = holidays.country_holidays("CN", years=range(2016, 2028)), Calendar(date(2017, 1, 1), date(2026, 12, 31))
    days = [date(2017, 1, 1) + timedelta(days=n) for n in range((date(2026, 12, 31) - date(2017, 1, 1)).days + 1)]
    assert [day for day in days if calendar.is_working(day) != china.is_working_day(day)] == []


@pytest.mark.parametrize("start", [date(2026, 12, day) for day in range(20, 32)])
def test_a_later_start_is_never_due_earlier_where_the_next_year_is_unknown(city, start):
    rule = SimpleNamespace(unit="working_days", value=5)
    limits = [count(at(2026, 12, day.day, 9), rule, [], Calendar(day))[0] for day in (start - timedelta(days=1), start)]
    assert limits[0] <= limits[1]


def test_acknowledging_ends_the_rounds_so_far_and_later_stages_still_come(city):
    document = city.draft(city.environment)
    city.claimed(document)                                                           # due Monday 9 March
    assert {stage for *_, stage in told(at(2026, 3, 10, 9))} == {"overdue"}
    assert len(told(at(2026, 3, 11, 9))) == 2                                        # the second round
    reviewer = city.who(city.environment, "reviewer")
    clock.acknowledge(Deadline.objects.of(document).get(), by=reviewer, now=at(2026, 3, 11, 10))
    assert told(at(2026, 3, 11, 23)) == []
    assert told(at(2026, 3, 12, 9)) == [("市环境局signer", "documents.review", "escalated")] and told(at(2026, 3, 20, 9)) == []
    assert Event.objects.of(document).last().step == "acknowledge"


def test_when_nobody_holds_the_right_the_supervising_office_is_told(city):
    watcher = city.person("督察", city.office, "supervisor")
    document = city.draft(city.environment)
    city.claimed(document)
    for name in ("reviewer", "colleague"):
        user = city.who(city.environment, name).user
        user.is_active = False
        user.save()
    assert told(at(2026, 3, 6, 9)) == [(watcher.user.name, "documents.review", "lead")]


@pytest.mark.parametrize("now, kind, text", [
    (at(2026, 3, 2, 10), "ok", "剩 5 个工作日"), (at(2026, 3, 4, 10), "soon", "剩 3 个工作日"),
    (at(2026, 3, 9, 23, 59), "today", "今天到期"), (at(2026, 3, 10, 0, 1), "over", "逾期 1 个工作日"),
    (at(2026, 3, 14, 9), "over", "逾期 4 个工作日"),
])
def test_what_is_left_is_said_in_working_days_with_the_date(city, now, kind, text):
    from openness.deadlines.reading import readings
    document = city.draft(city.environment)
    city.claimed(document)
    deadline = Deadline.objects.of(document).get()
    reading = readings([deadline], now)[deadline.pk]
    assert (reading.kind, reading.text, reading.date) == (kind, text, "3月9日 星期一")


def test_how_a_limit_was_counted_can_be_shown_day_by_day(city):
    document = city.draft(city.environment)
    city.claimed(document, now=at(2026, 2, 12, 10))          # before the Spring Festival; 14 and 28 February are worked
    deadline = Deadline.objects.of(document).get()
    days = [day for day in days_of(deadline, at(2026, 2, 12, 11)) if day.n]
    assert [(f"{day.date:%m-%d}", day.nature) for day in days] == [
        ("02-13", "counted"), ("02-14", "swapped"), ("02-24", "counted"), ("02-25", "counted"), ("02-26", "counted")]
    assert localtime(deadline.due_at).date() == days[-1].date
