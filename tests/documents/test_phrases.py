"""常用语: a person's own sentences, kept once, seen by nobody else."""
import pytest
from django.utils import timezone

from documents.models import Phrase
from documents.views import phrases
from tests.city import step

pytestmark = pytest.mark.django_db
PAGE = "/desk/phrases/"


@pytest.fixture
def reviewer(city, client):
    actor = city.who(city.office, "reviewer")
    client.force_login(actor.user)
    return actor


def texts(actor):
    return [phrase.text for phrase in phrases.phrases_of(actor.user)]


def test_added_used_again_and_put_away(client, reviewer):
    for text in ("请说明理由", "请核对附件", "  请说明\n理由 ", "请说明 理由"):
        assert client.post(PAGE, {"text": text})["Location"] == PAGE
    assert texts(reviewer) == ["请说明 理由", "请核对附件", "请说明理由"]
    page = client.get(PAGE).text
    assert "请核对附件" in page and page.count('name="remove"') == 3
    client.post(PAGE, {"text": "请核对附件"})
    assert texts(reviewer)[0] == "请核对附件" and len(texts(reviewer)) == 3
    client.post(PAGE, {"remove": Phrase.objects.get(text="请核对附件").pk})
    assert "请核对附件" not in texts(reviewer)


def test_nothing_long_or_strange_is_an_error(client, reviewer):
    for text in ("", "   ", "\0", "甲\0乙", "长" * 5000, "<b>x</b>", "😀"):
        assert client.post(PAGE, {"text": text}).status_code == 302
    assert texts(reviewer) == ["😀", "<b>x</b>", "长" * 200, "甲乙"]
    assert "&lt;b&gt;x" in client.get(PAGE).text
    for pk in ("", "x", "0", "-1", "²", "9" * 40, "\0"):
        assert client.post(PAGE, {"remove": pk}).status_code == 404
    assert client.put(PAGE).status_code == 405


def test_nobody_sees_or_removes_anothers(city, client, reviewer):
    client.post(PAGE, {"text": "我的一句"})
    mine = Phrase.objects.get()
    colleague = city.who(city.office, "colleague")
    client.force_login(colleague.user)
    document = city.draft(city.environment, city.office, now=timezone.now())
    city.claimed(document, now=timezone.now())
    for address in (PAGE, f"{document.get_absolute_url()}send_back/", f"{document.get_absolute_url()}comment/"):
        assert "我的一句" not in client.get(address).text
    assert client.post(PAGE, {"remove": mine.pk}).status_code == 404
    client.post(PAGE, {"text": "我的一句"})
    assert Phrase.objects.count() == 2


def test_at_hand_wherever_a_sentence_is_written_and_kept_from_there(city, client, reviewer):
    now = timezone.now()
    document = city.draft(city.environment, city.office, now=now)
    city.claimed(document, now=now)
    client.post(PAGE, {"text": "请补充依据"})
    for name in ("send_back", "comment"):
        page = client.get(f"{document.get_absolute_url()}{name}/").text
        assert 'data-insert="#id_note">请补充依据' in page and 'name="keep_phrase"' in page
    assert "data-insert" not in client.get(f"{document.get_absolute_url()}hand_over/").text
    client.post(f"{document.get_absolute_url()}comment/", {"note": "这里写得好", "keep_phrase": "1"})
    assert texts(reviewer) == ["这里写得好", "请补充依据"]
    refused = client.post(f"{document.get_absolute_url()}comment/", {"note": "", "keep_phrase": "1"})
    assert refused.status_code == 409 and len(texts(reviewer)) == 2
    step(document, "approve", reviewer, now=now)
    signer = city.who(city.office, "signer")
    client.force_login(signer.user)
    client.post(f"{document.get_absolute_url()}decline/", {"note": "再斟酌", "keep_phrase": "1"})
    assert texts(signer) == ["再斟酌"] and "再斟酌" in client.get(PAGE).text


def test_a_list_that_is_full_drops_what_was_not_used_for_longest(client, reviewer, monkeypatch):
    """Otherwise the fifty-first could neither be seen nor put away."""
    monkeypatch.setattr(phrases, "MOST", 3)
    for n in range(5):
        client.post(PAGE, {"text": f"第{n}句"})
    assert texts(reviewer) == ["第4句", "第3句", "第2句"] and Phrase.objects.count() == 3
