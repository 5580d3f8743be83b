"""发文稿纸、公开属性审查表、退文单 and the paper itself: what is on record, for those who may see it."""
import pypdfium2
import pytest
from django.urls import reverse

from tests.city import NOW, attach, step

FORMS = ("pdf", "docx", "draft-sheet", "disclosure-sheet", "return-slip")


def text_of(content):
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)).replace("\r\n", "").replace(" ", "")


@pytest.fixture
def returned(city):
    document = city.draft(city.environment, city.office, title="关于噪声的通知", reasoning="涉及公众利益", ground="P20-13")
    attach(document, city.who(city.environment, "drafter"), title="监测点位", content="一", disclosure="withheld", ground="E15")
    city.claimed(document)
    step(document, "send_back", city.who(city.office, "reviewer"), reasons=["content"], note="第二段请核实")
    return document


def asked(client, document, form, who, query=""):
    client.force_login(who.user)
    return client.get(reverse("documents:print", args=[document.pk, form]) + query)


def test_the_return_slip_names_reason_note_office_and_person(city, returned, client):
    text = text_of(asked(client, returned, "return-slip", city.who(city.environment, "drafter")).content)
    for words in ("市环境局：", "《关于噪声的通知》", "内容需要修改", "第二段请核实", "市政府办公厅", str(city.who(city.office, "reviewer").user)):
        assert words in text, words


def test_each_round_has_its_slip(city, returned, client):
    unit, office = (lambda name: city.who(city.environment, name)), (lambda name: city.who(city.office, name))
    step(returned, "edit", unit("drafter"), body="改过的正文", **{f"answer_{line.pk}": "已核实" for line in returned.open_slip()})
    city.reviewed(returned)
    step(returned, "submit", unit("head"))
    step(returned, "claim", office("reviewer"))
    step(returned, "send_back", office("reviewer"), reasons=["format"], note="版式")
    first, last = (text_of(asked(client, returned, "return-slip", unit("drafter"), q).content) for q in ("?round=1", ""))
    assert "内容需要修改" in first and "已核实" in first and "公文格式" not in first
    assert "公文格式" in last and "内容需要修改" not in last
    assert asked(client, returned, "return-slip", unit("drafter"), "?round=9").status_code == 404


def test_the_disclosure_sheet_says_attribute_ground_parts_and_reviews(city, returned, client):
    text = text_of(asked(client, returned, "disclosure-sheet", city.who(city.environment, "drafter")).content)
    for words in ("☑主动公开", "□不予公开", "第二十条第（十三）项", "涉及公众利益", "监测点位", "保密审查", "通过"):
        assert words in text, words


def test_a_review_of_an_earlier_text_is_marked(city, returned, client):
    step(returned, "edit", city.who(city.environment, "drafter"), body="改过的正文")
    text = text_of(asked(client, returned, "disclosure-sheet", city.who(city.environment, "drafter")).content)
    assert "审查后内容有改动" in text


def test_the_draft_sheet_says_who_did_what(city, client):
    document = city.draft(joint=[city.health.pk])
    step(document, "to_unit", city.who(city.environment, "drafter"))
    step(document, "countersign", city.who(city.health, "signer"), passed=True, note="同意会签")
    text = text_of(asked(client, document, "draft-sheet", city.who(city.environment, "drafter")).content)
    for words in ("市环境局发文稿纸", "自发文" if document.route == "own" else "联合发文", "市卫生局", "同意会签", "主动公开"):
        assert words in text, words


def test_a_paper_that_is_not_signed_says_so_and_has_no_number(city, client):
    document = city.draft(number="渝环发〔2026〕99号")
    text = text_of(asked(client, document, "pdf", city.who(city.environment, "drafter")).content)
    assert "起草，未签发" in text and "99号" not in text
    signed = city.draft()
    city.signed(signed)
    text = text_of(asked(client, signed, "pdf", city.who(city.environment, "drafter")).content)
    assert "未签发" not in text and signed.number in text and f"{NOW.year}年{NOW.month}月{NOW.day}日" in text


@pytest.mark.parametrize("form", FORMS)
def test_strangers_get_nothing(city, returned, client, form):
    assert asked(client, returned, form, city.who(city.commerce, "drafter")).status_code == 404
    client.logout()
    assert client.get(reverse("documents:print", args=[returned.pk, form])).status_code == 302


def test_files_are_in_chinese_whatever_the_reader_reads(city, returned, client):
    client.cookies["django_language"] = "en"
    text = text_of(asked(client, returned, "disclosure-sheet", city.who(city.environment, "drafter")).content)
    assert "主动公开" in text and "Proactive" not in text
    assert asked(client, returned, "nothing", city.who(city.environment, "drafter")).status_code == 404
