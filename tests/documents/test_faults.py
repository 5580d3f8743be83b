"""Bad input and faults: each answers with a sentence that says what to do, and nothing is lost."""
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.timezone import localdate

from documents.models import Document, ImportedText
from openness.agencies.rights import merge
from openness.audit.models import Event
from openness.files.models import File
from openness.publication.models import PublicItem
from openness.workflow.models import Autosave
from openness.workflow.problems import Refused
from tests.city import at, attach, step
from tests.documents_data import NOTICE

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafter(city, client):
    who = city.who(city.environment, "drafter")
    client.force_login(who.user)
    return who


def upload(client, content, name="公文.txt"):
    return client.post("/desk/documents/import/", {"file": SimpleUploadedFile(name, content)})


def fields(city, **more):
    return {"drafting_agency": city.environment.pk, "issuing_agency": city.environment.pk, "title": "关于噪声的通知",
            "genre": "notice", "body": "正文", "shown": "title genre body five_kinds joint"} | more


@pytest.mark.parametrize("content, sentence", [
    (b"", "空"), (b"   \n\t ", "空"), (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "图片"), (b"PK\x03\x04" + bytes(40), "损坏"),
    (b"%PDF-1.7\n" + bytes(range(256)), "损坏"), (b"x" * (5 * 2**20 + 1), "5 MB"),
])
def test_a_text_that_cannot_be_read_is_refused_with_what_to_do(client, drafter, content, sentence):
    answer = upload(client, content)
    assert answer.status_code == 422 and sentence in answer.text and not ImportedText.objects.open().exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_in_any_usual_encoding_is_read_alike(client, drafter, encoding):
    answer = upload(client, NOTICE.encode(encoding))
    assert answer.status_code == 302
    assert "关于认真做好政务公开有关工作的通知" in ImportedText.objects.get().text


def test_a_title_of_20000_characters_is_refused_at_the_field_and_kept_on_the_page(city, client, drafter):
    answer = client.post("/desk/documents/new/", fields(city, title="长" * 20000))
    assert answer.status_code == 409 and "300" in answer.text and "长" * 20000 in answer.text
    assert not Document.objects.exists()


@pytest.mark.parametrize("name", ["title", "body", "reasoning", "main_recipients", "annotation", "contact", "number"])
def test_nul_in_any_field_is_refused_or_dropped_and_never_an_error(city, client, drafter, name):
    answer = client.post("/desk/documents/new/", fields(city, **{name: "甲\0乙", "shown": f"title body {name}"}))
    assert answer.status_code in (302, 409)
    assert not Document.objects.filter(**{f"{name}__contains": "\\u0000"}).exists()


def test_nul_in_a_search_or_a_filter_is_nothing(client, drafter):
    for address in ("/search/?q=%00&agency=%00&page=%00", "/desk/documents/?q=%00&status=%00&agency=%00&page=x",
                    "/search/?q=a%00b&year=99999999999999", "/desk/documents/?agency=99999999999999999999"):
        assert client.get(address).status_code == 200


SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
TEXTS = ("title", "number", "main_recipients", "copy_recipients", "body", "annotation", "printing_office", "reasoning",
         "contact", "contact_phone")


def test_script_in_every_field_is_shown_as_text_everywhere(city, client, drafter):
    now = timezone.now()
    document = city.draft(city.environment, now=now, **dict.fromkeys(TEXTS, SCRIPT[:28]))
    attach(document, drafter, title=SCRIPT, name="x.txt", now=now)
    city.reviewed(document, now=now)
    step(document, "submit", city.who(city.environment, "head"), now=now, note=SCRIPT)
    reviewer = city.who(city.environment, "reviewer")
    step(document, "claim", reviewer, now=now)
    client.force_login(reviewer.user)
    seen = [client.get(address) for address in (
        document.get_absolute_url(), "/desk/", "/desk/review/", "/desk/documents/", "/desk/notices/",
        f"{document.get_absolute_url()}send_back/", f"{document.get_absolute_url()}approve/")]
    step(document, "approve", reviewer, now=now)
    step(document, "sign", city.who(city.environment, "signer"), now=now, number="渝环发〔2026〕9号")
    step(document, "publish", city.who(city.environment, "publisher"), now=now)
    seen += [client.get("/"), client.get("/search/?q=script"), client.get(PublicItem.objects.get().get_absolute_url())]
    for answer in seen:
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text and "<img src=x" not in answer.text
    assert any("&lt;script&gt;" in answer.text for answer in seen)


def test_a_duplicated_number_is_a_problem_when_approved_and_when_signed(city):
    first, second = city.draft(number="渝环发[2026]5"), city.draft(number="渝环发（2026）5号")
    assert first.number == second.number == "渝环发〔2026〕5号"
    city.signed(first)
    city.claimed(second)
    with pytest.raises(Refused) as refused:
        step(second, "approve", city.who(city.environment, "reviewer"))
    assert refused.value.codes == {"number"} and "已被使用" in str(refused.value)
    step(second, "send_back", city.who(city.environment, "reviewer"), note="请修改")
    step(second, "edit", city.who(city.environment, "drafter"), number="")
    city.claimed(second)
    step(second, "approve", city.who(city.environment, "reviewer"))
    with pytest.raises(Refused, match="已被使用"):
        step(second, "sign", city.who(city.environment, "signer"), number="渝环发〔2026〕5号")
    step(second, "sign", city.who(city.environment, "signer"))
    assert second.number == "渝环发〔2026〕6号"         # drawn after the one that was typed


def test_the_same_number_under_another_body_is_no_clash(city):
    city.signed(city.draft(number="渝府办发〔2026〕5号"), accept="number_code")
    other = city.draft(city.commerce, number="渝府办发〔2026〕5号")
    city.signed(other, accept="number_code")
    assert other.number == "渝府办发〔2026〕5号"


def test_dates_out_of_order_are_refused_where_they_stand(city):
    with pytest.raises(Refused, match="印发日期不能早于成文日期"):
        city.draft(dated_on="2026-03-02", printed_on="2026-03-01")
    document = city.draft(printed_on="2026-03-03")
    city.claimed(document)
    step(document, "approve", city.who(city.environment, "reviewer"))
    signer = city.who(city.environment, "signer")
    for dated, sentence in (("2026-03-09", "晚于今天"), ("2026-02-30", "日期")):
        with pytest.raises(Refused, match=sentence):
            step(document, "sign", signer, dated_on=dated)
    with pytest.raises(Refused, match="早于成文日期"):
        step(document, "sign", signer, dated_on="2026-03-04", now=at(2026, 3, 5, 9))


def test_characters_that_nobody_sees_are_no_part_of_a_title(city, client, drafter):
    answer = client.post("/desk/documents/new/", fields(city, title="\u200b关于\x01噪\u200b声\u202e 的通知\ufeff"))
    assert answer.status_code == 302 and Document.objects.get().title == "关于噪声 的通知"
    answer = client.post("/desk/documents/new/", fields(city, title="\u200b\u202e"))
    assert answer.status_code == 409 and "title" in answer.context["form"].errors and Document.objects.count() == 1


def test_a_paper_that_names_itself_or_ends_before_it_begins_is_refused_where_that_stands(city, client, drafter):
    wrong = {"number": "渝环发〔2026〕77号", "dated_on": "2026-03-02", "expires_on": "2020-01-01",
             "relation_kind_1": "repeals", "relation_text_1": "渝环发[2026]77号"}
    answer = client.post("/desk/documents/new/", fields(city, **wrong))
    assert answer.status_code == 409 and not Document.objects.exists()
    assert answer.context["form"].errors.keys() == {"expires_on", "relation_text_1"}


def test_a_doubled_post_of_the_new_form_makes_one_paper(city, client, drafter):
    key = re.search(r'name="key" value="([^"]+)"', client.get("/desk/documents/new/").text)[1]
    for _ in range(2):
        assert client.post("/desk/documents/new/", fields(city, key=key)).status_code == 302
    assert Document.objects.count() == 1 and Event.objects.count() == 1


def test_a_foreign_agency_in_a_form_or_address_is_not_there(city, client, drafter):
    foreign = city.draft(city.commerce)
    file = attach(foreign, city.who(city.commerce, "drafter"))
    assert file
    kept = File.objects.get()
    mine = ImportedText.objects.create(user=city.who(city.commerce, "drafter").user, name="x", text="y", at=timezone.now())
    for address in (foreign.get_absolute_url(), f"{foreign.get_absolute_url()}edit/", f"/desk/files/{kept.pk}/",
                    f"/desk/documents/import/{mine.pk}/", f"/desk/documents/new/?drafting_agency={city.commerce.pk}"):
        there, missing = client.get(address), client.get(re.sub(r"\d+", "987654", address))
        assert there.status_code == missing.status_code == 404
        assert there.text.replace(address, "") == missing.text.replace(re.sub(r"\d+", "987654", address), "")
    assert client.post("/desk/documents/new/", fields(city, drafting_agency=city.commerce.pk)).status_code == 404
    assert client.post("/desk/documents/new/", fields(city, issuing_agency=city.commerce.pk)).status_code == 404
    document = city.draft(city.environment)
    answer = client.post(f"{document.get_absolute_url()}edit/", {
        "issuing_agency": city.commerce.pk, "title": "x", "version": document.version})
    assert answer.status_code == 409 and "市商务局" not in answer.text.partition("id_issuing_agency")[2].partition("</select>")[0]


def test_a_review_of_changed_content_does_not_count(city, client):
    """Two pages open: the text changes after the reviewer opened it."""
    document = city.draft(city.environment, now=timezone.now())
    step(document, "to_unit", city.who(city.environment, "drafter"), now=timezone.now())
    seen = document.version
    step(document, "back_to_draft", city.who(city.environment, "head"), note="改", now=timezone.now())
    step(document, "edit", city.who(city.environment, "drafter"), body="改过", now=timezone.now())
    step(document, "to_unit", city.who(city.environment, "drafter"), now=timezone.now())
    secrecy = city.who(city.environment, "secrecy")
    client.force_login(secrecy.user)
    answer = client.post(f"{document.get_absolute_url()}review_secrecy/", {"passed": "True", "version": seen})
    assert answer.status_code == 409 and "已办理“送部门内审”" in answer.text and not document.reviews.exists()


@pytest.mark.parametrize("name, content, sentence", [
    ("a.exe", b"MZ", "不接受"), ("a.pdf", b"", "空"), ("a.pdf", b"<html>", "不符"), ("a.docx", b"%PDF-1.4", "不符"),
    ("无扩展名", b"x", "不接受"), ("a.txt", b"a\0b", "不符"),
])
def test_what_may_not_be_attached_is_refused_with_what_to_do(city, name, content, sentence):
    document = city.draft()
    with pytest.raises(Refused, match=sentence):
        attach(document, city.who(city.environment, "drafter"), name=name, content=content)
    assert not document.parts.exists() and not File.objects.exists()


def test_the_name_of_a_file_must_not_read_otherwise_than_it_is(city):
    document = city.draft()
    attach(document, city.who(city.environment, "drafter"), name="../../目录\u202Etxt.附\u0007件.txt")
    assert File.objects.get().name == "目录txt.附件.txt"


def ready_to_sign(city, **data):
    document = city.draft(city.environment, now=timezone.now(), **data)
    city.claimed(document, now=timezone.now())
    step(document, "approve", city.who(city.environment, "reviewer"), now=timezone.now())
    return document


@pytest.mark.parametrize("number, dated, code", [
    ("渝环发2026 6", "", "number_form"), ("国办发〔2026〕1号", "", "number_code"), ("渝环发〔2026〕88888号", "", "number_far"),
    ("渝环发〔2026〕999999999999号", "", "number_form"), ("", "1950-01-01", "no_limit"), ("", "2007-01-10", "no_limit"),
])
def test_a_slip_of_the_pen_in_number_or_year_is_asked_about_before_it_is_public(city, number, dated, code):
    document, signer = ready_to_sign(city), city.who(city.environment, "signer")
    with pytest.raises(Refused) as refused:
        step(document, "sign", signer, now=timezone.now(), number=number, dated_on=dated)
    assert refused.value.codes == {code} and refused.value.may_be_accepted
    step(document, "sign", signer, now=timezone.now(), number=number, dated_on=dated, accept=code)


@pytest.mark.parametrize("dated", ["0001-01-01", "1949-09-30", "9999-12-31"])
def test_a_year_that_cannot_be_is_no_question(city, dated):
    with pytest.raises(Refused) as refused:
        step(ready_to_sign(city), "sign", city.who(city.environment, "signer"), now=timezone.now(), dated_on=dated)
    assert "form" in refused.value.codes and not refused.value.may_be_accepted


def test_a_slip_that_is_too_long_or_names_a_strange_reason_is_refused_in_words(city):
    document = city.draft()
    city.claimed(document)
    for data in ({"note": "长" * 2001}, {"reasons": ["strange"]}):
        with pytest.raises(Refused) as refused:
            step(document, "send_back", city.who(city.environment, "reviewer"), **data)
        assert "form" in refused.value.codes


def test_a_code_that_the_body_has_besides_is_no_question(city):
    city.environment.other_codes = ["渝环函"]
    city.environment.save()
    document = ready_to_sign(city)
    step(document, "sign", city.who(city.environment, "signer"), now=timezone.now(), number="渝环函〔2026〕5号")


@pytest.mark.parametrize("forged", [
    {"next": "evil"}, {"next": "//evil.example/"}, {"key": "k" * 65}, {"key": "a\0b"}, {"key": "²"}, {"capacity": "²"},
    {"version": "²"}, {"version": "9" * 5000}, {"shown": "title genre issuing_agency dated_on topic number"},
])
def test_what_no_page_of_ours_sends_is_answered_and_never_an_error(city, client, drafter, forged):
    document = city.draft(city.environment, now=timezone.now())
    sent = {"title": "新标题", "version": document.version, "shown": "title"} | forged
    answer = client.post(f"{document.get_absolute_url()}edit/", sent)
    assert answer.status_code in (302, 409)
    assert "evil" not in answer.get("Location", "")


def test_a_name_of_5000_characters_signs_nobody_in(client):
    answer = client.post("/login/", {"username": "n" * 5000, "password": "x"})
    assert answer.status_code == 200 and "请输入一个正确的" in answer.text


def test_the_same_text_is_not_saved_twice_from_two_windows_and_nothing_is_lost(city, client, drafter):
    imported = ImportedText.objects.create(user=drafter.user, name="x.txt", text=NOTICE, at=timezone.now())
    address = f"/desk/documents/import/{imported.pk}/"
    assert client.post(address, fields(city, key="one")).status_code == 302
    assert client.post(address, fields(city, key="one")).status_code == 302
    answer = client.post(address, fields(city, key="two", title="第二个窗口里改过的标题"))
    assert answer.status_code == 409 and "已存为草稿" in answer.text and "第二个窗口里改过的标题" in answer.text
    assert Document.objects.count() == 1


def test_a_form_older_than_the_sign_in_is_told_in_words(city, drafter):
    from django.test import Client
    client = Client(enforce_csrf_checks=True)
    client.force_login(drafter.user)
    answer = client.post("/desk/documents/new/", fields(city))
    assert answer.status_code == 403 and "登录状态已变化" in answer.text


def test_a_failure_has_a_number_that_stands_in_the_log(client, caplog, monkeypatch):
    monkeypatch.setattr("openness.publication.views.items.PublicItem.objects.newest", lambda: 1 / 0)
    client.raise_request_exception = False
    answer = client.get("/")
    incident = re.search(r'zw-mono">(\w{8})<', answer.text)[1]
    assert answer.status_code == 500 and f"incident {incident}" in caplog.text


def test_what_is_typed_goes_on_being_saved_when_the_body_is_merged_meanwhile(city, client, drafter):
    merge([city.environment], into=city.commerce, on=localdate(timezone.now()))
    answer = client.post("/desk/documents/new/", fields(city, title="撤并后接着写的"), headers={"X-Autosave": "yes"})
    assert answer.status_code == 200 and Autosave.objects.get().data["title"] == ["撤并后接着写的"]
    assert client.post("/desk/documents/new/", fields(city, issuing_agency=city.office.pk)).status_code == 302
    paper = Document.objects.get()
    assert (paper.drafting_agency, paper.issuing_agency) == (city.commerce, city.office)
