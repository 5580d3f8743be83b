"""典型案例 (R33): shared by the office and not by who wrote it; a bad case names nobody to those who only learn from it."""
import pytest
from django.test import Client

from interpretation.models import CaseStudy
from openness.agencies.models import FormerName
from openness.agencies.rights import assign
from openness.workflow.problems import Refused
from tests.city import NOW, step
from tests.interpretation.following import author, case, refused

pytestmark = pytest.mark.django_db


def visitor(actor):
    client = Client()
    client.force_login(actor.user)
    return client


def shared(city, made):
    step(made, "share", city.who(city.office, "reviewer"))
    return made


def test_the_office_shares_a_case_and_its_writer_does_not(city):
    made = case(city)
    assert "没有这项权限" in refused(step, made, "share", author(city))
    assign(author(city).user, city.office, "reviewer", on=city.since)
    twice = city.capacity(author(city).user, city.office, "reviewer")
    assert "编写过本案例的人员不能办理此步骤" in refused(step, made, "share", twice)
    shared(city, made)
    assert made.shared_at == NOW
    assert "现为“已入库”" in refused(step, made, "edit", author(city), title="改")
    step(made, "withdraw", city.who(city.office, "reviewer"), note="已过时")
    assert not CaseStudy.objects.visible_to(city.who(city.commerce, "drafter").user).exists()


def test_a_draft_is_its_writers_and_the_offices_and_a_shared_case_everybodys_who_interprets(city):
    made = case(city)
    people = [author(city), city.who(city.office, "reviewer"), city.who(city.commerce, "drafter"), city.who(city.commerce, "signer")]
    def seen():
        return [CaseStudy.objects.visible_to(person.user).exists() for person in people]
    assert seen() == [True, True, False, False]
    shared(city, made)
    assert seen() == [True, True, True, False]
    answers = [visitor(person).get("/desk/cases/").status_code for person in people]
    assert answers == [200, 200, 200, 403]
    assert Client().get(made.get_absolute_url()).status_code == 302


def test_a_bad_case_says_which_body_only_to_it_and_to_the_office(city, of):
    city.health.short_name = "卫生局"
    city.health.save()
    FormerName.objects.create(agency=city.health, name="市卫生和计划生育委员会", until="2025-01-01")
    words = "市卫生局（原市卫生和计划生育委员会）解读时，卫生局把时段写错"
    made = shared(city, case(city, plan=of, kind="bad", title="市卫生局误读一例", body=city.health.pk, happened=words, analysis=words, lesson=words))
    pages = {name: visitor(person).get(made.get_absolute_url()).text + visitor(person).get("/desk/cases/").text for name, person in {
        "office": city.who(city.office, "reviewer"), "itself": city.who(city.health, "head"), "writer": author(city),
        "other": city.who(city.commerce, "head"), "other office": city.who(city.commerce, "reviewer")}.items()}
    assert {name: "卫生局" in page for name, page in pages.items()} == {
        "office": True, "itself": True, "writer": True, "other": False, "other office": False}
    for name in ("other", "other office"):
        assert "某单位误读一例" in pages[name] and "某单位（原某单位）解读时，某单位把时段写错" in pages[name]
        assert not any(word in pages[name] for word in ("卫生和计划生育", of.document.title, "市环境局"))
    assert str(made) == "某单位误读一例"


def test_a_good_case_names_its_body_to_everybody(city):
    made = shared(city, case(city, title="市卫生局一图读懂", body=city.health.pk))
    assert "市卫生局" in visitor(city.who(city.commerce, "head")).get(made.get_absolute_url()).text


def test_a_bad_case_without_a_body_is_asked_about(city):
    made = case(city, kind="bad")
    with pytest.raises(Refused) as caught:
        shared(city, made)
    assert caught.value.may_be_accepted and "没有选择涉及单位" in str(caught.value)


BAD = (
    ({"title": ""}, "标题"), ({"lesson": " "}, "启示"), ({"kind": "ugly"}, "类型"), ({"body": "987654321"}, "涉及单位"),
    ({"topic": "99"}, "主题分类"), ({"happened": "长" * 5001}, "5000"))


def test_a_case_with_a_hole_is_refused_and_says_where(city):
    for data, words in BAD:
        assert words in refused(case, city, **data)
    assert not CaseStudy.objects.exists()


def test_the_library_is_filtered_and_a_case_sent_twice_is_one(city):
    client = visitor(author(city))
    assert client.get("/desk/cases/new/").status_code == 200
    sent = {"kind": "good", "title": "发布会这样开", "form": "press", "topic": "10", "happened": "做了", "analysis": "好", "lesson": "照做",
            "body": "", "key": "k", "shown": ""}
    assert [client.post("/desk/cases/new/", sent).status_code for _ in range(2)] == [302, 302]
    made = shared(city, CaseStudy.objects.get())
    found = {query: made.title in client.get(f"/desk/cases/?{query}").text for query in (
        "", "kind=good", "kind=bad", "form=press", "form=qa", "topic=10", "topic=11", "topic=x&form=y&kind=z&page=9", "status=draft")}
    assert found == {"": True, "kind=good": True, "kind=bad": False, "form=press": True, "form=qa": False, "topic=10": True, "topic=11": False,
                     "topic=x&form=y&kind=z&page=9": True, "status=draft": False}


def test_a_case_begins_from_a_plan_that_its_writer_sees(city, of):
    assert of.document.title in visitor(author(city)).get(f"/desk/cases/new/?plan={of.pk}").text
    foreign = visitor(city.who(city.commerce, "drafter")).get(f"/desk/cases/new/?plan={of.pk}")
    assert foreign.status_code == 200 and of.document.title not in foreign.text
