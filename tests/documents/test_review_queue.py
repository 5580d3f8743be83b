"""The reviewer's queue through HTTP: decisions taken from it, what refuses them, and where the reviewer goes on."""
import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import localdate

from documents.models import Document, Phrase
from openness.audit.models import Event
from tests.city import attach
from tests.city import step as take

pytestmark = pytest.mark.django_db
QUEUE = "/desk/review/"
BODY = "为加强管理，现就有关事项通知如下。\n一、严格审批\n夜间施工须经批准。\n二、加强监管\n各区要建立巡查机制。"


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def submitted(city, now):
    """Papers that lie with the office, unclaimed."""
    def made(title="关于加强噪声管理的通知", drafting=None, **data):
        document = city.draft(drafting or city.environment, city.office, title=title, now=now, **data)
        city.reviewed(document, now=now)
        step(document, "submit", city.who(document.drafting_agency, "head"), accept="no_ground no_reasoning")
        return document
    return made


@pytest.fixture
def reviewer(city, client):
    actor = city.who(city.office, "reviewer")
    client.force_login(actor.user)
    return actor


def step(document, name, by, /, **data):
    return take(document, name, by, **{"now": timezone.now()} | data)


def hidden(response, name, form=""):
    """The value of a hidden field, in the form that goes to an address if one is named."""
    text = response.text
    if form:
        text = re.search(rf'<form[^>]* action="[^"]*/{form}/".*?</form>', text, re.DOTALL)[0]
    tag = re.search(rf'<input[^>]* name="{name}"[^>]*>', text)[0]
    return re.search(r'value="([^"]*)"', tag)[1]


def opened(client, document, **query):
    answer = client.get(f"{QUEUE}{document.pk}/", query)
    assert answer.status_code == 200
    return answer


def approving(page):
    """What the form of the green button sends."""
    form = re.search(r'<form[^>]* action="[^"]*/approve/".*?</form>', page.text, re.DOTALL)[0]
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))


def approve(client, document, data=None, **more):
    data = approving(opened(client, document)) if data is None else data
    return client.post(f"{document.get_absolute_url()}approve/", data | more)


def problems(response):
    return set(re.findall(r'data-problem="(\w+)"', response.text))


def steps_of(document):
    return list(Event.objects.of(document).values_list("step", flat=True))


def status(document):
    return Document.objects.get(pk=document.pk).status


# deciding

def test_an_unclaimed_paper_is_claimed_and_approved_by_one_key_and_the_next_one_opens(client, submitted, reviewer):
    first, second, third = submitted("关于甲的通知"), submitted("关于乙的通知"), submitted("关于丙的通知")
    answer = approve(client, second)
    assert (answer.status_code, answer["Location"]) == (302, f"{QUEUE}{third.pk}/")
    assert steps_of(second)[-2:] == ["claim", "approve"] and status(second) == "approved"
    last = approve(client, third)
    assert last["Location"] == f"{QUEUE}{first.pk}/"           # nothing follows: the one before
    assert approve(client, first)["Location"] == QUEUE
    assert "都审完了" in client.get(QUEUE).text


def test_a_double_click_and_the_back_button_get_the_first_answer(client, submitted, reviewer):
    document = submitted()
    sent = approving(opened(client, document))
    for _ in range(3):
        answer = approve(client, document, sent)
        assert (answer.status_code, answer["Location"]) == (302, sent["next"])
    assert steps_of(document).count("claim") == steps_of(document).count("approve") == 1


def test_a_key_that_was_used_on_another_paper_does_not_pass_for_done(client, submitted, reviewer):
    first, second = submitted("关于甲的通知"), submitted("关于乙的通知")
    assert approve(client, first, key="same").status_code == 302
    answer = approve(client, second, key="same")
    assert answer.status_code == 409 and status(second) == "submitted" and "另一事项" in answer.text


def test_a_refused_approval_leaves_the_paper_open_and_unclaimed(city, client, submitted, reviewer):
    document = submitted(disclosure="withheld", ground="")
    answer = approve(client, document)
    assert answer.status_code == 409 and problems(answer) == {"no_ground"}
    assert status(document) == "submitted" and "claim" not in steps_of(document)
    assert f'href="{QUEUE}{document.pk}/?tab=facts"' in answer.text and "data-key=\"r\"" in answer.text
    assert hidden(answer, "version", "approve") == str(Document.objects.get().version)
    step(document, "claim", reviewer)
    step(document, "send_back", reviewer, note="请列明依据")       # and goes on to work
    assert status(document) == "returned"


def test_two_reviewers_one_wins_the_other_gets_a_clear_page(city, client, submitted, reviewer):
    document, other = submitted(), submitted("关于另一件事的通知")
    sent = approving(opened(client, document))
    colleague = city.who(city.office, "colleague")
    step(document, "claim", colleague)
    step(document, "approve", colleague)
    answer = approve(client, document, sent)
    assert answer.status_code == 409 and "市政府办公厅colleague 已办理“审核通过”" in answer.text
    assert f"{QUEUE}{other.pk}/" in answer.text and steps_of(document).count("approve") == 1
    assert 'data-key="a"' not in answer.text                     # nothing left to decide here


def test_the_slip_that_came_second_is_kept_on_the_page(city, client, submitted, reviewer):
    document, colleague = submitted(), city.who(city.office, "colleague")
    sheet = client.get(f"{document.get_absolute_url()}send_back/?next={QUEUE}", headers={"X-Sheet": "yes"})
    sent = {name: hidden(sheet, name) for name in ("version", "key", "next", "claim")}
    step(document, "claim", colleague)
    step(document, "approve", colleague)
    answer = client.post(f"{document.get_absolute_url()}send_back/", sent | {"note": "写了很久的意见", "reasons": "format"})
    assert answer.status_code == 409 and "写了很久的意见" in answer.text and "已办理“审核通过”" in answer.text
    assert status(document) == "approved"


def test_a_paper_that_was_recalled_meanwhile_is_said_so_and_nothing_typed_is_lost(city, client, submitted, reviewer):
    document, other = submitted(), submitted("关于另一件事的通知")
    sent, sheet = approving(opened(client, document)), f"{document.get_absolute_url()}send_back/"
    step(document, "recall", city.who(city.environment, "head"), note="补材料")
    answer = approve(client, document, sent)
    assert answer.status_code == 409 and "收回" in answer.text and f"{QUEUE}{other.pk}/" in answer.text
    answer = client.post(sheet, {"next": f"{QUEUE}{other.pk}/", "note": "写了很久的意见", "reasons": "format", "claim": "1"})
    assert answer.status_code == 409 and "写了很久的意见" in answer.text and "收回" in answer.text
    assert client.post("/desk/documents/987654321/approve/", sent).text.count("收回") == answer.text.count("收回")
    assert client.post(f"{document.get_absolute_url()}approve/").status_code == 404      # not from the queue: not there
    client.force_login(city.who(city.commerce, "drafter").user)
    assert client.post(f"{document.get_absolute_url()}approve/", sent).status_code == 404


def test_the_next_paper_is_one_that_still_waits(city, client, submitted, reviewer):
    first, second, third = submitted("关于甲的通知"), submitted("关于乙的通知"), submitted("关于丙的通知")
    sent = approving(opened(client, first))
    assert sent["next"] == f"{QUEUE}{second.pk}/"
    step(second, "recall", city.who(city.environment, "head"), note="补材料")
    assert approve(client, first, sent)["Location"] == QUEUE
    sent = approving(opened(client, third, show="today")) | {"next": f"{QUEUE}{first.pk}/?show=again"}
    assert approve(client, third, sent)["Location"] == f"{QUEUE}?show=again"


def test_whoever_drafted_submitted_or_reviewed_does_not_approve_and_is_told_in_the_queue(city, client, submitted, now):
    document = submitted()
    for name in ("drafter", "head", "secrecy"):
        both = city.capacity(city.who(city.environment, name).user, city.office, "reviewer", on=date(2020, 1, 1))
        client.force_login(both.user)
        answer = approve(client, document)
        assert answer.status_code == 409 and problems(answer) == {"four_eyes"}
        assert status(document) == "submitted"


EVIL = ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "\thttps://evil.example",
        "///evil.example", "https:evil.example", "/desk/\r\nevil: 1")


def test_next_leads_nowhere_else(client, submitted, reviewer):
    document = submitted()
    for evil in EVIL:
        page = client.get(f"{document.get_absolute_url()}send_back/", {"next": evil})
        assert not [href for href in re.findall(r'href="([^"]*)"', page.text) if "//evil" in href or "script" in href], evil
        answer = approve(client, document, next=evil)
        assert answer.status_code == 302 and answer["Location"].startswith("/desk/") and "\n" not in answer["Location"], evil
        step(document, "reopen", reviewer)


def test_returned_with_codes_words_and_a_phrase_that_is_kept(client, submitted, reviewer):
    document, other = submitted(), submitted("关于另一件事的通知")
    answer = client.post(f"{document.get_absolute_url()}send_back/", {
        "claim": "1", "reasons": ["format", "personal_data"], "note": "请遮盖身份证号码", "keep_phrase": "1",
        "next": f"{QUEUE}{other.pk}/", "version": document.version, "key": "k1"})
    assert (answer.status_code, answer["Location"]) == (302, f"{QUEUE}{other.pk}/")
    lines = Document.objects.get(pk=document.pk).slip_lines.all()
    assert [(line.code, line.by_system) for line in lines] == [("format", False), ("personal_data", False)]
    assert Event.objects.of(document).last().note == "请遮盖身份证号码" and Phrase.objects.get().text == "请遮盖身份证号码"


def test_the_dialog_is_the_form_alone_and_only_for_whoever_may(city, client, submitted, reviewer):
    document = submitted(reasoning="")
    address = f"{document.get_absolute_url()}send_back/"
    sheet = client.get(address, headers={"X-Sheet": "yes"})
    assert sheet.status_code == 200 and "<html" not in sheet.text and 'id="sheet-h"' in sheet.text
    assert "未依法依规说明理由" in sheet.text and 'value="no_reasoning"' not in sheet.text      # stands on the slip anyway
    client.force_login(city.who(city.office, "publisher").user)
    assert client.get(address, headers={"X-Sheet": "yes"}).status_code == 404
    client.force_login(city.who(city.environment, "head").user)
    refused = client.get(address, headers={"X-Sheet": "yes"})
    assert refused.status_code == 403 and "sheet-h" not in refused.text
    client.logout()
    assert client.get(address, headers={"X-Sheet": "yes"})["Location"].startswith("/login/")


def test_a_kept_back_attachment_without_a_ground_stands_on_the_strip_and_on_the_slip_and_may_be_approved(
        city, client, now, reviewer):
    document = city.draft(city.environment, city.office, now=now)
    attach(document, city.who(city.environment, "drafter"), disclosure="withheld", title="工艺参数", now=now)
    city.reviewed(document, now=now)
    step(document, "submit", city.who(city.environment, "head"), now=now)
    strip = re.search(r'<ul class="zw-strip".*?</ul>', opened(client, document).text, re.DOTALL)[0]
    assert "附件 1" in strip and "未列明不予公开的依据" in strip and "要件齐全" not in strip
    sheet = client.get(f"{document.get_absolute_url()}send_back/", headers={"X-Sheet": "yes"}).text
    assert "附件 1" in re.search(r"<ol data-slip>.*?</ol>", sheet, re.DOTALL)[0]
    assert approve(client, document).status_code == 302


# claiming, handing over, a substitute

def test_claimed_released_handed_over(city, client, submitted, reviewer):
    document, colleague = submitted(), city.who(city.office, "colleague")
    address = document.get_absolute_url()
    client.post(f"{address}claim/", {"next": f"{QUEUE}{document.pk}/", "from": "queue"})
    assert Document.objects.get().claimed_by == reviewer.user
    assert client.post(f"{address}release/", {"from": "queue"}).status_code == 302
    assert (status(document), Document.objects.get().claimed_by) == ("submitted", None)
    answer = client.post(f"{address}hand_over/", {"claim": "1", "to": colleague.user.pk, "note": "请你看"})
    assert answer.status_code == 302 and Document.objects.get().claimed_by == colleague.user
    assert steps_of(document)[-2:] == ["claim", "hand_over"]
    client.get(QUEUE)                                            # the messages have been read
    page = client.get(QUEUE)
    assert "都审完了" in page.text and document.title not in page.text
    assert document.title in client.get(f"{QUEUE}?show=others").text
    stranger = city.who(city.commerce, "reviewer").user.pk
    client.post(f"{address}hand_over/", {"to": stranger})
    assert Document.objects.get().claimed_by == colleague.user


def test_a_substitute_decides_in_anothers_name_and_both_are_on_record(city, client, submitted, now):
    document, other = submitted(), submitted("关于另一件事的通知")
    reviewer, colleague = city.who(city.office, "reviewer"), city.who(city.office, "colleague")
    step(other, "claim", colleague)
    stand_in = city.person("替班", city.office, "reviewer", acting_for=colleague.user, on=localdate(now))
    client.force_login(stand_in.user)
    page = opened(client, document)
    assert "代 市政府办公厅colleague 办理" in page.text
    assert other.title in client.get(QUEUE).text                # what waits for whom one stands in for waits for oneself
    approve(client, document)
    for event in Event.objects.of(document).order_by("-pk")[:2]:
        assert (event.actor, event.acting_for) == (stand_in.user, colleague.user)
    log = opened(client, document, tab="log").text
    assert "替班" in log and "代 市政府办公厅colleague 办理" in log
    both = city.capacity(reviewer.user, city.office, "reviewer", acting_for=colleague.user, on=localdate(now))
    client.force_login(both.user)
    page = opened(client, other)
    assert page.text.count('<option value="') == 2
    approve(client, other, capacity="1")
    assert Event.objects.of(other).last().acting_for == colleague.user


# undoing

def test_an_approval_is_undone_from_the_message_until_it_is_signed(city, client, submitted, reviewer):
    document = submitted()
    page = client.get(approve(client, document)["Location"])
    link = re.search(r'<a href="([^"]*)" data-sheet data-key="u"', page.text)[1]
    assert urlsplit(link).path == f"{document.get_absolute_url()}reopen/"
    assert parse_qs(urlsplit(link).query) == {"next": [f"{QUEUE}{document.pk}/"]}
    assert document.title in client.get(f"{QUEUE}?show=done").text
    sheet = client.get(link, headers={"X-Sheet": "yes"})
    answer = client.post(urlsplit(link).path, {name: hidden(sheet, name) for name in ("version", "key", "next")})
    assert answer["Location"] == f"{QUEUE}{document.pk}/" and status(document) == "in_review"
    assert 'data-key="a"' in opened(client, document).text
    assert approve(client, document).status_code == 302
    step(document, "sign", city.who(city.office, "signer"))
    client.get(QUEUE)                                            # the message has been read
    assert document.title not in client.get(f"{QUEUE}?show=done").text
    late = client.post(f"{document.get_absolute_url()}reopen/", {"next": QUEUE})
    assert late.status_code == 409 and "现为“已签发”，不能撤销审核" in late.text and status(document) == "signed"


def test_what_a_colleague_approved_after_me_is_not_mine_to_undo(city, client, submitted, reviewer):
    document, colleague = submitted(), city.who(city.office, "colleague")
    approve(client, document)
    step(document := Document.objects.get(), "reopen", reviewer)
    step(document, "approve", colleague)
    client.get(QUEUE)                                            # the message has been read
    assert document.title not in client.get(f"{QUEUE}?show=done").text
    refused = client.post(f"{document.get_absolute_url()}reopen/")
    assert refused.status_code == 409 and problems(refused) == {"approver"}


# what the page shows

SCRIPT = "<img src=x onerror=alert(1)>"


def test_markup_in_titles_notes_phrases_and_answers_is_text(city, client, submitted, reviewer, now):
    document = submitted(f"关于{SCRIPT}的通知")
    drafter = city.who(city.environment, "drafter")
    client.post("/desk/phrases/", {"text": SCRIPT})
    step(document, "claim", reviewer, now=now)
    step(document, "send_back", reviewer, note=SCRIPT, reasons=["content"])
    line = document.slip_lines.get()
    step(document, "edit", drafter, body=SCRIPT, **{f"answer_{line.pk}": SCRIPT})
    city.reviewed(document, now=now)
    step(document, "submit", city.who(city.environment, "head"), note=SCRIPT)
    pages = [opened(client, document, tab=tab).text for tab in ("", "rounds", "text", "facts", "log")]
    pages += [client.get("/desk/phrases/").text, client.get(f"{document.get_absolute_url()}send_back/").text,
              client.get(approve(client, document)["Location"]).text]
    assert all("<img" not in text for text in pages) and all("&lt;img src=x" in text for text in pages[1:])


def test_an_address_that_is_none_and_a_filter_that_is_none(client, submitted, reviewer):
    submitted()
    assert client.get(f"{QUEUE}?show=nonsense&tab=nonsense").status_code == 200
    assert client.get(f"{QUEUE}99999999999999999999999/").status_code == 404
    assert client.post(QUEUE).status_code == 405
    assert client.get(f"{QUEUE}?show=again").text.count("没有符合条件的公文") == 2
    assert client.get(f"{QUEUE}?show=%00").status_code == 200


def test_the_first_two_hundred_are_listed_and_the_page_says_so(city, client, submitted, reviewer, monkeypatch):
    from documents.views import review
    monkeypatch.setattr(review, "MOST", 2)
    for n in range(3):
        submitted(f"关于第{n}号事项的通知")
    page = client.get(QUEUE).text
    assert "只列出最早报送的一部分" in page and "关于第2号事项的通知" not in page
    for document in Document.objects.all()[:2]:
        step(document, "claim", city.who(city.office, "colleague"))
    page = client.get(QUEUE).text
    assert "都审完了" not in page and "关于第2号事项的通知" in page         # what others claimed does not hide what waits


def test_the_review_page_of_a_resubmitted_joint_paper_needs_few_queries(city, client, reviewer, now):
    document = city.draft(city.environment, city.office, body=BODY, joint=[city.commerce.pk, city.health.pk], now=now)
    drafter = city.who(city.environment, "drafter")
    for n in range(3):
        attach(document, drafter, content=f"表{n}", title=f"表{n}", now=now)
    for turn in (1, 2):
        city.reviewed(document, now=now)
        step(document, "submit", city.who(city.environment, "head"), accept="no_countersignature")
        step(document, "claim", reviewer, now=now)
        if turn == 1:
            step(document, "send_back", reviewer, note="请修改", reasons=["content"])
            step(document, "edit", drafter, body=BODY.replace("巡查", "联合巡查"))
    for n in range(4):
        other = city.draft(city.environment, city.office, title=f"关于{n}的通知", now=now)
        step(other, "to_unit", drafter, now=now)
        step(other, "submit", city.who(city.environment, "head"), accept="no_secrecy no_legality")
    opened(client, document)
    counts = {}
    for tab in ("rounds", "text", "facts", "log"):
        with CaptureQueriesContext(connection) as queries:
            opened(client, document, tab=tab)
        counts[tab] = len(queries)
        if tab == "rounds":
            shown = [query["sql"][:150] for query in queries]
    assert counts["rounds"] <= 18 and max(counts.values()) <= 21, (counts, shown)     # two of them ask for the interpretation


def test_the_list_of_documents_needs_the_same_few_queries_whatever_its_rows(city, client, now):
    drafter, counts = city.who(city.environment, "drafter"), {}
    client.force_login(drafter.user)
    for rows in (3, 40):
        for n in range(Document.objects.count(), rows):
            document = city.draft(city.environment, city.office, title=f"关于{n}的通知", joint=[city.commerce.pk], now=now)
            if n % 2:
                step(document, "to_unit", drafter)
        client.get("/desk/documents/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/desk/documents/").text.count('data-row="document"') == min(rows, 20)
        counts[rows] = len(queries)
    assert counts[3] == counts[40] <= 12, counts
