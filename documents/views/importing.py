"""Bringing files in: one file goes straight to its form, several stand in a list with the result of each.

Reading makes no document. What was read stays in the list with its result until somebody confirms or removes it.
"""
import logging
from time import monotonic
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
    ValidationError,
)
from django.core.paginator import Paginator
from django.db import InterfaceError, OperationalError
from django.db.models import Count, Q
from django.http import Http404, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from openness.agencies.actors import capacities_at
from openness.agencies.models import Agency
from openness.agencies.rights import agencies_with
from openness.digits import whole, wholes
from openness.files import quotas
from openness.workflow.problems import Refused
from openness.workflow.views import key_of

from .. import rights
from ..forms import UploadForm
from ..importing import MOST_BYTES, MOST_FILES, draft_from, read_waiting, same_content, take_in
from ..models import Document, ImportBatch, ImportedText
from ..tasks import wake

log = logging.getLogger(__name__)

AT_ONCE = 12        # files that the page reads by itself at each look, whether a worker runs or not
SECONDS = 1.5       # and no longer than this
STANDINGS = ("saved", "read", "check", "failed", "waiting", "removed")
MB = 2**20


@method_decorator(csrf_exempt, name="dispatch")     # asked for in `checked`, once the request is known to be readable
class ImportFiles(View):
    """Choose files; one is read while you wait, several on a page of their own."""

    def dispatch(self, request):
        self.mine = list(Agency.objects.filter(pk__in=agencies_with(request.user, rights.DRAFT), successor=None))
        if sentence := unreadable(request):
            return self.refused(sentence)
        return self.checked(request)

    @method_decorator(csrf_protect)
    def checked(self, request):
        return super().dispatch(request)

    def get(self, request):
        return self.page(UploadForm())

    def post(self, request):
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            uploads = form.cleaned_data["file"]
            if len(uploads) <= most_files():
                return self.take(request, uploads)
            return self.refused(too_many())
        return self.page(form, status=422)

    def take(self, request, uploads):
        now = timezone.now()
        able = capacities_at(request.user, rights.DRAFT, [self.agency()], now=now)
        if not able:
            raise Http404
        try:
            quotas.check(request.user, sum(upload.size for upload in uploads), now=now)
            batch = take_in(uploads, by=able[0], now=now, key=key_of(request))
        except ValidationError as refusal:
            return self.refused(*refusal.messages)
        except OSError:
            log.exception("files could not be kept")
            return self.refused(_("文件没有保存下来，一个也没有导入。请稍后再试；仍不成功的，请告诉系统管理员"))
        if len(uploads) > 1:
            wake()
            return redirect("documents:batch", pk=batch.pk)
        read_waiting(batch)
        row = batch.texts.get()
        if row.state != ImportedText.FAILED:
            return redirect("documents:imported", pk=row.pk)
        ImportedText.objects.filter(pk=row.pk).update(removed_at=timezone.now())
        return self.refused(row.failure)

    def agency(self):
        given = self.request.POST.get("drafting_agency", "")
        if not given:
            return self.mine[0]
        found = next((agency for agency in self.mine if str(agency.pk) == given), None)
        if found is None:
            raise Http404
        return found

    def refused(self, *sentences):
        form = UploadForm({}, {})
        form.errors["file"] = form.error_class(sentences)
        return self.page(form, status=422)

    def page(self, form, status=200):
        waiting = ImportedText.objects.open().filter(user=self.request.user, state=ImportedText.READ)
        return render(self.request, "documents/import.html", status=status, context={
            "form": form, "bodies": self.mine, "waiting": waiting.defer("text")[:20], "count": waiting.count(),
            "batches": batches_of(self.request.user), "key": uuid4(), "most_files": most_files(), "most_bytes": MOST_BYTES})


def most_files():
    return min(MOST_FILES, settings.DATA_UPLOAD_MAX_NUMBER_FILES or MOST_FILES)


def too_many():
    return _("一次最多 %(most)s 个文件，这一次一个也没有导入，请分批上传") % {"most": most_files()}


def unreadable(request):
    """Why what was sent cannot be taken, as a sentence. The files are looked at for the first time here."""
    large = _("一次上传的文件合计不能超过 %(most)s MB，这一次一个也没有导入，请分批上传") % {"most": MOST_BYTES // MB}
    length = whole(request.headers.get("Content-Length"), 99)
    sentence = ""
    if length is not None and length > MOST_BYTES + MB:
        sentence = large
    else:
        try:
            len(request.FILES)
        except TooManyFilesSent:
            sentence = too_many()
        except (RequestDataTooBig, TooManyFieldsSent):
            sentence = large
        except (MultiPartParserError, UnreadablePostError):
            sentence = _("文件没有传完，一个也没有导入，请重新上传")
    if sentence:
        leave_unread(request)
    return sentence


def leave_unread(request):
    """Let the browser finish: one whose request is cut off shows its own page instead of our sentence."""
    try:
        for _turn in range(2 * MOST_BYTES // MB):
            if not request.read(MB):
                return
    except OSError:
        return


def batches_of(user):
    """Recent batches of several files, with how many of each still wait."""
    counted = ImportBatch.objects.filter(user=user).annotate(
        files=Count("texts"), left=Count("texts", filter=Q(texts__document=None, texts__removed_at=None)))
    return counted.filter(files__gt=1)[:5]


class Batch(View):
    """One batch: a result for each file, progress while there are files to read, drafts made of several at once."""

    def dispatch(self, request, pk):
        self.batch = get_object_or_404(ImportBatch.objects.select_related("agency"), pk=pk, user=request.user)
        return super().dispatch(request)

    def get(self, request):
        until = monotonic() + SECONDS
        for _turn in range(AT_ONCE):
            if monotonic() > until or not read_waiting(self.batch):
                break
        partly = request.headers.get("X-Part") == "yes"
        return render(request, "documents/_batch.html" if partly else "documents/batch.html", self.context())

    def context(self):
        standings = {row.pk: row.standing for row in self.batch.texts.only(
            "state", "doubt", "document", "removed_at").order_by("pk")}
        counts = dict.fromkeys(STANDINGS, 0)
        for standing in standings.values():
            counts[standing] += 1
        shown = self.request.GET.get("show", "")
        shown = shown if shown in STANDINGS else ""
        wanted = [pk for pk, standing in standings.items() if (standing == shown if shown else standing != "removed")]
        page = Paginator(wanted, MOST_FILES).get_page(self.request.GET.get("page"))
        read = len(standings) - counts["waiting"]
        to_check = next((pk for pk, standing in standings.items() if standing == "check"), None)
        return {"batch": self.batch, "rows": self.rows(page.object_list), "counts": counts, "shown": shown,
                "total": len(standings), "here": len(standings) - counts["removed"], "read": read,
                "percent": 100 * read // max(len(standings), 1), "left": self.seconds_left(read, counts["waiting"]),
                "next": None if counts["read"] or counts["waiting"] else to_check, "page_obj": page, "address": self.request.get_full_path()}

    def rows(self, pks):
        """What the table shows, each with the paper that was made of the same file earlier, if the person may see it."""
        rows = list(self.batch.texts.filter(pk__in=pks).order_by("pk").select_related("document", "file").defer(
            "text", "document__body"))
        digests = {row.file.sha256 for row in rows if row.file and row.doubt and not row.document_id}
        earlier = same_content(digests, self.batch.agency).filter(
            document__in=Document.objects.visible_to(self.request.user)).defer("text", "document__body") if digests else ()
        papers = {}
        for text in earlier:
            papers.setdefault(text.file.sha256, text.document)
        for row in rows:
            row.earlier = papers.get(row.file.sha256) if row.file and row.doubt and not row.document_id else None
        return rows

    def seconds_left(self, read, waiting):
        """By the pace so far; nothing for a batch that somebody left and came back to."""
        gone = (timezone.now() - self.batch.at).total_seconds()
        return round(gone / read * waiting) or 1 if waiting and read > 2 and gone < 600 else None

    def post(self, request):
        chosen = wholes(request.POST.getlist("row"))
        rows = self.batch.texts.exclude(state=ImportedText.WAITING).filter(pk__in=chosen, document=None).order_by("pk")
        do = request.POST.get("do")
        if not chosen:
            messages.warning(request, _("请先勾选要办理的文件"))
        elif do == "save":
            self.save(request, list(rows.filter(state=ImportedText.READ, removed_at=None).defer("text")), len(set(chosen)))
        elif do == "remove":
            n = rows.filter(removed_at=None).update(removed_at=timezone.now())
            messages.success(request, ngettext("已移除 %(n)s 个文件", "已移除 %(n)s 个文件", n) % {"n": n})
        elif do == "restore":
            n = rows.exclude(removed_at=None).update(removed_at=None)
            messages.success(request, ngettext("已恢复 %(n)s 个文件", "已恢复 %(n)s 个文件", n) % {"n": n})
        return redirect(request.get_full_path())

    def save(self, request, rows, chosen):
        """A draft of each, by itself: what one file lacks does not hold up the others."""
        able = capacities_at(request.user, rights.DRAFT, [self.batch.agency], now=timezone.now())
        if not able:
            raise Http404
        saved = 0
        for row in rows:
            try:
                draft_from(row, by=able[0], now=timezone.now())
                saved += 1
            except Refused as refused:
                self.doubt(row, "；".join(str(problem.message) for problem in refused.problems))
            except (InterfaceError, OperationalError):
                raise
            except Exception:
                log.exception("import %s: no draft was made of it", row.pk)
                self.doubt(row, _("存为草稿时出错，请打开“核对”逐项检查后再存"))
        if saved:
            messages.success(request, ngettext("%(n)s 件已存为草稿", "%(n)s 件已存为草稿", saved) % {"n": saved})
        if saved < len(rows):
            messages.warning(request, _("%(n)s 件没有存为草稿，原因写在各自的文件下面，请逐件核对") % {"n": len(rows) - saved})
        if len(rows) < chosen:
            messages.warning(request, _("%(n)s 个文件没有读取成功，或者已在别处办理，没有存为草稿") % {"n": chosen - len(rows)})

    def doubt(self, row, sentence):
        row.doubt = sentence
        row.save(update_fields=["doubt"])
