"""The pages of those who interpret and of the office that watches."""
import gzip
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from documents.models import Document
from interpretation.checks.material import ties_hold
from interpretation.models import Material, Plan
from openness.workflow.models import Autosave
from tests.city import NOW, step
from tests.interpretation.making import interpretation, material, plan

pytestmark = pytest.mark.django_db


def signed_in(actor):
    client = Client()
    client.force_login(actor.user)
    return client


@pytest.fixture
def drafter(city):
    return signed_in(city.who(city.environment, "drafter"))


@pytest.fixture
def document(city):
    return city.draft(city.environment, city.office, is_policy=True)


def test_from_the_page_of_the_document_to_a_plan_once_for_two_colleagues(city, document, drafter):
    text = drafter.get(document.get_absolute_url()).text
    assert "须解读：以政府或者政府办公厅（室）名义印发的政策性文件" in text and f"/desk/interpretations/new/{document.pk}/" in text
    data = {"first_interpreter": "局长", "shown": "first_interpreter", "key": "a"}
    assert drafter.post(f"/desk/interpretations/new/{document.pk}/", data).status_code == 302
    head = signed_in(city.who(city.environment, "head"))
    answer = head.post(f"/desk/interpretations/new/{document.pk}/", data | {"key": "b"})
    assert answer.status_code == 302 and answer["Location"] == Plan.objects.get().get_absolute_url()


def test_a_refused_picture_loses_no_word_that_was_typed(city, document, drafter):
    of = plan(city, document)
    answer = drafter.post(f"/desk/interpretations/{of.pk}/write/", {
        "title": "一图读懂", "form": "picture", "stage": "with", "author_role": "official", "content": "<p>写了很久的话</p>", "alt": "",
        "picture": SimpleUploadedFile("图.svg", b"<svg onload=alert(1)>")})
    assert answer.status_code == 409 and "图解只接受 JPG、PNG 图片" in answer.text and "写了很久的话" in answer.text
    assert not Material.objects.exists()


def test_what_is_typed_is_kept_and_a_colleague_is_named(city, document, drafter):
    made = material(city, plan(city, document))
    place = f"{made.get_absolute_url()}edit/"
    typed = {"title": "改了一半", "shown": "title", "version": made.version}
    answer = drafter.post(place, typed, headers={"X-Autosave": "yes"})
    assert answer.status_code == 200 and Autosave.objects.filter(place=place).exists()
    head = signed_in(city.who(city.environment, "head"))
    assert "也在修改" in head.get(place).text and "改了一半" in drafter.get(place).text


def test_the_editor_is_light_and_comes_with_its_own_pages_alone(city, document, drafter):
    of = plan(city, document)
    made = material(city, of)
    for address, wanted in ((f"/desk/interpretations/{of.pk}/write/", True), (f"{made.get_absolute_url()}edit/", True),
                            (made.get_absolute_url(), False), (of.get_absolute_url(), False), ("/desk/interpretations/", False), ("/", False)):
        assert ("dist/editor" in drafter.get(address).text) == wanted, address
    built = Path(settings.BASE_DIR) / "openness/static/dist/editor.js"
    assert len(gzip.compress(built.read_bytes())) <= 150_000


def states(client, query=""):
    page = client.get(f"/desk/interpretations/{query}")
    return {row["document"].title: row["document"].state for row in page.context["rows"]}


def test_the_board_says_how_far_each_has_come_and_its_chips_count_their_rows(city):
    office = signed_in(city.who(city.office, "reviewer"))
    for name in ("缺", "未审", "齐", "免", "外"):
        paper = city.draft(city.environment, city.office, is_policy=name != "外", title=name)
        if name == "未审":
            material(city, plan(city, paper))
        elif name == "齐":
            interpretation(city, paper)
        elif name == "免":
            step(plan(city, paper), "ask_exemption", city.who(city.environment, "drafter"), note="仅转发")
        city.reviewed(paper)
        step(paper, "submit", city.who(city.environment, "head"), accept="no_interpretation")
    assert states(office) == {"缺": "missing", "未审": "unready", "齐": "ready", "免": "asked"}
    assert set(states(office, "?state=todo")) == {"缺", "未审", "免"} and set(states(office, "?state=ready")) == {"齐"}
    page = office.get("/desk/interpretations/")
    for state, _label, count in page.context["states"]:
        assert len(states(office, f"?state={state}")) == count
    drafts = signed_in(city.who(city.commerce, "drafter"))
    assert states(drafts) == {}


def test_a_published_policy_without_interpretation_stands_out(city):
    from openness.rules.models import Rule
    Rule.objects.create(key="interpretation.later", agency=city.office, value=3, unit="working_days", clause="本机关规定", from_on=NOW.date())
    paper = city.draft(city.environment, city.office, is_policy=True, title="先公开")
    plan(city, paper)
    city.published(paper)
    office = signed_in(city.who(city.office, "reviewer"))
    assert states(office) == {"先公开": "late"} and "督促协调" in office.get("/desk/interpretations/").text
    assert "补发解读" in office.get("/desk/interpretations/").text
    assert Document.objects.get(title="先公开").status == "published"


def test_the_pages_of_a_plan_and_a_material_ask_few_queries(city, document, drafter, django_assert_max_num_queries):
    first = interpretation(city, document)
    for n in range(4):
        material(city, first.plan, title=f"材料{n}")
    for address, most in ((first.plan.get_absolute_url(), 30), (first.get_absolute_url(), 20)):
        drafter.get(address)
        with django_assert_max_num_queries(most):
            drafter.get(address)


def test_going_back_and_writing_something_else_is_no_repeat(city, document, drafter):
    """The browser gives the page back with its key: the same words sent twice are one, other words are not thrown away."""
    of = plan(city, document)
    data = {"title": "甲稿", "form": "text", "stage": "with", "author_role": "official", "content": "<p>甲</p>", "key": "page-1", "shown": ""}
    address = f"/desk/interpretations/{of.pk}/write/"
    for title in ("甲稿", "甲稿", "乙稿"):
        assert drafter.post(address, data | {"title": title}).status_code == 302
    assert sorted(Material.objects.values_list("title", flat=True)) == ["乙稿", "甲稿"]
    made = Material.objects.get(title="甲稿")
    edit = {"title": "第二版", "version": made.version, "key": "page-2", "shown": "title"}
    assert drafter.post(f"{made.get_absolute_url()}edit/", edit).status_code == 302
    answer = drafter.post(f"{made.get_absolute_url()}edit/", edit | {"title": "退回来又写的"})
    assert answer.status_code == 409 and "退回来又写的" in answer.text and "第二版" in answer.text


def test_who_was_writing_when_the_plan_was_closed_is_told_so_with_the_words_kept(city, document, drafter):
    of = plan(city, document)
    made = material(city, of)
    step(of, "ask_exemption", city.who(city.environment, "drafter"), note="仅转发")
    step(of, "grant", city.who(city.office, "reviewer"))
    data = {"title": "写到一半", "form": "text", "stage": "with", "author_role": "official", "content": "<p>很长的一段</p>"}
    for address in (f"/desk/interpretations/{of.pk}/write/", f"{made.get_absolute_url()}edit/"):
        answer = drafter.post(address, data | {"version": made.version, "shown": "title content"})
        assert answer.status_code == 409 and "解读方案现为“免予解读”" in answer.text and "很长的一段" in answer.text, address


def test_a_passage_that_was_renamed_keeps_its_tie_and_is_said_to_be_broken(city, drafter):
    paper = city.draft(city.environment, city.office, is_policy=True, body="一、总则\n范围。")
    made = material(city, plan(city, paper))
    step(made, "tie", city.who(city.environment, "drafter"), clause_0="一、总则")
    step(made, "edit", city.who(city.environment, "drafter"), content="<h2>改了名</h2><p>文</p>")
    assert len(made.ties) == 1 and "请重新对照" in next(ties_hold(made, None)).message
    assert "重新对照" in drafter.get(made.get_absolute_url()).text


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://example.com/a", "example.com/视频 x"])
def test_a_link_that_is_none_is_explained(city, document, drafter, link):
    of = plan(city, document)
    answer = drafter.post(f"/desk/interpretations/{of.pk}/write/", {
        "title": "视频", "form": "video", "stage": "with", "author_role": "official", "content": "<p>稿</p>", "link": link})
    assert answer.status_code == 409 and "请填写以 https:// 或者 http:// 开头的完整网址" in answer.text
