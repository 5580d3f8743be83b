"""A policy for the office's name, from the draft without interpretation to the clause that a citizen reads on a phone."""
from datetime import timedelta

import pytest
from django.utils import timezone

from documents.models import Document
from interpretation.models import Plan
from openness.publication.models import PublicItem
from openness.workflow.transitions import perform
from tests.files.pictures_data import png

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BODY = "为加强夜间施工噪声管理，经市政府同意，现就有关事项通知如下。\n一、严格审批\n夜间施工须提前三日公告。\n二、强化监管\n投诉二十四小时内核查。"


def test_from_a_draft_without_interpretation_to_the_clause_on_a_phone(demo_city, person, tmp_path):
    city, now = demo_city, timezone.now() - timedelta(days=1)

    def take(document, name, login, **data):
        perform(document, name, by=city.actor(login), now=now, data=data)

    document = Document(drafting_agency=city.body("env"), issuing_agency=city.body("office"))
    take(document, "draft", "env-drafter", title="重庆市人民政府办公厅关于加强夜间施工噪声管理的通知", body=BODY, disclosure="proactive",
         ground="P20-13", reasoning="涉及公众切身利益", genre="notice", five_kinds=["management"], is_policy="on", annotation="此件公开发布")
    take(document, "to_unit", "env-drafter")
    take(document, "review_secrecy", "env-secrecy", passed=True)
    take(document, "review_legality", "env-legality", passed=True)

    head = person("env-head")
    head.open(f"/desk/documents/{document.pk}/submit/")
    assert head.sees("未一并报送政策解读材料：没有解读方案") and head.axe() == []
    head.press("仍要报送")
    reviewer = person("office-reviewer")
    reviewer.open(f"/desk/documents/{document.pk}/approve/")
    assert reviewer.sees("没有解读方案")                       # the hard gate
    take(document, "claim", "office-reviewer")
    reviewer.open(f"/desk/documents/{document.pk}/send_back/")
    assert reviewer.sees("没有解读方案")
    reviewer.page.fill("main [name=note]", "请补报解读方案和图解。")
    reviewer.page.click("main form button[type=submit]")
    reviewer.page.wait_for_load_state()
    document.refresh_from_db()
    assert document.status == "returned" and document.slip_lines.filter(code="no_interpretation", by_system=True).exists()

    drafter = person("env-drafter")
    drafter.open(f"/desk/documents/{document.pk}/")
    drafter.press("编制解读方案")
    assert drafter.sees("以政府或政府办公厅（室）名义印发的重大政策性文件，由起草部门做好解读工作。")
    drafter.page.fill("[name=first_interpreter]", "局长")
    assert drafter.axe() == [] and drafter.overflow() <= 0
    drafter.press("建立方案")
    drafter.page.click("main details summary")
    drafter.press("图解")
    picture = tmp_path / "一图读懂.png"
    picture.write_bytes(png((600, 1200)))
    page = drafter.page
    page.fill("[name=title]", "一图读懂夜间施工噪声管理")
    page.set_input_files("[name=picture]", picture)
    page.click("main .zw-sticky-bar button[type=submit]")
    page.wait_for_load_state()
    assert drafter.sees("图片没有替代文字")                    # asked for, and what was typed is still there
    assert page.input_value("[name=title]") == "一图读懂夜间施工噪声管理"
    page.fill("[name=alt]", "夜间施工要提前三日公告；投诉二十四小时内核查。")
    page.fill("[name=author_post]", "市生态环境局大气处")
    page.set_input_files("[name=picture]", picture)
    page.click(".zw-editor-text")
    page.click("[data-do=h2]")
    page.keyboard.type("夜里能不能施工？")
    page.keyboard.press("Enter")
    page.keyboard.type("能，但要提前三日公告。")
    assert drafter.axe() == []
    page.click("main .zw-sticky-bar button[type=submit]")
    page.wait_for_load_state()
    drafter.check()
    drafter.press("对照条款", "aside")
    page.select_option("main select", "一、严格审批")
    page.click("main form button[type=submit]")
    page.wait_for_load_state()
    assert drafter.sees("夜里能不能施工？ → 一、严格审批") and drafter.axe() == [] and drafter.overflow() <= 0

    head.open("/desk/")
    assert head.sees("待审解读材料")
    material = Plan.objects.get().materials.get()
    head.open(f"/desk/materials/{material.pk}/review/")
    assert head.sees("尚未涉及的解读要素")
    page = head.page
    page.click("main form button[type=submit]")
    page.wait_for_load_state()
    material.refresh_from_db()
    assert material.status == "reviewed"

    take(document, "edit", "env-drafter", title=document.title)
    for name, login in (("to_unit", "env-drafter"), ("review_secrecy", "env-secrecy"), ("review_legality", "env-legality"), ("submit", "env-head"),
                        ("claim", "office-reviewer"), ("approve", "office-reviewer"), ("sign", "office-signer"), ("publish", "office-publisher")):
        take(document, name, login, passed=True, accept="unanswered")
    paper = PublicItem.objects.get(kind="document")

    citizen = person(width=390, height=844)
    citizen.open(paper.get_absolute_url())
    citizen.page.click("a.zw-clause")
    assert citizen.page.url.endswith("#note-1") and citizen.sees("能，但要提前三日公告。")
    assert citizen.axe() == [] and citizen.overflow() <= 0
    citizen.press("一图读懂夜间施工噪声管理")
    assert citizen.page.evaluate("document.querySelector('img.zw-picture').naturalWidth") == 600
    assert citizen.axe() == [] and citizen.overflow() <= 0
    citizen.page.click("a:has-text('对照条款：一、严格审批')")
    citizen.page.wait_for_url("**#s1")
    citizen.press("政策解读", ".zw-pub-nav")
    assert citizen.sees("一图读懂夜间施工噪声管理") and citizen.axe() == []

    supervisor = person("office-supervisor")
    supervisor.open("/desk/dashboard/")
    assert supervisor.sees("解读同步率") and supervisor.axe() == []
