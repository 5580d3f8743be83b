"""One material: as the public will see it, its editor, its steps."""
from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST, require_safe

from openness.agencies.actors import capacities_at
from openness.agencies.rights import agencies_with, rights_of
from openness.notifications.inbox import read_about
from openness.publication.blocks import text_of
from openness.publication.html import blocks_of_html
from openness.publication.models import PublicItem
from openness.publication.vocabulary import Form
from openness.workflow import autosaving
from openness.workflow.problems import Refused
from openness.workflow.story import story
from openness.workflow.transitions import perform
from openness.workflow.views import Autosaving, TransitionView, key_of, with_links

from .. import ties
from ..checks.material import plan_is_open
from ..choices import MaterialStatus
from ..forms import MaterialForm
from ..models import Material, Plan
from ..rights import INTERPRET
from .following import channels_of
from .plans import differences

RELATED = ("plan__document__reviewing_office", "plan__agency", "picture", "corrects")


@require_safe
def material(request, pk):
    found = get_object_or_404(Material.objects.visible_to(request.user).select_related(*RELATED), pk=pk)
    now = timezone.now()
    read_about(found, request.user, now=now)
    document = found.plan.edition()
    return render(request, "interpretation/material.html", {
        "object": found, "document": document, "body": ties.bind(found.blocks, found.ties, document.body),
        "broken": ties.broken(found.ties, found.blocks, document.body) if found.status != MaterialStatus.PUBLISHED else [],
        "steps": found.workflow.available(found, rights_of(request.user)),
        "may_correct": found.status == MaterialStatus.PUBLISHED and found.plan.agency_id in agencies_with(request.user, INTERPRET),
        "public": PublicItem.objects.of(found).first(), "events": story(found),
        "material": found, "channels": channels_of(found, request.user)})


class NewMaterial(Autosaving, View):
    """A material of a plan; ?form= says which kind to begin with."""

    def dispatch(self, request, pk):
        self.now = timezone.now()
        self.plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("document", "agency"), pk=pk)
        self.able = capacities_at(request.user, INTERPRET, [self.plan.agency], now=self.now)
        if not self.able:
            raise Http404
        return super().dispatch(request, pk)

    def subject(self):
        return Material(plan=self.plan)

    def initial(self):
        form = self.request.GET.get("form")
        form = form if form in Form.values else Form.TEXT.value
        return {"form": form, "title": _("《%(title)s》%(form)s") % {"title": self.plan.document.title, "form": Form(form).label},
                "stage": "during" if self.plan.begun_at else "with"}

    def get(self, request, pk):
        subject = self.subject()
        form = MaterialForm(subject=subject, initial=self.initial())
        if self.kept:
            form = MaterialForm(subject=subject, initial=self.initial() | autosaving.initial_of(self.kept, form))
        return self.page(subject, form, list(plan_is_open(subject, None)))

    def post(self, request, pk):
        subject = self.subject()
        if self.is_autosave:
            return self.autosave(MaterialForm(request.POST, subject=subject))
        if "discard" in request.POST:
            return self.discarded()
        try:
            event = perform(subject, "write", by=self.able[0], now=self.now, data=request.POST, files=request.FILES, key=key_of(request))
        except Refused as refused:
            return self.page(subject, MaterialForm(request.POST, request.FILES, subject=subject), refused.problems, 409)
        autosaving.forget(request.user, request.path)
        messages.success(request, _("“%(title)s”已存为草稿，由处室负责人审核") % {"title": event.subject})
        return redirect(event.subject)

    def page(self, subject, form, problems=(), status=200):
        return render(self.request, "interpretation/material_form.html", status=status, context={
            "frame": "desk.html", "object": None, "plan": self.plan, "form": form, "step": Material.workflow["write"], "name": "write",
            "problems": with_links(problems, form), "refused": bool(problems), "possible": True, "kept": self.kept, "typing": "",
            "key": self.request.POST.get("key") or uuid4(), "able": self.able})


@require_POST
def correct(request, pk):
    """A new edition begins from what stands; pressed twice, it leads to the one that was begun."""
    original = get_object_or_404(Material.objects.visible_to(request.user).select_related(*RELATED), pk=pk)
    able = capacities_at(request.user, INTERPRET, [original.plan.agency], now=timezone.now())
    if not able:
        raise Http404
    if standing := original.corrections.in_progress().first():
        messages.info(request, _("已有一份更正稿，请在它上面修改"))
        return redirect("interpretation:material_step", standing.pk, "edit")
    edition = Material(corrects=original, plan=original.plan)
    try:
        perform(edition, "correct", by=able[0], now=timezone.now())
    except Refused as refused:
        messages.warning(request, str(refused.problems[0].message))
        return redirect(original)
    return redirect("interpretation:material_step", edition.pk, "edit")


class MaterialStep(TransitionView):
    model = Material
    related = RELATED

    def context(self, form):
        return {"plan": self.subject.plan}

    def stale_rows(self, stale):
        rows = differences(stale, [name for name in MaterialForm.names if name != "elements"])
        return [(label, *(text_of(blocks_of_html(value)) if "<" in str(value) else value for value in pair)) for label, *pair in rows]
