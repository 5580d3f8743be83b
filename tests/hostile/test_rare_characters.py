"""Characters that no file and no feed can hold, words longer than a property takes, markup that grows when it is cleaned."""
from datetime import date
from io import BytesIO
from urllib.parse import quote

import pytest
from django.test import Client
from docx import Document as Word
from lxml import etree

from openness.publication.html import LARGEST, MOST_TAGS, TooMuch, sanitise
from openness.publication.models import PublicItem
from openness.typesetting.official import Paper

RARE = "关于\x01\x07\x0b\ufffe噪声\U0001f600\U00020bb7管理的通知"


def paper(**words):
    return Paper(**{"title": "通知", "title_parts": [["通知"]], "issuers": ["市政府"], "dated_on": date(2026, 1, 1)} | words)


@pytest.mark.parametrize("words", [
    {"title": "题" * 300, "title_parts": [["题" * 300]]}, {"issuers": ["市生态环境局办公室"] * 40},
    {"title": RARE, "title_parts": [[RARE]], "issuers": [RARE], "body": [{"k": "p", "t": RARE}], "attachments": [RARE]}])
def test_a_word_file_is_made_of_whatever_a_title_holds(words):
    made = Word(BytesIO(paper(**words).docx()))
    assert made.core_properties.title and all(c.isprintable() for c in made.core_properties.title)


@pytest.mark.django_db
def test_a_feed_stays_a_feed_whatever_is_asked_or_published(city, client):
    city.published(city.draft(title=RARE, body="安\x02静\ufffe。"))
    for asked in ("", f"q={quote(RARE)}", "q=%01", "q=%1b%ef%bf%be", "q=%00"):
        answer = client.get(f"/feed/?{asked}")
        assert answer.status_code == 200
        feed = etree.fromstring(answer.content)
        assert asked or "噪声" in feed.findtext("{*}entry/{*}title")


@pytest.mark.parametrize("markup", ["&" * (LARGEST // 2), "<p>a" * (MOST_TAGS - 10), "<a href='/x'>b</a>" * (MOST_TAGS // 2)])
def test_what_was_cleaned_can_be_cleaned_again(markup):
    """Entities and closing tags are written out: what is kept is measured too, or its page could never be shown."""
    try:
        kept = sanitise(markup)
    except TooMuch:
        return
    assert sanitise(kept) == kept


@pytest.mark.django_db
def test_an_urging_without_readable_items_is_refused_and_not_broken(city):
    watcher = Client()
    watcher.force_login(city.person("督察", city.office, "supervisor").user)
    for items in (" ", "\0", "1,2\0", ",", "abc", ""):
        answer = watcher.post("/desk/urgings/new/", {"items": items, "words": "请尽快办理", "until": "2026-12-31"})
        assert answer.status_code == 409 and "请尽快办理" in answer.text


@pytest.mark.django_db
def test_a_public_item_with_a_long_title_is_there_in_every_form(city, client):
    document = city.draft(title="关于" + "很长的标题" * 58 + "的通知")
    city.published(document)
    item = PublicItem.objects.of(document).get()
    for form in ("txt", "docx", "pdf"):
        assert client.get(f"{item.get_absolute_url()}download/{form}/").status_code == 200
