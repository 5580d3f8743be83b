"""The one public table."""
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from interpretation.models import Material
from openness.audit.models import Event
from openness.publication.finding import Asked, find
from openness.publication.models import PublicItem
from openness.publication.searching import Filters
from tests.city import NOW, attach, step
from tests.interpretation.making import interpretation

pytestmark = pytest.mark.django_db
CANARY = "金丝雀"


def rows_holding(word, table):
    with connection.cursor() as cursor:
        cursor.execute(f'select count(*) from "{table}" as t where t::text like %s', [f"%{word}%"])
        return cursor.fetchone()[0]


def test_nothing_undisclosed_is_in_the_public_table(city):
    """Every text column of every undisclosed thing carries a canary; no column of the public table shows one."""
    withheld = city.draft(title=f"{CANARY}题", body=f"{CANARY}文", disclosure="withheld", ground="E16-1",
                          reasoning=f"{CANARY}由", contact=CANARY)
    city.signed(withheld)
    step(withheld, "retain", city.who(city.environment, "publisher"), note=CANARY)
    city.claimed(city.draft(title=f"{CANARY}未公开", body=CANARY))
    public = city.draft(city.environment, city.office, is_policy=True, reasoning=f"{CANARY}内部理由")
    interpretation(city, public)
    drafter = city.who(city.environment, "drafter")
    attach(public, drafter, title="公开附件", content="表一", note=CANARY)
    attach(public, drafter, title=f"{CANARY}附件", name=f"{CANARY}.txt", content=CANARY, disclosure="withheld")
    city.published(public)
    assert PublicItem.objects.count() == 2 and rows_holding("公开附件", "publication_publicfile") == 1
    assert rows_holding(CANARY, "publication_publicitem") == rows_holding(CANARY, "publication_publicfile") == 0
    assert rows_holding(CANARY, "publication_searchrow") == 0
    assert rows_holding(CANARY, "notifications_notification") == rows_holding(CANARY, "deadlines_deadline") == 0
    assert rows_holding(CANARY, "documents_document") == 3      # the test can see it


def found(text):
    return find(Asked.of(text), Filters(), today=NOW.date()).pks


def test_the_trail_repeats_no_text_of_the_document(city):
    city.published(city.draft(title=f"{CANARY}题", body=CANARY))
    assert rows_holding(CANARY, "audit_event") == 0


def test_tombstone_keeps_no_word_to_search_for(city):
    document = city.draft(body="secretword 和机密内容")
    city.published(document)
    assert found("secretword") and found("机密内容")
    step(document, "withdraw", city.who(city.environment, "publisher"), note="误发")
    assert not found("secretword") and not found("机密内容")
    assert rows_holding("secretword", "publication_publicitem") == rows_holding("机密", "publication_searchrow") == 0
    assert PublicItem.objects.get().title == "关于加强噪声管理的通知"


@pytest.mark.parametrize("change", [
    {"body": [{"k": "p", "t": "改"}]}, {"title": "改"}, {"number": "假〔2026〕9号"}, {"digest": "0"}, {"published_at": "2020-01-01T00:00Z"},
    {"withdrawn_at": "2026-04-01T00:00Z"}, {"withdrawn_at": "2026-04-01T00:00Z", "body": []},
    {"withdrawn_at": "2026-04-01T00:00Z", "withdrawal_reason": "x", "body": [], "title": "改"},
])
def test_a_trigger_refuses_changing_a_public_row(city, change):
    city.published(city.draft())
    with pytest.raises(DatabaseError, match="immutable|tombstone"), transaction.atomic():
        PublicItem.objects.update(**change)
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        PublicItem.objects.all().delete()


def test_a_trigger_refuses_undoing_a_withdrawal_and_an_edition_is_superseded_once(city):
    document = city.draft()
    city.published(document)
    PublicItem.objects.update(superseded_at="2026-04-01T00:00Z")
    with pytest.raises(DatabaseError, match="immutable"), transaction.atomic():
        PublicItem.objects.update(superseded_at=None)
    step(document, "withdraw", city.who(city.environment, "publisher"), note="误发")
    with pytest.raises(DatabaseError, match="immutable"), transaction.atomic():
        PublicItem.objects.update(withdrawn_at=None)


def test_the_trail_is_append_only(city):
    city.draft()
    for change in (lambda: Event.objects.update(note="改"), lambda: Event.objects.all().delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_failed_companion_takes_the_whole_step_back(city, monkeypatch):
    document = city.draft(city.environment, city.office, is_policy=True)
    interpretation(city, document)
    city.signed(document)
    monkeypatch.setattr(Material, "as_public", lambda material: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        step(document, "publish", city.who(city.office, "publisher"))
    document.refresh_from_db()
    assert document.status == "signed" and not PublicItem.objects.exists()
    assert not Event.objects.of(document).filter(step="publish").exists()


def test_no_code_outside_the_kernel_sets_a_status():
    import pathlib
    import re
    for app in apps.get_app_configs():
        path = pathlib.Path(app.path)
        if "site-packages" not in str(path) and path.name not in ("workflow", "openness"):
            for file in path.rglob("*.py"):
                assert not re.search(r"\.status\s*=[^=]", file.read_text()), file
