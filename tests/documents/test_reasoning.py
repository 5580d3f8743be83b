"""理由助手 and 同类先例: a sentence that can be checked, and how papers of a like title were attributed before."""
import time

import pytest
from django.utils import timezone
from django.utils.translation import override

from documents.grounds import GROUNDS
from documents.models import Document
from documents.precedents import matter, precedents
from documents.reasoning import sentence
from openness.agencies.models import User
from openness.publication.models import PublicItem
from tests.city import step

REGULATION = "《中华人民共和国政府信息公开条例》（国务院令第711号）"


@pytest.mark.parametrize("asked, said", [
    (("withheld", "E15", "附件 2 所载工艺参数", "公开会损害企业竞争地位。", "refused"),
     f"附件 2 所载工艺参数属于“商业秘密、个人隐私等，公开会对第三方合法权益造成损害”：公开会损害企业竞争地位。"
     f"已书面征求第三方意见，第三方不同意公开。依据{REGULATION}第十五条，建议不予公开。"),
    (("withheld", "E16-1", "", "只涉及值班安排", ""),
     f"本件属于“人事管理、后勤管理、内部工作流程”：只涉及值班安排。依据{REGULATION}第十六条第一款，建议不予公开。"),
    (("proactive", "P20-4", "", "", ""),
     f"本件属于“统计信息”：（请补充具体事实）。依据{REGULATION}第二十条第（四）项，建议主动公开。"),
    (("on_request", "", "本件", "只涉及个别企业", ""),
     "本件只涉及个别企业，不宜主动公开；公民、法人和其他组织可以依申请获取，建议依申请公开。"),
])
def test_the_sentence_names_kind_fact_clause_and_attribute(asked, said):
    disclosure, ground, what, facts, third = asked
    assert sentence(disclosure, ground, what=what, facts=facts, third=third) == said


@pytest.mark.parametrize("disclosure, ground", [
    ("", "E15"), ("withheld", ""), ("proactive", ""), ("withheld", "P20-4"), ("proactive", "E15"), ("withheld", "nonsense"),
    ("on_request", "P20-4"), ("on_request", "P19"), ("nonsense", ""), ("nonsense", "E15"), ("on_request", "nonsense"),
])
def test_there_is_none_where_ground_and_attribute_contradict_each_other_or_nothing_is_chosen(disclosure, ground):
    said = sentence(disclosure, ground)
    assert said == "" or disclosure == "on_request" and ground == "nonsense" and "（请补充具体事实）" in said


def test_every_ground_gives_a_whole_sentence_with_its_clause_in_the_papers_language_whatever_the_page_speaks():
    for language in ("zh-hans", "en"):
        with override(language):
            for code, ground in GROUNDS.items():
                said = sentence(ground.disclosure, code, what="100%甲%s", facts="{乙} %(x)s；", third="silent")
                assert said.startswith("100%甲%s属于“") and "{乙} %(x)s。" in said and said.endswith("公开。"), said
                assert "；。" not in said and "。。" not in said and "《" in said or "国办发" in said
                assert "Article" not in said and "recommend" not in said and said.count("建议") == 1, said


def test_what_is_typed_in_the_helper_cannot_become_markup_or_an_error(city, client, db):
    document = city.draft(city.environment, city.office, now=timezone.now())
    client.force_login(city.who(city.environment, "drafter").user)
    sent = {"disclosure": "withheld", "ground": "E15", "helper_what": "<b>%s%(x)s", "helper_facts": "\0{}<i>", "helper_third": "nonsense"}
    answer = client.post(f"{document.get_absolute_url()}edit/", sent | {"version": document.version}, headers={"X-Autosave": "yes"})
    said = answer.json()["live"]["sentence"]
    assert answer.status_code == 200 and "&lt;b&gt;%s%(x)s" in said and "<i>" not in said


# precedents

@pytest.mark.parametrize("title, about", [
    ("市环境局关于加强夜间施工噪声管理的通知", "加强夜间施工噪声管理"), ("关于 加强夜间施工\n噪声管理的意见", "加强夜间施工噪声管理"),
    ("夜间施工噪声管理办法", "夜间施工噪声管理办法"), ("通知", ""), ("", ""), ("关于", "关于"), ("关于的通知", ""),
])
def test_what_a_title_is_about(title, about):
    assert matter(title) == about


@pytest.fixture
def known(city, db):
    now = timezone.now()
    public = city.draft(city.environment, city.office, title="关于加强夜间施工噪声管理的通知", ground="P20-13", now=now)
    city.published(public, now=now)
    kept = city.draft(city.environment, title="关于加强夜间施工噪声巡查的通知", disclosure="withheld", ground="E16-1", now=now)
    city.signed(kept, now=now)
    unsigned = city.draft(city.environment, title="关于加强夜间施工噪声检查的通知", now=now)
    city.claimed(unsigned, now=now)
    return public, kept, unsigned


def found(user, title, **more):
    return [(each.title[4:], str(each.disclosure), each.clause) for each in precedents(User.objects.get(pk=user.pk), title, **more)]


def test_decided_papers_that_the_person_may_see_and_what_is_public(city, known):
    public, kept, _unsigned = known
    asked = "市环境局关于进一步加强夜间施工噪声管理的通知"
    seen = found(city.who(city.environment, "drafter").user, asked)
    assert seen == [("夜间施工噪声管理的通知", "proactive", "令711 第二十条第（十三）项"),
                    ("夜间施工噪声巡查的通知", "withheld", "令711 第十六条第一款")]
    assert found(city.who(city.commerce, "drafter").user, asked) == [("夜间施工噪声管理的通知", "proactive", "")]
    mine = precedents(city.who(city.environment, "drafter").user, asked, without=public.pk)
    assert [each.title for each in mine] == [kept.title]
    other = precedents(city.who(city.commerce, "drafter").user, asked)
    assert other[0].url == PublicItem.objects.get().get_absolute_url()
    for title in ("", "通知", "关于", "关于调整教师编制的批复", "关于<b>的通知", "长" * 300):
        assert found(city.who(city.environment, "drafter").user, title) == []


def test_two_bodies_may_use_one_number_and_both_are_shown(city, db):
    now = timezone.now()
    for title, drafting in (("关于加强夜间施工噪声管理的通知", city.environment), ("关于加强夜间施工噪声整治的通知", city.commerce)):
        city.signed(document := city.draft(drafting, title=title, now=now), now=now, number="渝〔2026〕1号", accept="number_code")
        step(document, "publish", city.who(drafting, "publisher"), now=now)
    assert len(found(city.who(city.health, "drafter").user, "关于加强夜间施工噪声管控的通知")) == 2


def test_what_was_withdrawn_or_replaced_is_no_precedent(city, known):
    public, kept, _unsigned = known
    step(public, "withdraw", city.who(city.office, "publisher"), now=timezone.now(), code="wrong", note="有误")
    seen = found(city.who(city.environment, "drafter").user, "关于加强夜间施工噪声管理的通知")
    assert [title for title, *_ in seen] == [kept.title[4:]]


def test_how_many_rounds_it_took_is_said(city, client, known):
    public, _kept, _unsigned = known
    Document.objects.filter(pk=public.pk).update(round=3)
    document = city.draft(city.environment, title="关于加强夜间施工噪声治理的通知", now=timezone.now())
    client.force_login(city.who(city.environment, "drafter").user)
    page = client.get(f"{document.get_absolute_url()}edit/").text
    assert "第 3 轮通过" in page and public.get_absolute_url() in page


def test_looking_among_four_thousand_titles_is_quick(city, db):
    now = timezone.now()
    city.published(city.draft(city.environment, title="关于加强夜间施工噪声管理的通知", now=now), now=now)
    item = PublicItem.objects.get()
    rows = [PublicItem(**{field.attname: getattr(item, field.attname) for field in PublicItem._meta.concrete_fields if not field.primary_key}
                       | {"address": f"00000000-0000-0000-0000-{n:012}", "title": f"关于第{n}号地块的批复", "subject_id": 10_000 + n,
                          "number": f"渝〔2026〕{n}号"}) for n in range(2000)]
    PublicItem.objects.bulk_create(rows)
    user = city.who(city.environment, "drafter").user
    start = time.perf_counter()
    found(user, "关于加强夜间施工噪声治理的通知")
    assert time.perf_counter() - start < 1
