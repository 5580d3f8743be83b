"""R33: the effect of an interpretation is evaluated, as often as one likes; what is wrong is put right by a day."""
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from interpretation.forms.evaluation import SCORES
from interpretation.models import Evaluation, Plan, Rectification
from interpretation.views.following import evaluations_of, steps_for
from openness.deadlines.models import Deadline
from openness.publication.models import PublicItem
from openness.readership.models import Reads, Vote
from openness.workflow.problems import Refused
from openness.workflow.transitions import perform
from tests.city import NOW, step
from tests.interpretation.following import SHEET, author, evaluate, order, refused, running
from tests.interpretation.making import material, plan, review

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=20)


def test_it_closes_the_clock_and_takes_the_figures_of_that_day_with_it(city, of):
    item = PublicItem.objects.of(of.materials.get()).get()
    Reads.objects.create(address=item.address, on=NOW.date(), count=40)
    Vote.objects.bulk_create(Vote(address=item.address, on=NOW.date(), useful=useful) for useful in (True, True, False))
    record = of.materials.get().channels.get()
    first = evaluate(city, of, now=LATER, **{f"seen_{record.pk}": "1200"})
    assert of.status == "evaluated" and not Deadline.objects.of(of).open().exists()
    Reads.objects.update(count=99)
    Vote.objects.all().delete()
    record.place = "改了名"
    record.save()
    first.refresh_from_db()
    assert (first.reads, first.seen, first.points) == (40, 1200, 16)
    assert first.channels[0]["place"] != "改了名"
    assert first.readership == [{"title": "为什么要管", "form": "text", "reads": 40, "yes": 2, "no": 1}]


def test_it_is_repeated_beside_the_first_and_sent_twice_it_is_one(city, of):
    evaluate(city, of, now=LATER)
    second = evaluate(city, of, now=LATER, grade="poor", by=city.who(city.environment, "head"))
    assert [(row.number, row.grade) for row in of.evaluations.all()] == [(1, "good"), (2, "poor")]
    client = Client()
    client.force_login(author(city).user)
    of.refresh_from_db()
    address, sent = f"{of.get_absolute_url()}evaluate/", SHEET | {"key": "k", "version": of.version}
    page = client.get(address)
    assert page.status_code == 200 and "data-autosave=" in page.text
    assert [client.post(address, sent).status_code for _ in range(2)] == [302, 302]
    assert of.evaluations.count() == 3
    stale = client.post(address, sent | {"key": "l"})
    assert stale.status_code == 409 and of.evaluations.count() == 3
    assert [row["evaluation"].number for row in evaluations_of(of, author(city).user, LATER)["rows"]] == [3, 2, 1]
    sheet = client.get(second.get_absolute_url())
    assert sheet.status_code == 200 and "以为全天禁止施工" in sheet.text and "未统计" in sheet.text


BAD = (
    ({"grade": ""}, "评估等次"),
    ({"grade": "superb"}, "评估等次"),
    ({"timeliness": "6"}, "及时性"),
    ({"reach": ""}, "传播力"),
    ({"plainness_why": " "}, "通俗性"),
    ({"questions_count": "-1"}, "收到的咨询"),
    ({"questions_count": "九"}, "收到的咨询"),
    ({"questions_count": "99999999999999999999"}, "收到的咨询"),
    ({"conclusions": ""}, "评估结论"),
    ({"conclusions": "长" * 5001}, "5000"),
)


def test_a_sheet_with_a_hole_is_refused_and_says_where(city, of):
    for data, words in BAD:
        assert words in refused(evaluate, city, of, **data)
    assert not Evaluation.objects.exists()


def test_nothing_is_evaluated_that_is_not_out_or_is_somebody_elses(city, of):
    waiting = plan(city, city.draft(city.environment, city.office, is_policy=True, title="关于另一件事的通知"))
    assert "现为“准备中”" in refused(evaluate, city, waiting)
    for stranger in (city.who(city.office, "reviewer"), city.who(city.commerce, "drafter")):
        assert "没有这项权限" in refused(evaluate, city, of, by=stranger)
    step(of.materials.get(), "withdraw", city.who(city.office, "publisher"), note="写错了")
    assert "还没有公开的解读材料" in refused(evaluate, city, of)
    again = review(city, material(city, of, title="再解读"))
    step(again, "publish", city.who(city.office, "publisher"))
    assert {row["title"] for row in evaluate(city, of).readership} == {"为什么要管", "再解读"}


def test_the_database_keeps_the_scores_in_their_range(city, of):
    first = evaluate(city, of)
    for name in SCORES:
        with pytest.raises(IntegrityError), transaction.atomic():
            Evaluation.objects.filter(pk=first.pk).update(**{name: 6})


def test_whoever_did_it_does_not_confirm_it(city, of):
    head, drafter, discloser = (city.who(city.environment, name) for name in ("head", "drafter", "discloser"))
    sheet = evaluate(city, of, by=head, plainness="2")
    assert sheet.weak == [(SCORES["plainness"][0], 2, "说得清楚")]
    task = order(city, sheet, by=head)
    assert "整改情况" in refused(step, task, "finish", drafter)
    step(task, "finish", discloser, done="已补充")
    assert "由评估人" in refused(step, task, "confirm_here", drafter)
    office = city.who(city.office, "reviewer")
    step(task, "reopen", office, note="没有看到")
    assert (task.status, task.done, task.done_at) == ("open", "已补充", None)
    step(task, "finish", drafter, done="已补充一问一答")
    step(task, "confirm_here", head)
    assert (task.status, task.confirmed_by) == ("confirmed", head.user)
    own = order(city, sheet, by=head)
    step(own, "finish", head, done="自己改的")
    assert "不能办理此步骤" in refused(step, own, "confirm_here", head)
    other = order(city, sheet, by=office, way="order_by_office")
    step(other, "finish", drafter, done="已改")
    assert set(steps_for(other, office.user)) == {"confirm", "reopen"} and set(steps_for(other, head.user)) == {"confirm_here", "reopen_here"}
    assert steps_for(other, drafter.user) == {}
    step(other, "confirm", office)


def test_a_task_goes_to_a_body_of_the_paper_and_is_seen_there(city):
    of = running(city, joint=[city.health.pk])
    sheet = evaluate(city, of)
    assert "整改单位" in refused(order, city, sheet, agency=city.commerce.pk)
    assert "没有这项权限" in refused(order, city, sheet, by=city.who(city.health, "drafter"))
    with pytest.raises(Refused) as caught:
        order(city, sheet, due_on="2026-03-01")
    assert caught.value.may_be_accepted
    task = order(city, sheet, agency=city.health.pk)
    seen = [Rectification.objects.visible_to(city.who(agency, "drafter").user).exists() for agency in (
        city.health, city.environment, city.commerce)]
    assert seen == [True, True, False] and not Plan.objects.visible_to(city.who(city.health, "drafter").user).exists()
    client = Client()
    client.force_login(city.who(city.health, "drafter").user)
    assert [client.get(place).status_code for place in (task.get_absolute_url(), f"{task.get_absolute_url()}finish/", sheet.get_absolute_url())
            ] == [200, 200, 404]
    assert task.is_late(LATER) and not task.is_late(NOW)


def test_the_page_proposes_what_was_found_wrong(city, of):
    sheet = evaluate(city, of, plainness="1", plainness_why="没有图解")
    client = Client()
    client.force_login(author(city).user)
    address = f"{sheet.get_absolute_url()}rectifications/new/"
    assert client.get(address).context["form"].initial["what"] == "以为全天禁止施工\n通俗性（1）：没有图解"
    sent = {"agency": city.environment.pk, "what": "改", "due_on": "2099-03-16", "key": "k", "shown": ""}
    assert [client.post(address, sent).status_code for _ in range(2)] == [302, 302]
    task = Rectification.objects.get()
    assert client.get(task.get_absolute_url()).status_code == 200
    client.force_login(city.who(city.office, "reviewer").user)
    assert client.get(address).status_code == 200 and client.get(sheet.get_absolute_url()).status_code == 200
    perform(task, "finish", by=author(city), now=NOW, data={"done": "已改"})
    assert client.get(f"{task.get_absolute_url()}confirm/").status_code == 200
