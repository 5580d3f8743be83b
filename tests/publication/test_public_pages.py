"""What every public page carries: page tags, feed, sitemap, weight."""
import gzip
import re
from xml.etree import ElementTree

import pytest
from django.conf import settings as project

from openness.publication import page_tags, sitemaps
from openness.publication.models import PublicItem
from tests.publication.making import day, put
from tests.test_matrix import PUBLIC_PAGES

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def site(settings):
    settings.SITE = {"name": "政府信息公开平台", "host_name": "市政府办公厅", "domain": "openness.example", "id_code": "5000000001"}


@pytest.fixture
def items(city):
    old = put(city.environment, "旧办法")
    return [old, put(city.environment, "新 & <办法>", on=day(1), number="渝环发〔2026〕7号", topic=10,
                     relations=[{"kind": "repeals", "address": old.address, "text": "旧"}])]


def test_every_public_page_has_full_marks(site, items, client):
    wrong, seen = [], 0
    addresses = {address for _name, address, status in PUBLIC_PAGES if status == 200 and "{" not in address} | {
        items[1].get_absolute_url(), items[0].get_absolute_url(), "/search/?q=办法&state=repealed", "/search/?q=没有"}
    for address in sorted(addresses):
        response = client.get(address)
        if "text/html" not in response["Content-Type"] or address.startswith("/login"):
            continue
        seen += 1
        content = address.startswith("/p/")
        wrong += [(address, fault) for fault in page_tags.faults(response.text, content=content)]
        assert page_tags.marks(response.text, content=content)[0] == (10 if content else 7), address
    assert wrong == [] and seen >= 7


@pytest.mark.parametrize(("before", "after", "found"), [
    ('name="SiteName"', 'name="Sitename"', ("网站标签", "SiteName", "missing")),
    ('content="5000000001"', 'content=" "', ("网站标签", "SiteIDCode", "empty")),
    ('<meta name="SiteName"', '<meta name="SiteName" content="x"><meta name="SiteName"', ("网站标签", "SiteName", "twice")),
    ('content="2026-03-03 10:00"', 'content="2026-3-3"', ("内容页标签", "PubDate", "form"))])
def test_the_checker_finds_what_is_wrong(site, items, client, before, after, found):
    page = client.get(items[1].get_absolute_url()).text
    assert before in page and page_tags.faults(page.replace(before, after, 1), content=True) == [page_tags.Fault(*found)]
    assert [fault.problem for fault in page_tags.faults(page, content=False)] == ["out of place"] * 3
    assert page_tags.marks("<html>", content=True) == (0, 10)


def test_the_feed_of_any_search_is_what_the_search_finds(items, client, city):
    put(city.commerce, "商务通知", on=day(2))
    for query in ("", "q=办法", "state=repealed", f"agency={city.commerce.pk}", "q=没有", "from=2026-03-03", "q=渝环发[2026]7",
                  "sort=relevance&page=7"):
        response = client.get(f"/feed/?{query}")
        assert response["Content-Type"].startswith("application/atom+xml")
        entries = ElementTree.fromstring(response.content).findall(f"{ATOM}entry")
        shown = [hit["item"] for hit in client.get(f"/search/?{query.replace('sort=relevance&page=7', '')}").context["hits"]]
        assert [entry.find(f"{ATOM}id").text for entry in entries] == [f"urn:uuid:{item.address}" for item in shown], query
        assert [entry.find(f"{ATOM}title").text for entry in entries] == [item.title for item in shown]
    page = client.get("/search/?q=办法&page=2&kind=document").text
    assert re.search(r'<link rel="alternate" type="application/atom\+xml"[^>]*href="/feed/\?q=%E5%8A%9E%E6%B3%95&amp;kind=document"', page)


def test_the_sitemap_holds_every_public_item_in_pages(items, client, monkeypatch):
    monkeypatch.setattr(sitemaps.Items, "limit", 1)
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    parts = [each.text for each in index.iter(f"{MAP}loc")]
    assert len([each for each in parts if "sitemap-items.xml" in each]) == 2
    found = [loc.text for part in parts for loc in ElementTree.fromstring(
        client.get(part.replace("http://testserver", "")).content).iter(f"{MAP}loc")]
    assert {f"http://testserver{item.get_absolute_url()}" for item in PublicItem.objects.all()} < set(found) and "http://testserver/" in found
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").text


def test_the_first_load_weighs_at_most_sixty_kilobytes(items, client):
    """HTML, style, script and icons, compressed as WhiteNoise serves them."""
    dist = project.BASE_DIR / "openness/static/dist"
    if not (dist / "app.css").exists():
        pytest.skip("the front end is not built")
    shared = sum(len(gzip.compress((dist / name).read_bytes())) for name in ("app.css", "app.js", "icons.svg"))
    for address in ("/", "/search/?q=办法", items[1].get_absolute_url()):
        assert shared + len(gzip.compress(client.get(address).content)) <= 60 * 1024, address


def test_the_accessibility_page_is_linked_from_every_page(items, client):
    for address in ("/", "/search/", items[1].get_absolute_url(), "/accessibility/"):
        assert 'href="/accessibility/"' in client.get(address).text
    page = client.get(items[1].get_absolute_url()).text
    assert page.count('data-pref="big"') == page.count('data-pref="hc"') == 2 and "/download/pdf/" in page
