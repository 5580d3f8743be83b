"""待签发: several papers signed at once, each by itself, and everything a leader reads before."""
import re
from datetime import date

import pytest
from django.db import IntegrityError
from django.utils import timezone
from django.utils.timezone import localdate

from documents.models import Document
from documents.views import signing
from documents.views.foresight import LOOKED_INTO
from documents.views.signing import MOST
from documents.views.signing_cards import summary
from openness.audit.models import Event
from openness.publication.blocks import blocks_of
from tests.city import attach, step

pytestmark = pytest.mark.django_db
PAGE = "/desk/sign/"


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def approved(city, now):
    def made(drafting=None, issuing=None, **data):
        document = city.draft(drafting or city.environment, issuing or city.office, now=now, **data)
        city.claimed(document, now=now)
        step(document, "approve", city.who(document.reviewing_office, "reviewer"), now=now)
        return document
    return made


@pytest.fixture
def signer(city, client):
    actor = city.who(city.office, "signer")
    client.force_login(actor.user)
    return actor


def key_of(response):
    found = re.search(r'name="key" value="([^"]+)"', response.text)
    return found[1] if found else "nothing was shown"


def sent(client, *documents, **more):
    """What the page sends for the papers that were ticked on it."""
    data = {"paper": [document.pk for document in documents], "key": key_of(client.get(PAGE))}
    return data | {f"version_{document.pk}": document.version for document in documents} | more


def sign(client, *documents, **more):
    return client.post(PAGE, sent(client, *documents, confirmed="1", **more))


def statuses(*documents):
    return [Document.objects.get(pk=document.pk).status for document in documents]


def problems_of(response):
    return re.findall(r'data-problem="(\w+)"', response.text)


def test_several_are_confirmed_and_signed_with_numbers_and_dates(client, approved, signer, now):
    papers = [approved(title=f"关于第{n}项工作的通知") for n in range(3)]
    papers[1].number = "市办发〔2026〕7号"
    page = client.get(PAGE)
    assert [card.document for card in page.context["cards"]] == papers
    asked = client.post(PAGE, sent(client, *papers))
    assert asked.status_code == 200 and "签发 3 件" in asked.text and "签发时自动编号" in asked.text
    assert all(paper.title in asked.text for paper in papers) and statuses(*papers) == ["approved"] * 3
    data = {"paper": re.findall(r'name="paper" value="(\d+)"', asked.text), "confirmed": "1", "key": key_of(asked)}
    data |= dict(re.findall(r'name="(version_\d+)" value="(\d+)"', asked.text))
    done = client.post(PAGE, data)
    assert done.status_code == 200 and "已签发 3 件" in done.text and statuses(*papers) == ["signed"] * 3
    year = localdate(now).year
    numbers = [Document.objects.get(pk=paper.pk).number for paper in papers]
    assert numbers == [f"渝府办发〔{year}〕{n}号" for n in (1, 2, 3)] and all(number in done.text for number in numbers)
    assert {Document.objects.get(pk=paper.pk).dated_on for paper in papers} == {localdate(now)}
    assert "没有等待签发的公文" in done.text


def test_the_number_and_date_of_the_draft_are_kept(client, approved, signer, now):
    year = localdate(now).year
    paper = approved(number=f"渝府办发〔{year}〕60号", dated_on=f"{year}-01-05")
    page = client.get(PAGE).text
    assert f"渝府办发〔{year}〕60号" in page and f"{year}年1月5日" in page
    assert sign(client, paper).status_code == 200
    paper.refresh_from_db()
    assert (paper.number, paper.dated_on) == (f"渝府办发〔{year}〕60号", date(year, 1, 5))


def test_one_refusal_does_not_stop_the_others_and_stays_chosen(city, client, approved, signer, now):
    first, stale, last = (approved(title=f"关于{name}的通知") for name in ("甲", "乙", "丙"))
    data = sent(client, first, stale, last, confirmed="1")
    step(stale, "comment", city.who(city.office, "reviewer"), note="请留意第二段", now=now)
    done = client.post(PAGE, data)
    assert done.status_code == 409 and statuses(first, stale, last) == ["signed", "approved", "signed"]
    assert "已签发 2 件" in done.text and "1 件没有签发" in done.text and problems_of(done) == ["stale"]
    assert "已办理“批注”" in done.text and "请留意第二段" in done.text
    assert re.search(rf'value="{stale.pk}" checked', done.text)
    assert sign(client, Document.objects.get(pk=stale.pk)).status_code == 200


def test_a_question_is_answered_on_the_papers_own_page(city, client, approved, signer):
    odd, plain = approved(number="渝环发〔2026〕3号"), approved()
    page = client.get(PAGE).text
    assert "请核对后单独签发" in page and f'name="paper" value="{odd.pk}"' not in page and f'value="{plain.pk}"' in page
    asked = client.post(PAGE, sent(client, odd, plain)).text
    assert "1 件不能一起签发" in asked and "签发 1 件" in asked and f'name="paper" value="{odd.pk}"' not in asked
    done = sign(client, odd, plain)
    assert statuses(odd, plain) == ["approved", "signed"] and problems_of(done) == ["number_code"]
    assert f'href="{odd.get_absolute_url()}sign/?next=/desk/sign/"' in done.text.replace("%2F", "/")


def test_whoever_wrote_a_paper_is_told_that_somebody_else_has_to_sign_it(city, client, approved, signer, now):
    as_drafter = city.capacity(signer.user, city.environment, "drafter")
    document = city.draft(city.environment, city.office, now=now)
    step(document, "edit", as_drafter, title="关于自己起草的通知", now=now)
    city.claimed(document, now=now)
    step(document, "approve", city.who(city.office, "reviewer"), now=now)
    page = client.get(PAGE).text
    assert "不能签发" in page and "起草、修改或报送过本件的人员不能办理此步骤" in page and f"{document.pk}/sign/" not in page
    assert problems_of(sign(client, document)) == ["four_eyes"] and statuses(document) == ["approved"]


def test_a_substitute_signs_for_the_person_and_both_are_on_record(city, client, approved, signer, now):
    document = approved()
    ab = city.person("副主任", city.office, "signer", acting_for=signer.user)
    client.force_login(ab.user)
    assert f"代 {signer.user} 办理" in client.get(PAGE).text
    assert f"代 {signer.user} 办理" in client.post(PAGE, sent(client, document)).text
    assert sign(client, document).status_code == 200
    event = Event.objects.of(document).get(step="sign")
    assert (event.actor, event.acting_for) == (ab.user, signer.user)


def test_the_own_post_comes_before_a_substitutes(city, client, approved, signer):
    document = approved()
    city.capacity(signer.user, city.office, "signer", acting_for=city.who(city.government, "signer").user)
    assert sign(client, document).status_code == 200
    assert Event.objects.of(document).get(step="sign").acting_for is None


def test_the_same_form_sent_twice_signs_once_and_says_the_same(client, approved, signer):
    papers = [approved(title=f"关于{name}的通知") for name in ("甲", "乙")]
    data = sent(client, *papers, confirmed="1")
    first, second = client.post(PAGE, data), client.post(PAGE, data)
    assert first.status_code == second.status_code == 200 and "已签发 2 件" in second.text
    assert Event.objects.filter(step="sign").count() == 2
    assert re.findall(r"渝府办发〔\d+〕\d号", first.text) == re.findall(r"渝府办发〔\d+〕\d号", second.text)


def test_the_key_of_a_robot_that_is_too_long_is_none(client, approved, signer):
    assert sign(client, approved(), key="k" * 64).status_code == 200


def test_another_signer_was_faster(city, client, approved, signer, now):
    document = approved()
    data = sent(client, document, confirmed="1")
    colleague = city.person("副秘书长", city.office, "signer")
    step(document, "sign", colleague, now=now)
    late = client.post(PAGE, data)
    assert late.status_code == 409 and "副秘书长 已办理“签发”" in late.text and "没有等待签发的公文" in late.text
    data.pop("confirmed")
    before = client.post(PAGE, data)
    assert "选中的公文都不能一起签发" in before.text and "副秘书长 已办理“签发”" in before.text
    assert Event.objects.filter(step="sign").count() == 1


def test_a_paper_that_went_back_meanwhile_is_named_by_nothing(city, client, approved, signer, now):
    document = approved(title="关于不再可见的通知")
    data = sent(client, document, confirmed="1")
    step(document, "reopen", city.who(city.office, "reviewer"), now=now)
    gone = client.post(PAGE, data)
    assert gone.status_code == 409 and problems_of(gone) == ["gone"] and "不再可见" not in gone.text
    assert "撤销了审核" in gone.text and statuses(document) == ["in_review"]


def test_two_drafts_under_one_number_only_the_first_gets_it(client, approved, signer, now):
    number = f"渝府办发〔{localdate(now).year}〕5号"
    first, second = approved(number=number), approved(number=number, title="关于另一件事的通知")
    done = sign(client, first, second)
    assert statuses(first, second) == ["signed", "approved"] and problems_of(done) == ["number"]
    assert "已被使用" in client.get(PAGE).text


def test_a_number_taken_at_the_same_moment_stops_one_paper_and_not_the_report(client, approved, signer, monkeypatch):
    first, second = approved(), approved(title="关于乙的通知")
    data, real = sent(client, first, second, confirmed="1"), signing.perform

    def raced(document, *args, **more):
        if document.pk == first.pk:
            raise IntegrityError("one_number_per_edition")
        return real(document, *args, **more)

    monkeypatch.setattr(signing, "perform", raced)
    done = client.post(PAGE, data)
    assert done.status_code == 409 and problems_of(done) == ["clash"] and statuses(first, second) == ["approved", "signed"]


def test_nothing_chosen_and_nonsense_chosen_say_what_to_do(client, approved, signer):
    approved()
    for data in ({}, {"paper": ["x", "-1", "９", "1" * 30]}, {"confirmed": "1"}):
        told = client.post(PAGE, data, follow=True)
        assert "请先勾选要签发的公文" in told.text
    assert problems_of(client.post(PAGE, {"paper": ["0", "987654321"], "confirmed": "1"})) == ["gone", "gone"]


def test_a_version_that_was_not_sent_is_no_leave_to_sign_blindly(client, approved, signer):
    document = approved()
    refused = client.post(PAGE, {"paper": document.pk, "confirmed": "1"})
    assert problems_of(refused) == ["stale"] and statuses(document) == ["approved"]


def test_who_holds_no_signature_is_kept_out_and_sees_no_papers_of_others(city, client, approved, signer):
    document = approved()
    client.logout()
    assert client.get(PAGE).status_code == client.post(PAGE).status_code == 302
    client.force_login(city.who(city.office, "reviewer").user)
    assert client.get(PAGE).status_code == client.post(PAGE, {"paper": document.pk}).status_code == 403
    client.force_login(city.who(city.environment, "signer").user)      # signs, but not this body's papers
    assert document.title not in client.get(PAGE).text
    assert problems_of(client.post(PAGE, {"paper": document.pk, f"version_{document.pk}": document.version,
                                          "confirmed": "1"})) == ["gone"]
    assert statuses(document) == ["approved"]


def test_a_paper_is_shown_once_to_who_may_see_but_not_sign_it(city, client, approved, signer):
    """A drafter of the unit who signs elsewhere sees the paper in other lists and cannot sign it here."""
    document = approved(city.environment, city.environment)
    city.capacity(signer.user, city.environment, "drafter")
    assert document.title not in client.get(PAGE).text
    assert problems_of(sign(client, document)) == ["gone"] and statuses(document) == ["approved"]


def test_the_card_tells_what_was_decided_on_the_way(city, client, signer, now):
    env, office = city.environment, city.office
    document = city.draft(env, office, joint=[city.health.pk], now=now, disclosure="withheld", ground="E16-1",
                          reasoning="属于内部工作流程", body="各区人民政府：\n为加强管理，现作如下安排。\n一、总体要求\n" + "认真落实。" * 60)
    attach(document, city.who(env, "drafter"), title="名单", disclosure="withheld", now=now)
    attach(document, city.who(env, "drafter"), title="说明", content="说明", now=now)
    reviewer = city.who(office, "reviewer")
    step(document, "to_unit", city.who(env, "drafter"), now=now)
    step(document, "submit", city.who(env, "head"), now=now,
         accept="no_secrecy no_legality no_countersignature no_disclosure_review no_ground")
    step(document, "claim", reviewer, now=now)
    step(document, "send_back", reviewer, now=now, note="请写明依据", reasons=["format"])
    step(document, "edit", city.who(env, "drafter"), now=now, reasoning="属于内部工作流程，见第十六条")
    city.reviewed(document, now=now)
    step(document, "countersign", city.who(city.health, "signer"), now=now, passed=True, note="无不同意见")
    step(document, "submit", city.who(env, "head"), now=now, accept="unanswered")
    step(document, "claim", reviewer, now=now)
    step(document, "approve", reviewer, now=now)
    step(document, "decline", city.who(office, "signer"), now=now, note="请再核实范围")
    step(document, "comment", reviewer, now=now, note="范围已核实")
    step(document, "approve", reviewer, now=now)
    text = client.get(PAGE).text
    for words in ("不予公开", "令711 第十六条第一款", "属于内部工作流程，见第十六条", "保密审查：已通过", "市卫生局会签：已通过",
                  "无不同意见", "审核通过", "第 1 轮退文：", "公文格式不符合规定", "请写明依据", "曾不予签发：请再核实范围",
                  "范围已核实", "名单", "同正文", "自动编号", "（今天）", "市环境局secrecy"):
        assert words in text, words
    assert "为加强管理，现作如下安排。认真落实。" in text and "……" in text and "全文" in text
    assert text.count("/desk/files/") == 2 and "不能签发" not in text


def test_the_summary_is_what_the_text_says_first():
    body = blocks_of("各区人民政府：\n为做好工作，现将有关事项通知如下：\n一、总体要求\n（一）加强领导。各单位要重视。")
    assert summary(body) == "各单位要重视。"
    assert summary(blocks_of("各区人民政府：\n一、总体要求")) == "各区人民政府：\n一、总体要求"
    assert summary([]) == ""
    assert len(summary(blocks_of("事项" * 100))) == 122
    assert summary(blocks_of("甲" * 70 + "，" + "乙" * 100)) == "甲" * 70 + "……"


def test_a_title_that_would_be_markup_is_text(client, approved, signer):
    bad = '<img src=x onerror=alert(1)>"\'{{ 7 }}'
    document = approved(title=bad, body=f"{bad}说明", reasoning=bad)
    for response in (client.get(PAGE), client.post(PAGE, sent(client, document)), sign(client, document)):
        assert "<img" not in response.text and "&lt;img src=x" in response.text


@pytest.mark.parametrize("odd", [False, True])
def test_the_page_of_any_length_needs_the_same_few_queries(client, approved, signer, now, django_assert_max_num_queries, odd):
    """Also when every paper has an odd number: the page looks into a few and leaves the rest to their own pages."""
    counts = []
    for wanted in (3, MOST):
        while (have := Document.objects.count()) < wanted:
            approved(title=f"关于第{have}项的通知", **({"number": f"渝府办发〔2001〕{500 + have}号", "dated_on": "2001-02-03"} if odd else {}))
        with django_assert_max_num_queries(12 + LOOKED_INTO * odd) as queries:
            page = client.get(PAGE)
        counts.append(len(queries))
        assert len(page.context["cards"]) == wanted
    assert counts[0] == counts[1], counts
    if odd:
        assert page.text.count("请核对后单独签发") == MOST and LOOKED_INTO < MOST


def test_beyond_the_most_the_page_says_so(client, approved, signer, monkeypatch):
    monkeypatch.setattr("documents.views.signing.MOST", 2)
    for n in range(3):
        approved(title=f"关于第{n}项的通知")
    text = client.get(PAGE).text
    assert "这里是最早的 2 件" in text and "关于第2项" not in text and "queue=to_sign" in text


def test_all_or_some_are_ticked_by_the_address(client, approved, signer):
    first, _second = approved(), approved(title="关于乙的通知")
    assert client.get(PAGE).text.count(" checked") == 0
    assert client.get(f"{PAGE}?all=1").text.count(" checked") == 2
    assert f'value="{first.pk}" checked' in client.get(f"{PAGE}?paper={first.pk}").text
