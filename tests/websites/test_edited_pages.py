"""The four blocks of the platform: written by one, published by another, sanitised twice, the same address for all editions."""
import pytest
from django.urls import reverse
from lxml import etree
from lxml.html import document_fromstring

from openness.publication.html import DEEPEST, LARGEST, TAGS, TooMuch, blocks_of_html, sanitise
from openness.publication.models import PublicItem
from openness.publication.templatetags.publication import sanitised
from openness.workflow.problems import Refused
from openness.workflow.transitions import perform
from tests.city import NOW
from websites.models import Page

HOSTILE = [
    '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '<a href="javascript:alert(1)">x</a>', '<svg onload=alert(1)>',
    '<p style="background:url(//evil)" onclick="x()" class="zw-note" id="main">x</p>',
    '<iframe src="//evil"></iframe>',
    '<a href="data:text/html,<script>1</script>">x</a>', '<math><mi xlink:href="javascript:x"></mi></math>', '<form action="//evil"><input></form>',
    '<base href="//evil">', '<meta http-equiv=refresh content="0;url=//evil">', '<link rel=stylesheet href=//evil>', '<object data=x></object>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">', '<a href="\u0001javascript:alert(1)">x</a>',
    '<template><script>1</script></template>',
    '<table background="//evil"><tr><td>x', '<p><!--[if mso]><script>1</script><![endif]-->x</p>', '<style>@import "//evil"</style>', '<<p>x</p>']


@pytest.fixture
def team(city):
    return city.person("编者", city.office, "supervisor"), city.who(city.office, "publisher")


def written(by, city, **data):
    page = Page(kind=data.pop("kind", "system"), agency=city.office)
    perform(page, "write", by=by, now=NOW, data={"title": "保密审查制度", "content": "<h2>一、分工</h2><p>先审查后公开</p>"} | data)
    return page


def shown(client, page):
    return client.get(PublicItem.objects.of(page).get().get_absolute_url())


def test_a_page_goes_out_by_another_hand_and_can_be_found(city, team, client):
    writer, publisher = team
    page = written(writer, city)
    with pytest.raises(Refused) as refused:
        perform(page, "publish", by=writer, now=NOW, data={"examined": "on"})
    assert refused.value.codes == {"four_eyes"}
    with pytest.raises(Refused) as refused:
        perform(page, "publish", by=publisher, now=NOW, data={})
    assert "form" in refused.value.codes        # nobody has said that it was examined
    assert "保密审查制度" not in client.get("/open/system/").text
    perform(page, "publish", by=publisher, now=NOW, data={"examined": "on"})
    assert "保密审查制度" in client.get("/open/system/").text
    assert "先审查后公开" in shown(client, page).text
    assert "保密审查制度" in client.get("/search/?q=先审查后公开").text.replace("<mark>", "").replace("</mark>", "")


def test_a_revision_takes_the_place_of_what_stood_at_the_same_address(city, team, client):
    writer, publisher = team
    page = written(writer, city)
    perform(page, "publish", by=publisher, now=NOW, data={"examined": "on"})
    address = PublicItem.objects.of(page).get().get_absolute_url()
    client.force_login(writer.user)
    for _twice in range(2):
        answer = client.post(reverse("websites:revise", args=[page.pk]))
    edition = page.corrections.get()
    assert answer.url == reverse("websites:step", args=[edition.pk, "edit"])
    perform(edition, "edit", by=writer, now=NOW, data={"content": "<p>新的分工</p>"})
    client.logout()
    assert "先审查后公开" in client.get(address).text         # until the new one is out
    perform(edition, "publish", by=publisher, now=NOW, data={"examined": "on"})
    page.refresh_from_db()
    text = client.get(address).text
    assert page.status == "superseded" and "新的分工" in text and "先审查后公开" not in text
    assert client.get("/open/system/").text.count("保密审查制度</a>") == 1


def test_a_withdrawn_page_is_gone_from_every_list(city, team, client):
    writer, publisher = team
    page = written(writer, city, kind="guide")
    perform(page, "publish", by=publisher, now=NOW, data={"examined": "on"})
    assert "先审查后公开" in client.get("/open/guide/").text      # the only guide stands there itself
    perform(page, "withdraw", by=publisher, now=NOW, data={"code": "wrong", "note": "内容有误"})
    assert shown(client, page).status_code == 410
    for address in ("/open/", "/open/guide/", "/search/?q=先审查后公开"):
        text = client.get(address).text
        assert "先审查后公开</" not in text and "保密审查制度</a>" not in text, address


def test_statutory_content_says_which_item_of_the_law_it_is(city, team, client):
    writer, publisher = team
    page = written(writer, city, kind="statutory")
    with pytest.raises(Refused) as refused:
        perform(page, "publish", by=publisher, now=NOW, data={"examined": "on"})
    assert refused.value.codes == {"section"}
    perform(page, "edit", by=writer, now=NOW, data={"section": "2"})
    perform(page, "publish", by=publisher, now=NOW, data={"examined": "on"})
    assert "保密审查制度" in client.get("/open/statutory/?section=2").text
    assert "保密审查制度</a>" not in client.get("/open/statutory/?section=3").text
    assert client.get("/open/statutory/?section=99&agency=x&page=-1").status_code == 200
    assert client.get("/open/nothing/").status_code == 404


@pytest.mark.parametrize("markup", HOSTILE)
def test_hostile_html_does_no_harm_in_editor_preview_and_public_page(city, team, client, markup):
    writer, publisher = team
    page = written(writer, city, content=f"<p>正文</p>{markup}")
    perform(page, "publish", by=publisher, now=NOW, data={"examined": "on"})
    public = shown(client, page).text
    client.force_login(writer.user)
    for text in (public, client.get(page.get_absolute_url()).text):
        place = document_fromstring(text).find_class("zw-doc")[0]
        for node in place.iter(etree.Element):
            assert node.tag in TAGS | {"div", "h5", "section", "time"}, node.tag
            assert set(node.attrib) <= {"href", "rel", "title", "colspan", "rowspan", "id", "class", "lang", "tabindex", "datetime"}
            assert "evil" not in node.attrib.get("class", "") and node.attrib.get("href", "https:").startswith(("https:", "#"))


def test_rows_that_somebody_wrote_into_the_table_are_sanitised_on_their_way_out():
    assert str(sanitised("<p onclick=x>甲<script>1</script></p>")) == "<p>甲</p>"
    assert "zw-scroll" in sanitised("<table><tr><td>1</td></tr></table>")


@pytest.mark.parametrize("markup", ["<div>" * 100_000, "<ul><li>" * 100, "<b>" * 30_000, "字" * (LARGEST + 1), "<td>" * 30_000])
def test_what_nobody_wrote_by_hand_is_refused_with_a_sentence(city, team, client, markup):
    with pytest.raises(TooMuch):
        sanitise(markup)
    client.force_login(team[0].user)
    answer = client.post(reverse("websites:new", args=["system"]), {"title": "甲", "content": markup, "shown": "title content"})
    assert answer.status_code == 409 and markup[:1000] in answer.text.replace("&lt;", "<").replace("&gt;", ">")     # nothing lost
    assert not Page.objects.exists()


def test_depth_is_counted_as_a_parser_would():
    assert sanitise("<p>" * 1000 + "<table><tbody>" + "<tr><td>x" * 500 + "</table>") and DEEPEST >= 30
    assert sanitise("<ul><li>" * 25)


@pytest.mark.parametrize("markup, kinds, words", [
    ("<h2>一、甲</h2><p>乙</p>", ["h1", "p"], "一、甲\n乙"),
    ("<ul><li>甲</li><li>乙</li></ul>", ["rich"], "甲\n乙"),
    ("<table><tr><th>甲</th><td>乙</td></tr><tr><td>丙</td></tr></table>", ["rich"], "甲　乙\n丙"),
    ("<p>见<a href='https://a.gov.cn'>此</a></p>", ["rich"], "见此"),
    ("一行<br>两行", ["p", "p"], "一行\n两行"), ("<p> </p><h2></h2>", [], ""), ("", [], ""), ("&lt;script&gt;", ["p"], "<script>")])
def test_html_becomes_blocks_and_loses_no_words(markup, kinds, words):
    blocks = blocks_of_html(markup)
    assert [block["k"] for block in blocks] == kinds and "\n".join(block["t"] for block in blocks) == words


def test_other_bodies_see_nothing_of_it(city, team, client):
    page = written(team[0], city, content="<p>尚未公开的草稿</p>")
    stranger = city.who(city.environment, "publisher")
    client.force_login(stranger.user)
    assert client.get(page.get_absolute_url()).status_code == 404
    assert "保密审查制度" not in client.get(reverse("websites:pages")).text
    assert client.post(reverse("websites:revise", args=[page.pk])).status_code == 404
    assert client.post(reverse("websites:new", args=["system"]), {"title": "x", "agency": city.office.pk}).status_code == 404


def test_two_people_in_one_page_overwrite_nothing(city, team, client):
    page = written(team[0], city)
    seen = page.version
    perform(page, "edit", by=team[0], now=NOW, data={"content": "<p>同事的文字</p>"})
    client.force_login(team[0].user)
    answer = client.post(reverse("websites:step", args=[page.pk, "edit"]), {"content": "<p>我的文字</p>", "version": seen})
    page.refresh_from_db()
    assert answer.status_code == 409 and "我的文字" in answer.text and "同事的文字" in answer.text and "同事的文字" in page.content
