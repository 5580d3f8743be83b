"""An office begins: an administrator, two workbooks, a starting password, and the first sign-in of somebody imported."""
import pytest
from django.core.management import call_command

from openness.agencies.models import Agency, User
from openness.audit.models import Event
from openness.deadlines.calendar import store_known_years
from openness.deadlines.models import CalendarYear
from openness.rules import ships
from openness.rules.models import Rule
from tests.kernel.test_onboarding import HEAD, OFFICE, PEOPLE, PEOPLE_HEAD, book

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SECRET = "Openness-2026"


def clean(who, where):
    assert (who.axe(), who.overflow()) == ([], 0), where


def imported(admin, kind, rows, button):
    admin.open(f"/desk/setup/import/{kind}/")
    admin.page.set_input_files("[name=file]", {"name": "表.xlsx", "mimeType": "", "buffer": book(rows)})
    admin.press("读取并预览")
    clean(admin, f"preview of {kind}")
    admin.press(button)


def test_from_an_empty_installation_to_the_first_sign_in(transactional_db, person, monkeypatch):
    if not CalendarYear.objects.exists():
        store_known_years()
        ships.load(Rule)
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", SECRET)
    call_command("createsuperuser", "--noinput", username="root", name="管理员")
    admin = person("root")
    assert admin.sees("系统管理员不办理公文")
    admin.press("打开系统上线")
    assert admin.sees("下一步：机关")
    clean(admin, "setup")
    imported(admin, "bodies", [HEAD, *OFFICE], "确认导入 3 行")
    assert admin.sees("已导入：新增 3 行") and admin.sees("下一步：人员和任职")
    imported(admin, "staff", [PEOPLE_HEAD, *PEOPLE, ["zhao", "赵某", "", "没有的局", "起草人", "", "", ""]], "略过错误，确认导入 3 行")
    assert admin.sees("略过有错误的 1 行") and admin.sees("下一步：首次登录") and not User.objects.filter(username="zhao").exists()
    admin.press("发放初始密码")
    admin.page.check("tr:has-text('zhang') [name=person]")
    admin.press("发放并显示")
    password = admin.page.inner_text(".zw-secret")
    clean(admin, "starting passwords")

    zhang = person()
    zhang.open("/login/")
    zhang.page.fill("[name=username]", "zhang")
    zhang.page.fill("[name=password]", password)
    zhang.press("登录")
    assert zhang.sees("请先设置自己的密码") and zhang.page.url.endswith("/desk/password/")
    clean(zhang, "own password")
    zhang.open("/desk/documents/new/")
    assert zhang.page.url.endswith("/desk/password/")
    for name, value in (("old_password", password), ("new_password1", "去河边-散步-2077"), ("new_password2", "去河边-散步-2077")):
        zhang.page.fill(f"[name={name}]", value)
    zhang.press("保存新密码")
    assert zhang.page.url.endswith("/desk/") and zhang.sees("密码已修改")
    zhang.open("/desk/documents/new/")
    assert zhang.sees("市环境局")
    assert Agency.objects.count() == 3
    assert set(Event.objects.values_list("step", flat=True)) == {"import_bodies", "import_staff", "reset_password", "change_password", "sign_in"}
