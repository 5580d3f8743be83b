"""How a paper comes into being: typed, recognised from a text, or registered on arrival."""
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms.models import model_to_dict
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views import View

from openness.agencies.actors import capacities_at
from openness.agencies.models import Agency
from openness.agencies.rights import agencies_with
from openness.audit.models import Event
from openness.workflow import autosaving
from openness.workflow.problems import Problem, Refused
from openness.workflow.transitions import perform
from openness.workflow.views import Autosaving, key_of, with_links

from .. import rights
from ..choices import Status
from ..forms import DocumentForm
from ..importing import read_waiting
from ..models import Document, ImportedText
from ..prefill import initial_of, sources_of
from ..recognising import recognise
from . import live


class NewDocument(Autosaving, View):
    """起草: for a body where the person drafts. A foreign body in the address or the form is not there (404)."""
    step, right = "draft", rights.DRAFT

    def dispatch(self, request, pk=None):
        self.now = timezone.now()
        self.mine = list(Agency.objects.filter(pk__in=agencies_with(request.user, self.right), successor=None))
        self.imported = None if pk is None else self.brought(pk)
        if self.imported and request.method != "POST":
            if self.imported.document_id:
                return redirect(self.imported.document)
            if self.imported.state != ImportedText.READ:
                return redirect("documents:batch", pk=self.imported.batch_id)
        return super().dispatch(request)

    def brought(self, pk):
        """The text that this person brought in, read by now."""
        row = get_object_or_404(ImportedText.objects.visible_to(self.request.user).select_related("batch"), pk=pk)
        if row.state == ImportedText.WAITING and row.batch:
            while read_waiting(row.batch):
                pass
            row.refresh_from_db()
        return row

    def bodies(self):
        """Which bodies may be named as drafting."""
        return self.mine

    def chosen(self, name, among):
        """The body that was named, which must be one of these; the first when none was named."""
        given = self.request.POST.get(name) or self.request.GET.get(name)
        if not given:
            batch = self.imported and self.imported.batch
            return next((agency for agency in among if batch and name == "drafting_agency"
                         and agency.pk == batch.agency_id), among[0])
        for agency in among:
            if str(agency.pk) == given:
                return agency
        former = Agency.objects.filter(pk=given).first() if given.isdecimal() and len(given) < 10 else None
        heir = former and former.served_by(localdate(self.now))     # the page was open when it was merged
        if heir in among:
            return heir
        raise Http404

    def subject(self):
        """An unsaved paper of the chosen drafting body, in its own name unless the form says another."""
        drafting = self.chosen("drafting_agency", self.bodies())
        issuing = self.chosen("issuing_agency", [drafting, *drafting.drafts_for()])
        return Document(drafting_agency=drafting, issuing_agency=issuing, reviewing_office=issuing.reviewing_office)

    def actor(self, document):
        return capacities_at(self.request.user, self.right, [document.drafting_agency], now=self.now)

    def get(self, request):
        document = self.subject()
        found = recognise(self.imported.text) if self.imported else None
        initial = {"issuing_agency": document.issuing_agency_id} | self.first_values(document, found)
        form = DocumentForm(subject=document, initial=initial)
        if self.kept:
            form = DocumentForm(subject=document, initial=initial | autosaving.initial_of(self.kept, form))
        return self.page(document, form, found=found)

    def post(self, request):
        document = self.subject()
        able = self.actor(document)
        if not able:
            raise Http404
        if self.is_autosave:
            return self.autosave(DocumentForm(request.POST, subject=document))
        if "discard" in request.POST:
            return self.discarded()
        if self.imported and self.imported.document_id and not self.again():
            problem = Problem("imported", _("这份文本已存为草稿“%(title)s”，本页内容没有保存；请到草稿上修改") % {
                "title": self.imported.document})
            return self.page(document, DocumentForm(request.POST, subject=document), [problem],
                             recognise(self.imported.text), 409)
        try:
            event = perform(document, self.step, by=able[0], now=self.now, data=request.POST,
                            key=key_of(request))
        except Refused as refused:
            found = recognise(self.imported.text) if self.imported else None
            return self.page(document, DocumentForm(request.POST, subject=document), refused.problems, found, 409)
        document = event.subject
        if self.imported:
            self.imported.document = document
            self.imported.save(update_fields=["document"])
        autosaving.forget(request.user, request.path)
        messages.success(request, self.done(document))
        return redirect(self.onward() or document)

    def live(self, form):
        return live.parts(self.request, form.subject, form, self.now)

    def onward(self):
        """The next text of the batch that waits to be confirmed; None for a text that came alone."""
        batch = self.imported and self.imported.batch
        if not batch or batch.texts.count() < 2:
            return None
        left = batch.texts.open().filter(state=ImportedText.READ).order_by("pk")
        row = left.filter(pk__gt=self.imported.pk).first() or left.first()
        return reverse("documents:imported", args=[row.pk]) if row else reverse("documents:batch", args=[batch.pk])

    def first_values(self, document, found):
        """What the fields hold before anything is typed."""
        return initial_of(found, document) if found else {}

    def again(self):
        """The same form once more: a double click gets the first answer."""
        key = key_of(self.request)
        return bool(key) and Event.objects.filter(actor=self.request.user, step=self.step, key=key).exists()

    def done(self, document):
        return _("“%(title)s”已存为草稿") % {"title": document.title}

    def page(self, document, form, problems=(), found=None, status=200):
        return render(self.request, "documents/document_form.html", status=status, context={
            "object": None, "document": document, "form": form, "problems": with_links(problems, form),
            "refused": bool(problems), "step": Document.workflow[self.step],
            "bodies": self.bodies(), "name": self.step, "imported": self.imported, "found": found,
            "sources": sources_of(found) if found else {}, "key": self.request.POST.get("key") or uuid4(),
            "kept": self.kept, **live.context_of(self.request, document, form, self.now),
        })


class RegisterArrival(NewDocument):
    """来文登记: the office enters what came on paper or from another system, in the name of the body that sent it."""
    step, right = "register", rights.REGISTER

    def bodies(self):
        return list(Agency.objects.serving(timezone.localdate(self.now)).order_by("pk"))

    def subject(self):
        issuers = [name for office in self.mine for name in (office, *office.served.all())]
        issuing = self.chosen("issuing_agency", issuers)
        drafting = self.chosen("drafting_agency", self.bodies())
        return Document(drafting_agency=drafting, issuing_agency=issuing, reviewing_office=issuing.reviewing_office)

    def actor(self, document):
        return capacities_at(self.request.user, self.right, [document.issuing_agency.reviewing_office], now=self.now)

    def done(self, document):
        return _("“%(title)s”已登记，等待受理审核") % {"title": document.title}


class NewCorrection(NewDocument):
    """更正: a new edition begins with the text, number and parts of the one that stands; it goes the whole way again."""
    step, right = "correct", rights.DRAFT

    def dispatch(self, request, pk):
        self.original = get_object_or_404(Document.objects.visible_to(request.user).whole(), pk=pk)
        if not capacities_at(request.user, self.right, [self.original.drafting_agency], now=timezone.now()):
            raise PermissionDenied
        standing = self.original.corrections.in_progress().first()
        if standing and request.method != "POST":
            messages.info(request, _("已有一份更正稿，请在它上面修改"))
            return redirect(standing)
        if self.original.status != Status.PUBLISHED:
            messages.warning(request, _("只有已公开的公文可以更正"))
            return redirect(self.original)
        return super().dispatch(request)

    def bodies(self):
        return []

    def subject(self):
        original = self.original
        return Document(corrects=original, drafting_agency=original.drafting_agency, issuing_agency=original.issuing_agency,
                        reviewing_office=original.reviewing_office, number=original.number)

    def first_values(self, document, found):
        original = model_to_dict(self.original, DocumentForm.names)
        return original | {"joint": [agency.pk for agency in self.original.joint.all()]}

    def done(self, document):
        return _("更正稿已建立，请修改后送部门内审；原文在更正稿公开之前保持不变")
