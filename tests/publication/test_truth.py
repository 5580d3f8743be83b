"""What the public can read is exactly what is published, at every address, after every change (T30, small)."""
import random

import pytest

from documents.models import Document
from openness.publication.models import PublicFile, PublicItem
from openness.workflow.transitions import perform
from tests.city import NOW, attach, step

pytestmark = pytest.mark.django_db


class Site:
    """The public site as an anonymous reader sees it."""

    def __init__(self, client):
        self.client = client

    def shows(self, word):
        """Where a word stands: home, search, page of the item."""
        found = set()
        if word in self.client.get("/").text:
            found.add("home")
        results = self.client.get("/search/", {"q": word})
        if 'href="/p/' in results.text and word in strip_marks(results.text):
            found.add("search")
        return found

    def status(self, address):
        get, head = self.client.get(address), self.client.head(address)
        assert get.status_code == head.status_code
        return get.status_code


def strip_marks(html):
    return html.replace("<mark>", "").replace("</mark>", "")


def paper(city, word):
    document = city.draft(city.environment, title=f"关于{word}的通知", body=f"正文{word}")
    attach(document, city.who(city.environment, "drafter"), title=f"表{word}", content=word)
    return document


def correct(city, document, word):
    second = Document(corrects=document)
    perform(second, "correct", by=city.who(city.environment, "drafter"), now=NOW,
            data={"title": f"关于{word}的通知", "body": f"更正{word}", "disclosure": "proactive"})
    city.published(second)
    document.refresh_from_db()
    return second


def test_published_corrected_withdrawn_each_is_true_everywhere_at_once(city, client):
    site, publisher = Site(client), city.who(city.environment, "publisher")
    document = paper(city, "丹顶鹤")
    city.signed(document)
    assert site.shows("丹顶鹤") == set()
    step(document, "publish", publisher)
    item = PublicItem.objects.get()
    address, file = item.get_absolute_url(), item.files.get().get_absolute_url()
    assert site.shows("丹顶鹤") == {"home", "search"}
    assert site.status(address) == site.status(file) == 200
    assert b"".join(client.get(file).streaming_content) == "丹顶鹤".encode()

    second = correct(city, document, "白鹤")
    assert site.shows("丹顶鹤") == set() and site.shows("白鹤") == {"home", "search"}
    assert site.status(address) == 200 and "更正白鹤" in client.get(address).text and "正文丹顶鹤" not in client.get(address).text

    step(second, "withdraw", publisher, note="误发", hide_title=True)
    assert site.shows("白鹤") == set() and site.status(address) == 410 and site.status(file) == 404
    assert "鹤" not in client.get(address).text and "误发" in client.get(address).text
    assert not PublicFile.objects.exists()


def test_a_correction_of_what_was_withdrawn_has_nowhere_to_go(city):
    document = paper(city, "灰鹤")
    city.published(document)
    second = Document(corrects=document)
    perform(second, "correct", by=city.who(city.environment, "drafter"), now=NOW,
            data={"title": "更正", "body": "x", "disclosure": "proactive"})
    city.signed(second)
    step(document, "withdraw", city.who(city.environment, "publisher"), note="误发")
    with pytest.raises(Exception, match="另行制发新文"):
        step(second, "publish", city.who(city.environment, "publisher"))


def test_random_life_of_ten_papers(city, client):
    """A model in a set of words; the site must agree after each step."""
    site, chance = Site(client), random.Random(60)
    words = "赤橙黄绿青蓝紫金银铜"
    papers = {word: paper(city, f"{word}鸢尾") for word in words}
    for document in papers.values():
        city.signed(document)
    waiting, public = set(words), set()
    publisher = city.who(city.environment, "publisher")
    for _ in range(15):
        word = chance.choice(sorted(waiting | public))
        if word in waiting:
            step(papers[word], "publish", publisher)
            waiting.remove(word), public.add(word)
        else:
            step(papers[word], "withdraw", publisher, note="误发", hide_title=True)
            public.remove(word)
        for each in chance.sample(words, 3):
            assert bool(site.shows(f"{each}鸢尾") & {"search"}) == (each in public), each
    assert set(PublicItem.objects.current().values_list("title", flat=True)) == {f"关于{word}鸢尾的通知" for word in public}
