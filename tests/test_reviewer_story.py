"""A day of review in a real browser: ten papers by the keyboard alone, two people at one paper, a substitute at work."""
from datetime import timedelta

import pytest
from django.utils import timezone

from documents.models import Document
from openness.agencies.demo import PASSWORD
from openness.audit.models import Event
from openness.workflow.models import Autosave
from openness.workflow.transitions import perform

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BODY = """为进一步加强夜间施工噪声管理，保障居民正常休息，现就有关事项通知如下。
一、严格审批
医院、学校、居民住宅周边三百米范围内，每日二十二时至次日六时不得进行产生噪声污染的建筑施工作业。
二、强化监管
各区县要建立巡查机制，对群众投诉二十四小时内核查处理。
三、附则
本通知自发布之日起施行。"""
QUEUE = "/desk/review/"
SETTLED = 450       # ms from the beginning of a page until its deciding keys work


def until(who, words, within):
    """Wait until a place of the page says so. (Not wait_for_function: the page's own policy forbids it.)"""
    who.page.locator(within).filter(has_text=words).first.wait_for(state="attached")


class Bench:
    """Makes papers that wait for the office, one minute after the other."""

    def __init__(self, city):
        self.city, self.now = city, timezone.now() - timedelta(hours=20)

    def take(self, document, name, login, **data):
        self.now += timedelta(minutes=1)
        perform(document, name, by=self.city.actor(login), now=self.now, data=data)

    def draft(self, title, **data):
        document = Document(drafting_agency=self.city.body("env"), issuing_agency=self.city.body("office"))
        self.take(document, "draft", "env-drafter", **{
            "title": f"关于{title}的通知", "body": BODY, "disclosure": "proactive", "ground": "P20-13", "genre": "notice",
            "reasoning": "涉及公众切身利益，需要公众广泛知晓。", "five_kinds": ["management"], "annotation": "此件公开发布"} | data)
        return document

    def submitted(self, title, *, again=False, claimed="", accept="", **data):
        document = self.draft(title, **data)
        for turn in (1, 2) if again else (2,):
            self.take(document, "to_unit", "env-drafter")
            self.take(document, "review_secrecy", "env-secrecy", passed=True)
            self.take(document, "review_legality", "env-legality", passed=True)
            self.take(document, "submit", "env-head", accept=accept)
            if turn == 1:
                self.take(document, "claim", "office-reviewer")
                self.take(document, "send_back", "office-reviewer", note="写明巡查的次数。", reasons=["content"])
                line = document.slip_lines.get()
                self.take(document, "edit", "env-drafter", body=BODY.replace("巡查机制", "每日巡查机制"),
                          **{f"answer_{line.pk}": "已写明每日巡查。"})
        if claimed:
            self.take(document, "claim", claimed)
        return document


@pytest.fixture
def bench(demo_city):
    return Bench(demo_city)


class Keys:
    """A reviewer without a mouse."""

    def __init__(self, who):
        self.who, self.page = who, who.page

    def settle(self):
        self.page.wait_for_timeout(max(0, SETTLED - self.page.evaluate("performance.now()")))

    def goes(self, key):
        """Press a key that leads to another page, which stands open when this returns."""
        self.settle()
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        self.page.wait_for_load_state()
        self.who.check()

    def opens(self, key):
        """Press a key that opens a dialog."""
        self.page.keyboard.press(key)
        self.page.wait_for_selector("dialog#sheet[open]")

    def stays(self, *keys):
        """Keys that must do nothing: the page and what is open on it stay."""
        before = self.page.url, self.page.locator("dialog[open]").count(), Event.objects.count()
        for key in keys:
            self.page.keyboard.press(key)
        self.page.wait_for_timeout(300)
        assert (self.page.url, self.page.locator("dialog[open]").count(), Event.objects.count()) == before

    @property
    def paper(self):
        return self.page.inner_text("#paper-h")

    @property
    def focused(self):
        return self.page.evaluate("document.activeElement.dataset.key || document.activeElement.name || document.activeElement.tagName")


def steps(document):
    return list(Event.objects.of(document).values_list("step", flat=True))


def test_ten_papers_by_the_keyboard_alone(bench, person):
    papers = {n: bench.submitted(f"第{n}号事项", **more) for n, more in {
        1: {}, 2: {"again": True}, 3: {"claimed": "office-reviewer"}, 4: {}, 5: {}, 6: {}, 7: {},
        8: {"reasoning": "", "accept": "no_reasoning"}, 9: {}, 10: {}}.items()}
    reviewer = person("office-reviewer")
    reviewer.open(QUEUE)
    keys, page = Keys(reviewer), reviewer.page

    def on(n):
        assert keys.paper == f"关于第{n}号事项的通知"

    on(1)
    keys.goes("a")                                              # nobody had claimed it
    on(2)
    assert reviewer.sees("审核通过，现为“审核通过”") and reviewer.sees("已写明每日巡查") and reviewer.sees("写明巡查的次数")
    assert page.locator("ins").filter(has_text="每日").count() == 1
    keys.opens("r")                                             # returned again: reasons by digits, words, Ctrl+Enter
    assert keys.focused == "reasons"
    page.keyboard.press("1")
    page.keyboard.press("3")
    assert page.locator("dialog [name=reasons]:checked").count() == 2
    page.keyboard.press("3")
    keys.stays("a", "j", "t", "u", "g")                         # no key reaches what lies beneath
    while keys.focused != "note":
        page.keyboard.press("Tab")
    page.keyboard.type("版式不对 arj 1")                          # and none while typing
    lines = page.locator("[data-slip] li").all_inner_texts()
    assert lines == ["公文格式不符合规定", "版式不对 arj 1"]
    page.keyboard.press("Escape")
    assert keys.focused == "r"                                  # the focus is where it came from
    keys.opens("r")
    assert page.input_value("dialog [name=note]") == "版式不对 arj 1"       # closed by mistake, nothing lost
    keys.goes("Control+Enter")
    on(3)
    keys.goes("a")
    on(4)
    keys.opens("f")
    while page.eval_on_selector("dialog [name=to]", "select => select.selectedOptions[0].text") != "罗细斟":
        page.keyboard.press("ArrowDown")
    keys.goes("Control+Enter")
    on(5)
    keys.opens("c")
    assert keys.focused == "note"                               # what has to be written is where one writes
    page.keyboard.type("第二条写得清楚。")
    keys.goes("Control+Enter")
    on(5)
    keys.goes("j")
    on(6)
    keys.goes("k")
    on(5)
    keys.goes("a")
    on(6)
    keys.settle()
    with page.expect_navigation():
        page.keyboard.down("a")                                 # held down too long: one paper is approved, not two
    page.wait_for_load_state()
    keys.settle()
    page.keyboard.down("a")
    page.wait_for_timeout(300)
    page.keyboard.up("a")
    on(7)
    keys.opens("u")                                             # not so fast: taken back, from the message
    assert keys.focused == "BUTTON"
    keys.goes("Enter")
    on(6)
    keys.goes("a")
    on(7)
    keys.goes("t")                                              # claimed, put back, claimed
    on(7)
    assert reviewer.sees("陈立言 受理")
    keys.goes("t")
    keys.goes("t")
    keys.goes("a")
    on(8)
    keys.goes("a")                                              # refused: it lacks its reasons, and stays unclaimed
    on(8)
    assert reviewer.page.locator("[data-problem=no_reasoning]").count() == 1 and keys.focused == "DIV"
    keys.opens("r")
    keys.goes("Control+Enter")                                  # what the system found is reason enough
    on(9)
    page.keyboard.press("/")
    page.keyboard.type("arfcjk")
    assert page.input_value("#find") == "arfcjk"
    keys.stays("a")
    page.keyboard.press("Tab")
    keys.goes("a")
    on(10)
    keys.goes("a")
    assert reviewer.sees("都审完了") and page.url.endswith(QUEUE)

    ends = {1: ["claim", "approve"], 3: ["claim", "approve"], 4: ["claim", "hand_over"], 5: ["comment", "claim", "approve"],
            6: ["claim", "approve", "reopen", "approve"], 7: ["claim", "release", "claim", "approve"], 8: ["claim", "send_back"],
            9: ["claim", "approve"], 10: ["claim", "approve"], 2: ["claim", "send_back"]}
    for n, wanted in ends.items():
        assert steps(papers[n])[-len(wanted):] == wanted and "claim" not in steps(papers[n])[-len(wanted) - 1:-len(wanted)], n
    returned = Event.objects.of(papers[2]).last()
    assert returned.note == "版式不对 arj 1" and returned.data["reasons"] == ["format"]
    assert Document.objects.get(pk=papers[4].pk).claimed_by.username == "office-reviewer2"
    assert {event.actor.username for event in Event.objects.filter(step="approve")} == {"office-reviewer"}


def test_the_queue_the_comparison_and_the_dialog_are_clean_at_both_sizes_and_in_both_languages(bench, person):
    document = bench.submitted("夜间施工噪声管理", again=True)
    bench.submitted("另一件事项", reasoning="", accept="no_reasoning")
    found = []
    for width in (1366, 390):
        reviewer = person("office-reviewer", width=width, height=844)
        for language in ("zh-hans", "en"):
            reviewer.context.add_cookies([{"name": "django_language", "value": language, "url": reviewer.server}])
            for what, address in (("queue", QUEUE), ("phrases", "/desk/phrases/"), ("comparison", f"{QUEUE}{document.pk}/"),
                                  ("dialog", None)):
                if address:
                    reviewer.open(address)
                else:
                    reviewer.page.click(".zw-paper-acts [href*=send_back]")
                    reviewer.page.wait_for_selector("dialog#sheet[open]")
                    reviewer.page.keyboard.press("1")
                found += [f"{width} {language} {what}: {each}" for each in reviewer.axe()]
                if reviewer.overflow() > 0:
                    found.append(f"{width} {language} {what}: scrolls sideways by {reviewer.overflow()} px")
    assert found == []


def test_two_reviewers_at_one_paper_and_nothing_of_the_second_is_lost(bench, person):
    document, other = bench.submitted("第1号事项"), bench.submitted("第2号事项")
    first, second = person("office-reviewer"), person("office-reviewer2")
    for who in (first, second):
        who.open(f"{QUEUE}{document.pk}/")
    keys = Keys(second)
    Keys(first).goes("a")
    answer = []
    second.page.on("response", lambda response: response.request.method == "POST" and answer.append(response.status))
    keys.goes("a")
    assert answer == [409] and second.sees("陈立言 已办理“审核通过”") and keys.paper == "关于第1号事项的通知"
    assert second.axe() == []
    assert steps(document).count("approve") == 1
    for who in (first, second):
        who.open(f"{QUEUE}{other.pk}/")
    keys.opens("r")
    second.page.fill("dialog [name=note]", "写了很久的意见")
    Keys(first).goes("a")
    keys.goes("Control+Enter")
    assert answer == [409, 409] and second.sees("写了很久的意见") and second.sees("陈立言 已办理“审核通过”")
    assert second.axe() == []


def typed(who, words):
    """Typed, and said to be saved."""
    who.page.locator("[name=body]").press_sequentially(words)
    who.page.locator("[name=body]").press("Tab")                # leaving the field saves sooner than a pause
    until(who, "已自动保存", "[data-autosave-said]")


def test_two_drafters_at_one_paper_are_told_of_each_other_and_typed_text_survives(bench, person):
    document = bench.draft("夜间施工噪声管理", body="")
    edit = f"{document.get_absolute_url()}edit/"
    first, second = person("env-drafter"), person("env-drafter2")
    first.open(edit)
    second.open(edit)
    typed(first, "张清河写的一段。")
    first.page.evaluate("scrollTo(0, 0)")                       # what lies under the header is covered, not small
    assert first.axe() == []
    first.page.close()                                          # the page is closed without a word
    typed(second, "杜若水写的一段。")
    warning = second.page.locator("[data-autosave-warning]")
    assert warning.is_visible() and "张清河 也在修改" in warning.inner_text()
    second.page.evaluate("scrollTo(0, 0)")
    assert second.axe() == []
    first.page = first.context.new_page()
    first.open(edit)
    assert first.page.input_value("[name=body]") == "张清河写的一段。" and first.sees("杜若水 也在修改")
    first.press("保存修改", "form[data-autosave]")
    assert Document.objects.get().body and not Autosave.objects.filter(user__username="env-drafter").exists()
    second.page.locator("[name=body]").press_sequentially("又一句。")
    until(second, "刚被别人改过", "[data-autosave-warning]")
    second.press("保存修改", "form[data-autosave]")
    assert second.sees("张清河 已办理“修改”") and second.sees("两份内容对照")
    assert second.page.input_value("[name=body]") == "杜若水写的一段。又一句。"
    second.press("以本页内容覆盖保存", "form[data-autosave]")
    assert Document.objects.get().body[0]["t"] == "杜若水写的一段。又一句。"


def test_typed_text_survives_a_session_that_ended_and_the_back_button(bench, person):
    document = bench.draft("夜间施工噪声管理", body="")
    edit = f"{document.get_absolute_url()}edit/"
    drafter = person("env-drafter")
    drafter.open(edit)
    typed(drafter, "写了一个小时的正文。")
    cookies = drafter.context.cookies()
    drafter.context.clear_cookies()
    drafter.page.locator("[name=body]").press_sequentially("又一句。")
    until(drafter, "没有自动保存上", "[data-autosave-said]")
    assert len(cookies) > 0 and drafter.page.input_value("[name=body]") == "写了一个小时的正文。又一句。"
    drafter.page.on("dialog", lambda dialog: dialog.accept())   # leaving: something is not saved
    drafter.sign_in("env-drafter", PASSWORD)
    drafter.open(edit)
    assert drafter.page.input_value("[name=body]") == "写了一个小时的正文。"
    drafter.page.fill("[name=body]", "写完了。")
    with drafter.page.expect_navigation():
        drafter.page.locator("[name=body]").press("Control+s")
    drafter.page.wait_for_load_state()
    assert Document.objects.get().body[0]["t"] == "写完了。"
    drafter.page.wait_for_timeout(500)
    assert not Autosave.objects.exists()                        # nothing of it came late
    drafter.page.go_back()
    drafter.page.wait_for_load_state()
    drafter.page.locator("form[data-autosave] button[type=submit]").last.click()
    drafter.page.wait_for_load_state()
    assert Event.objects.of(document).filter(step="edit").count() <= 2 and Document.objects.get().body[0]["t"] == "写完了。"


def test_the_helper_and_the_live_list_follow_the_typing(bench, person):
    document = bench.draft("夜间施工噪声管理", disclosure="", ground="", reasoning="", annotation="")
    drafter = person("env-drafter")
    drafter.open(f"{document.get_absolute_url()}edit/")
    page, missing = drafter.page, drafter.page.locator("[data-live=missing]")
    assert "未明确公开属性建议" in missing.inner_text()
    page.check("[name=disclosure][value=withheld]")
    until(drafter, "未列明不予公开的依据", "[data-live=missing]")
    page.select_option("[name=ground]", "E15")
    page.click(".zw-helper summary")
    page.fill("[name=helper_facts]", "公开会损害企业竞争地位")
    until(drafter, "竞争地位", "#helper-sentence")
    page.click("[data-take]")
    assert "第十五条" in page.input_value("[name=reasoning]")
    missing.filter(has_not_text="未依法依规说明理由").wait_for()
    assert drafter.axe() == []
    drafter.press("保存修改", "form[data-autosave]")
    assert "第十五条" in Document.objects.get().reasoning


def test_a_substitute_approves_in_anothers_name_and_both_are_on_record(bench, person):
    document, other = bench.submitted("第1号事项"), bench.submitted("第2号事项")
    stand_in = person("office-drafter")                         # 林知远 stands in for 陈立言
    stand_in.open(QUEUE)
    assert stand_in.sees("代 陈立言 办理")
    Keys(stand_in).goes("a")
    for event in list(Event.objects.of(document))[-2:]:
        assert (event.actor.name, event.acting_for.name) == ("林知远", "陈立言")
    keys = Keys(stand_in)
    assert keys.paper == "关于第2号事项的通知"
    keys.opens("r")
    assert "代 陈立言 办理" in stand_in.page.inner_text("dialog#sheet")
    stand_in.page.fill("dialog [name=note]", "请修改")
    keys.goes("Control+Enter")
    stand_in.open(f"{QUEUE}{document.pk}/?tab=log")
    assert stand_in.sees("林知远") and stand_in.sees("代 陈立言 办理")
    assert Event.objects.of(other).last().acting_for.name == "陈立言"
    stand_in.context.clear_cookies()                            # the session ended: the dialog's link is followed
    keys.goes("u")
    assert f"/login/?next={document.get_absolute_url()}reopen/" in stand_in.page.url
