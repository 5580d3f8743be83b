"""A paper that turns out to be secret: stopped at once, settled by two, and then nothing of it is left anywhere (D9)."""
import re

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from documents.models import Document
from documents.workflow import document_workflow
from interpretation.models import Consultation, Plan
from openness.audit.models import Event
from openness.deadlines.models import Deadline
from openness.files import erasing
from openness.files.models import Erasure, File
from openness.files.storage import path
from openness.notifications.models import Notification
from openness.publication.models import PublicItem
from openness.workflow.problems import Refused
from openness.workflow.transitions import perform
from tests.city import NOW, attach, step
from tests.hostile import client_of
from tests.interpretation.following import ask
from tests.interpretation.making import material, plan
from tests.linkage.making import entry, send
from tests.test_canary import TOKEN, Garden

pytestmark = pytest.mark.django_db
HANDLERS = ("drafter", "head", "secrecy", "legality", "discloser", "reviewer", "signer", "publisher")


@pytest.fixture
def other_secrecy(city):
    return city.person("另一保密审查", city.environment, "secrecy_reviewer")


def lock(city, document, who="drafter"):
    step(document, "lock", city.who(city.environment, who), sign="content")


def texts_of_database():
    """Every value of every table, as text."""
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'select t::text from "{table}" t')
            yield table, "\n".join(row for (row,) in cursor.fetchall())


def test_locked_by_whoever_sees_it_and_then_seen_by_nobody(city):
    for who in HANDLERS:
        document = city.draft()
        city.signed(document)
        attach_pk = File.objects.filter(subject_id=document.pk).values_list("pk", flat=True).first()
        lock(city, document, who)
        assert document.status == "locked" and document.locked_from == "signed"
        for name in HANDLERS:
            user = city.who(city.environment, name).user
            assert not Document.objects.visible_to(user).exists()
            pages = [f"/desk/documents/{document.pk}/", f"/desk/documents/{document.pk}/unlock/", f"/desk/documents/{document.pk}/print/pdf/"]
            assert {client_of(user).get(page).status_code for page in pages} == {404}, (who, attach_pk)
        assert not Deadline.objects.of(document).open().exists()
        Document.objects.filter(pk=document.pk).update(drafting_agency=city.commerce, reviewing_office=city.commerce)


def test_what_was_public_is_down_with_its_editions_and_its_tombstone_says_nothing(city):
    document = city.draft(title="关于某事的通知")
    city.published(document)
    correction = Document(corrects=document, drafting_agency=city.environment, issuing_agency=city.environment)
    perform(correction, "correct", by=city.who(city.environment, "drafter"), now=NOW, data={"title": "关于某事的通知", "body": "第二版"})
    lock(city, document, "publisher")
    item = PublicItem.objects.get()
    assert (item.title, item.number, item.body, item.withdrawal_code, item.withdrawal_reason) == ("", "", [], "other", "")
    correction.refresh_from_db()
    assert correction.status == "locked" and client_of(None).get(f"/p/{item.address}/").status_code == 410


def test_a_draft_of_a_correction_is_stopped_alone_and_purged_alone(city, other_secrecy):
    document = city.draft(title="关于某事的通知")
    of = plan(city, document)
    material(city, of, title="解读")
    city.published(document)
    correction = Document(corrects=document, drafting_agency=city.environment, issuing_agency=city.environment)
    perform(correction, "correct", by=city.who(city.environment, "drafter"), now=NOW, data={"title": "关于某事的通知", "body": "不该写的"})
    lock(city, correction)
    step(correction, "purge", other_secrecy, reported=True)
    document.refresh_from_db()
    assert document.status == "published" and PublicItem.objects.current().filter(title="关于某事的通知").exists()
    assert document.title == "关于某事的通知" and of.materials.get().title == "解读"
    assert not any("不该写的" in text for _table, text in texts_of_database())


def test_settled_by_another_than_who_locked(city, other_secrecy):
    document, first = city.draft(), city.who(city.environment, "secrecy")
    city.reviewed(document)
    lock(city, document, "secrecy")
    for name, data in (("purge", {"reported": True}), ("unlock", {"note": "不涉密"})):
        with pytest.raises(Refused) as refused:
            step(document, name, first, **data)
        assert refused.value.codes == {"own_lock"} or "own_lock" in refused.value.codes
    with pytest.raises(Refused):
        step(document, "purge", other_secrecy)              # not reported yet
    step(document, "unlock", other_secrecy, note="经核实不涉密")
    assert document.status == "draft" and Document.objects.visible_to(city.who(city.environment, "drafter").user).exists()


def test_what_was_out_is_not_put_back(city, other_secrecy):
    document = city.draft()
    city.published(document)
    lock(city, document, "secrecy")
    with pytest.raises(Refused) as refused:
        step(document, "unlock", other_secrecy, note="不涉密")
    assert "was_out" in refused.value.codes


def test_after_the_purge_no_word_of_it_is_in_the_database_or_on_the_disk(city, other_secrecy, settings, tmp_path,
                                                                         django_capture_on_commit_callbacks):
    """Every field of every table about a paper in every status, by the words of the canary sweep."""
    settings.MEDIA_ROOT = tmp_path
    garden = Garden(city)
    garden.everything_hidden()
    reviewed = Document.objects.filter(status="in_review").first()
    people = entry(city.environment, city.who(city.environment, "publisher"))
    letter = send(city.environment, city.who(city.environment, "publisher"), contacts=[people.pk], agencies=[],
                  title=garden.word("letter", "x"), words=garden.word("letter", "x"))
    type(letter).objects.filter(pk=letter.pk).update(subject_type=File.subject_type.field.remote_field.model.objects.get_for_model(Document),
                                                     subject_id=reviewed.pk)
    digests = {digest for row in File.objects.filter(subject_type__model="document") for digest in (row.sha256, row.clean_sha256) if digest}
    kept = garden.tokens("page", "phrase", "import")        # of other things, or not yet a paper
    assert len(garden.planted) > 250 and all(path(digest).exists() for digest in digests)
    with django_capture_on_commit_callbacks(execute=True):
        for document in Document.objects.exclude(status__in=("locked", "purged")).order_by("pk"):
            step(document, "lock", city.who(city.environment, "secrecy"), sign="marked")
            step(document, "purge", other_secrecy, reported=True)
    found = {(table, garden.planted[token]) for table, text in texts_of_database() for token in TOKEN.findall(text)
             if token in garden.planted and token not in kept and garden.planted[token][0] != "autosave"}
    places = {where for _, where in found}
    assert not found, sorted(map(str, found))[:40]
    assert not places and not any(path(digest).exists() for digest in digests)
    on_disk = re.compile(rb"cnry[0-9]{4}x")
    assert {token for file in tmp_path.rglob("*") if file.is_file() for token in on_disk.findall(file.read_bytes())
            if token.decode() in garden.planted and token.decode() not in kept} == set()
    for document in Document.objects.filter(status="purged"):
        steps = list(Event.objects.of(document).values_list("step", flat=True))
        assert steps[0] == "draft" and steps[-2:] == ["lock", "purge"]      # who did what and when is all there
        assert not Event.objects.of(document).exclude(step="purge").exclude(note="").exists()


def test_bytes_that_another_paper_holds_stay_and_a_killed_process_leaves_work_for_the_next_tick(city, other_secrecy, capsys):
    first, second = city.draft(), city.draft(title="另一件")
    drafter = city.who(city.environment, "drafter")
    attach(first, drafter, content="同一份表", name="表.txt")
    attach(second, drafter, content="同一份表", name="表.txt")
    attach(first, drafter, content="独有的表", name="独.txt")
    shared, own = (File.objects.of(first).get(name=name).sha256 for name in ("表.txt", "独.txt"))
    lock(city, first)
    step(first, "purge", other_secrecy, reported=True)
    assert path(own).exists() and Erasure.objects.filter(done_at=None).count() == 2      # nothing ran after the commit yet
    erasing.erase(now=NOW)
    assert path(shared).exists() and not path(own).exists() and not Erasure.objects.filter(done_at=None).exists()
    call_command("check_files")
    assert "missing" not in capsys.readouterr().out


def test_the_words_of_an_event_go_only_where_a_purge_stands_on_the_trail(city):
    document = city.draft(note="原话")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.of(document).update(note="", data={})


def test_others_who_were_asked_see_nothing_while_it_is_locked(city):
    document = city.draft(city.environment, joint=[city.health.pk])
    consultation = ask(city, plan(city, document), city.health, accept="nobody materials")
    answering = city.who(city.health, "head").user
    assert Consultation.objects.visible_to(answering).filter(pk=consultation.pk).exists()
    lock(city, document)
    assert not Consultation.objects.visible_to(answering).exists()
    assert not Plan.objects.visible_to(city.who(city.environment, "drafter").user).exists()


def test_the_reviewer_is_told_without_a_title_and_finds_the_list(city, other_secrecy):
    document = city.draft(title="不可说的标题")
    lock(city, document)
    notice = Notification.objects.get(recipient=other_secrecy.user, key="step/documents.lock")
    assert notice.text() == f"公文第 {document.pk} 号已涉密封存"
    page = client_of(other_secrecy.user).get("/desk/documents/sealed/").content.decode()
    assert f"公文第 {document.pk} 号" in page and "不可说的标题" not in page
    for name in ("unlock", "purge"):
        page = client_of(other_secrecy.user).get(f"/desk/documents/sealed/{document.pk}/{name}/")
        assert page.status_code == 200 and "不可说的标题" not in page.content.decode()
    answer = client_of(other_secrecy.user).post(f"/desk/documents/sealed/{document.pk}/purge/", {
        "version": document.version, "reported": "on", "key": "k1"}, follow=True)
    assert "已清除" in answer.content.decode()
    assert {step for step in document_workflow if "locked" in document_workflow[step].source} == {"unlock", "purge"}
