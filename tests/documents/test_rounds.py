"""What a reviewer sees of a paper that comes again: reasons, answers and changes side by side."""
import re
import time

import pytest
from django.utils import timezone

from documents.models import Document
from documents.views.comparison import answered, rounds_of
from openness.audit.models import Event
from tests.city import attach
from tests.city import step as take

pytestmark = pytest.mark.django_db
BODY = "为加强管理，现就有关事项通知如下。\n一、严格审批\n夜间施工须经批准。\n二、加强监管\n各区要建立巡查机制。\n三、附则\n自发布之日起施行。"


def step(document, name, by, /, **data):
    return take(document, name, by, **{"now": timezone.now()} | data)


@pytest.fixture
def people(city):
    return {name: city.who(city.environment, name) for name in ("drafter", "head")} | {
        "reviewer": city.who(city.office, "reviewer"), "signer": city.who(city.office, "signer")}


@pytest.fixture
def again(city, people):
    """Takes a paper through a round: submitted and returned, then mended and submitted once more."""
    def submitted(document):
        city.reviewed(document, now=timezone.now())
        step(document, "submit", people["head"], accept="no_countersignature no_reasoning no_ground no_disclosure_review")

    def made(document=None, reasons=("content",), note="请修改", mend=None, **changes):
        document = document or city.draft(city.environment, city.office, body=BODY, now=timezone.now())
        if not document.round:
            submitted(document)
        step(document, "claim", people["reviewer"])
        step(document, "send_back", people["reviewer"], reasons=list(reasons), note=note)
        if mend:
            mend(document)
        if changes:
            step(document, "edit", people["drafter"], **changes)
        submitted(document)
        return Document.objects.whole().get(pk=document.pk)
    made.submitted = submitted
    return made


def page(client, document, people, tab="rounds"):
    client.force_login(people["reviewer"].user)
    answer = client.get(f"/desk/review/{document.pk}/", {"tab": tab})
    assert answer.status_code == 200
    return answer.text


def spoken(runs, changed=None):
    return "".join(run.text for run in runs if changed is None or run.changed == changed)


def test_a_paper_that_comes_for_the_first_time_is_compared_with_nothing(city, client, again, people):
    document = city.draft(city.environment, city.office, body=BODY, now=timezone.now())
    assert rounds_of(document) is None
    again.submitted(document)
    assert rounds_of(document) is None and "与上一稿对照" not in page(client, document, people)


def test_changed_words_are_marked_and_what_nobody_need_read_again_is_folded(client, again, people):
    document = again(body=BODY.replace("巡查机制", "联合巡查机制").replace("三、附则\n", ""))
    rounds = rounds_of(document)
    [changed, removed] = [row for row in rounds.text.rows if row.kind != "same"]
    assert spoken(changed.right, True) == "联合" and spoken(changed.left, True) == "" and spoken(removed.left) == "三、附则"
    assert (rounds.places, rounds.added, rounds.removed) == (1, 2, 4)
    assert [(folded, len(rows)) for folded, rows in rounds.stretches()] == [(True, 3), (False, 1), (False, 2), (False, 1)]
    text = page(client, document, people)
    assert "<ins>联合</ins>" in text and "<del>三、附则</del>" in text and "展开未改动的 3 段" in text and "1 处" in text
    assert "+2 字" in text and "−4 字" in text and "请修改" in text


def test_every_field_and_the_joint_bodies_are_compared_and_nothing_is_said_to_have_changed_that_did_not(
        city, client, again, people):
    document = again(title="关于加强噪声管理工作的通知", disclosure="on_request", ground="E15", is_policy="on",
                     joint=[city.health.pk, city.commerce.pk], shown="joint is_policy five_kinds")
    assert {fact.name for fact in rounds_of(document).facts} == {
        "title", "disclosure", "ground", "is_policy", "five_kinds", "joint"}
    text = page(client, document, people)
    assert "市商务局" in text and "第十五条" in text and "<del>主动</del>公开" in text
    again(document, joint=[city.commerce.pk], shown="joint")
    document = Document.objects.whole().get()
    [joint] = rounds_of(document).facts
    assert spoken(joint.row.left, True).strip() == "市卫生局" and spoken(joint.row.right) == "市商务局"
    again(document)
    assert rounds_of(Document.objects.whole().get()).places == 0
    assert "与上一稿相比，内容没有改动" in page(client, document, people)


def test_joint_bodies_that_joined_at_different_times_are_the_same_bodies(city, again):
    document = again(joint=[city.health.pk], shown="joint")
    document = again(document, joint=[city.commerce.pk, city.health.pk], shown="joint")
    assert [fact.name for fact in rounds_of(document).facts] == ["joint"]
    assert rounds_of(again(document)).facts == []


def test_a_file_that_was_replaced_under_its_title_shows(city, client, again, people):
    document = city.draft(city.environment, city.office, body=BODY, now=timezone.now())
    attach(document, people["drafter"], content="旧表", title="收费标准", now=timezone.now())

    def replaced(document):
        step(document, "detach", people["drafter"], part=document.parts.get().pk)
        attach(document, people["drafter"], content="新表", title="收费标准", now=timezone.now())

    document = again(document, mend=replaced)
    [fact] = rounds_of(document).facts
    assert fact.name == "parts" and spoken(fact.row.left) != spoken(fact.row.right)
    assert "收费标准" in page(client, document, people)
    assert rounds_of(again(document)).facts == []


def test_attachments_that_were_added_arranged_or_given_an_attribute_show(city, again, people):
    document = city.draft(city.environment, city.office, body=BODY, now=timezone.now())
    for name in ("甲表", "乙表"):
        attach(document, people["drafter"], content=name, title=name, now=timezone.now())
    first, second = document.parts.all()

    def arranged(document):
        step(document, "arrange", people["drafter"], **{f"order_{first.pk}": 2, f"order_{second.pk}": 1})

    [fact] = rounds_of(again(document, mend=arranged)).facts
    assert spoken(fact.row.left).splitlines()[0].startswith("附件 1　甲表")
    assert spoken(fact.row.right).splitlines()[0].startswith("附件 1　乙表")

    def kept_back(document):
        step(document, "arrange", people["drafter"], **{f"disclosure_{first.pk}": "withheld", f"ground_{first.pk}": "E15"})

    [fact] = rounds_of(again(document, mend=kept_back)).facts
    assert "不予公开" in spoken(fact.row.right) and "第十五条" in spoken(fact.row.right)

    def another_ground(document):
        step(document, "arrange", people["drafter"], **{f"ground_{first.pk}": "E14-2"})

    [fact] = rounds_of(again(document, mend=another_ground)).facts
    assert "第十四条" in spoken(fact.row.right, True) + spoken(fact.row.right)


def test_a_round_that_was_recalled_is_not_what_the_reviewer_had_read(client, again, people):
    """Returned, mended, submitted, recalled, submitted: compared with what was returned, its slip and answers beside it."""
    document = again(note="写明巡查的次数", body=BODY.replace("建立巡查", "每日巡查"))
    step(document, "recall", people["head"], note="还要改")
    step(document, "back_to_draft", people["head"], note="再改")
    step(document, "edit", people["drafter"], title="关于加强噪声管理工作的通知")
    again.submitted(document)
    document = Document.objects.whole().get()
    rounds = rounds_of(document)
    assert (document.round, rounds.before.round, rounds.note) == (3, 1, "写明巡查的次数")
    assert [fact.name for fact in rounds.facts] == ["title"] and rounds.text.places == 1
    assert [line.code for line, _change in answered(document, rounds)] == ["content"]
    assert "写明巡查的次数" in page(client, document, people)


def test_a_first_round_that_was_recalled_is_compared_without_a_slip(city, client, again, people):
    document = city.draft(city.environment, city.office, body=BODY, now=timezone.now())
    again.submitted(document)
    step(document, "recall", people["head"], note="补材料")
    step(document, "back_to_draft", people["head"], note="再改")
    step(document, "edit", people["drafter"], body=f"{BODY}\n特此通知。")
    again.submitted(document)
    rounds = rounds_of(document)
    assert (rounds.before.round, rounds.note, rounds.added) == (1, "", 5) and answered(document, rounds) == []
    assert "第 1 稿" in page(client, document, people)


def test_what_the_signer_declined_is_still_compared_with_the_round_before(client, again, people):
    document = again(body=BODY.replace("巡查", "联合巡查"))
    step(document, "claim", people["reviewer"])
    step(document, "approve", people["reviewer"])
    step(document, "decline", people["signer"], note="再斟酌")
    assert rounds_of(Document.objects.whole().get()).added == 2


# answers

def test_each_reason_gets_its_answer_and_the_reviewer_sees_reason_answer_and_change_side_by_side(city, client, again, people):
    document = city.draft(city.environment, city.office, body=BODY, reasoning="", now=timezone.now())
    again.submitted(document)
    step(document, "claim", people["reviewer"])
    step(document, "send_back", people["reviewer"], reasons=["format"], note="版式不对")
    reasoning, layout = document.slip_lines.order_by("-by_system")
    client.force_login(people["drafter"].user)
    form = client.get(f"{document.get_absolute_url()}edit/").text
    assert form.count('name="answer_') == 2 and "版式不对" in form
    answer = client.post(f"{document.get_absolute_url()}edit/", {
        "version": document.version, "reasoning": "涉及公众利益", f"answer_{reasoning.pk}": "已补写理由\n请核对"})
    assert answer.status_code == 302
    assert Event.objects.of(document).last().data["answered"] == ["no_reasoning"]
    for name, who in (("to_unit", "drafter"), ("submit", "head")):
        client.force_login(people[who].user)
        asked = client.get(f"{document.get_absolute_url()}{name}/")
        assert "还没有答复" in asked.text and "公文格式不符合规定" in asked.text
        if name == "to_unit":
            city.reviewed(Document.objects.get(), now=timezone.now())
            document.refresh_from_db()
    step(document, "submit", people["head"])
    document = Document.objects.whole().get()
    (first, change), (second, none) = sorted(answered(document, rounds_of(document)), key=lambda pair: pair[0].code != "no_reasoning")
    assert (first.answer.split(), spoken(change.row.right)) == (["已补写理由", "请核对"], "涉及公众利益")
    assert second.answer == "" and none is None
    table = re.search(r'<table class="zw-table[^>]*zw-answers.*?</table>', page(client, document, people), re.DOTALL)[0]
    assert "已补写理由" in table and "没有答复" in table and "<ins>涉及公众利益</ins>" in table


def test_an_answer_to_another_papers_slip_is_not_written(city, client, again, people):
    mine, other = again(), again()
    for document in (mine, other):
        step(document, "claim", people["reviewer"])
        step(document, "send_back", people["reviewer"], note="再改", reasons=["format"])
    line = other.slip_lines.last()
    client.force_login(people["drafter"].user)
    own, old = mine.slip_lines.last(), mine.slip_lines.first()
    sent = {f"answer_{each.pk}": "答" for each in (line, own, old)} | {"version": mine.version}
    assert client.post(f"{mine.get_absolute_url()}edit/", sent).status_code == 302
    for each, answer in ((line, ""), (own, "答"), (old, "")):       # of another paper, of this round, of the round before
        each.refresh_from_db()
        assert each.answer == answer


def test_an_answer_that_is_too_long_or_holds_nul_is_refused_at_its_field_and_kept_on_the_page(client, again, people):
    document = again()
    step(document, "claim", people["reviewer"])
    step(document, "send_back", people["reviewer"], note="再改")
    line = document.slip_lines.last()
    client.force_login(people["drafter"].user)
    for words in ("长" * 1001, "甲\0乙"):
        refused = client.post(f"{document.get_absolute_url()}edit/", {"version": document.version, f"answer_{line.pk}": words})
        assert refused.status_code == 409 and f"#id_answer_{line.pk}" in refused.text and words[:1000] in refused.text


def test_an_answer_is_there_when_the_head_sends_the_paper_back_to_its_drafter(city, client, again, people):
    document = again()
    step(document, "claim", people["reviewer"])
    step(document, "send_back", people["reviewer"], note="再改")
    line = document.slip_lines.last()
    step(document, "edit", people["drafter"], **{f"answer_{line.pk}": "已改"})
    step(document, "to_unit", people["drafter"])
    step(document, "back_to_draft", people["head"], note="答得不清楚")
    client.force_login(people["drafter"].user)
    assert "已改</textarea>" in client.get(f"{document.get_absolute_url()}edit/").text


def test_the_page_in_english_and_with_a_huge_text(city, client, again, people):
    paragraphs = [f"第{n}条 各单位应当按照本办法第{n % 17}条的规定办理，并在{n % 9 + 1}日内将情况报送主管部门备案。" for n in range(800)]
    document = city.draft(city.environment, city.office, body="\n".join(paragraphs), now=timezone.now())
    mended = [text.replace("备案", "登记备案") if n % 7 == 0 else text for n, text in enumerate(paragraphs)]
    document = again(document, body="\n".join(mended))
    assert len("".join(paragraphs)) > 30_000
    start = time.perf_counter()
    rounds = rounds_of(document)
    assert time.perf_counter() - start < 2 and rounds.added == 2 * len(range(0, 800, 7))
    client.cookies["django_language"] = "en"
    text = page(client, document, people)
    assert text.count("<ins>登记</ins>") == len(range(0, 800, 7)) and 'lang="en"' in text


def test_a_body_that_is_wholly_new_and_one_that_is_gone(again, people):
    def attached(document):
        attach(document, people["drafter"], content="全文", name="全文.txt", now=timezone.now())

    document = again(mend=attached, body="")
    rounds = rounds_of(document)
    assert {row.kind for row in rounds.text.rows} == {"removed"} and rounds.added == len("附件 1　全文（同正文）") + 6
    document = again(document, body="完全不同的一段话，与从前没有一个字相干。")
    assert {row.kind for row in rounds_of(document).text.rows} == {"added"}
