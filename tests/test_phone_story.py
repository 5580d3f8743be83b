"""A leader with a phone and two minutes: five papers signed at once, one declined with a reason, in a real browser."""
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from documents.models import Document
from openness.audit.models import Event
from openness.workflow.transitions import perform

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BODY = """各区县（自治县）人民政府，市政府各部门，有关单位：
为进一步加强夜间施工噪声管理，保障居民正常休息，根据有关法律法规，经市政府同意，现就有关事项通知如下。
一、严格审批
（一）明确范围。医院、学校、居民住宅周边三百米范围内，每日二十二时至次日六时不得进行产生环境噪声污染的建筑施工作业。
（二）确需夜间施工的，须提前三日向社会公告。
二、强化监管
各区县要建立联合巡查机制，对群众投诉二十四小时内核查处理，并将结果反馈投诉人。"""


def approved(city, title, *, now, again=False, **data):
    """One paper of the environment bureau for the office, all the way to the signer."""
    def take(name, login, **given):
        nonlocal now
        now += timedelta(minutes=7)
        perform(document, name, by=city.actor(login), now=now, data=given, files=given.pop("files", None))

    env = city.body("env")
    document = Document(drafting_agency=env, issuing_agency=city.body("office"))
    data = {"title": title, "body": BODY, "disclosure": "proactive", "ground": "P20-13", "genre": "notice",
            "reasoning": "涉及公众切身利益，需要公众广泛知晓，属于环境保护监督检查信息。", "five_kinds": ["management"],
            "annotation": "此件公开发布"} | data
    take("draft", "env-drafter", **data)
    take("attach", "env-drafter", title="夜间施工公告样式",
         files={"file": SimpleUploadedFile("样式.txt", title.encode())})
    for turn in (1, 2) if again else (2,):
        take("to_unit", "env-drafter")
        take("review_secrecy", "env-secrecy", passed=True, note="经审查，不涉及国家秘密和工作秘密。")
        take("review_legality", "env-legality", passed=True)
        take("submit", "env-head")
        take("claim", "office-reviewer")
        if turn == 1:
            take("send_back", "office-reviewer", note="第二条须写明公告的方式。", reasons=["content"])
            take("edit", "env-drafter", body=BODY.replace("向社会公告", "在政府网站和施工现场向社会公告"))
    take("approve", "office-reviewer")
    return document


def fits_a_thumb(who):
    """Every button, box and link that acts is at least 40 px high."""
    return who.page.evaluate("""() => [...document.querySelectorAll("main .btn, main summary, .zw-signing-pick")]
        .filter(e => e.getClientRects().length && e.getBoundingClientRect().height < 40).map(e => e.textContent.trim())""")


def clean(who, what):
    assert who.axe() == [], what
    assert who.overflow() <= 0, what
    assert fits_a_thumb(who) == [], what


def test_a_leader_signs_five_papers_and_declines_one_on_a_phone(demo_city, person):
    now = timezone.now() - timedelta(days=1)
    topics = ("夜间施工噪声管理", "餐饮油烟治理", "饮用水水源保护", "露天焚烧管控", "扬尘污染防治")
    papers = [approved(demo_city, f"重庆市人民政府办公厅关于加强{topic}工作的通知", now=now, again=n == 0)
              for n, topic in enumerate(topics)]
    doubtful = approved(demo_city, "重庆市人民政府办公厅关于调整水价的通知", now=now)

    leader = person("office-signer", width=390, height=844)
    leader.page.click("a[data-toggle='#side']")
    leader.press("待签发", ".zw-side")
    assert leader.page.locator("article").count() == 6 and leader.sees("第 1 轮退文：内容需要修改；第二条须写明公告的方式。")
    clean(leader, "papers")
    leader.page.locator("article summary").filter(has_text="夜间施工噪声").click()
    assert leader.sees("在政府网站和施工现场向社会公告")
    clean(leader, "a text unfolded")

    last = leader.page.locator("article").filter(has_text="调整水价")
    last.get_by_role("link", name="不予签发").click()
    leader.page.wait_for_selector("#sheet-h")
    clean(leader, "decline")
    leader.page.fill("#sheet [name=note]", "未附听证结论，请补充后再报。")
    leader.page.click("#sheet form button[type=submit]")
    leader.page.wait_for_selector("article >> nth=4")
    assert leader.page.locator("article").count() == 5 and leader.sees("不予签发")
    doubtful.refresh_from_db()
    assert doubtful.status == "in_review"
    assert Event.objects.of(doubtful).last().note == "未附听证结论，请补充后再报。"

    leader.page.locator("article input[type=checkbox]").first.check()
    leader.press("全选")
    assert leader.page.locator("article input:checked").count() == 5
    bar = leader.page.locator(".zw-sticky-bar").bounding_box()
    assert bar["y"] + bar["height"] <= 844                                  # at the thumb, wherever one reads
    leader.page.locator(".zw-sticky-bar button").click()
    leader.page.wait_for_load_state()
    leader.check()
    assert leader.sees("签发这 5 件公文？") and leader.sees("签发时自动编号")
    clean(leader, "confirmation")
    leader.press("签发 5 件")
    assert leader.sees("已签发 5 件") and leader.sees("没有等待签发的公文")
    clean(leader, "result")
    for paper in papers:
        paper.refresh_from_db()
        assert paper.status == "signed" and leader.sees(paper.number)


def test_without_a_script_a_leader_reads_chooses_and_signs(demo_city, person):
    """Everything that a script adds is an addition: the count of the chosen, too, comes from the style sheet."""
    paper = approved(demo_city, "重庆市人民政府办公厅关于加强噪声管理的通知", now=timezone.now() - timedelta(days=1))
    leader = person("office-signer", width=390, height=844)
    leader.page.route("**/app*.js", lambda route: route.abort())
    leader.page.goto(f"{leader.server}/desk/sign/")
    leader.page.check("article input[type=checkbox]")
    leader.page.click(".zw-sticky-bar button")
    leader.page.click("text=签发 1 件")
    leader.page.wait_for_selector("text=已签发 1 件")
    paper.refresh_from_db()
    assert paper.status == "signed"
