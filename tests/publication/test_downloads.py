"""TXT, DOCX and PDF of what is public, and of nothing else."""
from io import BytesIO

import pypdfium2
import pytest
from docx import Document as Word

from openness.publication import downloads
from openness.publication.models import PublicItem
from openness.typesetting import compiling
from tests.city import NOW, attach, step


@pytest.fixture
def paper(city):
    document = city.draft(title="关于噪声管理的通知", body="一、总则\n为了安静，制定本通知。", main_recipients="各区县：")
    attach(document, city.who(city.environment, "drafter"), title="公开的附件")
    attach(document, city.who(city.environment, "drafter"), title="机密名单", content="名单", disclosure="withheld")
    city.published(document)
    return document


def download(client, document, form, **headers):
    address = PublicItem.objects.of(document).last().get_absolute_url()
    return client.get(f"{address}download/{form}/", **headers)


def words(answer, form):
    content = answer.content
    if form == "txt":
        return content.decode("utf-8-sig")
    if form == "docx":
        return "\n".join(paragraph.text for paragraph in Word(BytesIO(content)).paragraphs)
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))


@pytest.mark.parametrize("form", ["txt", "docx", "pdf"])
def test_the_whole_paper_and_no_part_that_is_kept_back(paper, client, form):
    answer = download(client, paper, form)
    text = words(answer, form)
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"] and answer["X-Content-Type-Options"] == "nosniff"
    assert "关于噪声管理的通知" in text and "为了安静" in text and "机密名单" not in text
    assert ("公开的附件" in text) == (form != "txt")


@pytest.mark.parametrize("form", ["txt", "docx", "pdf"])
def test_nothing_can_be_downloaded_of_what_was_withdrawn(city, paper, client, form):
    step(paper, "withdraw", city.who(city.environment, "publisher"), note="误发", code="wrong")
    assert download(client, paper, form).status_code in (404, 410)
    address = PublicItem.objects.of(paper).last().get_absolute_url()
    assert client.head(f"{address}download/{form}/").status_code in (404, 410)


def test_other_forms_do_not_exist(paper, client):
    assert download(client, paper, "exe").status_code == 404


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_what_is_too_long_to_be_set_is_offered_as_text(paper, client, monkeypatch, form):
    """Anybody may ask for it, as often as they like: nothing is made that takes long."""
    monkeypatch.setattr(compiling, "MOST_CHARACTERS", 10)
    answer = download(client, paper, form)
    assert answer.status_code == 422 and "download/txt/" in answer.text


def test_a_text_file_opens_on_any_desktop(paper, client):
    content = download(client, paper, "txt").content
    assert content.startswith(b"\xef\xbb\xbf") and b"\r\n" in content
    text = content.decode("utf-8-sig")
    assert "各区县：\r\n" in text and "索引号：" in text and "http://testserver/p/" in text
    assert f"{NOW:%Y}年{NOW.month}月{NOW.day}日" in text


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_a_crowd_gets_one_file_and_nobody_gets_it_after_the_withdrawal(city, paper, client, monkeypatch, form):
    first = download(client, paper, form).content
    monkeypatch.setattr(downloads, "paper_of", None)       # making it again would fail
    assert download(client, paper, form).content == first
    step(paper, "withdraw", city.who(city.environment, "publisher"), note="误发", code="wrong")
    assert download(client, paper, form).status_code in (404, 410)
