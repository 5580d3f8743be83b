"""One contact book: the office's entries serve the bodies below it, a body's own nobody but itself."""
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils.timezone import localdate
from openpyxl import load_workbook

from openness.agencies.rights import merge
from openness.audit.trail import events_of
from openness.linkage.models import Contact
from openness.workflow.problems import Refused
from openness.workflow.transitions import perform
from tests.city import NOW
from tests.linkage.making import entry, visitor

pytestmark = pytest.mark.django_db


def listed(actor, query=""):
    return [row["contact"].name for row in visitor(actor).get(f"/desk/contacts/{query}").context["rows"]]


def test_the_offices_entries_are_seen_below_it_and_a_bureaus_own_by_itself(city):
    office, env, com = (city.who(agency, "publisher") for agency in (city.office, city.environment, city.commerce))
    common, own = entry(city.office, office), entry(city.environment, env, "示例环境报", kind="media")
    assert listed(env) == [common.name, own.name] and listed(com) == listed(office) == [common.name]
    assert visitor(com).get(common.get_absolute_url()).status_code == 200
    for actor in (com, office):
        for rest in ("", "edit/", "retire/"):
            assert visitor(actor).get(f"{own.get_absolute_url()}{rest}").status_code == 404
    for rest in ("edit/", "retire/"):       # seen, and kept by the office alone
        assert visitor(env).get(f"{common.get_absolute_url()}{rest}").status_code == 403
    assert visitor(city.who(city.environment, "drafter")).get("/desk/contacts/").status_code == 403
    assert own.agency == city.environment and own.from_on == localdate(NOW)


def test_entries_follow_the_body_that_takes_over(city):
    contact = entry(city.commerce, city.who(city.commerce, "publisher"), "示例商报")
    merge([city.commerce], into=city.health, on=NOW.date())
    health = city.who(city.health, "publisher")
    assert listed(health) == ["示例商报"] and Contact.objects.offered_to(city.health).get() == contact


def test_search_and_kind_narrow_the_list_and_an_empty_one_says_what_to_do(city):
    office = city.who(city.office, "publisher")
    assert "名录还是空的" in visitor(office).get("/desk/contacts/").text
    entry(city.office, office, "乙报", kind="media", phone="023-00001234")
    entry(city.office, office, "甲部", remark="夜间打手机")
    assert listed(office) == ["甲部", "乙报"] and listed(office, "?kind=media") == ["乙报"]
    assert listed(office, "?q=00001234") == ["乙报"] and listed(office, "?q=夜间") == ["甲部"] and listed(office, "?q=没有") == []
    assert "没有符合条件" in visitor(office).get("/desk/contacts/?q=没有").text


def test_a_new_entry_by_its_form_needs_a_way_to_be_reached_and_twice_the_same_is_asked(city):
    office = visitor(city.who(city.office, "publisher"))
    form = {"name": "示例日报社", "kind": "media", "post": "值班编辑", "key": "k1"}
    answer = office.post("/desk/contacts/new/", form)
    assert answer.status_code == 409 and "至少填写一种联系方式" in answer.text and not Contact.objects.exists()
    for _n in range(2):
        assert office.post("/desk/contacts/new/", form | {"email": "duty@example.com"}).status_code == 302
    contact = Contact.objects.get()
    again = office.post("/desk/contacts/new/", form | {"phone": "1", "key": "k2"})
    assert again.status_code == 409 and "仍要保存" in again.text
    assert office.post("/desk/contacts/new/", form | {"phone": "1", "key": "k2", "accept": "twice"}).status_code == 302
    edit = office.post(f"{contact.get_absolute_url()}edit/", {"email": "", "version": contact.version})
    assert edit.status_code == 409
    assert office.post(f"{contact.get_absolute_url()}edit/", {"phone": "023-00002222", "version": contact.version}).status_code == 302
    contact.refresh_from_db()
    assert (contact.phone, contact.email, contact.name) == ("023-00002222", "duty@example.com", "示例日报社")
    late = office.post(f"{contact.get_absolute_url()}edit/", {"kind": "network", "version": contact.version - 1})
    assert late.status_code == 409 and "023-00002222" in late.text and "两份内容对照" in late.text
    assert [event.data for event in events_of(contact) if event.step == "edit"] == [{"changed": ["phone"]}]


def test_a_retired_entry_says_when_and_comes_back(city):
    by = city.who(city.office, "publisher")
    contact = entry(city.office, by)
    with pytest.raises(Refused):
        perform(contact, "retire", by=by, now=NOW, data={"note": ""})
    perform(contact, "retire", by=by, now=NOW + timedelta(days=1), data={"note": "机构调整"})
    assert contact.to_on == localdate(NOW) + timedelta(days=1) and not Contact.objects.offered_to(city.environment).exists()
    assert listed(by) == [] and listed(by, "?past=1") == [contact.name]
    perform(contact, "restore", by=by, now=NOW + timedelta(days=2))
    assert contact.to_on is None and contact.from_on == localdate(NOW) and listed(by) == [contact.name]
    assert contact.history.count() == 3


def test_the_book_leaves_as_a_table_in_which_text_is_text(city):
    by = city.who(city.office, "publisher")
    entry(city.office, by, "=1+1", remark="+86", phone="02300001101")
    answer = visitor(by).get("/desk/tables/contacts/export/?kind=publicity")
    sheet = load_workbook(BytesIO(answer.content)).active
    cells = {cell.value: cell for row in sheet.iter_rows(min_row=2) for cell in row}
    assert {cells[text].data_type for text in ("=1+1", "+86", "02300001101")} == {"s"}
    assert visitor(city.who(city.office, "drafter")).get("/desk/tables/contacts/export/").status_code == 403
    assert sheet.max_row == 2


@pytest.mark.parametrize(("data", "words"), [
    ({}, "单位名称"), ({"name": "示例晚报", "email": "x"}, "邮箱"), ({"name": "示例晚报"}, "请至少填写一种联系方式"),
    ({"name": "示例晚报", "phone": "0" * 500}, "电话")])
def test_an_entry_that_cannot_be_used_is_refused_with_what_was_typed(city, data, words):
    answer = visitor(city.who(city.office, "publisher")).post("/desk/contacts/new/", {"kind": "media", "shown": "name kind phone email"} | data)
    assert answer.status_code == 409 and words in answer.text and data.get("name", "") in answer.text
    assert not Contact.objects.exists()
