"""How a paper comes into being: typed, recognised from a text, or registered on arrival."""
from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from openness.agencies.actors import capacities_at
from openness.agencies.models import Agency
from openness.agencies.rights import agencies_with
from openness.audit.models import Event
from openness.files.accepting import clean_name
from openness.workflow.problems import Problem, Refused
from openness.workflow.transitions import perform
from openness.workflow.views import key_of, with_links

from .. import rights
from ..forms import DocumentForm, UploadForm
from ..models import Document, ImportedText
from ..recognising import Unreadable, decode, recognise
from .prefill import initial_of, sources_of


class NewDocument(View):
    """起草: for a body where the person drafts. A foreign body in the address or the form is not there (404)."""
    step, right = "draft", rights.DRAFT

    def dispatch(self, request, pk=None):
        self.now = timezone.now()
        self.mine = list(Agency.objects.filter(pk__in=agencies_with(request.user, self.right), successor=None))
        self.imported = None if pk is None else get_object_or_404(ImportedText, pk=pk, user=request.user)
        if self.imported and self.imported.document_id and request.method != "POST":
            return redirect(self.imported.document)
        return super().dispatch(request)

    def bodies(self):
        """Which bodies may be named as drafting."""
        return self.mine

    def chosen(self, name, among):
        """The body that was named, which must be one of these; the first when none was named."""
        given = self.request.POST.get(name) or self.request.GET.get(name)
        if not given:
            return among[0]
        for agency in among:
            if str(agency.pk) == given:
                return agency
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
        initial = initial_of(found, document) if found else {}
        form = DocumentForm(subject=document, initial={"issuing_agency": document.issuing_agency_id} | initial)
        return self.page(document, form, found=found)

    def post(self, request):
        document = self.subject()
        able = self.actor(document)
        if not able:
            raise Http404
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
        messages.success(request, self.done(document))
        return redirect(document)

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


class ImportText(View):
    """A TXT is read, its fields are found, and each is shown for confirmation beside the line that it came from."""

    def get(self, request):
        return self.page(UploadForm())

    def post(self, request):
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            upload = form.cleaned_data["file"]
            try:
                text = decode(upload.read())
            except Unreadable as unreadable:
                form.add_error("file", str(unreadable))
            else:
                row = ImportedText.objects.create(
                    user=request.user, name=clean_name(upload.name), text=text, at=timezone.now())
                return redirect("documents:imported", pk=row.pk)
        return self.page(form, status=422)

    def page(self, form, status=200):
        waiting = ImportedText.objects.filter(user=self.request.user, document=None)[:10]
        return render(self.request, "documents/import.html", {"form": form, "waiting": waiting}, status=status)

