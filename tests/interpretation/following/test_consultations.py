"""R24, R26: the bodies concerned are asked; each sees its own consultation, and silence is never consent."""
from datetime import date, time, timedelta

import pytest
from django.test import Client

from interpretation.following_queues import to_answer
from interpretation.models import Consultation, Plan
from interpretation.views.following import consultations_of
from openness.deadlines.models import Deadline
from openness.notifications.models import Notification
from tests.city import NOW, SHANGHAI, at, step
from tests.interpretation.following import ask, author, refused, running
from tests.interpretation.following.test_rounds import later
from tests.interpretation.making import material, plan

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def drafted(town, django_db_blocker):
    with django_db_blocker.unblock():
        made = plan(town, town.draft(town.environment, town.office, is_policy=True, joint=[town.health.pk]))
        material(town, made)
        return made.pk


@pytest.fixture
def of(city, drafted):
    return Plan.objects.get(pk=drafted)


def visitor(actor):
    client = Client()
    client.force_login(actor.user)
    return client


def test_five_working_days_by_a_count_of_our_own(city, of):
    since = date(2026, 2, 10)
    for asked in (since + timedelta(days=n) for n in (*range(12), 49, 51, 77, 88)):
        made = ask(city, of, city.health, now=at(asked.year, asked.month, asked.day, 15))
        due = Deadline.objects.of(made).get().due_at.astimezone(SHANGHAI)
        assert (due.date(), due.time()) == (later(asked, 5), time(23, 59, 59)), asked
        step(made, "answer", city.who(city.health, "head"), verdict="agrees")


def test_who_is_asked_reads_the_drafts_and_nothing_else_and_nobody_else_reads_them(city, of):
    health, commerce = visitor(city.who(city.health, "head")), visitor(city.who(city.commerce, "head"))
    places = [of.get_absolute_url(), f"/desk/materials/{of.materials.get().pk}/"]
    assert {health.get("/desk/consultations/1/").status_code, *(health.get(place).status_code for place in places)} == {404}
    made = ask(city, of, city.health, question="罚则一段是否准确")
    page = health.get(made.get_absolute_url())
    assert page.status_code == 200 and "噪声扰民的投诉多" in page.text and "罚则一段是否准确" in page.text
    assert health.get(f"{made.get_absolute_url()}answer/").status_code == 200
    assert {health.get(place).status_code for place in places} == {404}
    for stranger in (commerce, visitor(city.who(city.health, "drafter")), visitor(city.who(city.office, "reviewer"))):
        assert {stranger.get(f"{made.get_absolute_url()}{rest}").status_code for rest in ("", "answer/")} <= {403, 404}
    other = ask(city, of, city.commerce)
    assert health.get(other.get_absolute_url()).status_code == 404
    assert "商务局" not in health.get(made.get_absolute_url()).text
    assert list(to_answer(city.who(city.health, "head").user)) == [made]
    step(other, "cancel", author(city), note="问错了")
    assert commerce.get(other.get_absolute_url()).status_code == 404


def test_an_answer_has_a_verdict_and_an_opinion_has_words(city, of):
    made, health = ask(city, of, city.health), city.who(city.health, "head")
    assert "答复" in refused(step, made, "answer", health)
    assert "请写明意见" in refused(step, made, "answer", health, verdict="opinion")
    assert "没有这项权限" in refused(step, made, "answer", author(city), verdict="agrees")
    step(made, "answer", health, verdict="opinion", opinion="时段写错了")
    assert (made.face(), made.answered_by) == ("opinion", health.user)
    assert not Deadline.objects.of(made).open().exists()
    assert "处理说明" in refused(step, made, "settle", author(city), outcome="taken")
    step(made, "settle", author(city), outcome="not_taken", settlement="时段按公文原文")
    assert made.face() == "settled"
    told = Notification.objects.filter(recipient=health.user, key="step/interpretation.settle")
    assert told.count() == 1 and "时段按公文原文" in visitor(health).get(made.get_absolute_url()).text


def test_consent_needs_no_settling(city, of):
    made = ask(city, of, city.health)
    step(made, "answer", city.who(city.health, "signer"), verdict="agrees")
    assert "settle" not in made.workflow.available(made, {(city.environment.pk, "interpret_policy")})
    assert "没有提出意见" in refused(step, made, "settle", author(city), outcome="taken", settlement="好")


def test_silence_is_shown_after_the_clock_and_stored_nowhere(city, of):
    made = ask(city, of, city.health)
    user = author(city).user
    rows = {day: consultations_of(of, user, at(2026, 3, day, 12))["rows"][0]["face"] for day in (2, 9, 10)}
    assert rows == {2: "asked", 9: "asked", 10: "late"}
    made.refresh_from_db()
    assert (made.status, made.verdict) == ("asked", "")
    step(made, "answer", city.who(city.health, "head"), now=at(2026, 3, 12, 12), verdict="agrees")
    assert consultations_of(of, user, at(2026, 3, 13, 12))["rows"][0]["face"] == "agrees"


def test_an_answer_holds_for_the_words_that_were_read(city, of):
    made = ask(city, of, city.health)
    step(made, "answer", city.who(city.health, "head"), verdict="agrees")
    assert not made.is_outdated()
    step(of.materials.get(), "edit", author(city), content="<p>全改了</p>")
    assert made.is_outdated()
    assert consultations_of(of, author(city).user, NOW)["rows"][0]["outdated"]


def test_bad_questions_are_refused_in_a_sentence(city, of):
    ask(city, of, city.health)
    assert "正在征求“市卫生局”的意见" in refused(ask, city, of, city.health)
    assert "就是解读责任单位" in refused(ask, city, of, city.environment)
    assert "没有可以在系统里答复的人员" in refused(ask, city, of, city.government.__class__.objects.create(name="市空壳局"))
    empty = plan(city, city.draft(city.environment, city.office, is_policy=True, title="关于另一件事的通知"))
    assert "还没有解读材料" in refused(ask, city, empty, city.health)


def test_the_page_offers_the_joint_bodies_and_asks_several_in_one_go_once(city, of):
    client = visitor(author(city))
    address = f"/desk/plans/{of.pk}/consultations/new/"
    page = client.get(address)
    assert page.context["form"].initial["bodies"] == [city.health.pk]
    assert city.environment not in page.context["form"].fields["bodies"].queryset
    sent = {"bodies": [city.health.pk, city.commerce.pk], "question": "请看", "key": "k", "shown": "question"}
    answers = [client.post(address, sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert sorted(Consultation.objects.values_list("agency__name", "question")) == [("市卫生局", "请看"), ("市商务局", "请看")]
    assert client.post(address, sent | {"key": "l"}).status_code == 409
    assert client.post(address, {"key": "m", "question": "请看"}).status_code == 409
    assert Consultation.objects.count() == 2
    assert client.get(address).context["form"].initial["bodies"] == []


def test_a_withdrawn_paper_asks_nobody_any_more(city):
    of = running(city)
    made = ask(city, of, city.health)
    step(of.document, "withdraw", city.who(city.office, "publisher"), note="误发")
    assert not Deadline.objects.of(made).open().exists() and not to_answer(city.who(city.health, "head").user).exists()
    assert "已终止" in refused(step, Consultation.objects.get(), "answer", city.who(city.health, "head"), verdict="agrees")
