"""Many files at once over HTTP: each is read once, each has its own answer, nothing is taken twice and nothing is lost."""
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.utils import timezone

from documents import importing
from documents.models import Document, ImportBatch, ImportedText
from documents.tasks import read_imports
from openness.agencies.models import Assignment
from openness.agencies.rights import derive
from openness.audit.models import Event
from openness.files.storage import path
from tests.documents.files import docx, fifty, notice

IMPORT = "/desk/documents/import/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def drafter(city, client):
    drafter = city.who(city.environment, "drafter")
    client.force_login(drafter.user)
    return drafter


def texts(*names):
    """A complete notice for each name."""
    return [(name, notice(n).encode()) for n, name in enumerate(names, 1)]


def send(client, files, **data):
    return client.post(IMPORT, {"file": [SimpleUploadedFile(name, content) for name, content in files], **data})


def brought(client, *names):
    """A batch of complete notices, read."""
    answer = send(client, texts(*names))
    client.get(answer["Location"])
    return answer["Location"], list(ImportBatch.objects.get().texts.order_by("pk"))


def take(drafter, *names, **more):
    uploads = [SimpleUploadedFile(name, content) for name, content in texts(*names)]
    return importing.take_in(uploads, by=drafter, now=timezone.now(), **more)


def test_of_fifty_mixed_files_each_has_its_own_answer(client, drafter):
    files = fifty()
    answer = send(client, [(name, content) for name, content, *_ in files])
    batch = ImportBatch.objects.get()
    assert answer["Location"] == f"{IMPORT}batch/{batch.pk}/" and batch.agency == drafter.agency
    assert batch.texts.count() == 50 and not Document.objects.exists()
    page = client.get(answer["Location"])
    assert "正在读取" not in page.text and page.context["counts"]["waiting"] > 30        # it answers before all is read
    for _look in range(20):
        page = client.get(answer["Location"], headers={"X-Part": "yes"})
        if not page.context["counts"]["waiting"]:
            break
    assert "50 个文件都读过了" in page.text and "<html" not in page.text
    for row, (name, _content, standing, words) in zip(batch.texts.order_by("pk"), files, strict=True):
        assert row.standing == standing and words in (row.failure or row.doubt), name
        assert standing == "read" or row.failure or row.doubt, name
        assert row.name[:2] == name[:2] and "\u202e" not in row.name
    assert page.context["counts"] == {"read": 36, "check": 4, "failed": 10, "waiting": 0, "saved": 0, "removed": 0}
    assert "<img src" not in page.text and page.text.count("checked") == 36
    for shown, n in (("check", 4), ("failed", 10), ("saved", 0), ("nonsense", 50)):
        assert len(client.get(f"{answer['Location']}?show={shown}").context["rows"]) == n


def test_the_selected_become_drafts_the_others_stay(client, drafter):
    address, rows = brought(client, "一.txt", "二.txt", "三.txt")
    answer = client.post(address, {"do": "save", "row": [rows[0].pk, rows[1].pk]}, follow=True)
    assert "2 件已存为草稿" in answer.text
    assert [row.standing for row in ImportedText.objects.order_by("pk")] == ["saved", "saved", "read"]
    assert {document.status for document in Document.objects.all()} == {"draft"}
    answer = client.post(f"{address}?show=read", {"do": "remove", "row": [rows[2].pk, rows[0].pk]})
    assert answer["Location"] == f"{address}?show=read"
    assert [row.standing for row in ImportedText.objects.order_by("pk")] == ["saved", "saved", "removed"]
    client.post(address, {"do": "restore", "row": [rows[2].pk]})
    assert ImportedText.objects.get(pk=rows[2].pk).standing == "read"


@pytest.mark.parametrize("sent", [{}, {"do": "save"}, {"do": "else", "row": "1"}, {"do": "save", "row": ["x", "9" * 30, "-1", "²"]}])
def test_nothing_happens_without_a_choice(client, drafter, sent):
    address, _rows = brought(client, "一.txt", "二.txt")
    answer = client.post(address, sent, follow=True)
    assert answer.status_code == 200 and not Document.objects.exists()


def test_two_tabs_are_told_what_the_other_did(client, drafter):
    address, rows = brought(client, "一.txt", "二.txt")
    sent = {"do": "save", "row": [row.pk for row in rows]}
    client.post(address, sent)
    answer = client.post(address, sent, follow=True)
    assert "2 个文件没有读取成功，或者已在别处办理" in answer.text and Document.objects.count() == 2
    client.post(address, {"do": "remove", "row": [rows[0].pk]})
    assert not ImportedText.objects.exclude(removed_at=None).exists()           # what is a paper is not put away


def test_what_does_not_make_a_draft_keeps_its_reason_and_holds_nothing_up(client, drafter, monkeypatch):
    address, rows = brought(client, "一.txt", "二.txt", "三.txt")
    ImportedText.objects.filter(pk=rows[0].pk).update(text="没有标题的一段话。" * 80)
    real = importing.initial_of

    def breaks(found, document):
        if found.title and "（2）" in found.title.value:
            raise RuntimeError("a fault of ours")
        return real(found, document)
    monkeypatch.setattr(importing, "initial_of", breaks)
    answer = client.post(address, {"do": "save", "row": [row.pk for row in rows]}, follow=True)
    assert "1 件已存为草稿" in answer.text and "2 件没有存为草稿" in answer.text
    doubts = list(ImportedText.objects.order_by("pk").values_list("doubt", flat=True))
    assert "标题" in doubts[0] and "存为草稿时出错" in doubts[1] and Document.objects.count() == 1


def test_after_one_is_saved_the_next_comes(client, drafter):
    from tests.documents.test_import_page import form_of
    address, rows = brought(client, "一.txt", "二.txt", "三.txt")
    one, two, three = (f"{IMPORT}{row.pk}/" for row in rows)
    assert client.post(two, form_of(client.get(two)))["Location"] == three
    assert client.post(three, form_of(client.get(three)))["Location"] == one
    assert client.post(one, form_of(client.get(one)))["Location"] == address


def test_a_form_sent_twice_takes_the_files_in_once(client, drafter):
    key = str(uuid4())
    answers = [send(client, texts("一.txt", "二.txt"), key=key)["Location"] for _ in range(2)]
    assert answers[0] == answers[1] and ImportedText.objects.count() == 2
    assert send(client, texts("一.txt", "三.txt"), key=key)["Location"] != answers[0]      # other files, be the page old
    assert send(client, texts("一.txt", "二.txt"))["Location"] != answers[0]
    event = Event.objects.filter(step="import").first()
    assert event.subject == ImportBatch.objects.order_by("pk").first() and event.data == {"files": 2}
    key = str(uuid4())
    assert [send(client, texts("一.txt"), key=key)["Location"] for _ in range(2)] == [f"{IMPORT}{ImportedText.objects.latest("pk").pk}/"] * 2
    page = client.get(IMPORT)
    assert f'name="key" value="{page.context["key"]}"' in page.text and page.context["key"] != client.get(IMPORT).context["key"]


def test_the_same_file_is_no_second_paper_by_oversight(city, client, drafter):
    address, rows = brought(client, "一.txt", "二.txt")
    client.post(address, {"do": "save", "row": [rows[0].pk]})
    document = Document.objects.get()
    again = client.get(send(client, texts("换了名字.txt", "b.txt"))["Location"])
    row = ImportedText.objects.get(name="换了名字.txt")
    assert row.standing == "check" and row.doubt == f"与 {timezone.localdate()} 导入的“{document.title}”内容相同"
    assert row.doubt in again.text and f'href="{document.get_absolute_url()}"' in again.text
    assert ImportedText.objects.get(name="b.txt").standing == "read"           # brought in before, but no paper was made of it
    twins = client.get(send(client, [("甲.txt", notice(7).encode()), ("甲.txt", notice(7).encode())])["Location"])
    assert twins.context["counts"]["check"] == 1 and "与本批的“甲.txt”内容相同" in twins.text
    other = Client()
    other.force_login(city.who(city.commerce, "drafter").user)             # of another body: neither word nor link
    page = other.get(send(other, texts("x.txt", "y.txt"))["Location"])
    assert page.context["counts"]["read"] == 2 and "内容相同" not in page.text


def test_a_discarded_paper_may_be_brought_again(client, drafter):
    address, rows = brought(client, "一.txt", "二.txt")
    client.post(address, {"do": "save", "row": [rows[0].pk]})
    Document.objects.update(status="discarded")
    page = client.get(send(client, texts("一.txt", "二.txt"))["Location"])
    assert page.context["counts"]["read"] == 2


def test_more_files_than_a_batch_holds_are_refused_in_words(client, drafter, settings):
    for limit in (3, None, 1000):
        settings.DATA_UPLOAD_MAX_NUMBER_FILES = limit
        most = 3 if limit == 3 else importing.MOST_FILES
        answer = send(client, [(f"{n}.txt", b"x") for n in range(most + 1)])
        assert answer.status_code == 422 and f"一次最多 {most} 个文件，这一次一个也没有导入" in answer.text
    assert not ImportedText.objects.exists()


def test_more_bytes_than_a_request_holds_are_refused_in_words(client, drafter, settings, monkeypatch):
    monkeypatch.setattr("documents.views.importing.MOST_BYTES", 1000)
    monkeypatch.setattr("documents.views.importing.MB", 500)
    answer = send(client, [("大.txt", b"x" * 3000)])
    assert answer.status_code == 422 and "合计不能超过" in answer.text
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    monkeypatch.undo()
    assert send(client, [("a.txt", b"x")], drafting_agency="9" * 200).status_code == 422
    settings.ATTACHMENTS_PER_USER_DAY = 10
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2**20
    assert "每人每天以" in send(client, texts("a.txt")).text
    assert not ImportedText.objects.exists()


def test_what_did_not_arrive_whole_is_refused_in_words(client, drafter):
    for body in (b"--frontier\r\nContent-Dis", b"no parts at all"):
        answer = client.post(IMPORT, body, content_type="multipart/form-data; boundary=frontier")
        assert answer.status_code == 422 and "file" in answer.context["form"].errors
    answer = client.post(IMPORT, b"x", content_type="multipart/form-data; boundary=")
    assert answer.status_code == 422 and "文件没有传完" in answer.text


def test_a_full_disk_is_told_in_words_and_leaves_nothing(client, drafter, monkeypatch):
    def full(upload):
        raise OSError(28, "No space left on device")
    monkeypatch.setattr(importing, "store", full)
    answer = send(client, texts("一.txt", "二.txt"))
    assert answer.status_code == 422 and "一个也没有导入" in answer.text
    assert not ImportBatch.objects.exists() and not Event.objects.filter(step="import").exists()


def test_the_form_is_still_guarded_against_other_sites(city, drafter):
    client = Client(enforce_csrf_checks=True)
    client.force_login(drafter.user)
    answer = send(client, texts("一.txt"))
    assert answer.status_code == 403 and "登录状态已变化" in answer.text and not ImportedText.objects.exists()
    token = client.get(IMPORT).cookies["csrftoken" if "csrftoken" in client.cookies else next(
        name for name in client.cookies if "csrf" in name)].value
    assert send(client, texts("一.txt"), csrfmiddlewaretoken=token).status_code == 302


def test_who_no_longer_drafts_saves_nothing(city, client, drafter):
    address, rows = brought(client, "一.txt", "二.txt")
    yesterday = timezone.localdate() - timedelta(days=1)
    Assignment.objects.filter(user=drafter.user).update(to_on=yesterday)
    sent = {"do": "save", "row": [rows[0].pk]}
    assert client.post(address, sent).status_code == 404           # the derived rights are a day behind
    assert send(client, texts("三.txt")).status_code == 404
    derive(drafter.user, on=timezone.localdate())
    assert client.get(address).status_code == 302                       # who loses a right signs in again
    client.force_login(type(drafter.user).objects.get(pk=drafter.user.pk))
    assert [client.get(address).status_code, client.post(address, sent).status_code, client.get(IMPORT).status_code] == [403] * 3
    assert not Document.objects.exists() and ImportedText.objects.count() == 2


def test_another_persons_batch_is_not_there(city, client, drafter):
    address, rows = brought(client, "一.txt", "二.txt")
    for person in (city.who(city.environment, "head"), city.who(city.commerce, "drafter")):
        client.force_login(person.user)
        assert client.get(address).status_code == 404 and client.get(f"/desk/files/{rows[0].file_id}/").status_code == 404
        assert client.post(address, {"do": "save", "row": [rows[0].pk]}).status_code == 404
    assert not Document.objects.exists()


def test_the_worker_reads_what_no_page_asks_for(drafter):
    batch = take(drafter, "一.txt", "二.txt", "三.txt")
    read_imports()
    assert {row.standing for row in batch.texts.all()} == {"read"}


@pytest.mark.parametrize("fault", [RuntimeError("a fault of ours"), MemoryError(), RecursionError(), PermissionError(13, "no")])
def test_a_fault_in_reading_fails_one_file_and_is_logged(drafter, monkeypatch, caplog, fault):
    batch = take(drafter, "一.txt", "二.txt", "三.txt")
    real, poison = importing.read, notice(2).encode()

    def read(name, data):
        if data == poison:
            raise fault
        return real(name, data)
    monkeypatch.setattr(importing, "read", read)
    read_imports()
    assert [row.standing for row in batch.texts.order_by("pk")] == ["read", "failed", "read"]
    assert "读取文件时出错" in batch.texts.get(state="failed").failure and "reading failed" in caplog.text


def test_what_the_database_cannot_keep_fails_alone(drafter, monkeypatch):
    from openness.parsing.reading import Text
    batch = take(drafter, "一.txt", "二.txt")
    spoilt = iter(["\ud800坏字符", notice(2)])
    monkeypatch.setattr(importing, "read", lambda name, data: Text(next(spoilt), "txt"))
    read_imports()
    assert [row.standing for row in batch.texts.order_by("pk")] == ["failed", "read"]


def test_a_lost_file_is_told_so(drafter):
    batch = take(drafter, "一.txt", "二.txt")
    path(batch.texts.earliest("pk").file.sha256).unlink()
    read_imports()
    assert [row.standing for row in batch.texts.order_by("pk")] == ["failed", "read"]


class Dead(BaseException):
    """The process ended in the middle: nothing after it runs."""


def test_a_file_that_kills_its_reader_is_read_twice_and_blocks_nobody(drafter, monkeypatch, caplog):
    batch = take(drafter, "一.txt", "二.txt", "三.txt")
    real, poison, tries = importing.look_into, batch.texts.earliest("pk").pk, []

    def look_into(row):
        if row.pk == poison:
            tries.append(row.pk)
            raise Dead
        return real(row)
    monkeypatch.setattr(importing, "look_into", look_into)
    for _worker in range(6):
        try:
            read_imports()
        except Dead:
            continue
    assert [row.standing for row in batch.texts.order_by("pk")] == ["failed", "read", "read"]
    assert len(tries) == 2 and "两次异常中断" in batch.texts.get(pk=poison).failure and "died twice" in caplog.text


def test_names_are_kept_readable(client, drafter):
    names = ["../../etc/passwd.txt", "C:\\公文\\通知.txt", "\u202egpj.txt", "a" * 250 + ".txt", ".txt", "一\n二.txt"]
    send(client, texts(*names))
    kept = list(ImportedText.objects.order_by("pk").values_list("name", flat=True))
    assert kept[:2] == ["passwd.txt", "通知.txt"] and all(name.isprintable() and len(name) <= 200 for name in kept)


def test_a_large_batch_has_pages_and_leaves_the_texts_where_they_are(client, drafter, django_assert_max_num_queries):
    batch = importing.new_batch(by=drafter, now=timezone.now())
    ImportedText.objects.bulk_create(ImportedText(
        batch=batch, user=drafter.user, name=f"{n}.txt", text="长" * 1000, at=timezone.now()) for n in range(450))
    with django_assert_max_num_queries(20) as queries:
        page = client.get(f"{IMPORT}batch/{batch.pk}/?page=2")
    assert len(page.context["rows"]) == 200 and "450 个文件都读过了" in page.text and "?page=3" in page.text
    assert not any('"documents_importedtext"."text"' in query["sql"] for query in queries.captured_queries)


@pytest.mark.django_db(transaction=True)
def test_readers_at_once_read_each_file_once(city, monkeypatch):
    drafter = city.who(city.environment, "drafter")
    batch = take(drafter, *(f"{n}.txt" for n in range(12)))
    real, barrier, read = importing.look_into, Barrier(4, timeout=30), []
    monkeypatch.setattr(importing, "look_into", lambda row: read.append(row.pk) or real(row))

    def work(_n):
        try:
            barrier.wait()
            read_imports()
        finally:
            connections.close_all()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert sorted(read) == sorted(batch.texts.values_list("pk", flat=True))
    assert {row.standing for row in batch.texts.all()} == {"read"}


@pytest.mark.django_db(transaction=True)
def test_a_double_click_at_once_takes_the_files_in_once(city):
    drafter, barrier = city.who(city.environment, "drafter"), Barrier(2, timeout=30)

    def work(_n):
        try:
            barrier.wait()
            return take(drafter, "一.txt", "二.txt", key="once").pk
        finally:
            connections.close_all()
    with ThreadPoolExecutor(2) as pool:
        assert len(set(pool.map(work, range(2)))) == 1
    assert ImportBatch.objects.count() == 1 and ImportedText.objects.count() == 2


def test_docx_with_a_password_and_a_picture_named_docx_say_so(client, drafter):
    from tests.documents.files import PNG
    from tests.parsing.compound import compound
    page = client.get(send(client, [("锁.docx", compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"})), ("图.docx", PNG),
                                    ("好.pdf", docx(notice(1)))])["Location"])
    assert page.context["counts"] == {"saved": 0, "read": 1, "check": 0, "failed": 2, "waiting": 0, "removed": 0}
    assert "打开密码" in page.text and "这是图片" in page.text
