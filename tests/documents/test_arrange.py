"""整理附件: order, titles and attributes of the attachments of a draft (区分处理)."""
import pytest
from django.utils import timezone

from documents.models import Document
from openness.publication.models import PublicItem
from openness.workflow.problems import Refused
from tests.city import attach
from tests.city import step as take

pytestmark = pytest.mark.django_db


def step(document, name, by, /, **data):
    return take(document, name, by, **{"now": timezone.now()} | data)


@pytest.fixture
def drafter(city, client):
    actor = city.who(city.environment, "drafter")
    client.force_login(actor.user)
    return actor


@pytest.fixture
def document(city, drafter):
    document = city.draft(city.environment, city.office, now=timezone.now())
    for name in ("甲", "乙", "丙"):
        attach(document, drafter, content=name, title=name, now=timezone.now())
    return document


def order(document):
    return [(part.order, part.title) for part in document.parts.order_by("order", "pk")]


def page(document):
    return f"{document.get_absolute_url()}arrange/"


def as_shown(document, **more):
    """What the page sends when nothing was touched."""
    sent = {"version": document.version}
    for place, part in enumerate(document.public_order(), 1):
        sent |= {f"order_{part.pk}": place, f"title_{part.pk}": part.title, f"disclosure_{part.pk}": part.disclosure,
                 f"ground_{part.pk}": part.ground, f"reasoning_{part.pk}": part.reasoning}
    return sent | more


def test_order_titles_and_attributes_are_set_at_once_and_numbered_afresh(client, document):
    first, second, third = document.parts.all()
    shown = client.get(page(document)).text
    assert shown.count("<legend>") == 3 and f'name="order_{third.pk}" value="3"' in shown
    sent = as_shown(document) | {f"order_{first.pk}": 9, f"order_{third.pk}": 1, f"title_{second.pk}": "乙表（新）",
                                 f"disclosure_{first.pk}": "withheld", f"ground_{first.pk}": "E15", f"reasoning_{first.pk}": "工艺参数"}
    assert client.post(page(document), sent).status_code == 302
    assert order(document) == [(1, "丙"), (2, "乙表（新）"), (3, "甲")]
    first.refresh_from_db()
    assert (first.disclosure, first.ground, first.reasoning) == ("withheld", "E15", "工艺参数")


def test_equal_numbers_keep_the_order_in_which_they_stood(client, document):
    first, second, third = document.parts.all()
    client.post(page(document), as_shown(document) | {f"order_{part.pk}": 1 for part in (first, second, third)})
    assert order(document) == [(1, "甲"), (2, "乙"), (3, "丙")]
    document.refresh_from_db()
    client.post(page(document), as_shown(document) | {f"order_{third.pk}": 1})        # 甲 1, 乙 2, 丙 1
    assert order(document) == [(1, "甲"), (2, "丙"), (3, "乙")]


def test_what_did_not_change_leaves_no_history_and_what_changed_voids_the_reviews(city, client, document):
    before, digest = [part.history.count() for part in document.parts.all()], document.digest
    assert client.post(page(document), as_shown(document)).status_code == 302
    document.refresh_from_db()
    assert [part.history.count() for part in document.parts.all()] == before and document.digest == digest
    first = document.parts.first()
    for name, value in (("title", "别的"), ("disclosure", "on_request"), ("ground", "E15"), ("order", 3)):
        digest = document.digest
        assert client.post(page(document), as_shown(document) | {f"{name}_{first.pk}": value}).status_code == 302
        document.refresh_from_db()
        assert document.digest != digest and first.history.first().history_user == city.who(city.environment, "drafter").user
    digest = document.digest
    client.post(page(document), as_shown(document) | {f"reasoning_{first.pk}": "更好的理由"})
    document.refresh_from_db()
    assert document.digest == digest            # as with the paper: reasons may be bettered without a second review


WRONG = (
    ("title", ""), ("title", "   "), ("title", "长" * 201), ("title", "甲\0"), ("order", "0"), ("order", "-1"), ("order", "x"),
    ("order", "99999999999999999999"), ("order", ""), ("disclosure", "nonsense"), ("ground", "nonsense"), ("reasoning", "长" * 1001),
)


def test_a_field_that_cannot_be_is_refused_at_its_place_and_nothing_is_half_done(client, document):
    first, second, third = document.parts.all()
    for name, value in WRONG:
        sent = as_shown(document) | {f"title_{third.pk}": "丙（新）", f"{name}_{first.pk}": value}
        refused = client.post(page(document), sent)
        assert refused.status_code == 409 and f"#id_{name}_{first.pk}" in refused.text and "丙（新）" in refused.text, (name, value)
        assert order(document) == [(1, "甲"), (2, "乙"), (3, "丙")]


def test_parts_of_another_paper_in_the_form_are_not_touched(city, client, document, drafter):
    other = city.draft(city.environment, city.office, now=timezone.now())
    attach(other, drafter, title="别的公文的附件", now=timezone.now())
    foreign = other.parts.get()
    sent = as_shown(document) | {f"title_{foreign.pk}": "改掉", f"order_{foreign.pk}": 1, f"disclosure_{foreign.pk}": "proactive"}
    assert client.post(page(document), sent).status_code == 302
    foreign.refresh_from_db()
    assert (foreign.title, foreign.disclosure, foreign.document) == ("别的公文的附件", "", other)
    document.refresh_from_db()
    assert order(document) == [(1, "甲"), (2, "乙"), (3, "丙")]


def test_a_robot_may_send_one_field_alone(document, drafter):
    third = document.parts.last()
    step(document, "arrange", drafter, **{f"title_{third.pk}": "丙（新）"})
    assert order(document) == [(1, "甲"), (2, "乙"), (3, "丙（新）")]
    step(document, "arrange", drafter)
    assert order(document) == [(1, "甲"), (2, "乙"), (3, "丙（新）")]


def test_a_part_that_was_removed_in_another_tab_is_told(client, document, drafter):
    sent = as_shown(document)
    step(document, "detach", drafter, part=document.parts.first().pk)
    refused = client.post(page(document), sent)
    assert refused.status_code == 409 and "已在别处办理“移除附件”" in refused.text
    assert order(document) == [(2, "乙"), (3, "丙")]


def test_a_paper_without_attachments_and_one_that_is_under_way(city, client, document, drafter):
    bare = city.draft(city.environment, city.office, now=timezone.now())
    assert "没有附件" in client.get(page(bare)).text
    step(document, "to_unit", drafter)
    assert "不能整理附件" in client.get(page(document)).text
    with pytest.raises(Refused, match="不能整理附件"):
        step(document, "arrange", drafter)
    client.force_login(city.who(city.office, "reviewer").user)
    assert client.get(page(document)).status_code == 404


def test_markup_in_a_title_is_text(client, document):
    first = document.parts.first()
    client.post(page(document), as_shown(document) | {f"title_{first.pk}": "<img src=x>", f"reasoning_{first.pk}": "<img src=x>"})
    for address in (page(document), document.get_absolute_url(), f"{document.get_absolute_url()}edit/"):
        text = client.get(address).text
        assert "<img src=x>" not in text and "&lt;img src=x&gt;" in text


def test_only_what_is_not_kept_back_goes_out_in_the_order_that_was_arranged(city, document, drafter):
    first, second, third = document.parts.all()
    step(document, "arrange", drafter, **{
        f"order_{first.pk}": 3, f"order_{second.pk}": 2, f"order_{third.pk}": 1,
        f"disclosure_{second.pk}": "withheld", f"ground_{second.pk}": "E15"})
    city.published(Document.objects.get(), now=timezone.now())
    assert [file.title for file in PublicItem.objects.get().files.all()] == ["丙", "甲"]
