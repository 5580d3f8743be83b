"""R29: several rounds, before, with and during execution; each has its day, and its clock."""
from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client

from interpretation.models import Plan, Round
from interpretation.views.following import rounds_of
from openness.deadlines.models import Deadline, Reminder
from openness.deadlines.reminding import remind
from openness.workflow.problems import Refused
from openness.workflow.transitions import perform
from tests.city import NOW, SHANGHAI, at, step
from tests.interpretation.following import arrange, author, refused, running
from tests.interpretation.making import plan

pytestmark = pytest.mark.django_db
# 国务院办公厅关于2026年部分节假日安排: what is no working day in the weeks of these tests, and what is one on a weekend
OFF = {date(2026, 2, d) for d in range(15, 24)} | {date(2026, 4, d) for d in (4, 5, 6)} | {date(2026, 5, d) for d in range(1, 6)}
ON = {date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9)}


def works(day):
    return day in ON or day not in OFF and day.weekday() < 5


def later(day, n):
    while n:
        day += timedelta(days=1)
        n -= works(day)
    return day


def earlier(day, n):
    while n:
        day -= timedelta(days=1)
        n -= works(day)
    return day


def clock(case):
    return Deadline.objects.of(case).open().get()


def test_a_round_is_late_one_working_day_after_its_day_by_a_count_of_our_own(city):
    of, since = plan(city, city.draft(city.environment, city.office, is_policy=True)), date(2026, 2, 10)
    for day in (since + timedelta(days=n) for n in (*range(16), 52, 53, 54, 79, 80, 87, 88)):
        due = clock(arrange(city, of, due_on=f"{day:%F}", accept="past")).due_at.astimezone(SHANGHAI)
        assert (due.date(), due.time()) == (later(day, 1), time(23, 59, 59)), day


def test_its_people_are_told_three_working_days_before_on_the_day_and_when_it_is_over(city):
    of = plan(city, city.draft(city.environment, city.office, is_policy=True))
    made = arrange(city, of, due_on="2026-04-03")
    limit = later(date(2026, 4, 3), 1)
    told = {}
    for moment in (earlier(limit, 3), limit, later(limit, 1), later(limit, 2), later(limit, 3)):
        now = datetime.combine(moment, time(9), SHANGHAI)
        remind(clock(made).pk, now=now - timedelta(minutes=1))
        before = Reminder.objects.count()
        remind(clock(made).pk, now=now)
        told[moment] = Reminder.objects.count() > before
    assert all(told.values())
    stages = list(Reminder.objects.order_by("pk").values_list("stage", "recipient__name"))
    assert {name for stage, name in stages if stage == "lead"} == {"市环境局drafter", "市环境局head", "市环境局discloser"}
    assert {name for stage, name in stages if stage == "escalated"} == {"市环境局head"}


def test_a_moved_day_moves_the_clock_and_other_changes_leave_it(city, of):
    made = arrange(city, of)
    first = clock(made)
    step(made, "change", author(city), points="说清楚罚则")
    assert clock(made) == first
    step(made, "change", author(city), due_on="2026-03-20")
    assert clock(made) != first and clock(made).due_at.astimezone(SHANGHAI).date() == later(date(2026, 3, 20), 1)
    assert Deadline.objects.of(made).count() == 2


def test_a_round_is_held_with_what_was_said_or_called_off_with_a_reason(city, of):
    held, called_off = arrange(city, of), arrange(city, of, form="press")
    today = {"held_on": "2026-03-02"}
    assert "请选择这一轮的解读材料、填写链接，或者写明解读了什么" in refused(step, held, "hold", author(city), **today)
    assert "2026-03-03 还没有到" in refused(step, held, "hold", author(city), held_on="2026-03-03", said="讲了罚则")
    assert "解读日期" in refused(step, held, "hold", author(city), said="讲了罚则")
    step(held, "hold", author(city), **today, said="讲了罚则", material=of.materials.get().pk)
    assert (held.status, held.material.title) == ("held", "为什么要管")
    assert "理由" in refused(step, called_off, "cancel", author(city))
    step(called_off, "cancel", author(city), note="改为书面解读")
    assert called_off.cancelled_because == "改为书面解读"
    assert not Deadline.objects.of(held).open().exists() and not Deadline.objects.of(called_off).open().exists()
    assert "现为“已解读”" in refused(step, held, "hold", author(city), **today, said="再讲")


def test_a_day_before_today_is_asked_about_and_a_day_in_the_wrong_century_refused(city, of):
    with pytest.raises(Refused) as caught:
        arrange(city, of, due_on="2026-03-01")
    assert caught.value.may_be_accepted and "2026-03-01 早于今天" in str(caught.value)
    assert arrange(city, of, due_on="2026-03-01", accept="past").is_late(NOW)
    assert "请核对年份" in refused(arrange, city, of, due_on="0226-03-10")
    assert "解读人" in refused(arrange, city, of, interpreters="")


def test_nothing_is_arranged_where_nothing_is_interpreted(city, of):
    ended, document = of, city.draft(city.environment, city.office, is_policy=True, title="关于另一件事的通知")
    of = plan(city, document)
    waiting = arrange(city, of)
    step(of, "ask_exemption", author(city), note="不涉及公众")
    city.reviewed(document)
    step(document, "submit", city.who(city.environment, "head"), accept="no_interpretation")
    office = city.who(city.office, "reviewer")
    step(of, "grant", office)
    assert "解读方案现为“免予解读”，不能安排解读" in refused(arrange, city, Plan.objects.get(pk=of.pk))
    assert not Deadline.objects.of(waiting).open().exists()
    step(of, "revoke", office, note="有疑问")
    assert Deadline.objects.of(waiting).open().count() == 1
    arrange(city, ended)
    step(ended.document, "withdraw", city.who(city.office, "publisher"), note="误发")
    assert "解读方案现为“已终止”" in refused(arrange, city, Plan.objects.get(pk=ended.pk))
    assert Deadline.objects.filter(key="interpretation.round").open().count() == 1
    assert list(Round.objects.planned()) == [waiting]


def test_the_clocks_go_with_the_plan_to_whoever_interprets_from_now_on(city):
    of = running(city, joint=[city.health.pk])
    made = arrange(city, of)
    before = {row.key: row.due_at for row in Deadline.objects.open().filter(agency=city.environment, key__startswith="interpretation.")}
    step(of, "change_agency", author(city), agency=city.health.pk, note="主要内容属其职责")
    after = {row.key: row.due_at for row in Deadline.objects.open().filter(agency=city.health, key__startswith="interpretation.")}
    assert before == after and set(after) == {"interpretation.round", "interpretation.evaluation"}
    step(Round.objects.get(pk=made.pk), "hold", city.who(city.health, "drafter"), held_on="2026-03-02", said="讲了")


def test_only_who_interprets_arranges_and_strangers_see_nothing(city, of):
    assert "没有这项权限" in refused(arrange, city, of, by=city.who(city.commerce, "drafter"))
    assert "没有这项权限" in refused(arrange, city, of, by=city.who(city.office, "reviewer"))
    made = arrange(city, of)
    assert [Round.objects.visible_to(city.who(agency, name).user).exists() for agency, name in (
        (city.environment, "drafter"), (city.office, "reviewer"), (city.commerce, "drafter"), (city.health, "head"))] == [True, True, False, False]
    client = Client()
    client.force_login(city.who(city.commerce, "head").user)
    assert {client.get(f"{made.get_absolute_url()}{rest}").status_code for rest in ("", "hold/")} == {404}


def test_the_form_sent_twice_makes_one_round_and_the_page_of_the_plan_groups_them(city, of):
    client = Client()
    client.force_login(author(city).user)
    sent = {"stage": "during", "form": "interview", "due_on": "2099-03-10", "interpreters": "张某", "role": "expert", "key": "k1", "shown": ""}
    address = f"/desk/plans/{of.pk}/rounds/new/"
    assert client.get(address).status_code == 200
    assert [client.post(address, sent).status_code for _ in range(2)] == [302, 302]
    made = Round.objects.get()
    arrange(city, of, stage="with")
    found = rounds_of(of, author(city).user, at(2099, 3, 20))
    assert [(label, len(rows)) for label, rows in found["stages"]] == [("公开时", 1), ("执行中", 1)] and found["held"] == 0
    assert found["stages"][1][1][0]["late"]
    answer = client.get(made.get_absolute_url())
    assert answer.status_code == 200 and "登记已解读" in answer.text
    assert client.post(address, sent | {"key": "k2", "due_on": ""}).status_code == 409
    assert client.get(f"{made.get_absolute_url()}change/").text.count('data-autosave=') == 1


def test_a_stale_change_overwrites_nothing(city, of):
    made = arrange(city, of)
    seen = made.version
    step(made, "change", author(city), points="先改的")
    with pytest.raises(Refused):
        perform(Round.objects.get(), "change", by=city.who(city.environment, "head"), now=NOW, data={"points": "后改的"}, version=seen)
    assert Round.objects.get().points == "先改的"
