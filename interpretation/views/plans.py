"""The plan of a document: how it came about, what it holds, what is next."""
from uuid import uuid4

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_safe

from documents.models import Document
from documents.views.detail import clocks_of
from openness.agencies.actors import capacities_at
from openness.agencies.rights import rights_of
from openness.notifications.inbox import read_about
from openness.workflow import autosaving
from openness.workflow.problems import Refused
from openness.workflow.story import story
from openness.workflow.transitions import perform
from openness.workflow.views import Autosaving, TransitionView, key_of, with_links

from ..choices import Element, PlanStatus
from ..forms import PlanForm
from ..models import Material, Plan
from ..responsible import responsible
from ..rights import INTERPRET
from .following import following_of


@require_safe
def plan(request, pk):
    found = get_object_or_404(Plan.objects.visible_to(request.user).select_related(
        "document__drafting_agency", "document__issuing_agency", "document__reviewing_office", "agency", "asked_by"), pk=pk)
    now = timezone.now()
    read_about(found, request.user, now=now)
    held = rights_of(request.user)
    materials = list(found.materials.select_related("picture", "plan__agency", "plan__document__reviewing_office"))
    said = {element for material in materials if material.status not in ("discarded", "withdrawn", "superseded") for element in material.elements}
    return render(request, "interpretation/plan.html", {
        "object": found, "plan": found, "document": found.edition(), "steps": found.workflow.available(found, held),
        "rows": [{"material": material, "steps": material.workflow.available(material, held)} for material in materials],
        "elements": [(element.label, element in said) for element in Element], "clocks": clocks_of(found),
        "may_write": (found.agency_id, INTERPRET) in held and found.status not in (PlanStatus.EXEMPT, PlanStatus.ENDED),
        "forms": Material._meta.get_field("form").choices, "events": story(found),
        **following_of(found, request.user, now)})


class NewPlan(Autosaving, View):
    """For a document whose drafting body is one's own; where there is a plan already, that is opened."""

    def dispatch(self, request, pk):
        self.now = timezone.now()
        self.document = get_object_or_404(Document.objects.visible_to(request.user).select_related(
            "drafting_agency", "issuing_agency__office"), pk=pk).editions()[-1]
        if standing := Plan.objects.of(self.document).visible_to(request.user).first():
            return redirect(standing)
        self.found = responsible(self.document)
        places = {self.found.agency, self.document.drafting_agency}
        self.able = capacities_at(request.user, INTERPRET, places, now=self.now)
        if not self.able:
            raise Http404
        return super().dispatch(request, pk)

    def subject(self):
        return Plan(document=self.document, agency=self.able[0].agency)

    def get(self, request, pk):
        subject = self.subject()
        form = PlanForm(subject=subject)
        if self.kept:
            form = PlanForm(subject=subject, initial=autosaving.initial_of(self.kept, form))
        return self.page(subject, form)

    def post(self, request, pk):
        subject = self.subject()
        if self.is_autosave:
            return self.autosave(PlanForm(request.POST, subject=subject))
        if "discard" in request.POST:
            return self.discarded()
        try:
            event = perform(subject, "make", by=self.able[0], now=self.now, data=request.POST, key=key_of(request))
        except Refused as refused:
            return self.page(subject, PlanForm(request.POST, subject=subject), refused.problems, 409)
        except IntegrityError:      # a colleague was quicker: what was typed is kept with this form
            messages.warning(request, _("同事刚刚建立了这件公文的解读方案，请在它上面修改"))
            return redirect(Plan.objects.of(self.document).get())
        autosaving.forget(request.user, request.path)
        messages.success(request, _("解读方案已建立，请撰写解读材料"))
        return redirect(event.subject)

    def page(self, subject, form, problems=(), status=200):
        return render(self.request, "interpretation/plan_form.html", status=status, context={
            "frame": "desk.html", "document": self.document, "found": self.found, "form": form, "step": Plan.workflow["make"],
            "problems": with_links(problems, form), "refused": bool(problems), "possible": True, "kept": self.kept, "typing": "",
            "key": self.request.POST.get("key") or uuid4(), "able": self.able})


class PlanStep(TransitionView):
    model = Plan
    related = ("document__reviewing_office", "document__drafting_agency", "agency")

    def stale_rows(self, stale):
        return differences(stale, PlanForm.names)


def differences(stale, names):
    """[(label, seen, now)] of the fields that differ."""
    fields = type(stale.current)._meta
    rows = [(fields.get_field(name).verbose_name, getattr(stale.seen, name, ""), getattr(stale.current, name)) for name in names]
    return [row for row in rows if row[1] != row[2]]
