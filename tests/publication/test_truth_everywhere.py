"""T30: after a withdrawal nothing is left at any address, in any form, for any way of asking; nor does a cache keep it."""
import pytest
from django.test import Client

from documents.models import Document
from openness.publication.models import OldAddress, PublicFile, PublicItem, PublicRelation, SearchRow
from openness.workflow.transitions import perform
from tests.city import NOW, attach, step

pytestmark = pytest.mark.django_db
WORD = "丹顶鹤"
FORMS = ("txt", "docx", "pdf")


@pytest.fixture
def paper(city):
    """A paper with a file, a relation and two editions, public."""
    first = city.draft(title=f"关于{WORD}的通知", body=f"正文{WORD}", relation_kind_1="basis", relation_text_1=f"{WORD}法")
    attach(first, city.who(city.environment, "drafter"), title=f"表{WORD}", content=WORD)
    city.published(first)
    second = Document(corrects=first)
    perform(second, "correct", by=city.who(city.environment, "drafter"), now=NOW,
            data={"title": f"关于{WORD}的通知", "body": f"更正{WORD}", "disclosure": "proactive"})
    city.published(second)
    return second


def places(item):
    """Every address at which a public item stands by itself."""
    at = item.get_absolute_url()
    return [at, f"{at}1/", f"{at}2/", f"{at}1/changes/", *(f"{at}download/{form}/" for form in FORMS), f"{at}files/1/"]


def listings(word=WORD):
    return ["/", "/search/", f"/search/?q={word}", f"/search/?q={word}&sort=relevance", f"/search/?q=“{word}”", f"/search/suggest/?q={word}",
            "/feed/", f"/feed/?q={word}", "/sitemap.xml", "/sitemap-items.xml", "/search/?page=2", "/robots.txt"]


def content(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def shows(client, item, address, **headers):
    response = client.get(address, headers=headers)
    if "suggest" in address:
        return str(item.address) in content(response).decode()
    text = content(response).decode(errors="replace").replace("<mark>", "").replace("</mark>", "")
    return f"关于{WORD}" in text or str(item.address) in text


def test_each_place_shows_it_while_it_is_public(paper, client):
    item = PublicItem.objects.current().get()
    for address in places(item):
        response, expected = client.get(address), 302 if address.endswith("/2/") else 200
        assert response.status_code == expected, address
        content(response)
    shown = [address for address in listings() if shows(client, item, address)]
    assert shown == [address for address in listings() if address not in ("/sitemap.xml", "/robots.txt")]
    assert "noindex" in client.get(f"{item.get_absolute_url()}1/").text and "noindex" not in client.get(item.get_absolute_url()).text


def test_nothing_is_left_of_it_for_any_way_of_asking(city, paper):
    item = PublicItem.objects.current().get()
    OldAddress.objects.create(path=OldAddress.key_of("/show.asp?id=5"), address=item.address)
    client, before = Client(), {}
    for address in [*places(item), *listings()]:
        response = client.get(address)
        content(response)
        before[address] = {"If-None-Match": response.get("ETag", '"x"'), "If-Modified-Since": response.get(
            "Last-Modified", "Thu, 01 Jan 2099 00:00:00 GMT")}
    step(paper, "withdraw", city.who(city.environment, "publisher"), note="误发", hide_title=True)
    for address in places(item):
        gone = {410} if "download" not in address and "files" not in address else {404, 410}
        for headers in ({}, before[address], {"If-None-Match": "*"}, {"Range": "bytes=0-"}, {"Range": "bytes=0-9", "If-Range": '"x"'}):
            response = client.get(address, headers=headers)
            assert response.status_code in gone, (address, headers, response.status_code)
            assert WORD.encode() not in content(response), address
        assert client.head(address).status_code in gone, address
        assert client.options(address).status_code == 405, address
    for address in listings():
        for headers in ({}, before[address], {"Range": "bytes=0-99999"}):
            assert client.get(address, headers=headers).status_code == 200, (address, headers)
            assert not shows(client, item, address, **headers), address
    for suffix in ("x.js", "lib.css", "?page=2", "index.html", "%0a.js"):
        response = client.get(f"{item.get_absolute_url()}{suffix}")
        assert response.status_code in (404, 410) and WORD not in response.text, suffix
    old = client.get("/show.asp?id=5")
    assert old.status_code == 301 and old["Location"] == item.get_absolute_url() and client.get(old["Location"]).status_code == 410
    assert not PublicFile.objects.exists() and not SearchRow.objects.exists() and not PublicRelation.objects.exists()


def test_no_cache_keeps_what_was_withdrawn_for_a_minute(city, paper, client):
    item = PublicItem.objects.current().get()

    def fresh(address):
        policy = client.get(address)["Cache-Control"]
        return "no-cache" in policy or "no-store" in policy or "must-revalidate" in policy and "max-age=60" in policy
    assert [address for address in [*places(item), *listings(), "/accessibility/"] if not fresh(address)] == []
    step(paper, "withdraw", city.who(city.environment, "publisher"), note="误发")
    assert fresh(item.get_absolute_url())


def test_an_edition_that_never_was_is_not_there(paper, client):
    at = PublicItem.objects.current().get().get_absolute_url()
    for address in (f"{at}3/", f"{at}0/", f"{at}2/changes/", f"{at}0/changes/", f"{at}99999999999999999999/", f"{at}download/exe/"):
        assert client.get(address).status_code == 404, address


def test_an_earlier_edition_is_read_only_as_such_and_what_changed_is_shown(paper, client):
    at = PublicItem.objects.current().get().get_absolute_url()
    old = client.get(f"{at}1/").text
    assert f"正文{WORD}" in old and "已由更正版取代" in old and "/download/" not in old and "/files/" not in old
    changes = client.get(f"{at}1/changes/").text
    assert "<del>正文</del>" in changes and "<ins>更正</ins>" in changes and "noindex" in changes
    current = client.get(at).text
    assert f"{at}1/" in current and f"{at}1/changes/" in current and f"更正{WORD}" in current


def test_an_earlier_edition_alone_can_be_taken_away(city, paper, client):
    at = PublicItem.objects.current().get().get_absolute_url()
    before = paper.corrects
    step(before, "withdraw_edition", city.who(city.environment, "publisher"), code="personal", note="含身份证号", hide_title=True)
    assert before.status == "withdrawn"
    for address in (f"{at}1/", f"{at}1/changes/"):
        answer = client.get(address)
        assert answer.status_code == 404 and f"正文{WORD}" not in answer.text
    current = client.get(at)
    assert current.status_code == 200 and f"更正{WORD}" in current.text and f"{at}1/" not in current.text


@pytest.mark.parametrize("old", ["/show.asp?id=5", "/info/1021/3345.htm", "/公开/通知.html", "/art/2017/5/8/art_1.html?xxgkhide=1", "/%B9%AB.htm"])
def test_old_addresses_lead_on(paper, client, old):
    item = PublicItem.objects.current().get()
    OldAddress.objects.create(path=OldAddress.key_of(f"http://www.old.example{old}#top"), address=item.address)
    response = client.get(old)
    assert response.status_code == 301 and response["Location"] == item.get_absolute_url()
    assert client.head(old).status_code == 301 and client.post(old).status_code in (404, 403)
    assert client.get("/another.htm").status_code == 404
    if "?" not in old:
        assert client.get(f"{old}?from=timeline").status_code == 301


def test_strange_addresses_are_looked_for_without_harm(client):
    for address in ("/x?%00", "/%00", "/" + "x" * 9000, "/x?" + "y=1&" * 3000, "/desk/../x", "/%ff%fe"):
        assert client.get(address).status_code in (400, 404, 301, 302), address[:50]
    assert OldAddress.key_of("//[") == "" and OldAddress.key_of("x" * 600) == ""
