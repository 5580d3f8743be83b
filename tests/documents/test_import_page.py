"""The notice itself brought in over HTTP: read, shown field by field beside its lines, confirmed, a draft."""
import re
from datetime import date
from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.models import Document, ImportedText
from openness.audit.models import Event
from openness.publication.blocks import plain
from tests.documents.papers import UNOFFICIAL
from tests.documents_data import NOTICE

pytestmark = pytest.mark.django_db
OFFICE = "重庆市人民政府办公厅"
FIELDS = {      # a field of the form, and the words that stand beside it
    "title": "重庆市人民政府办公厅关于认真做好政务公开有关工作的通知", "number": "渝府办发〔2017〕60号", "genre": "通知", "issuing_agency": OFFICE,
    "main_recipients": "各区县（自治县）人民政府，市政府各部门，有关单位：", "copy_recipients": "抄送：市委办公厅",
    "body": "一级标题 5 个、二级标题 13 个",
    "dated_on": "2017年5月8日", "annotation": "此件公开发布", "disclosure": "此件公开发布", "printing_office": OFFICE,
    "printed_on": "2017年5月9日印发",
}


class Forms(HTMLParser):
    """What a browser would send of each form of a page, untouched: [(action, [(name, value)])]."""

    def __init__(self, text):
        super().__init__()
        self.forms, self.area, self.select = [], None, None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.forms.append((attrs.get("action"), []))
        elif not self.forms or "disabled" in attrs:
            return
        sent = self.forms[-1][1]
        if tag == "input" and attrs.get("type") in ("checkbox", "radio"):
            sent += [(attrs["name"], attrs.get("value", "on"))] if "checked" in attrs else []
        elif tag == "input" and attrs.get("name") and attrs.get("type") not in ("submit", "file", "button"):
            sent.append((attrs["name"], attrs.get("value") or ""))
        elif tag == "textarea":
            self.area = [attrs["name"], ""]
        elif tag == "select":
            self.select = [attrs["name"], "multiple" in attrs, [], None]
        elif tag == "option" and self.select:
            if "selected" in attrs:
                self.select[2].append(attrs.get("value", ""))
            if self.select[3] is None:
                self.select[3] = attrs.get("value", "")

    def handle_data(self, data):
        if self.area:
            self.area[1] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            name, value = self.area
            self.forms[-1][1].append((name, value.removeprefix("\n")))
            self.area = None
        elif tag == "select":
            name, several, chosen, first = self.select
            chosen = chosen or ([] if several or first is None else [first])
            self.forms[-1][1].extend((name, value) for value in chosen)
            self.select = None


def form_of(response, field="title"):
    """The values of the form that holds a field, as test clients post them."""
    sent = {}
    form = next(pairs for _action, pairs in Forms(response.text).forms if field in dict(pairs))
    for name, value in form:
        sent.setdefault(name, []).append(value)
    return sent


def upload(client, text, name="渝府办发〔2017〕60号.txt"):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post("/desk/documents/import/", {"file": SimpleUploadedFile(name, content)})


@pytest.fixture
def drafter(city, client):
    city.office.aliases = [OFFICE]
    city.office.save()
    drafter = city.who(city.environment, "drafter")
    client.force_login(drafter.user)
    return drafter


def test_the_notice_is_read_confirmed_and_becomes_a_draft(city, client, drafter):
    assert client.get("/desk/documents/import/").status_code == 200
    brought = upload(client, NOTICE)
    row = ImportedText.objects.get()
    assert brought.status_code == 302 and brought["Location"] == f"/desk/documents/import/{row.pk}/" and row.text == NOTICE
    assert not Document.objects.exists()                   # nothing is a document before it is confirmed
    page = client.get(brought["Location"])
    assert page.status_code == 200
    saved = client.post(brought["Location"], form_of(page))
    document = Document.objects.get()
    assert saved.status_code == 302 and saved["Location"] == document.get_absolute_url()
    assert (document.status, document.drafting_agency, document.issuing_agency) == ("draft", city.environment, city.office)
    assert document.title == "重庆市人民政府办公厅关于认真做好政务公开有关工作的通知"
    assert (document.number, document.genre, document.disclosure) == ("渝府办发〔2017〕60号", "notice", "proactive")
    assert document.main_recipients == "各区县（自治县）人民政府，市政府各部门，有关单位"
    assert re.split("[，、]", document.copy_recipients) == [
        "市委办公厅", "市人大常委会办公厅", "市政协办公厅", "市高法院", "市检察院", "重庆警备区"]
    assert (document.dated_on, document.printed_on) == (date(2017, 5, 8), date(2017, 5, 9))
    assert (document.annotation, document.printing_office) == ("此件公开发布", OFFICE)
    kinds = [block["k"] for block in document.body]
    assert kinds.count("h1") == 5 and kinds.count("h2") == 13 and set(kinds) == {"p", "h1", "h2"}
    assert all(block.get("r") for block in document.body if block["k"] == "h2")
    assert document.body[1] == {"k": "h1", "t": "一、认真做好“五公开”工作"}
    assert document.body[3]["t"] == "（二）完善主动公开目录。" and document.body[3]["r"].startswith("积极推进主动公开目录体系建设")
    text = plain(document.body)
    assert text.startswith("为贯彻落实《国务院办公厅关于在政务公开") and text.endswith("依纪依法追究有关单位和人员的责任。")
    assert document.reviewing_office == city.office and [event.step for event in Event.objects.of(document)] == ["draft"]
    assert Event.objects.of(document).get().actor == drafter.user
    row.refresh_from_db()
    assert row.document == document


def test_every_field_stands_beside_the_line_it_came_from(client, drafter):
    page = client.get(upload(client, NOTICE)["Location"])
    sources = page.context["sources"]
    assert sources.keys() == FIELDS.keys()
    lines = NOTICE.splitlines()
    for name, words in FIELDS.items():
        beside = re.search(rf'id="id_{name}_source"[^>]*>(.*?)</p>', page.text, re.S)[1]
        assert words in re.sub("<[^>]*>", "", beside) and f"第 {sources[name]['line']} 行" in beside, name
        if name not in ("body", "genre"):
            assert words in lines[sources[name]["line"] - 1], name
    assert "没有识别到" not in page.text


def test_what_the_text_does_not_show_is_said_and_left_open(client, drafter):
    text = NOTICE.replace("（此件公开发布）\n", "").replace("渝府办发〔2017〕60号\n", "", 1)
    page = client.get(upload(client, text)["Location"])
    assert page.context["sources"].keys() == FIELDS.keys() - {"annotation", "disclosure", "number"}
    assert page.text.count("没有识别到") == 3
    sent = form_of(page)
    assert sent["annotation"] == sent["number"] == [""] and "disclosure" not in sent
    client.post(page.request["PATH_INFO"], sent)
    document = Document.objects.get()
    assert (document.number, document.annotation, document.disclosure) == ("", "", "")


def test_what_the_drafter_mends_counts(client, drafter):
    page = client.get(upload(client, NOTICE)["Location"])
    client.post(page.request["PATH_INFO"], form_of(page) | {"title": "改过的标题", "disclosure": "on_request", "body": "一、总则\n正文。"})
    document = Document.objects.get()
    assert (document.title, document.disclosure) == ("改过的标题", "on_request")
    assert document.body == [{"k": "h1", "t": "一、总则"}, {"k": "p", "t": "正文。"}]


def test_a_mistake_in_the_form_keeps_what_was_typed_and_the_lines_beside_it(client, drafter):
    page = client.get(upload(client, NOTICE)["Location"])
    refused = client.post(page.request["PATH_INFO"], form_of(page) | {"title": "", "contact": "打好的字", "printed_on": "2017-05-01"})
    assert refused.status_code == 409 and not Document.objects.exists()
    assert "打好的字" in refused.text and "印发日期不能早于成文日期" in refused.text
    assert refused.context["sources"].keys() == FIELDS.keys()
    sent = form_of(refused) | {"title": "补上的标题", "printed_on": "2017-05-09"}
    assert client.post(page.request["PATH_INFO"], sent).status_code == 302
    assert Document.objects.get().contact == "打好的字"


def test_the_same_form_sent_twice_makes_one_document(client, drafter):
    page = client.get(upload(client, NOTICE)["Location"])
    sent = form_of(page)
    answers = [client.post(page.request["PATH_INFO"], sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302] and answers[0]["Location"] == answers[1]["Location"]
    assert Document.objects.count() == 1


def test_what_was_brought_in_is_its_owners_alone(city, client, drafter):
    address = upload(client, NOTICE)["Location"]
    for person in (city.who(city.environment, "head"), city.who(city.commerce, "drafter"), city.who(city.office, "drafter")):
        client.force_login(person.user)
        hidden, missing = client.get(address), client.get("/desk/documents/import/987654321/")
        assert hidden.status_code == 404 and hidden.text == missing.text
        assert client.post(address, {"title": "夺来的"}).status_code == 404
        assert "60号.txt" not in client.get("/desk/documents/import/").text
    client.force_login(city.who(city.environment, "publisher").user)
    assert client.get(address).status_code == 403          # who does not draft has no such page at all
    client.logout()
    assert client.get(address)["Location"] == f"/login/?next={address}"
    assert not Document.objects.exists()


def test_a_text_that_was_saved_leads_to_its_document(client, drafter):
    address = upload(client, NOTICE)["Location"]
    assert "60号.txt" in client.get("/desk/documents/import/").text             # still to be confirmed
    client.post(address, form_of(client.get(address)))
    document = Document.objects.get()
    answer = client.get(address)
    assert answer.status_code == 302 and answer["Location"] == document.get_absolute_url()
    assert client.post(address, {"title": "第二份"}).status_code == 409
    assert Document.objects.count() == 1 and "60号.txt" not in client.get("/desk/documents/import/").text


@pytest.mark.parametrize("name", [name for name, text in UNOFFICIAL.items() if text.strip()])
def test_a_text_that_is_no_official_document_is_told_so(client, drafter, name):
    page = client.get(upload(client, UNOFFICIAL[name])["Location"])
    assert page.status_code == 200 and not page.context["found"].is_official
    assert str(page.context["found"].why_not) in page.text


@pytest.mark.parametrize("content", ["", " \n　\n", b"\xff\xfe\x00", b"PK\x03\x04\x00\x00\x00\x00rest of a docx", b"%PDF-1.7\n\xe2\xe3\xcf\xd3"])
def test_what_is_no_text_is_refused_or_told_so_and_never_fails(client, drafter, content):
    answer = upload(client, content)
    if answer.status_code == 302:
        page = client.get(answer["Location"])
        assert page.status_code == 200 and not page.context["found"].is_official and str(page.context["found"].why_not) in page.text
    else:
        assert answer.status_code == 422 and answer.context["form"].errors["file"][0] in answer.text
        assert not ImportedText.objects.open().exists()


def test_without_a_file_the_page_asks_for_one(client, drafter):
    answer = client.post("/desk/documents/import/", {})
    assert answer.status_code == 422 and "file" in answer.context["form"].errors and not ImportedText.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_other_encodings_are_read_alike(client, drafter, encoding):
    page = client.get(upload(client, NOTICE.encode(encoding))["Location"])
    client.post(page.request["PATH_INFO"], form_of(page))
    assert Document.objects.get().number == "渝府办发〔2017〕60号" and len(Document.objects.get().body) == 19


def test_markup_in_a_text_is_shown_and_never_run(client, drafter):
    text = NOTICE.replace("各区县（自治县）人民政府，", "<script>alert(1)</script>\"'，", 1)
    answer = upload(client, text, name="<img src=x onerror=alert(2)>.txt")
    page, listed = client.get(answer["Location"]), client.get("/desk/documents/import/")
    assert "<script>alert" not in page.text and "<img src=x" not in page.text + listed.text


def test_an_issuer_that_is_no_body_here_leaves_the_drafters_own_name_to_choose(city, client, drafter):
    city.office.aliases = []
    city.office.save()
    page = client.get(upload(client, NOTICE)["Location"])
    assert form_of(page)["issuing_agency"] == [str(city.environment.pk)]
    sent = form_of(page) | {"issuing_agency": str(city.office.pk)}
    client.post(page.request["PATH_INFO"], sent)
    assert Document.objects.get().issuing_agency == city.office


def test_a_body_in_whose_name_one_does_not_draft_cannot_be_put_into_the_form(city, client, drafter):
    page = client.get(upload(client, NOTICE)["Location"])
    for changed in ({"issuing_agency": str(city.commerce.pk)}, {"drafting_agency": str(city.commerce.pk)}, {"drafting_agency": "x"}):
        assert client.post(page.request["PATH_INFO"], form_of(page) | changed).status_code in (404, 409)
    assert not Document.objects.exists()
