"""A body gets another name or becomes part of another: shown first, on record, and what is written stays written."""
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localdate

from openness.agencies.models import Agency, User
from openness.agencies.rights import agencies_with, rights_of
from openness.audit.models import Event
from tests.city import step

pytestmark = pytest.mark.django_db


@pytest.fixture
def root():
    visitor = Client()
    visitor.force_login(User.objects.create(username="root", name="管理员", is_staff=True, is_superuser=True))
    return visitor


def merged(root, former, into, on=None, **more):
    return root.post("/desk/setup/bodies/merge/", {
        "former": [body.pk for body in former], "into": into.pk, "on": on or f"{localdate(timezone.now()):%F}", **more})


def renamed(root, agency, name, on=None, **more):
    return root.post(f"/desk/setup/bodies/{agency.pk}/rename/", {
        "name": name, "on": on or f"{localdate(timezone.now()):%F}", **more})


def test_a_new_name_is_shown_then_taken_and_the_old_one_is_still_known(city, root):
    paper = city.draft()
    city.published(paper)
    page = renamed(root, city.environment, "市生态环境局")
    city.environment.refresh_from_db()
    assert city.environment.name == "市环境局" and "确认更名" in page.content.decode() and ("公文 · 起草单位", 1) in page.context["stays"]
    assert renamed(root, city.environment, "市生态环境局", confirm="1").status_code == 302
    city.environment.refresh_from_db()
    paper.refresh_from_db()
    assert (city.environment.name, city.environment.aliases, paper.issuer_name) == ("市生态环境局", ["市环境局"], "市环境局")
    former = city.environment.former_names.get()
    assert (former.name, former.until) == ("市环境局", localdate(timezone.now()))
    event = Event.objects.of(city.environment).get()
    assert (event.step, event.agency, event.data["to"][0]) == ("rename", None, "市生态环境局")
    assert city.environment.history.count() >= 2
    back = renamed(root, city.environment, "市环境局", confirm="1")
    city.environment.refresh_from_db()
    assert back.status_code == 302 and city.environment.aliases == ["市生态环境局"]


@pytest.mark.parametrize(("name", "on", "words"), [
    ("市商务局", None, "已有叫"), ("市环境局", None, "与现在的名称相同"), ("甲局", "2199-01-01", "不能晚于今天"), ("", None, "请填写")])
def test_names_that_do_not_do(city, root, name, on, words):
    page = renamed(root, city.environment, name, on, confirm="1")
    assert page.status_code == 422 and words in page.content.decode() and not Event.objects.exists()


def test_a_merger_shows_who_moves_and_what_stays(city, root):
    paper = city.draft()
    city.claimed(paper)
    section = Agency.objects.create(name="环境监测站", supervisor=city.environment)
    page = merged(root, [city.environment], city.commerce)
    shown = page.context["shown"]
    assert len(shown["posts"]) == 10 and shown["below"] == [section] and ("公文 · 起草单位", 1) in shown["stays"]
    assert "确认撤并" in page.content.decode() and not Event.objects.filter(step="merge").exists()
    assert merged(root, [city.environment], city.commerce, confirm="1").status_code == 302
    section.refresh_from_db()
    city.environment.refresh_from_db()
    paper.refresh_from_db()
    assert city.environment.successor == city.commerce == section.supervisor and paper.drafting_agency == city.environment
    head = User.objects.get(pk=city.who(city.environment, "head").user.pk)
    assert {agency for agency, right in rights_of(head) if right == "head_drafting_unit"} == {city.environment.pk, city.commerce.pk}
    step(paper, "comment", city.who(city.commerce, "reviewer"), note="看", now=timezone.now())      # whose matter it is now
    event = Event.objects.of(city.environment).get(step="merge")
    assert event.data["into"] == city.commerce.pk and len(event.data["moved"]) == 10


def test_mergers_that_make_no_sense_are_refused(city, root):
    for former, into, on, words in (
            ([city.environment], city.environment, None, "不能同时是"),
            ([city.environment], city.commerce, "2199-01-01", "不能晚于今天")):
        page = merged(root, former, into, on, confirm="1")
        assert page.status_code == 422 and words in page.content.decode()
    merged(root, [city.environment], city.commerce, confirm="1")
    assert merged(root, [city.environment], city.health, confirm="1").status_code == 422       # merged already
    assert merged(root, [city.commerce], city.environment, confirm="1").status_code == 422     # into what is gone
    assert Event.objects.filter(step="merge").count() == 1


def test_a_merger_that_is_dated_back_takes_everybody_along(city, root):
    """Who came after that day moves too, and nobody's rights are reckoned by a day that is over."""
    today = localdate(timezone.now())
    late, colleague = (city.person("新人", body, "drafter", on=today - timedelta(days=3)) for body in (city.environment, city.commerce))
    page = merged(root, [city.environment], city.commerce, f"{today - timedelta(days=30):%F}")
    assert late.user.pk in {post.user_id for post, _role in page.context["shown"]["posts"]}
    merged(root, [city.environment], city.commerce, f"{today - timedelta(days=30):%F}", confirm="1")
    assert [post.from_on for post in late.user.assignments.filter(agency=city.commerce)] == [today - timedelta(days=3)]
    for actor in (late, colleague):
        assert city.commerce.pk in agencies_with(User.objects.get(pk=actor.user.pk), "draft_documents")


def test_a_day_that_cannot_be_meant_is_refused(city, root):
    for answer in (merged(root, [city.environment], city.commerce, "0226-01-01", confirm="1"),
                   renamed(root, city.environment, "甲局", "0226-01-01", confirm="1")):
        assert answer.status_code == 422 and "请核对年份" in answer.text
    assert not Event.objects.exists()


def test_the_successor_does_not_come_under_itself(city, root):
    part = Agency.objects.create(name="环境执法总队", supervisor=city.environment)
    merged(root, [city.environment], part, confirm="1")
    part.refresh_from_db()
    assert part.supervisor == city.office
    merged(root, [city.office], part, confirm="1")
    part.refresh_from_db()
    city.commerce.refresh_from_db()
    city.government.refresh_from_db()
    assert (part.supervisor, city.commerce.supervisor, city.government.office) == (None, part, part)
    assert city.commerce.served_by(date.today()) == city.commerce


def test_both_forms_propose_today(city, root):
    for address in ("/desk/setup/bodies/merge/", f"/desk/setup/bodies/{city.environment.pk}/rename/"):
        assert root.get(address).context["form"]["on"].value() == localdate(timezone.now())
