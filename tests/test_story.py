"""The notice itself, from a text file to the public page, by the people whose work it is, in a real browser."""
import re

import pytest
from django.utils import timezone

from documents.models import Document
from openness.deadlines.models import Deadline
from openness.deadlines.reminding import remind
from openness.notifications.models import Notification
from openness.publication.models import PublicItem
from tests.browser import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOTICE = ROOT / "tests/documents/notice-2017-60.txt"
TITLE = "重庆市人民政府办公厅关于认真做好政务公开有关工作的通知"


def clean(who, what):
    """The page is accessible and does not scroll sideways."""
    assert who.axe() == [], what
    assert who.overflow() <= 0, what


def step(who, address, verb, **fields):
    who.open(f"{address}")
    for name, value in fields.items():
        control = who.page.locator(f"[name={name}]")
        if control.first.get_attribute("type") in ("radio", "checkbox"):
            who.page.check(f"[name={name}][value='{value}']")
        else:
            who.page.fill(f"[name={name}]", value)
    who.press(verb, "main form")


def test_the_notice_travels_from_a_text_file_to_the_public_site(demo_city, person):
    drafter = person("env-drafter")
    clean(drafter, "desk")
    drafter.open("/desk/documents/import/")
    clean(drafter, "import")
    drafter.page.set_input_files("input[name=file]", NOTICE)
    drafter.press("读取并识别")
    assert drafter.page.input_value("[name=title]") == TITLE and drafter.sees("第 2 行")
    clean(drafter, "confirmation")
    drafter.press("存为草稿")
    document = Document.objects.get()
    home = document.get_absolute_url()
    assert (document.number, document.disclosure, document.route.label) == ("渝府办发〔2017〕60号", "proactive", "代拟稿")
    clean(drafter, "document")
    step(drafter, f"{home}to_unit/", "送部门内审")

    head = person("env-head")
    head.open(f"{home}submit/")
    assert head.page.locator("[data-problem]").count() == 3         # 理由、保密审查、合法性审查
    clean(head, "submit")
    assert head.sees("未依法依规说明理由") and head.sees("未经保密审查")
    head.press("仍要报送", "main form")

    reviewer = person("office-reviewer")
    reviewer.open("/desk/review/")
    assert reviewer.sees(TITLE)
    clean(reviewer, "queue")
    step(reviewer, f"{home}claim/", "受理审核")
    reviewer.open(f"{home}send_back/")
    assert reviewer.sees("未依法依规说明理由") and reviewer.sees("未经保密审查")
    clean(reviewer, "return")
    reviewer.page.fill("[name=note]", "请说明公开的理由，并完成审查后重报。")
    reviewer.press("退文", "main form")

    drafter.open(home)
    assert drafter.sees("退文单") and drafter.sees("请说明公开的理由")
    step(drafter, f"{home}edit/", "保存修改", reasoning="涉及公众切身利益，需要公众广泛知晓")
    step(drafter, f"{home}to_unit/", "送部门内审")
    step(person("env-secrecy"), f"{home}review_secrecy/", "保密审查", passed="True")
    step(person("env-legality"), f"{home}review_legality/", "合法性审查", passed="True")
    step(head, f"{home}submit/", "报送")
    other = person("office-reviewer2")
    step(other, f"{home}claim/", "受理审核")
    step(other, f"{home}approve/", "审核通过")
    signer = person("office-signer")
    signer.open(f"{home}sign/")
    assert signer.page.input_value("[name=dated_on]") == "2017-05-08"
    assert signer.page.input_value("[name=number]") == "渝府办发〔2017〕60号"
    clean(signer, "sign")
    signer.press("签发", "main form")

    limit = Deadline.objects.of(document).open().get()
    assert timezone.localtime(limit.due_at).date().isoformat() == "2017-06-06"
    for _ in range(2):
        remind(limit.pk, now=timezone.now())
    told = Notification.objects.filter(key="deadline/documents.publication").values_list("recipient__username", flat=True)
    assert sorted(told) == ["office-publisher", "office-publisher2", "office-signer"]

    publisher = person("office-publisher")
    assert publisher.sees("逾期") and publisher.sees("2017-06-06")
    publisher.open("/desk/notices/")
    assert publisher.sees(TITLE)
    clean(publisher, "notices")
    step(publisher, f"{home}publish/", "公开")
    publisher.open(home)
    steps = publisher.page.locator(".zw-timeline li b").all_inner_texts()
    assert steps[0] == "公开" and steps[-1] == "起草" and steps.count("报送") == 2

    reader = person()
    address = PublicItem.objects.get().get_absolute_url()
    for asked in ("政务公开", "渝府办发〔2017〕60号", "渝府办发[2017]60"):
        reader.open(f"/search/?q={asked}")
        assert reader.page.locator(f"a[href='{address}']").count() == 1 and reader.sees(TITLE)
    clean(reader, "search")
    reader.open(address)
    assert reader.sees("市委办公厅，市人大常委会办公厅") and reader.sees("（此件公开发布）") and reader.sees("2017年5月8日")
    assert re.search(r'<meta name="PubDate" content="\d{4}-\d\d-\d\d \d\d:\d\d">', reader.page.content())
    clean(reader, "public page")
    phone = person(width=390, height=844)
    phone.open(address)
    clean(phone, "public page on a phone")


def test_the_admin_works_under_the_same_policy_and_holds_reference_data_alone(demo_city, person):
    admin = person("admin")
    admin.open("/admin/")
    sections = admin.page.locator("#content-main .module caption").all_inner_texts()
    assert {each.strip() for each in sections} == {"机关与人员", "规则", "时限"}
    for address in ("/admin/agencies/agency/",
                    f"/admin/agencies/agency/{demo_city.body('env').pk}/change/", "/admin/rules/rule/",
                    "/admin/deadlines/specialday/"):
        assert admin.open(address) == 200, address
    stranger = person("env-drafter")
    assert stranger.open("/admin/agencies/user/") == 403        # one door to sign in at, and no second one here


def test_what_was_typed_survives_a_sign_in_that_ended(demo_city, person):
    drafter = person("env-drafter")
    drafter.open("/desk/documents/new/")
    drafter.page.fill("[name=title]", "关于夜间施工的通知")
    drafter.page.fill("[name=body]", "写了一个小时的正文")
    drafter.context.clear_cookies()                             # the session ended
    drafter.page.click("main form button[type=submit]")
    drafter.page.wait_for_load_state()
    if not drafter.page.url.startswith(f"{drafter.server}/login/"):     # our own page for a form older than the sign-in
        assert drafter.sees("登录状态已变化")
    drafter.sign_in("env-drafter", "Openness-2026")
    drafter.open("/desk/documents/new/")
    assert drafter.page.input_value("[name=body]") == ""
    drafter.press("找回填写的内容")
    assert drafter.page.input_value("[name=body]") == "写了一个小时的正文"
    assert drafter.page.input_value("[name=title]") == "关于夜间施工的通知"
    drafter.press("存为草稿")
    assert Document.objects.get().title == "关于夜间施工的通知"
