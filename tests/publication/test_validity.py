"""有效性: what repeals, amends, expires or is not yet in force says so, on the day on which it is so, and takes it back."""
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.timezone import localdate

from documents.models import Document, Relation
from openness.publication import validity
from openness.publication.models import PublicItem, PublicRelation, SearchRow, ValidityChange
from openness.publication.tasks import refresh_validity
from openness.publication.vocabulary import RelationKind, Validity
from openness.workflow.problems import Refused
from openness.workflow.transitions import perform
from tests.city import NOW, step
from tests.publication.making import day, put

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def state(item, on=TODAY):
    return validity.of_item(PublicItem.objects.get(pk=item.pk), on).state


def saying(kind, item):
    return [{"kind": kind, "address": item.address, "text": item.number or item.title}]


@pytest.mark.parametrize(("effective", "expires", "on", "expected"), [
    (None, None, day(0), "valid"), (day(1), None, day(0), "pending"), (day(1), None, day(1), "valid"),
    (None, day(5), day(5), "valid"), (None, day(5), day(6), "void"), (day(1), day(5), day(0), "pending"), (day(1), day(5), day(9), "void")])
def test_the_dates_of_a_paper_say_whether_it_holds(city, effective, expires, on, expected):
    assert state(put(city.environment, "甲", effective_on=effective, expires_on=expires), on) == expected


@pytest.mark.parametrize(("kind", "after"), [
    (RelationKind.REPEALS, "repealed"), (RelationKind.REPLACES, "repealed"), (RelationKind.AMENDS, "amended"),
    (RelationKind.BASIS, "valid"), (RelationKind.FORWARDS, "valid"), (RelationKind.RELATED, "valid")])
def test_what_another_paper_says_holds_from_the_day_on_which_that_takes_effect(city, kind, after):
    old = put(city.environment, "旧办法")
    put(city.environment, "新办法", on=day(1), effective_on=day(10), relations=saying(kind, old))
    assert (state(old, day(9)), state(old, day(10))) == ("valid", after)


def test_the_last_word_counts_and_an_end_of_its_own_is_a_word(city):
    item = put(city.environment, "办法", expires_on=day(20))
    put(city.environment, "修改", on=day(5), relations=saying("amends", item))
    assert [state(item, day(n)) for n in (4, 5, 20, 21)] == ["valid", "amended", "amended", "void"]
    validity.declare(item.address, "valid", from_on=day(30), basis="继续有效", now=NOW)
    assert [state(item, day(n)) for n in (29, 30, 400)] == ["void", "valid", "valid"]
    put(city.environment, "废止", on=day(40), relations=saying("repeals", item))
    assert state(item, day(40)) == "repealed"


def test_withdrawing_what_repealed_takes_it_back_and_deletes_nothing(city):
    old = city.draft(title="旧办法", body="旧")
    city.published(old)
    item = PublicItem.objects.get()
    new = city.draft(title="新办法", relation_kind_1="repeals", relation_text_1=item.number)
    city.published(new)
    assert state(item) == "repealed" and SearchRow.objects.get(pk=item.pk).state == "repealed"
    step(new, "withdraw", city.who(city.environment, "publisher"), note="误发")
    assert state(item) == "valid" and SearchRow.objects.get(pk=item.pk).state == "valid"
    rows = list(ValidityChange.objects.order_by("pk"))
    assert len(rows) == 2 and rows[1].takes_back == rows[0] and not PublicRelation.objects.exists()


def test_a_correction_that_no_longer_repeals_takes_it_back(city):
    city.published(city.draft(title="旧办法"))
    item = PublicItem.objects.get()
    first = city.draft(title="新办法", relation_kind_1="repeals", relation_text_1=item.number)
    city.published(first)
    assert state(item) == "repealed"
    second = Document(corrects=first)
    perform(second, "correct", by=city.who(city.environment, "drafter"), now=NOW,
            data={"title": "新办法", "body": "改", "disclosure": "proactive", "relation_kind_1": "related", "relation_text_1": item.number})
    assert state(item) == "repealed"                    # until it is out
    city.published(second)
    assert state(item) == "valid"


def test_a_correction_keeps_what_its_first_edition_said_unless_it_says_otherwise(city):
    city.published(city.draft(title="旧办法"))
    item = PublicItem.objects.get()
    first = city.draft(title="新办法", effective_on="2026-04-01", expires_on="2027-04-01", relation_kind_1="repeals", relation_text_1=item.number)
    city.published(first)
    second = Document(corrects=first)
    perform(second, "correct", by=city.who(city.environment, "drafter"), now=NOW,
            data={"title": "新办法", "body": "改", "disclosure": "proactive"})
    assert [(row.kind, row.address) for row in second.relations.all()] == [("repeals", item.address)]
    assert (second.effective_on, second.expires_on) == (date(2026, 4, 1), date(2027, 4, 1))
    city.published(second)
    assert state(item, date(2026, 4, 1)) == "repealed" and state(item, date(2026, 3, 31)) == "valid"


def test_numbers_typed_any_way_and_titles_find_the_paper_others_stay_words(city):
    city.published(city.draft(title="旧办法"))
    item = PublicItem.objects.get()
    other = city.draft(title="新办法", relation_kind_1="repeals", relation_text_1=item.number.replace("〔", "[").replace("〕", "]"),
                       relation_kind_2="basis", relation_text_2="《旧办法》", relation_kind_3="basis", relation_text_3=" 某某法 ",
                       relation_kind_4="related", relation_text_4="")
    assert [(row.kind, row.address, row.text) for row in other.relations.all()] == [
        ("repeals", item.address, item.number), ("basis", item.address, "《旧办法》"), ("basis", None, "某某法")]
    step(other, "edit", city.who(city.environment, "drafter"), relation_kind_1="amends", relation_text_1=item.number)
    assert [(row.kind, row.address) for row in other.relations.all()] == [("amends", item.address)]
    step(other, "edit", city.who(city.environment, "drafter"), title="又改")         # a robot that does not ask about relations
    assert other.relations.count() == 1 and Relation.history.count() == 7


def test_relations_and_dates_are_part_of_what_was_reviewed(city):
    plain = city.draft()
    before = plain.content_digest()
    for change in ({"relation_kind_1": "basis", "relation_text_1": "某法"}, {"effective_on": "2026-05-01"}, {"expires_on": "2027-05-01"}):
        paper = city.draft(**change)
        assert paper.digest == paper.content_digest() == Document.objects.get(pk=paper.pk).content_digest() != before
    city.claimed(paper)
    Document.objects.filter(pk=paper.pk).update(expires_on=date(2028, 1, 1))
    with pytest.raises(Refused):
        step(paper, "approve", city.who(city.environment, "reviewer"))


def test_repealing_what_another_body_issued_is_asked_about(city):
    city.published(city.draft(title="商务办法", drafting=city.commerce))
    item = PublicItem.objects.get()
    paper = city.draft(title="越权", relation_kind_1="repeals", relation_text_1=item.number)
    city.claimed(paper)
    with pytest.raises(Refused, match="不是本机关的文件"):
        step(paper, "approve", city.who(city.environment, "reviewer"))
    step(paper, "approve", city.who(city.environment, "reviewer"), accept="others_paper")


def test_the_office_declares_what_its_clean_up_found(city):
    document = city.draft(title="旧办法")
    city.published(document)
    publisher = city.who(city.environment, "publisher")
    with pytest.raises(Refused):
        step(document, "declare_validity", publisher, state="void", from_on=f"{NOW:%F}", basis=" ")
    step(document, "declare_validity", publisher, state="void", from_on=f"{NOW:%F}", basis="清理结果公告")
    document.refresh_from_db()
    item = PublicItem.objects.get()
    assert document.status == "published" and state(item) == "void" and SearchRow.objects.get().state == "void"
    assert validity.of_item(item, TODAY).change.basis == "清理结果公告"


def test_the_rows_are_append_only_and_relations_stand_while_their_item_does(city):
    old = put(city.environment, "旧")
    put(city.environment, "新", relations=saying("repeals", old))
    for refused in (lambda: ValidityChange.objects.update(state="valid"), lambda: ValidityChange.objects.all().delete(),
                    lambda: PublicRelation.objects.update(kind="basis"), lambda: PublicRelation.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            refused()


def test_each_night_the_search_learns_what_the_day_changed(city):
    today = localdate()
    expired = put(city.environment, "到期", expires_on=today - timedelta(days=1))
    pending = put(city.environment, "将施行", effective_on=today)
    SearchRow.objects.filter(pk=expired.pk).update(state="valid")
    SearchRow.objects.filter(pk=pending.pk).update(state="pending")
    refresh_validity()
    assert dict(SearchRow.objects.values_list("pk", "state")) == {expired.pk: "void", pending.pk: "valid"}
    assert validity.refresh(None, today) == 0           # twice is once


def test_the_page_says_why_and_leads_to_the_other_paper_both_ways(city, client):
    old = put(city.environment, "旧办法", number="渝环发〔2020〕1号")
    new = put(city.environment, "新办法", on=day(1), number="渝环发〔2026〕9号", relations=[
        *saying("repeals", old), {"kind": "basis", "address": None, "text": "某某法"}])
    page = client.get(old.get_absolute_url()).text
    assert "已废止" in page and "自 2026-03-03 起不再有效" in page and new.get_absolute_url() in page and "本文被以下文件废止" in page
    page = client.get(new.get_absolute_url()).text
    assert "本文废止" in page and old.get_absolute_url() in page and "某某法" in page and "现行有效" in page
    later = put(city.environment, "将废止旧文", on=day(2), effective_on=timezone.localdate() + timedelta(days=9),
                relations=saying("repeals", new))
    assert "将变为“已废止”" in client.get(new.get_absolute_url()).text and "尚未施行" in client.get(later.get_absolute_url()).text
    hits = client.get("/search/", {"state": "repealed"}).context["hits"]
    assert [hit["item"].pk for hit in hits] == [old.pk] and "已废止" in client.get("/search/?q=旧办法").text


def test_what_was_withdrawn_is_named_on_no_page(city, client):
    secret = city.draft(title="不宜公开的标题")
    city.published(secret)
    item = PublicItem.objects.get()
    other = put(city.environment, "新办法", relations=[{"kind": "repeals", "address": item.address, "text": "不宜公开的标题"}])
    assert "不宜公开的标题" in client.get(other.get_absolute_url()).text
    step(secret, "withdraw", city.who(city.environment, "publisher"), note="误发", hide_title=True)
    assert "不宜公开的标题" not in client.get(other.get_absolute_url()).text
    stone = client.get(item.get_absolute_url())
    assert stone.status_code == 410 and "新办法" not in stone.text


def test_states_have_words_for_badges():
    from openness.ui.vocabulary import BADGES
    assert {state.value for state in Validity} == set(BADGES["validity"])
