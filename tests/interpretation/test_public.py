"""What the public reads: beside the document, clause by clause, on pages of their own."""
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from interpretation.models import Plan
from openness.publication import page_tags
from openness.publication.interpretations import passages
from openness.publication.models import PublicItem
from tests.city import step
from tests.files.pictures_data import png
from tests.interpretation.making import interpretation, material, review

pytestmark = pytest.mark.django_db
BODY = "一、为什么\n噪声扰民。\n二、怎么管\n分区、分时。\n三、附则\n自印发之日起施行。"
SAID = "<h2>为什么要有它</h2><p>投诉多。</p><p>影响大。</p><h2>怎么做</h2><p>先分区。</p>"


@pytest.fixture
def paper(city):
    """A policy with five materials, two passages of the first tied to its clauses."""
    document = city.draft(city.environment, city.office, is_policy=True, body=BODY, topic=10)
    first = interpretation(city, document, content=SAID)
    drafter, of = city.who(city.environment, "drafter"), first.plan
    step(first, "tie", drafter, clause_0="一、为什么", clause_1="二、怎么管")
    review(city, first)
    for form, data in (("qa", {"content": "<h2>谁负责？</h2><p>你我。</p><h2>何时？</h2><p>现在。</p>"}),
                       ("picture", {"alt": "三件事", "content": "", "files": {"picture": SimpleUploadedFile("图.png", png())}}),
                       ("video", {"link": "https://video.example.gov.cn/1", "content": "<p>文字稿</p>"}),
                       ("expert", {"author": "某教授", "author_role": "expert", "source": "示例日报"})):
        review(city, material(city, of, form=form, title=f"{form} 解读", **data))
    city.published(document)
    return PublicItem.objects.get(kind="document")


def test_the_page_of_a_document_with_five_materials_asks_ten_queries(client, paper, django_assert_max_num_queries):
    client.get(paper.get_absolute_url())        # content types are asked for once a process
    with django_assert_max_num_queries(10):
        text = client.get(paper.get_absolute_url()).text
    assert text.count("zw-explained-list") == 1 and all(f"{form} 解读" in text for form in ("qa", "picture", "video", "expert"))
    assert "2 个问题" in text


def test_each_clause_leads_to_its_passage_and_the_passage_to_its_clause(client, paper):
    text = client.get(paper.get_absolute_url()).text
    tied = passages(PublicItem.objects.interpreting(paper.address), paper.body)
    assert [(each.heading, each.text, each.clause, each.anchor) for each in tied] == [
        ("为什么要有它", "投诉多。影响大。", "一、为什么", "s1"), ("怎么做", "先分区。", "二、怎么管", "s2")]
    assert re.search(r'id="s1">一、为什么 <a class="zw-clause" href="#note-1">解读</a>', text) and 'id="note-2"' in text
    assert 'id="s3">三、附则</h2>' in text
    said = client.get(tied[0].item.get_absolute_url()).text
    assert f'href="{paper.get_absolute_url()}#s1"' in said and 'id="s1"' in said


def test_a_passage_whose_clause_was_changed_by_a_correction_stands_beside_nothing(client, city, paper):
    paper.body = [block | {"t": block["t"].replace("怎么管", "如何管")} for block in paper.body]
    tied = passages(PublicItem.objects.interpreting(paper.address), paper.body)
    assert [each.anchor for each in tied] == ["s1"]


def test_a_page_of_each_form_has_its_tags_its_document_and_its_picture(client, paper):
    for item in PublicItem.objects.filter(kind="interpretation"):
        text = client.get(item.get_absolute_url()).text
        points, of = page_tags.marks(text, content=True)
        assert points == of and not page_tags.faults(text, content=True), item.form
        assert f'href="{paper.get_absolute_url()}"' in text and "市环境局" in text
        if item.form == "picture":
            assert re.search(rf'<img class="zw-picture" src="{item.get_absolute_url()}files/1/" alt="三件事">', text)
            assert client.get(f"{item.get_absolute_url()}files/1/")["Content-Type"] == "image/png"
        if item.form == "video":
            assert 'href="https://video.example.gov.cn/1" rel="noopener noreferrer"' in text and "文字稿" in text


def test_the_list_is_narrowed_by_form_topic_and_body_and_the_feed_holds_them(client, city, paper):
    def titles(query=""):
        return [item.title for item in client.get(f"/interpretations/{query}").context["page_obj"]]

    assert len(titles()) == 5 and titles("?form=qa") == ["qa 解读"] and len(titles("?topic=10")) == 5 and titles("?topic=9") == []
    assert len(titles(f"?agency={city.environment.pk}")) == 5 and titles(f"?agency={city.office.pk}") == []
    assert len(titles("?form=<b>&topic=x&agency=99999999999999999999&page=0")) == 5
    text = client.get("/interpretations/").text
    assert page_tags.marks(text, content=False) == (7, 7) and text.count(paper.title) >= 5
    feed = client.get("/feed/?kind=interpretation").text
    assert feed.count("<entry>") == 5


def test_what_is_withdrawn_is_gone_from_document_list_feed_and_search_at_once(client, city, paper):
    item = PublicItem.objects.get(form="expert")
    material_of = Plan.objects.get().materials.get(form="expert")
    step(material_of, "withdraw", city.who(city.office, "publisher"), code="wrong", note="")
    for address in (paper.get_absolute_url(), "/interpretations/", "/feed/?kind=interpretation", "/search/?q=某教授", "/sitemap-items.xml"):
        assert "expert 解读" not in client.get(address).text and str(item.address) not in client.get(address).text, address
    assert client.get(item.get_absolute_url()).status_code == 410


def test_an_unpublished_material_is_nowhere(client, city, paper):
    made = review(city, material(city, Plan.objects.get(), title="秘而未宣"))
    for address in (paper.get_absolute_url(), "/interpretations/", "/feed/", "/search/?q=秘而未宣", "/sitemap-items.xml"):
        text = client.get(address).text.replace("q=秘而未宣", "").replace('value="秘而未宣"', "").replace("“秘而未宣”", "")
        assert "秘而未宣" not in re.sub(r"<(title|h1|meta)[^>]*>[^<]*", "", text), address
    assert not PublicItem.objects.of(made).exists()
