"""From files to texts that wait to be confirmed: taken in first, so that nothing is lost, then read one by one."""
import hashlib
import logging
from contextlib import contextmanager

from django.core.files.base import ContentFile
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from openness.audit.trail import record
from openness.files.accepting import clean_name
from openness.files.models import File
from openness.files.storage import path, store
from openness.parsing.reading import read
from openness.parsing.sentences import FAILED
from openness.publication.blocks import text_of
from openness.workflow.transitions import perform, replayed

from .choices import Status
from .models import Document, ImportBatch, ImportedText
from .prefill import initial_of, issuing_body
from .recognising import Unreadable, recognise

log = logging.getLogger(__name__)

MOST_FILES = 200        # in one batch
LARGEST = 50 * 2**20
MOST_BYTES = 500 * 2**20    # of all files that are sent together
READING, AGAIN = "reading", "reading again"     # stands as the failure of a text that waits: somebody has begun to read it


@transaction.atomic
def take_in(uploads, *, by, now, key="") -> ImportBatch:
    """Keep the files as they came; what is in them is nobody's business before they are read in a limited process.

    The same files under the same key, which is a form sent twice, are the batch that the first one made.
    """
    uploads = list(uploads)
    if key:         # of other files too: the page may have come back with its old key
        key = hashlib.sha256("\0".join([key, *(f"{each.name}\0{each.size}" for each in uploads)]).encode(
            errors="replace")).hexdigest()
        if earlier := replayed(ImportBatch(), "import", by, key):
            return earlier.subject
    batch = new_batch(by=by, now=now, key=key, files=len(uploads))
    for upload in uploads:
        row = ImportedText.objects.create(
            batch=batch, user=by.user, name=clean_name(upload.name), at=now, state=ImportedText.WAITING)
        if not 0 < upload.size <= LARGEST:
            fail(row, _("文件是空的，请检查后重新选择") if not upload.size else _("文件超过 50 MB，请只上传公文本身"))
            continue
        row.file = keep(row, *store(upload), by=by, now=now)
        row.save(update_fields=["file"])
    return batch


def new_batch(*, by, now, key="", **data):
    batch = ImportBatch.objects.create(user=by.user, agency=by.agency, at=now)
    record(batch, "import", by=by, now=now, key=key, data=data)
    return batch


def keep(row, sha256, size, *, by, now):
    return File.objects.create(
        subject=row, name=row.name, kind=row.name.rpartition(".")[2].lower()[:10], sha256=sha256, size=size,
        uploaded_by=by.user, uploaded_at=now)


def read_waiting(batch=None):
    """Read the next file that waits, of one batch or of all; False when none does. Safe to call from many places.

    A file that has killed its reader twice is not read again, and until then it comes after all others.
    """
    waiting = ImportedText.objects.waiting().filter(**({"batch": batch} if batch else {}))
    for pk in waiting.order_by("failure", "pk").values_list("pk", flat=True)[:MOST_FILES]:
        with alone(pk) as mine:
            if mine and (row := begin(pk)):
                read_file(row)
                return True
    return False


@contextmanager
def alone(pk):
    """Whether nobody else reads it: a lock of the session, which ends with the process however that ends."""
    key = [f"import:{pk}"]
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(hashtextextended(%s, 0))", key)
        mine = cursor.fetchone()[0]
    try:
        yield mine
    finally:
        if mine and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_unlock(hashtextextended(%s, 0))", key)


def begin(pk):
    """The text, if it still waits. Written down before it is read: who dies of it leaves word."""
    row = ImportedText.objects.waiting().select_related("file", "batch__agency", "user").filter(pk=pk).first()
    if row is None:
        return None
    if row.failure == AGAIN:
        log.error("import %s: its reader died twice, it is not read again", row.pk)
        with override("zh-hans"):
            fail(row, _("读取这个文件时程序两次异常中断，不再读取。请在原软件中另存为 DOCX 后重新上传，或者用“手工录入”粘贴全文。"))
        return None
    row.failure = AGAIN if row.failure else READING
    row.save(update_fields=["failure"])
    return row


def read_file(row):
    """Text and fields of one file, or the sentence that says why not. Kept in Chinese: the office's own language."""
    with override("zh-hans"):
        try:
            look_into(row)
        except Unreadable as unreadable:
            fail(row, str(unreadable))
        except FileNotFoundError:
            log.error("import %s: its file is not on disk", row.pk)
            fail(row, _("文件没有保存好，请重新上传"))
        except (InterfaceError, OperationalError):      # of the database, not of the file: it stays where it is
            raise
        except Exception:
            log.exception("import %s: reading failed", row.pk)
            fail(row, str(FAILED))
    return row


@transaction.atomic
def look_into(row):
    row.text = read(row.name, path(row.file.sha256).read_bytes()).text.replace("\0", "")
    found = recognise(row.text)
    note_down(row, found)
    row.doubt = str(found.why_not or "") or _("；").join(filter(None, [seen_before(row), lacking(found)]))
    row.state, row.failure = ImportedText.READ, ""
    row.save(update_fields=["text", "title", "number", "disclosure", "doubt", "state", "failure"])


def note_down(row, found):
    """What the list of results shows."""
    row.title = found.title.value[:300] if found.title else ""
    row.number = found.number.value[:60] if found.number else ""
    row.disclosure = found.disclosure.value if found.disclosure else ""


def same_content(digests, agency):
    """Texts of the same bytes that became a paper of this drafting body; one that was discarded may be brought again."""
    return ImportedText.objects.filter(file__sha256__in=digests, document__drafting_agency=agency).exclude(
        document__status=Status.DISCARDED).select_related("document", "file").order_by("pk")


def seen_before(row):
    """In words, that the same file is here already: as a paper that the person may see, or in the same batch."""
    if not row.batch:
        return ""
    visible = Document.objects.visible_to(row.user)
    if earlier := same_content([row.file.sha256], row.batch.agency).filter(document__in=visible).first():
        return _("与 %(on)s 导入的“%(title)s”内容相同") % {"on": localdate(earlier.at), "title": earlier.document}
    twin = row.batch.texts.open().filter(file__sha256=row.file.sha256, pk__lt=row.pk).order_by("pk").first()
    return _("与本批的“%(name)s”内容相同") % {"name": twin} if twin else ""


def lacking(found):
    """What a person must fill in, since the text does not say it or we did not find it."""
    names = [name for field, name in ((found.title, _("标题")), (found.number, _("发文字号")), (found.issuer, _("署名")),
                                      (found.dated_on, _("成文日期"))) if not field]
    return _("没有识别到：%(names)s") % {"names": "、".join(names)} if names else ""


@transaction.atomic
def draft_from(row, *, by, now):
    """A draft of what was recognised, in the drafting body of `by`; Refused when the fields do not make one."""
    row = ImportedText.objects.select_for_update().get(pk=row.pk)
    if not row.document_id:
        row.document = draft(recognise(row.text), by=by, now=now)
        row.save(update_fields=["document"])
    return row.document


def draft(found, *, by, now, given=None):
    """`found` is what was recognised, or None; `given` are fields that somebody states outright: they replace it."""
    given = given or {}
    document = Document(drafting_agency=by.agency, issuing_agency=by.agency)
    document.issuing_agency = (
        given.get("issuing_agency") or (found and issuing_body(found, document)) or by.agency)
    document.reviewing_office = document.issuing_agency.reviewing_office
    data = (initial_of(found, document) if found else {}) | given | {"issuing_agency": document.issuing_agency.pk}
    if isinstance(data.get("body"), list):      # as the page would send it
        data["body"] = text_of(data["body"])
    perform(document, "draft", by=by, now=now, data=data)
    return document


@transaction.atomic
def bring_in(name, content, text, found, *, batch, by, now, given=None, dry=False):
    """A file and the draft made of it at once: both or neither. `dry` keeps nothing on disk; the caller rolls back."""
    row = ImportedText(batch=batch, user=by.user, name=name, text=text, at=now)
    if found:
        row.doubt = str(found.why_not or "") or lacking(found)
    row.save()
    row.document = draft(found, by=by, now=now, given=given)
    row.title, row.number, row.disclosure = row.document.title, row.document.number, row.document.disclosure
    sha256, size = (hashlib.sha256(content).hexdigest(), len(content)) if dry else store(ContentFile(content))
    row.file = keep(row, sha256, size, by=by, now=now)
    row.save()
    return row


def fail(row, sentence):
    row.state, row.failure = ImportedText.FAILED, sentence
    row.save(update_fields=["state", "failure"])
    return row
