"""The search page: facets, counts, order, phrases, numbers nearly right, suggestions, bad input."""
import json
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from openness.publication import finding, lexemes
from openness.publication.finding import Asked, Found, find, nearest, suggest
from openness.publication.models import PublicItem, SearchRow
from openness.publication.numbers import guess
from openness.publication.searching import Filters, row_of
from openness.publication.validity import relate
from tests.publication.making import day, item_of, put
from tests.publication.queries import CORPUS, ISSUERS, QUERIES

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)


def found(text="", *, today=TODAY, page=1, by_relevance=False, **filters) -> Found:
    return find(Asked.of(text), Filters(**filters), today=today, page=page, by_relevance=by_relevance)


def many(agency, count, **more):
    """That many items at once."""
    items = PublicItem.objects.bulk_create(item_of(agency, f"第{n}件通知", on=day(-n), **more) for n in range(count))
    SearchRow.objects.bulk_create(row_of(item) for item in items)
    return items


@pytest.fixture
def corpus(city):
    agencies = [getattr(city, name) for name in ISSUERS]
    items = PublicItem.objects.bulk_create(
        item_of(agencies[n % 4], title, body, number=number, genre=genre, topic=topic, on=day(n))
        for n, (title, body, number, genre, topic) in enumerate(CORPUS.values()))
    SearchRow.objects.bulk_create(row_of(item) for item in items)
    return dict(zip(CORPUS, items, strict=True))


def test_forty_questions_find_what_they_ask_for_first(corpus):
    keys, wrong = {item.pk: key for key, item in corpus.items()}, []
    for asked, first, sort in QUERIES:
        pks = found(asked, by_relevance=sort == "relevance").pks
        if (keys[pks[0]] if pks else None) != first:
            wrong.append((asked, first, [keys[pk] for pk in pks[:3]]))
    assert wrong == [] and len(QUERIES) >= 40


def test_a_long_question_prefers_its_rare_words(corpus):
    with connection.cursor() as cursor:
        cursor.execute("analyze publication_searchrow")
    title = CORPUS["school"][0]
    assert len(lexemes.terms(title)) > lexemes.MOST_TERMS
    asked = Asked.of(title).query
    assert asked.count("&") == lexemes.MOST_TERMS - 1 and "'通知'" not in asked and "'关于'" not in asked


def test_facets_count_what_would_be_left_and_a_chosen_one_keeps_the_others_in_sight(city):
    for n in range(3):
        put(city.environment, f"甲{n}通知", topic=2, on=day(n))
    put(city.commerce, "乙意见", genre="opinion", topic=10, on=date(2024, 5, 1))
    put(city.commerce, "丙解读", genre="", topic=10, kind="interpretation", on=day(9))
    facets = {name: dict(values) for name, values in found().facets.items()}
    environment, commerce = str(city.environment.pk), str(city.commerce.pk)
    assert facets["agency"] == {environment: 3, commerce: 2} and facets["kind"] == {"document": 4, "interpretation": 1}
    assert facets["year"] == {"2026": 4, "2024": 1} and facets["genre"] == {"notice": 3, "opinion": 1} and facets["state"] == {"valid": 5}
    narrowed = found(agency=city.commerce.pk)
    facets = {name: dict(values) for name, values in narrowed.facets.items()}
    assert narrowed.count == 2 and facets["agency"] == {environment: 3, commerce: 2} and facets["year"] == {"2026": 1, "2024": 1}
    both = found(agency=city.commerce.pk, year=2024)
    facets = {name: dict(values) for name, values in both.facets.items()}
    assert both.count == 1 and facets["agency"] == {commerce: 1} and facets["year"] == {"2026": 1, "2024": 1}


def test_filters_by_kind_state_and_dates(city):
    old, new = put(city.environment, "旧", on=date(2025, 1, 5)), put(city.environment, "新", on=date(2026, 5, 1))
    reading = put(city.environment, "解", kind="interpretation", on=date(2026, 5, 2))
    relate(put(city.environment, "废止决定", on=date(2026, 6, 1)), [{"kind": "repeals", "address": old.address, "text": "旧"}], before=None,
           now=new.published_at + timedelta(days=99))
    assert found(kind="interpretation").pks == [reading.pk] and found(state="repealed").pks == [old.pk]
    assert found(since=date(2026, 5, 1), until=date(2026, 5, 1)).pks == [new.pk]
    assert found(until=date(2025, 12, 31)).pks == [old.pk] and found("旧", state="valid").pks == []


def test_the_cascade_reaches_back_over_the_years_and_forward_over_a_wrong_clock(city):
    items = [put(city.environment, "同一通知", on=date(year, 3, 2)) for year in (2001, 2015, 2022, 2023, 2024, 2025, 2026, 2027)]
    for today in (date(2026, 1, 1), date(2026, 12, 31), date(2028, 2, 29)):
        assert found("同一", today=today).pks == found("", today=today).pks == [item.pk for item in reversed(items)], today


def test_the_count_stops_at_the_cap_and_the_page_says_so(city, client, monkeypatch):
    many(city.environment, 60)
    monkeypatch.setattr(finding, "CAP", 40)
    monkeypatch.setattr("openness.publication.views.search.CAP", 40)
    answer = found("通知")
    assert answer.capped and answer.count == 40 and sum(n for _, n in answer.facets["year"]) == 41
    page = client.get("/search/?q=通知").text
    assert "找到 40+ 条" in page and "只数这些" in page
    assert [len(found("通知", page=n).pks) for n in (1, 2, 3)] == [20, 20, 20]       # beyond the last page: the last one
    assert found("通知", page=99).page == 2


def test_relevance_puts_the_title_and_what_holds_first_and_says_what_it_ranked(city, client):
    cited = put(city.environment, "日常事项", "噪声噪声。", on=day(30))
    titled, gone = put(city.environment, "噪声办法", on=day(1)), put(city.environment, "噪声办法", on=day(2), expires_on=day(3))
    SearchRow.objects.filter(pk=gone.pk).update(state="void")
    assert found("噪声").pks == [cited.pk, gone.pk, titled.pk]
    assert found("噪声", by_relevance=True).pks == [titled.pk, gone.pk, cited.pk]
    page = client.get("/search/?q=噪声&sort=relevance")
    assert page.context["by_relevance"] and "按相关度排列" in page.text and 'aria-current="true">相关度' in page.text.replace("\n", "")


def test_a_phrase_stands_as_it_was_written(city):
    whole, apart = put(city.environment, "甲", "公开、公平竞争审查制度"), put(city.environment, "乙", "公平审查和竞争审查、平竞度")
    assert found("公平竞争").pks == [apart.pk, whole.pk]
    for asked in ("“公平竞争”", '"公平竞争"', "＂公平竞争＂", "“公平竞争” 审查"):
        assert found(asked).pks == [whole.pk] and found(asked).count == 1, asked
    assert found("“竞争公平”").pks == []


def test_a_phrase_over_many_says_about(city, client, monkeypatch):
    many(city.environment, 30)
    monkeypatch.setattr(finding, "VERIFIED", 10)
    answer = found("“件通知”")
    assert answer.about and len(answer.pks) == 10 and "找到约" in client.get("/search/?q=“件通知”").text
    with CaptureQueriesContext(connection) as queries:
        assert found("“件通知”", page=99).pks == answer.pks       # the last page, found at once
    assert len(queries) <= 8


@pytest.mark.parametrize(("typed", "meant"), [
    ("渝府办发201760号", "渝府办发〔2017〕60号"), ("渝府办发 2017 60", "渝府办发〔2017〕60号"), ("渝府办发2017/60", "渝府办发〔2017〕60号"),
    ("渝府办发-2017-60号", "渝府办发〔2017〕60号"), ("渝府办发<2017>60号", "渝府办发〔2017〕60号"),
    ("渝府办发 2017第60号文件", "渝府办发〔2017〕60号"),
    ("渝府办发2017〕60", "渝府办发〔2017〕60号"), ("渝府办发“2017”60号", "渝府办发〔2017〕60号"), ("2017", None), ("渝府办发2017", None),
    ("第60号", None), ("公告2017年第3号", None), ("关于2017年第60次常务会议", None), ("", None), ("x" * 500, None)])
def test_a_number_slightly_wrong_is_understood(typed, meant):
    assert str(guess(typed)) == str(meant)


def test_for_a_number_that_nothing_bears_the_nearest_are_named(city, client):
    for number in ("渝环发〔2026〕7号", "渝环发〔2026〕12号", "渝环发〔2026〕90号", "渝商发〔2026〕9号", "渝环发〔2025〕9号"):
        put(city.environment, f"关于{number}的通知", number=number)
    numbers = [number for _title, number, _address in nearest(guess("渝环发〔2026〕9号"))]
    assert numbers == ["渝环发〔2026〕7号", "渝环发〔2026〕12号", "渝环发〔2026〕90号", "渝商发〔2026〕9号"]
    page = client.get("/search/?q=渝环发[2026]9").text
    assert "没有找到“渝环发〔2026〕9号”，相近的文号有" in page and page.index("〕7号") < page.index("〕12号") and "2025〕9号" not in page
    assert "相近的文号" not in client.get("/search/?q=渝环发[2026]7").text


def test_nothing_found_says_what_would_find_something(city, client):
    put(city.environment, "噪声办法", on=date(2025, 2, 2))
    page = client.get("/search/?q=噪声+沙尘暴&year=2026").text
    assert "只找“噪声”，有 1 条" in page and "清除筛选" in page
    assert "去掉筛选，找到 1 条" in client.get("/search/?q=噪声&year=2026").text
    assert "只有标点符号无法查找" in client.get("/search/?q=，。！").text


@pytest.mark.parametrize(("query", "said"), [
    ("from=2026-13-40", "“2026-13-40”不是可用的日期"), ("to=昨天", "“昨天”不是可用的日期"), ("from=0001-01-01", "不是可用的日期"),
    ("from=2026-05-01&to=2026-01-01", "已对调"), ("q=" + "噪" * 10_000, "只用了前 200 个字"), ("to=%00", "没有")])
def test_what_cannot_be_meant_is_said_and_nothing_is_lost(city, client, query, said):
    put(city.environment, "噪声办法", on=date(2026, 3, 2))
    page = client.get(f"/search/?q=噪声&{query}" if "q=" not in query else f"/search/?{query}")
    assert page.status_code == 200 and (said in page.text or "%00" in query)
    if "from=2026-05" in query:
        assert len(page.context["hits"]) == 1


def test_suggestions_are_the_newest_titles_in_one_search(city, client):
    items = [put(city.environment, f"关于加强噪声管理的第{n}号通知", on=day(n), number=f"渝环发〔2026〕{n + 1}号") for n in range(12)]
    put(city.environment, "无关", "正文里有噪声")
    answer = client.get("/search/suggest/", {"q": "噪声管理"})
    titles = answer.json()["titles"]
    assert [each["url"] for each in titles] == [item.get_absolute_url() for item in items[:-9:-1]] and len(titles) == 8
    assert suggest("渝环发2026 3", today=TODAY) == [(items[2].title, items[2].address)]
    for nothing in ("", " ", "，。", "\0", "没有这个", "<script>", "x" * 10_000):
        assert client.get("/search/suggest/", {"q": nothing}).json() == {"titles": []}, nothing
    for asked in ("噪", "噪声 管理", "ＷＩＦＩ", "'", "\\"):
        assert client.get("/search/suggest/", {"q": asked}).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get("/search/suggest/", {"q": "噪声"})
    assert len([q for q in queries if "publication_" in q["sql"]]) == 1


def test_six_queries_for_a_search_and_ten_for_a_document(city, client):
    for n in range(30):
        put(city.environment, f"第{n}件噪声通知", on=day(n), number=f"渝环发〔2026〕{n + 1}号")
    old = put(city.environment, "旧")
    item = put(city.environment, "新", relations=[{"kind": "repeals", "address": old.address, "text": "旧"}])
    client.get("/search/")
    for address, most in (("/search/?q=噪声", 6), ("/search/?q=噪声&sort=relevance&kind=document&year=2026", 6), ("/search/", 6),
                          ("/search/?q=渝环发〔2026〕99号", 7), ("/search/?q=“噪声通知”", 7),
                          ("/", 6), (item.get_absolute_url(), 10), (old.get_absolute_url(), 10)):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        assert len(queries) <= most, (address, [q["sql"][:80] for q in queries])


@pytest.mark.parametrize("arguments", [[], ["--from-nothing"]])
def test_reindexing_writes_what_publication_wrote(city, arguments, capsys):
    old = put(city.environment, "旧'办法\\ \t〔", "甲\\n乙", number="渝环发〔2026〕7号", topic=3)
    put(city.environment, "新", relations=[{"kind": "repeals", "address": old.address, "text": "旧"}], expires_on=day(900), genre="")
    many(city.environment, 5)

    def rows():
        with connection.cursor() as cursor:
            cursor.execute("select * from publication_searchrow order by item_id")
            return cursor.fetchall()
    before = rows()
    SearchRow.objects.filter(pk=old.pk).delete()
    SearchRow.objects.exclude(pk=old.pk).update(tsv="'x'", state="void", number_prefix="y")
    call_command("reindex_search", *arguments)
    assert rows() == before and "7/7" in capsys.readouterr().out
    assert json.dumps([str(row) for row in rows()]) and found("旧办法").pks == []  and found("旧").pks == [old.pk]


def test_dates_of_the_cascade_survive_the_last_of_february():
    assert found("通知", today=date(2028, 2, 29)).count == 0 and found("通知", today=TODAY + timedelta(days=1)).count == 0
