"""自动保存 and lost updates: what is typed is kept for whoever typed it, nobody overwrites anybody, each form answers once."""
import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from urllib.parse import urlencode

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from documents.models import Document
from openness.audit.models import Event
from openness.publication.blocks import plain
from openness.workflow import autosaving
from openness.workflow.models import Autosave
from tests.city import attach
from tests.city import step as take

pytestmark = pytest.mark.django_db
NEW = "/desk/documents/new/"


def step(document, name, by, /, **data):
    return take(document, name, by, **{"now": timezone.now()} | data)


@pytest.fixture
def document(city):
    return city.draft(city.environment, city.office, body="原来的正文", now=timezone.now())


@pytest.fixture
def drafter(city, client):
    actor = city.who(city.environment, "drafter")
    client.force_login(actor.user)
    return actor


@pytest.fixture
def other(city):
    """A colleague who may edit too, at another browser."""
    visitor = Client()
    visitor.force_login(city.who(city.environment, "head").user)
    return visitor


def edit(document):
    return f"{document.get_absolute_url()}edit/"


def hidden(response, name):
    tag = re.search(rf'<form[^>]*data-autosave.*?(<input[^>]* name="{name}"[^>]*>)', response.text, re.DOTALL)[1]
    return re.search(r'value="([^"]*)"', tag)[1]


def opened(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return {"version": hidden(answer, "version"), "key": hidden(answer, "key")}


def keep(client, address, **data):
    return client.post(address, data, headers={"X-Autosave": "yes"})


def body(document):
    return plain(Document.objects.get(pk=document.pk).body)


# kept and given back

def test_what_was_typed_is_there_when_the_page_is_opened_again_and_gone_when_it_was_sent(client, document, drafter):
    page = opened(client, edit(document))
    answer = keep(client, edit(document), **page, title=document.title, body="写了一半", shown="title body")
    assert answer.status_code == 200 and answer.json()["said"].startswith("已自动保存") and answer.json()["warning"] == ""
    assert body(document) == "原来的正文" and Event.objects.of(document).count() == 1
    again = client.get(edit(document))
    assert "写了一半</textarea>" in again.text and "自动保存、还没有提交的内容" in again.text
    sent = {"version": hidden(again, "version"), "key": hidden(again, "key"), "title": document.title, "body": "写完了", "shown": "title body"}
    assert client.post(edit(document), sent).status_code == 302
    assert body(document) == "写完了" and not Autosave.objects.exists()
    assert "写完了</textarea>" in client.get(edit(document)).text


def test_discarded_gives_the_stored_text_back(client, document, drafter):
    keep(client, edit(document), **opened(client, edit(document)), body="写了一半")
    assert client.post(edit(document), {"discard": "1"})["Location"] == edit(document)
    assert "原来的正文</textarea>" in client.get(edit(document)).text and body(document) == "原来的正文"


def test_boxes_that_were_cleared_and_choices_of_several_come_back_as_they_were(city, client, document, drafter):
    page = opened(client, edit(document))
    keep(client, edit(document), **page, title="", is_policy="on", five_kinds=["decision", "service"],
         joint=[city.health.pk], disclosure="withheld", ground="E15", topic="9")
    text = client.get(edit(document)).text
    assert len(re.findall(r'name="five_kinds" value="(?:decision|service)"[^>]* checked', text)) == 2
    assert re.search(r'name="is_policy"[^>]* checked', text) and not re.search(r'value="management"[^>]* checked', text)
    assert f'<option value="{city.health.pk}" selected>' in text and '<option value="E15" selected>' in text


def test_a_new_paper_is_kept_too_and_each_person_has_their_own(city, client, drafter, other):
    sent = {"drafting_agency": city.environment.pk, "issuing_agency": city.office.pk, "title": "关于甲的通知", "body": "我的草稿"}
    assert keep(client, NEW, **sent).status_code == 200
    assert "我的草稿</textarea>" in client.get(NEW).text
    assert "我的草稿" not in other.get(NEW).text
    mine = keep(other, NEW, **sent | {"title": "关于乙的通知"}).json()
    assert mine["warning"] == ""            # two new papers are two papers: nobody need be asked
    answer = client.post(NEW, sent | {"genre": "notice", "shown": "title body", "key": "k"})
    assert answer.status_code == 302 and "我的草稿</textarea>" not in client.get(NEW).text
    assert "关于乙的通知" in other.get(NEW).text


def test_what_arrives_after_the_form_was_sent_is_not_kept(city, client, document, drafter):
    """The last autosave may overtake, or be overtaken by, the form itself."""
    page = opened(client, edit(document))
    sent = page | {"title": document.title, "body": "写完了", "shown": "title body"}
    assert client.post(edit(document), sent).status_code == 302
    assert keep(client, edit(document), **sent | {"body": "写完"}).status_code in (200, 409)
    assert not Autosave.objects.exists() and "两份内容对照" not in client.get(edit(document)).text
    first = {"drafting_agency": city.environment.pk, "issuing_agency": city.office.pk, "title": "关于甲的通知", "genre": "notice",
             "shown": "title", "key": opened(client, NEW)["key"]}
    assert client.post(NEW, first).status_code == 302
    keep(client, NEW, **first)
    assert not Autosave.objects.exists()
    keep(client, NEW, **first | {"key": opened(client, NEW)["key"]})
    assert Autosave.objects.exists()


JUNK = [
    {"disclosure": "nonsense", "ground": "nonsense", "issuing_agency": "x", "genre": "nonsense", "topic": "x", "joint": ["x", "0"],
     "five_kinds": ["nonsense"], "dated_on": "2026-13-45", "printed_on": "昨天", "is_policy": "maybe"},
    {"title": "\0", "body": "甲\0乙", "a\0b": "c", "": "空", "\ud83d": "x"}, {"version": "nonsense"}, {"version": "-1"},
    {"version": "9" * 30}, {"version": "١٢"}, {"version": ""}, {"key": "\0"}, {"capacity": "99"},
    {"answer_0": "x", "helper_third": "nonsense"}, {"title": "长" * 5000, "reasoning": "长" * 5000}, {"body": "字" * 250_000},
    {"note": "x" * 5000}, {f"x{n}": "y" for n in range(900)},
]


def test_junk_is_never_an_error_and_never_locks_the_page(client, document, drafter):
    for sent in JUNK:
        for address in (edit(document), NEW):
            data = opened(client, edit(document)) | {"title": document.title} | sent
            if address == NEW:
                data.pop("issuing_agency", None)                # a body that is none is not there (404), as ever
            answer = client.post(address, urlencode(data, doseq=True, errors="surrogatepass"),
                                 "application/x-www-form-urlencoded", headers={"X-Autosave": "yes"})
            assert answer.status_code in (200, 409) and set(answer.json()["live"]) == {"missing", "precedents", "sentence"}
            assert client.get(address).status_code == 200
            assert client.post(address, {"discard": "1"}).status_code == 302
    assert body(document) == "原来的正文" and not Autosave.objects.exists()


def test_more_than_a_form_can_hold_is_refused_and_the_page_stays(client, document, drafter):
    keep(client, edit(document), **opened(client, edit(document)), body="写了一半")
    many = urlencode({f"x{n}": "y" for n in range(5000)})
    answer = client.post(edit(document), many, "application/x-www-form-urlencoded", headers={"X-Autosave": "yes"})
    assert answer.status_code == 400 and "写了一半" in client.get(edit(document)).text


def test_whoever_may_not_edit_keeps_nothing_and_is_shown_nothing(city, client, document, drafter):
    page = opened(client, edit(document))
    keep(client, edit(document), **page, body="机密的想法")
    for actor, status in ((city.who(city.environment, "secrecy"), 404), (city.who(city.commerce, "drafter"), 404)):
        visitor = Client()
        visitor.force_login(actor.user)
        assert keep(visitor, edit(document), **page, body="别人").status_code == status
        assert "机密的想法" not in visitor.get(edit(document)).text
    assert keep(Client(), edit(document), **page).status_code == 302
    drafter.user.assignments.update(to_on=timezone.localdate() - timedelta(days=1))
    assert keep(client, edit(document), **page, body="离任之后").status_code == 403
    assert [row.data["body"] for row in Autosave.objects.all()] == [["机密的想法"]]


def test_a_colleague_sees_who_types_and_not_what(city, client, document, drafter, other):
    keep(client, edit(document), **opened(client, edit(document)), title="只有我看得到的标题", body="只有我看得到的正文")
    page = other.get(edit(document))
    assert "市环境局drafter 也在修改" in page.text and "只有我看得到" not in page.text
    assert "也在修改" not in client.get(edit(document)).text                         # oneself in another tab is nobody else
    answer = keep(other, edit(document), version=hidden(page, "version"), body="我也写")
    assert "市环境局drafter 也在修改" in answer.json()["warning"] and answer.status_code == 200
    answer = keep(client, edit(document), version=document.version, body="接着写")
    assert "市环境局head 也在修改" in answer.json()["warning"]
    Autosave.objects.update(at=timezone.now() - autosaving.STILL_TYPING - timedelta(seconds=1))
    assert "也在修改" not in other.get(edit(document)).text


# two at once

def test_two_editors_the_second_save_is_refused_with_both_texts_and_nothing_is_overwritten(client, document, drafter, other):
    mine, theirs = opened(client, edit(document)), opened(other, edit(document))
    keep(client, edit(document), **mine, title=document.title, body="我的正文", shown="title body")
    assert other.post(edit(document), theirs | {"title": document.title, "body": "同事的正文", "shown": "title body"}).status_code == 302
    answer = keep(client, edit(document), **mine, title=document.title, body="我的正文，又一句", shown="title body")
    assert answer.status_code == 409 and "刚被别人改过" in answer.json()["warning"]
    refused = client.post(edit(document), mine | {"title": document.title, "body": "我的正文，又一句", "shown": "title body"})
    assert refused.status_code == 409 and "市环境局head 已办理“修改”" in refused.text
    for text in ("原来的正文", "同事的正文", "我的正文，又一句</textarea>"):
        assert text in refused.text
    assert body(document) == "同事的正文"
    again = client.get(edit(document))                   # and after closing the page
    assert "我的正文，又一句</textarea>" in again.text and "同事的正文" in again.text and "两份内容对照" in again.text
    over = {name: hidden(refused, name) for name in ("version", "key")} | {"title": document.title, "body": "两份合成的", "shown": "title body"}
    assert client.post(edit(document), over).status_code == 302
    assert body(document) == "两份合成的" and Event.objects.of(document).filter(step="edit").count() == 2


def test_two_tabs_of_one_person_the_older_one_is_told(client, document, drafter):
    first, second = opened(client, edit(document)), opened(client, edit(document))
    assert client.post(edit(document), first | {"body": "第一页", "shown": "body"}).status_code == 302
    refused = client.post(edit(document), second | {"body": "第二页", "shown": "body"})
    assert refused.status_code == 409 and "自己已在别处办理“修改”" in refused.text and "第二页</textarea>" in refused.text
    assert body(document) == "第一页"


def test_a_double_click_and_the_back_button_save_once(client, document, drafter):
    page = opened(client, edit(document))
    for _turn in range(2):
        assert client.post(edit(document), page | {"body": "新的正文", "shown": "body"}).status_code == 302
    back = client.post(edit(document), page | {"body": "从返回的页面又改了一句", "shown": "body"})
    assert back.status_code == 409 and "从返回的页面又改了一句" in back.text       # other words are no repeat, and are not lost
    assert body(document) == "新的正文" and Event.objects.of(document).filter(step="edit").count() == 1


def test_text_typed_before_somebody_else_moved_the_paper_is_compared_when_it_comes_back(city, client, document, drafter, other):
    keep(client, edit(document), **opened(client, edit(document)), title=document.title, body="我的正文", shown="title body")
    attach(document, city.who(city.environment, "head"), now=timezone.now())
    page = client.get(edit(document))
    assert page.status_code == 200 and "市环境局head 已办理“添加附件”" in page.text and "我的正文</textarea>" in page.text
    step(document, "to_unit", city.who(city.environment, "head"))
    answer = keep(client, edit(document), version="1", body="还在写")
    assert answer.status_code == 409
    late = client.post(edit(document), {"version": document.version, "body": "还在写", "shown": "body"})
    assert late.status_code == 409 and "还在写" in late.text and "不能修改" in late.text


def test_a_page_older_than_the_records_still_shows_both_texts(client, document, drafter):
    for version in ("0", "999999", "nonsense", "-1", "²", "9" * 40):
        refused = client.post(edit(document), {"version": version, "body": "我的正文", "shown": "body"})
        assert refused.status_code == 409 and "我的正文</textarea>" in refused.text and "原来的正文" in refused.text
    assert body(document) == "原来的正文"


@pytest.mark.django_db(transaction=True)
def test_four_saves_of_one_version_at_the_same_moment_have_one_winner(city, client):
    document = city.draft(city.environment, city.office, body="原来的正文", now=timezone.now())
    barrier, users = Barrier(4, timeout=30), [city.who(city.environment, name).user for name in ("drafter", "head")]

    def save(n):
        visitor = Client()
        try:
            visitor.force_login(users[n % 2])
            barrier.wait()
            keep(visitor, edit(document), version="1", body=f"第{n}份")
            barrier.wait()
            return visitor.post(edit(document), {"version": "1", "key": f"k{n}", "body": f"第{n}份", "shown": "body"}).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(save, range(4)))
    assert sorted(answers) == [302, 409, 409, 409] and body(document) == f"第{answers.index(302)}份"
    assert Event.objects.of(document).filter(step="edit").count() == 1


# live parts

def live(client, document, **data):
    return {name: re.sub(r"<[^>]+>", " ", html) for name, html in keep(
        client, edit(document), version=document.version, shown="title body disclosure ground reasoning annotation", **data
    ).json()["live"].items()}


def test_what_is_missing_follows_the_typing_and_links_lead_to_fields_of_the_page(city, client, drafter):
    document = city.draft(city.environment, city.office, disclosure="", reasoning="", body="", now=timezone.now())
    page = client.get(edit(document)).text
    missing = re.search(r'data-live="missing".*?</section>', page, re.DOTALL)[0]
    assert "未明确公开属性建议" in missing and "没有正文" in missing
    for place in re.findall(r'href="#([^"]+)"', missing):
        assert f'id="{place}"' in page, place
    assert "没有标题" in live(client, document, title="")["missing"]
    typed = {"title": document.title, "body": "正文", "disclosure": "withheld"}
    said = live(client, document, **typed)["missing"]
    assert "未列明不予公开的依据" in said and "没有正文" not in said and "未依法依规说明理由" in said
    said = live(client, document, **typed, ground="E15", reasoning="理由", annotation="此件公开发布")["missing"]
    assert "附注与公开属性不一致" in said and "未列明" not in said and "未依法依规说明理由" not in said
    assert Document.objects.get().disclosure == ""


def test_kept_back_attachments_and_answers_are_on_the_list_too(city, client, document, drafter):
    now = timezone.now()
    attach(document, drafter, disclosure="withheld", title="参数", now=now)
    city.claimed(document, now=now)
    step(document, "send_back", city.who(city.office, "reviewer"), note="请修改", reasons=["format"])
    page = client.get(edit(document)).text
    missing = re.search(r'data-live="missing".*?</section>', page, re.DOTALL)[0]
    assert "附件 1" in missing and "还没有答复：公文格式不符合规定" in missing
    for place in re.findall(r'href="#([^"]+)"', missing):
        assert f'id="{place}"' in page, place
    format_line, ground_line = document.slip_lines.get(code="format"), document.slip_lines.get(code="no_ground")
    said = live(client, document, title="x", **{f"answer_{format_line.pk}": "已改"})["missing"]
    assert "还没有答复：公文格式不符合规定" not in said and f"还没有答复：{ground_line}" in said
    said = live(client, document, title="x", **{f"answer_{format_line.pk}": "已改", f"answer_{ground_line.pk}": " "})["missing"]
    assert f"还没有答复：{ground_line}" in said                                        # a blank is no answer


def test_the_live_parts_are_text_whatever_is_typed(client, document, drafter):
    answer = keep(client, edit(document), version=document.version, title="<img src=x>", annotation="<b>此件公开发布</b>",
                  disclosure="withheld", shown="title annotation disclosure")
    assert "<img" not in json.dumps(answer.json()["live"]) and "<b>此件" not in answer.json()["live"]["missing"]


def test_a_pause_in_the_typing_costs_few_queries(client, document, drafter, django_assert_max_num_queries):
    page = opened(client, edit(document)) | {"title": document.title, "body": "写了一半"}
    keep(client, edit(document), **page)
    with django_assert_max_num_queries(22):
        keep(client, edit(document), **page)
