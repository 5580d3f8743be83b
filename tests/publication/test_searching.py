"""Finding what is public: by words, numbers and filters; and marking in the original text what was found."""
import html
import re
from datetime import date, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from hypothesis import example, given, settings
from hypothesis import strategies as st

from documents.models import Document
from openness.publication import lexemes
from openness.publication.finding import Asked, find
from openness.publication.models import PublicItem, SearchRow
from openness.publication.searching import CAP, Filters, index, marked, snippet, spans_of
from openness.workflow.transitions import perform
from tests.city import NOW, at, step

pytestmark = pytest.mark.django_db
MARK = re.compile("</?mark>")


@pytest.fixture
def put(city):
    """Puts an item into the public table, each a day after the one before."""
    days = iter(range(1000))

    def made(title, body="正文。", **more):
        item = PublicItem.objects.create(**{
            "subject_type": ContentType.objects.get_for_model(Document), "subject_id": 0, "kind": "document",
            "agency": city.environment, "title": title, "issuer": "市环境局", "index_number": "000000001/2026-00001",
            "genre": "notice", "dated_on": date(2026, 3, 2), "body": [{"k": "p", "t": line} for line in body.split("\n")],
            "published_at": NOW + timedelta(days=next(days))} | more)
        index(item)
        return item
    return made


def found(text, **filters):
    return find(Asked.of(text), Filters(**filters), today=date(2026, 3, 2), size=CAP).pks


def test_words_of_title_and_body_find_a_document(put):
    item, other = put("关于加强噪声管理的通知", "夜间禁止施工。"), put("关于防汛工作的通知", "加强值守。")
    for asked in ("噪声管理", "噪声", "声", "噪", "夜间禁止施工", "施工", "关于加强噪声管理的通知"):
        assert found(asked) == [item.pk], asked
    assert found("加强") == [other.pk, item.pk]
    assert found("通知") == [other.pk, item.pk] and found("值守。") == [other.pk]


def test_words_in_title_and_in_body_count_together(put):
    item = put("关于加强噪声管理的通知", "夜间禁止施工。\n商场除外。")
    for asked in ("噪声 夜间", "夜间，噪声", "噪声管理 商场除外", "通知 施工"):
        assert found(asked) == [item.pk], asked
    assert found("噪声 昼间") == []


def test_words_in_another_order_are_other_words(put):
    safe, produced = put("安全生产的通知"), put("生产安全的通知")
    assert found("安全生产") == [safe.pk] and found("生产安全") == [produced.pk]


def test_letters_and_digits_are_whole_words_of_either_width_and_case(put):
    item = put("关于ＷｉＦｉ覆盖的通知", "安装２０００个AP，见www.example.org。")
    for asked in ("wifi", "WIFI", "ＷＩＦＩ", "2000", "２０００", "wifi 2000", "ap", "example.org"):
        assert found(asked) == [item.pk], asked
    assert found("wif") == [] and found("200") == []


def test_traditional_and_simplified_characters_find_each_other(put):
    simplified, traditional = put("政务公开工作要点"), put("政務公開實施細則")
    for asked in ("政务公开", "政務公開", "政務公开"):
        assert found(asked) == [traditional.pk, simplified.pk], asked
    assert found("实施细则") == [traditional.pk] and found("工作要點") == [simplified.pk]


def test_rare_characters_and_pictures_neither_fail_nor_hide_the_rest(put):
    item = put("关于𠮷祥路𡈽地管理🏗️的通知", "㐀䶿〇 👍🏽 𰀀")
    for asked in ("𠮷", "𠮷祥", "祥路𡈽地", "㐀䶿", "👍🏽 𠮷祥", "🏗️管理"):
        assert found(asked) == [item.pk], asked
    assert found("👍🏽") == [] and found("𠮷地") == []


@pytest.mark.parametrize("asked", [
    "渝府办发〔2017〕60号", "渝府办发[2017]60", "渝府办发[2017]60号", "渝府办发（2017）60号", "渝府办发(2017)60", "渝府办发【2017】60号",
    "渝府办发〔２０１７〕６０号", "渝府办发［2017］第60号", "渝府办发〔2017〕060号", "渝府办发 〔2017〕 60 号", "（渝府办发〔2017〕60号）",
    "渝府办发2017年60号", "渝府办发2017第60号", "  渝府办发〔2017〕60號\n", "渝府办发﹝2017﹞60号", "渝府办发〔2017年〕60号"])
def test_every_spelling_of_a_number_finds_its_document_alone(put, asked):
    item = put("关于认真做好政务公开有关工作的通知", number="渝府办发〔2017〕60号")
    put("关于执行的通知", "按照渝府办发〔2017〕60号执行。", number="渝府办发〔2017〕61号")
    put("另一机关的通知", number="渝府发〔2017〕60号")
    put("另一年的通知", number="渝府办发〔2016〕60号")
    assert found(asked) == [item.pk]


def test_a_number_that_nothing_has_finds_what_cites_it(put):
    item = put("关于执行的通知", "按照国办发〔2016〕80号执行。", number="渝府办发〔2017〕61号")
    assert found("国办发〔2016〕80号") == [item.pk] and found("国办发〔2016〕81号") == []


def test_a_number_of_another_form_is_found_by_its_words(put):
    item = put("行政规范性文件管理办法", number="重庆市人民政府令第290号")
    assert found("重庆市人民政府令第290号") == [item.pk] and found("政府令 290") == [item.pk]


def test_the_index_number_finds_its_document_alone(put):
    item = put("甲通知", index_number="009000000/2026-00007")
    put("乙通知", "参见009000000/2026-00007。", index_number="009000000/2026-00008")
    assert found("009000000/2026-00007") == found(" 009000000/2026-00007 ") == [item.pk]
    assert found("009000000/2026-00099") == []


@pytest.mark.parametrize("asked", ["，。！？", "……", "《》", "!!!", "' \\ : & | ! * ( )", "<->", "\u200b", "👍", "\0!", "%_", "-"])
def test_punctuation_finds_nothing(put, asked):
    put("' \\ : & | ! * ( ) 👍 的通知，。！？")
    assert found(asked) == []


def test_nothing_asked_shows_everything_newest_first(put):
    items = [put(f"第{n}件通知").pk for n in range(5)]
    assert found("") == found("   ") == found("\0") == found("通知") == items[::-1]


def test_an_older_paper_that_was_published_later_stands_above(put):
    newer = put("甲通知", published_at=at(2026, 3, 1, 9), dated_on=date(2026, 2, 28))
    older = put("乙通知", published_at=at(2026, 3, 5, 9), dated_on=date(2019, 1, 1))
    same_day = put("丙通知", published_at=at(2026, 3, 5, 8))
    assert found("通知") == [same_day.pk, older.pk, newer.pk]


def test_very_long_and_broken_queries_are_answered(put, client):
    item = put("关于加强噪声管理的通知")
    for asked in ("噪声" * 5000, "x" * 10_000, "噪" * 10_000, "( " * 5000, "〔" * 10_000, "1" * 10_000, "/" * 10_000):
        found(asked)
        assert client.get("/search/", {"q": asked}).status_code == 200
    assert found("噪\0声") == [item.pk] and client.get("/search/?q=%00%E5%99%AA%E5%A3%B0%00").context["page_obj"].paginator.count == 1
    for query in ("q=%FF%FE", "q=%ED%A0%80", "q=&page=0", "page=-1", "page=99999999999", "page=x", "agency=x", "agency=-1", "year=٣",
                  "agency=9999999999999", "topic=99", "genre=nothing", "year=0", "q=%F0%A0%AE%B7", "q=a&q=b", "agency=2147483648",
                  "year=999999999", "topic=999999999"):
        assert client.get(f"/search/?{query}").status_code == 200, query


def test_filters_narrow_and_combine(put, city):
    one = put("甲通知", genre="notice", topic=2, dated_on=date(2025, 12, 31))
    two = put("乙意见", genre="opinion", topic=10, dated_on=date(2026, 1, 1), agency=city.commerce)
    three = put("丙通知", genre="notice", topic=10, dated_on=date(2026, 6, 1), agency=city.commerce)
    assert found("", agency=city.commerce.pk) == [three.pk, two.pk] and found("", agency=city.environment.pk) == [one.pk]
    assert found("", year=2025) == [one.pk] and found("", year=2026) == [three.pk, two.pk]
    assert found("", topic=10) == [three.pk, two.pk] and found("", genre="opinion") == [two.pk]
    assert found("通知", agency=city.commerce.pk, year=2026, topic=10, genre="notice") == [three.pk]
    assert found("甲", agency=city.commerce.pk) == [] and found("", agency=city.health.pk) == []


def test_filters_in_the_address_of_the_page_do_the_same(put, city, client):
    put("甲通知", topic=2)
    two = put("乙意见", genre="opinion", topic=10, agency=city.commerce, dated_on=date(2024, 5, 1))
    for query in (f"agency={city.commerce.pk}", "year=2024", "topic=10", "genre=opinion", "q=乙", "q=意见&genre=opinion"):
        assert [hit["item"].pk for hit in client.get(f"/search/?{query}").context["hits"]] == [two.pk], query


def test_pages_of_results_hold_every_hit_once(put, client):
    items = [put(f"第{n}件通知").pk for n in range(45)]
    pages = [client.get("/search/", {"q": "通知", "page": n}) for n in (1, 2, 3)]
    assert [hit["item"].pk for page in pages for hit in page.context["hits"]] == items[::-1]


def test_what_was_withdrawn_or_corrected_is_not_found(city):
    first, gone = city.draft(city.environment, title="甲办法", body="旧词旧文"), city.draft(city.environment, title="乙办法", body="误发")
    city.published(first)
    city.published(gone)
    numbers, indices = zip(*PublicItem.objects.order_by("pk").values_list("number", "index_number"), strict=True)
    assert len(found("办法")) == 2 and len(found("旧词")) == 1
    second = Document(corrects=first, drafting_agency=city.environment, issuing_agency=city.environment)
    perform(second, "correct", by=city.who(city.environment, "drafter"), now=NOW,
            data={"title": "甲办法", "body": "新词新文", "disclosure": "proactive"})
    assert len(found("旧词")) == 1 and found("新词") == []             # until the correction is out
    city.published(second)
    step(gone, "withdraw", city.who(city.environment, "publisher"), note="误发")
    new = PublicItem.objects.get(edition=2)
    assert found("旧词") == [] and found("新词") == found("甲办法") == found(numbers[0]) == found(indices[0]) == found("") == [new.pk]
    for asked in ("误发", "乙办法", "乙", numbers[1], indices[1]):
        assert found(asked) == [], asked
    assert SearchRow.objects.count() == 1


def test_signs_of_the_query_language_are_only_text(put):
    item, other = put("""O'Brien \\ 'a':b & c | !d * (e) <-> "f" 'g':1A \\'h""", "'''\\\\'"), put("无关的通知")
    for asked in ("O'Brien", "brien", "a:b", "a & c", "'a':*", "!d", "(e)", '"f"', "\\h", "c | 没有 | d"[:1], "g:1a"):
        assert found(asked) == [item.pk], asked
    for asked in ("!brien", "brien | 无关", "无关 | brien", "a <-> 无关", "'无':* | 'brien'", "无关' | 'brien"):
        assert found(asked) == ([item.pk] if asked == "!brien" else []), asked
    assert found("无关") == [other.pk]


def test_every_lexeme_survives_the_way_into_the_database():
    strange = {"'", "''", "\\", "\\'", "a'b\\c", ":", "a:1A", "&", "|", "!", "*", "( )", "<->", "👍🏽", "𠮷", "𠮷𡈽", "政务", "'a' 'b'", '"'}
    with connection.cursor() as cursor:
        cursor.execute("select tsvector_to_array(%s::tsvector)", [lexemes.vector(strange)])
        assert set(cursor.fetchone()[0]) == strange
        for lexeme in strange:
            cursor.execute("select %s::tsvector @@ %s::tsquery", [lexemes.vector(strange), lexemes.quoted(lexeme)])
            assert cursor.fetchone()[0], lexeme


def test_hits_are_marked_in_the_original_spelling():
    assert marked("关于噪声管理的通知", "噪声") == "关于<mark>噪声</mark>管理的通知"
    assert marked("政務公開與ＷｉＦｉ", "政务公开 wifi") == "<mark>政務公開</mark>與<mark>ＷｉＦｉ</mark>"
    assert marked("噪声噪声，声", "声") == "噪<mark>声</mark>噪<mark>声</mark>，<mark>声</mark>"
    assert marked("安全生产", "安全 全生") == "<mark>安全生</mark>产"
    assert marked("无关", "噪声") == "无关" and marked("无关", "") == "无关" and marked("", "噪声") == ""
    assert marked("𠮷祥㈠路ﬁ", "𠮷祥 路") == "<mark>𠮷祥</mark>㈠<mark>路</mark>ﬁ"


def test_a_character_that_a_name_keeps_is_marked_as_it_is_found(put):
    item = put("關於保護乾隆御碑的通知")
    assert found("乾隆") == [item.pk]
    assert "<mark>乾隆</mark>" in marked(item.title, "乾隆")


def test_markup_in_titles_and_queries_is_shown_and_never_run(put, client):
    put("<script>alert(1)</script> & \"关于\" <b onmouseover='x'>噪声</b>", "<img src=x onerror=alert(2)>噪声&lt;mark&gt;")
    assert marked("<b>噪声</b> & <mark>", "噪声 b mark") == (
        "&lt;<mark>b</mark>&gt;<mark>噪声</mark>&lt;/<mark>b</mark>&gt; &amp; &lt;<mark>mark</mark>&gt;")
    page = client.get("/search/", {"q": "噪声 \"><script>alert(3)</script>"}).text + client.get("/search/?q=噪声").text
    assert "<script>alert" not in page and "<img src=x" not in page and "<b onmouseover" not in page
    assert "&lt;img src=x onerror=alert(2)&gt;<mark>噪声</mark>&amp;lt;mark&amp;gt;" in page


def test_a_snippet_shows_the_surroundings_of_the_first_hit():
    text = "前" * 300 + "噪声" + "后" * 300
    piece = str(snippet(text, "噪声"))
    assert piece.startswith("……前") and piece.endswith("后……") and "<mark>噪声</mark>" in piece
    assert len(MARK.sub("", piece)) <= 160 + 4
    assert snippet("很短的噪声", "噪声") == "很短的<mark>噪声</mark>" and snippet(text, "没有") == "前" * 160 + "……"


PIECES = st.lists(st.sampled_from([
    *"政务公开管理噪声的通知一二〔〕号，。 \n<>&\"';#x/", "政務", "公開", "ＷｉＦｉ", "wifi", "２０", "20", "&amp;", "&#39;", "<mark>", "</mark>",
    "<script>", "𠮷", "👍🏽", "㈠", "ﬁ", "Å", "\u3000", "\u200b", "İ", "ß", "①", "Ⅻ"]), max_size=25).map("".join)


@settings(max_examples=300, deadline=None, database=None)
@given(text=PIECES, asked=PIECES)
@example(text="<mark>政務</mark>&amp;政务", asked="政务 mark amp")
def test_a_marked_text_is_the_text_and_what_is_marked_was_asked_for(text, asked):
    shown, words = str(marked(text, asked)), lexemes.words(asked)
    assert html.unescape(MARK.sub("", shown)) == text
    assert not re.search(r"[<>\"']", MARK.sub("", shown))
    pieces = re.findall("<mark>(.*?)</mark>", shown, re.S)
    for piece in pieces:
        normal = lexemes.normalise(html.unescape(piece))
        assert any(word in normal for word in words), (piece, words)
    spans = spans_of(text, asked)
    assert [html.unescape(piece) for piece in pieces] == [text[start:end] for start, end in spans]
    assert spans == sorted(spans) and all(start < end for start, end in spans)
    for word in words:          # and nothing of it is forgotten
        assert (word in "".join(lexemes.normalise(c) for c in text)) <= bool(pieces)


@settings(max_examples=200, deadline=None, database=None)
@given(text=PIECES, asked=PIECES)
def test_a_snippet_is_a_piece_of_the_text(text, asked):
    piece = html.unescape(MARK.sub("", str(snippet(text, asked, length=20)))).removeprefix("……").removesuffix("……")
    assert piece in text and len(piece) <= 20


@settings(max_examples=200, deadline=None, database=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=80), asked=st.text(st.characters(exclude_categories=["Cs"]), max_size=250))
def test_any_text_can_be_indexed_asked_for_and_marked(text, asked):
    with connection.cursor() as cursor:
        cursor.execute("select %s::tsvector", [lexemes.vector(lexemes.lexemes(text) | lexemes.title_lexemes(text))])
        if query := lexemes.query(asked[:200]):
            cursor.execute("select ''::tsvector @@ %s::tsquery", [query])
        if lexemes.query(text) and len(lexemes.words(text)) < 5:
            cursor.execute("select %s::tsvector @@ %s::tsquery", [lexemes.vector(lexemes.lexemes(text)), lexemes.query(text)])
            assert cursor.fetchone()[0]                     # a text is found by itself
    assert html.unescape(MARK.sub("", str(marked(text, asked)))) == text
    assert found(asked) == []
