"""From an empty installation: two workbooks, looked at before they are written, and the same twice is once."""
import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from openness.agencies.models import Agency, Assignment, User
from openness.agencies.rights import rights_of
from openness.audit.models import Event
from openness.onboarding import bodies, staff
from openness.onboarding.codes import ALPHABET, check_character, is_credit_code
from openness.onboarding.columns import BODIES, STAFF
from openness.onboarding.models import Workbook
from openness.parsing.sentences import Unreadable
from openness.tables.reading import read_table
from tests.city import NOW

pytestmark = pytest.mark.django_db
HEAD = ["名称", "简称", "机关代字", "组织机构代码", "统一社会信用代码", "上级主管", "办公厅（室）"]
OFFICE = [["市人民政府", "市政府", "试府发", "00927577X", "", "", "市人民政府办公厅"],
          ["市人民政府办公厅", "市政府办公厅", "试府办发", "009275780", "", "", ""],
          ["市环境局", "", "试环发", "", "", "市政府办公厅", ""]]
PEOPLE_HEAD = ["登录名", "姓名", "电子邮箱", "机关", "角色", "自", "至", "代行（AB岗）"]
PEOPLE = [["zhang", "张某", "zhang@a.example", "市环境局", "起草人", "2026-01-01", "", ""],
          ["li", "李某", "", "市政府办公厅", "办公厅（室）审核人员", "2026-01-01", "", ""],
          ["wang", "王某", "", "市政府办公厅", "办公厅（室）审核人员", "2026-01-01", "2026-12-31", "li"]]


def book(rows, change=None):
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    if change:
        change(made.active)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def planned(rows, columns=BODIES, make=bodies, change=None):
    return make.plan(read_table(book(rows, change), columns), NOW)


def people_planned(rows, change=None):
    return planned([PEOPLE_HEAD, *rows], STAFF, staff, change)


def carried_out(rows, columns=BODIES, make=bodies):
    plan = planned(rows, columns, make)
    make.apply(plan, by=administrator(), now=NOW)
    return plan


def administrator():
    return User.objects.get_or_create(username="root", defaults={"name": "管理员", "is_staff": True, "is_superuser": True})[0]


def said(plan):
    return [(fault.row, fault.column, fault.said) for fault in plan.faults]


@pytest.fixture
def root():
    visitor = Client()
    visitor.force_login(administrator())
    return visitor


@pytest.fixture
def office():
    carried_out([HEAD, *OFFICE])


def upload(root, kind, data, name="机关.xlsx"):
    return root.post(f"/desk/setup/import/{kind}/", {"file": SimpleUploadedFile(name, data)})


def test_the_workbook_is_shown_then_imported_then_changes_nothing(root):
    answer = upload(root, "bodies", book([HEAD, *OFFICE]))
    page = root.get(answer["Location"])
    assert page.context["counts"] == {"add": 3, "change": 0, "same": 0, "fault": 0} and not Agency.objects.exists()
    assert root.post(answer["Location"], {"digest": page.context["digest"], "confirm": "1"})["Location"] == "/desk/setup/"
    office = Agency.objects.get(short_name="市政府办公厅")
    assert Agency.objects.get(name="市人民政府").office == office == Agency.objects.get(name="市环境局").supervisor
    assert office.organisation_code == "009275780"
    event = Event.objects.get(step="import_bodies")
    assert (event.actor.username, event.agency, event.role, event.data["add"]) == ("root", None, "administrator", 3)
    again = upload(root, "bodies", book([HEAD, *OFFICE]))
    assert root.get(again["Location"]).context["counts"] == {"add": 0, "change": 0, "same": 3, "fault": 0}
    root.post(answer["Location"], {"digest": page.context["digest"], "confirm": "1"})        # the same form once more
    assert Agency.objects.count() == 3 and Event.objects.count() == 1


def test_what_changed_since_the_preview_is_looked_at_again(root):
    where = upload(root, "bodies", book([HEAD, *OFFICE]))["Location"]
    digest = root.get(where).context["digest"]
    Agency.objects.create(name="市环境局", code="旧环发")
    answer = root.post(where, {"digest": digest})
    assert answer.status_code == 409 and answer.context["counts"]["change"] == 1 and Agency.objects.count() == 1
    assert Workbook.objects.get().imported_at is None


def test_a_change_is_shown_with_what_stands(office):
    plan = planned([HEAD, ["市环境局", "环境局", "试环发", "", "", "", ""]])
    (line,) = plan.of("change")
    assert line.details == [("简称", "", "环境局")]       # empty cells change nothing


def test_people_come_with_posts_without_passwords_and_once(office, root):
    where = upload(root, "staff", book([PEOPLE_HEAD, *PEOPLE]))["Location"]
    page = root.get(where)
    assert page.context["counts"] == {"add": 3, "change": 0, "same": 0, "fault": 0} and User.objects.count() == 1
    root.post(where, {"digest": page.context["digest"]})
    zhang, wang = User.objects.get(username="zhang"), User.objects.get(username="wang")
    assert not zhang.has_usable_password() and not zhang.is_staff and zhang.email == "zhang@a.example"
    post = wang.assignments.get()
    assert (post.role, post.to_on, post.acting_for.username) == ("reviewer", date(2026, 12, 31), "li")
    assert ("draft_documents" in {right for _agency, right in rights_of(zhang)})
    again = people_planned(PEOPLE)
    assert again.counts == {"add": 0, "change": 0, "same": 3, "fault": 0}
    longer = people_planned([PEOPLE[2][:6] + ["2027-01-31", "li"]])
    assert [line.details for line in longer.of("change")] == [
        [("市人民政府办公厅 · 办公厅（室）审核人员（代 li） 至", "2026-12-31", "2027-01-31")]]


@pytest.mark.parametrize(("row", "column", "words", "remedy"), [
    (["a", "甲", "", "市环保局", "起草人", "", "", ""], "机关", "没有叫“市环保局”的机关", "市环境局"),
    (["a", "甲", "", "市环境局", "起草人员", "", "", ""], "角色", "没有“起草人员”这个角色", "是不是“起草人”"),
    (["a", "甲", "", "市环境局", "", "", "", ""], "角色", "没有填写", "一同"),
    (["a", "", "", "市环境局", "起草人", "", "", ""], "姓名", "没有填写", ""),
    (["a b!", "甲", "", "", "", "", "", ""], "登录名", "不能用的字符", ""),
    (["root", "甲", "", "", "", "", "", ""], "登录名", "系统管理员", ""),
    (["a", "甲", "甲@", "", "", "", "", ""], "电子邮箱", "不是电子邮箱", ""),
    (["a", "甲", "", "市环境局", "起草人", "明天", "", ""], "自", "不是日期", "2026-01-31"),
    (["a", "甲", "", "市环境局", "起草人", "2026-13-01", "", ""], "自", "不是日期", ""),
    (["a", "甲", "", "市环境局", "起草人", "2026-02-01", "2026-01-01", ""], "至", "早于", ""),
    (["a", "甲", "", "市环境局", "起草人", "", "", "nobody"], "代行（AB岗）", "没有登录名为", ""),
    (["a", "甲", "", "市环境局", "起草人", "", "", "a"], "代行（AB岗）", "不能代行自己", ""),
])
def test_a_bad_row_says_what_and_how(office, row, column, words, remedy):
    administrator()
    (fault,) = people_planned([row]).faults
    assert fault.row == 2 and fault.column == column and words in fault.said and remedy in fault.remedy


def test_rows_about_one_person_agree_and_whoever_stands_in_needs_a_sound_row(office):
    assert said(people_planned([["a", "甲", *[""] * 6], ["A", "甲", *[""] * 6]]))[0][:2] == (3, "登录名")
    assert said(people_planned([["a", "甲", *[""] * 6], ["a", "乙", *[""] * 6]]))[0][:2] == (3, "姓名")
    assert "重复" in said(people_planned([PEOPLE[0], PEOPLE[0]]))[0][2]
    plan = people_planned([["b", "乙", "", "市环境局", "起草人", "", "", "a"], ["a", "甲", "", "没有的局", "起草人", "", "", ""]])
    assert plan.counts["fault"] == 2 and plan.counts["add"] == 0


def test_dates_are_text_or_serials_and_numbers_are_text():
    Agency.objects.create(name="市环境局")
    rows = [["1001", "甲", "", "市环境局", "起草人", datetime(2026, 1, 5), "", ""], [1002.0, "乙", "", "市环境局", "起草人", 46027, "", ""],
            ["1003", "丙", "", "市环境局", "起草人", "2026年1月5日", "", ""], ["1004", "丁", "", "市环境局", "起草人", "46027", "", ""]]
    plan = people_planned(rows)
    assert [line.write["from_on"] for line in plan.of("add")] == [date(2026, 1, 5)] * 4
    assert plan.of("add")[1].label == "乙（1002）"
    codes = planned([["名称", "组织机构代码"], ["甲局", "009275780"], ["乙局", 9275780]])
    assert codes.of("add")[0].write["organisation_code"] == "009275780"
    assert said(codes) == [(3, "组织机构代码", "不是 9 位的组织机构代码")]       # a number has lost its zeros


def test_the_credit_code_is_checked_as_the_standard_says():
    assert check_character("91350100M000100Y4") == "3"      # the example of GB 32100-2015
    assert is_credit_code("91350100M000100Y43") and not is_credit_code("91350100M000100Y44")
    assert len(ALPHABET) == 31 and not set("IOSVZ") & set(ALPHABET)
    assert "校验码" in said(planned([["名称", "统一社会信用代码"], ["甲局", "91350100M000100Y44"]]))[0][2]
    assert "数字格式" in said(planned([["名称", "统一社会信用代码"], ["甲局", 115000000092757800]]))[0][2]


def test_no_body_is_above_itself_and_who_leans_on_a_bad_row_is_bad_too():
    plan = planned([HEAD, ["甲局", "", "", "", "", "乙局", ""], ["乙局", "", "", "", "", "丙局", ""], ["丙局", "", "", "", "", "甲局", ""],
                    ["丁局", "", "", "", "", "甲局", ""], ["戊局", "", "", "", "", "", ""]])
    assert [line.label for line in plan.of("add")] == ["戊局"] and "循环" in said(plan)[0][2]
    assert said(planned([HEAD, ["甲局", *[""] * 4, "甲局", ""]]))[0][1] == "上级主管"
    assert said(planned([HEAD, ["甲局", *[""] * 6], ["甲局", *[""] * 6]]))[0] == (3, "名称", "与第 2 行重复")


def test_merged_cells_and_formulas_are_named():
    plan = planned([HEAD, ["甲局", *[""] * 6], ["乙局", *[""] * 6], ["丙局", *[""] * 6]], change=lambda sheet: (
        sheet.merge_cells("C2:C3"), sheet.__setitem__("B4", "=A4")))
    assert [(fault.row, fault.said) for fault in plan.faults] == [
        (2, "C2:C3 是合并单元格"), (3, "C2:C3 是合并单元格"), (4, "B4 是公式，没有算出的结果")]
    plan = planned([HEAD, ["甲局", *[""] * 6]], change=lambda sheet: sheet.__setitem__("A4", "=A2"))
    assert [(fault.row, fault.said) for fault in plan.faults] == [(4, "A4 是公式，没有算出的结果")]      # alone in its row
    plan = people_planned(PEOPLE[:2], change=lambda sheet: sheet.merge_cells("D2:D3"))
    assert {(fault.row, fault.said) for fault in plan.faults} == {(2, "D2:D3 是合并单元格"), (3, "D2:D3 是合并单元格")}
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["名称", "简称"])
        sheet.write_string(1, 0, "甲局")
        sheet.write_formula(1, 1, "=A2", None, "甲")
    plan = bodies.plan(read_table(out.getvalue(), BODIES), NOW)
    assert plan.of("add")[0].write == {"short_name": "甲"} and "公式" in "".join(plan.remarks) and "B2" in "".join(plan.remarks)


def test_a_heading_with_a_character_that_no_database_holds_is_only_a_strange_heading(root):
    with zipfile.ZipFile(io.BytesIO(book([[*HEAD, "REMARK"], *OFFICE]))) as made:
        parts = {name: made.read(name).replace(b"REMARK", "备_x0000_注".encode()) for name in made.namelist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as changed:
        for name, content in parts.items():
            changed.writestr(name, content)
    answer = upload(root, "bodies", out.getvalue())
    assert answer.status_code == 302 and "不认识的列没有读取：备注" in root.get(answer.url).text


def test_a_title_above_and_columns_in_any_order_are_fine():
    plan = planned([["试验市机关名录"], ["序号", "机关代字", "机关名称"], [1, "甲发", "甲局"]], change=lambda s: s.merge_cells("A1:C1"))
    assert plan.of("add")[0].write == {"code": "甲发"} and "序号" in "".join(plan.remarks)


def zipped(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, text in parts.items():
            made.writestr(name.replace("__", "/"), text)
    return out.getvalue()


def far(reference):
    return lambda sheet: sheet.__setitem__(reference, "x")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(("data", "code"), [
    (lambda: book([["简称"], ["x"]]), "columns"),
    (lambda: book([["名称", "机关名称"], ["x", "y"]]), "columns_twice"),
    (lambda: book([]), "workbook_empty"),
    (lambda: book([HEAD]), "no_rows"),
    (lambda: book([HEAD], far("XFD1048576")), "far_cell"),
    (lambda: book([HEAD], far("A1048576")), "far_cell"),
    (lambda: OLE, "old_workbook"),
    (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "workbook_encrypted"),
    (lambda: "名称,简称\n甲局,甲\n".encode(), "no_workbook"),
    (lambda: b"", "no_workbook"),
    (lambda: b"PK\x03\x04 not a zip", "damaged"),
    (lambda: zipped(a="b"), "no_workbook"),
    (lambda: zipped(xl__workbook_xml="<!DOCTYPE x [<!ENTITY a 'b'>]><workbook>&a;</workbook>").replace(b"workbook_xml", b"workbook.xml"), "dtd"),
    (lambda: book([HEAD, *OFFICE])[:-200], "damaged"),
])
def test_what_is_no_workbook_of_ours_is_refused_with_a_sentence(data, code):
    with pytest.raises(Unreadable) as refused:
        read_table(data(), BODIES)
    assert refused.value.code == code and len(str(refused.value.message)) > 15 and str(refused.value.message).endswith(("。", "！"))


def test_a_far_cell_that_is_only_coloured_does_no_harm():
    from openpyxl.styles import Font
    assert planned([["名称"], ["甲局"]], change=lambda s: setattr(s["XFD1048576"], "font", Font(bold=True))).counts["add"] == 1


def test_fifty_thousand_rows_are_refused_by_a_stated_limit():
    from openness.tables.workbooks import Column, Sheet, write
    data = write([Sheet("表", [Column("名称")], [[f"局{n}"] for n in range(50_000)])])
    with pytest.raises(Unreadable, match="20000 行"):
        read_table(data, BODIES)


def test_a_refused_upload_says_so_on_the_page_and_good_rows_go_without_the_bad(root):
    answer = upload(root, "bodies", b"a,b", "机关.csv")
    assert answer.status_code == 422 and "另存为" in answer.content.decode() and not Workbook.objects.exists()
    where = upload(root, "bodies", book([HEAD, *OFFICE, ["坏局", *[""] * 4, "没有的局", ""]]))["Location"]
    page = root.get(where)
    assert page.context["counts"]["fault"] == 1 and "略过错误" in page.content.decode()
    sheet = openpyxl.load_workbook(io.BytesIO(root.get(f"{where}faults/").content)).active
    assert [cell.value for cell in sheet[2]][:3] == [5, "坏局", "上级主管"]
    root.post(where, {"digest": page.context["digest"]})
    assert Agency.objects.count() == 3


def test_another_administrator_does_not_see_it_and_it_can_be_dropped(root):
    where = upload(root, "bodies", book([HEAD, *OFFICE]))["Location"]
    other = Client()
    other.force_login(User.objects.create(username="root2", is_staff=True, is_superuser=True))
    assert other.get(where).status_code == 404
    assert root.post(where, {"drop": "1"}).status_code == 302 and not Workbook.objects.exists()


def test_the_template_can_be_filled_in_and_its_example_is_not_imported(root, office):
    made = openpyxl.load_workbook(io.BytesIO(root.get("/desk/setup/import/staff/template/").content))
    sheet = made.worksheets[0]
    assert [cell.value for cell in sheet[1]] == PEOPLE_HEAD and len(sheet.data_validations.dataValidation) >= 2
    sheet.append(["zhang", "张某", None, "市环境局", "起草人", "2026-01-01"])
    out = io.BytesIO()
    made.save(out)
    plan = staff.plan(read_table(out.getvalue(), STAFF), NOW)
    assert [line.label for line in plan.lines] == ["张某（zhang）"] and plan.counts["add"] == 1


def test_what_is_exported_comes_back_unchanged_and_is_on_record(root, office):
    carried_out([PEOPLE_HEAD, *PEOPLE], STAFF, staff)
    plan = staff.plan(read_table(root.get("/desk/setup/people/?export=1").content, STAFF), NOW)
    assert plan.counts == {"add": 0, "change": 0, "same": 3, "fault": 0}
    plan = bodies.plan(read_table(root.get("/desk/setup/bodies/?export=1").content, BODIES), NOW)
    assert plan.counts == {"add": 0, "change": 0, "same": 3, "fault": 0}
    assert [event.data["list"] for event in Event.objects.filter(step="export")] == ["staff", "bodies"]


def test_the_setup_page_says_what_is_next(root):
    page = root.get("/desk/setup/")
    assert page.context["next"].title == "机关" and "人人都有密码" not in page.text       # there is nobody
    carried_out([HEAD, *OFFICE])
    assert root.get("/desk/setup/").context["next"].title == "人员和任职"
    carried_out([PEOPLE_HEAD, *PEOPLE], STAFF, staff)
    assert root.get("/desk/setup/").context["next"].title == "首次登录"
    assert Assignment.objects.count() == 3


def test_people_are_found_by_the_short_name_and_their_passwords_come_body_by_body(root):
    carried_out([HEAD, *OFFICE])
    carried_out([PEOPLE_HEAD, *PEOPLE], STAFF, staff)
    found = root.get("/desk/setup/people/?q=市政府办公厅").context["rows"]
    assert [row["user"].username for row in found] == ["li", "wang"]
    page = root.post("/desk/setup/people/", {"all": "1", "workbook": "1"})
    head, *rows = openpyxl.load_workbook(io.BytesIO(page.content)).active.iter_rows(values_only=True)
    assert head == ("机关", "登录名", "姓名", "初始密码")
    assert [row[:2] for row in rows] == [("市政府办公厅", "li"), ("市政府办公厅", "wang"), ("市环境局", "zhang")]
