"""The page of a step from NEW, for what follows a material: a round, a consultation, a rectification, a case."""
from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from openness.agencies.actors import capacities
from openness.workflow import autosaving
from openness.workflow.problems import Refused
from openness.workflow.transitions import Attempt, perform
from openness.workflow.views import Autosaving, key_of, with_links

from ..models import Plan

PLAN = ("document__drafting_agency", "document__reviewing_office", "document__issuing_agency", "agency")


class Begin(Autosaving, View):
    """`hangs_on` finds what the new thing belongs to (404 where it may not be seen), `subject` makes the unsaved thing."""
    model, name = None, ""
    template_name = "interpretation/begin.html"

    def dispatch(self, request, **kwargs):
        self.now, self.step = timezone.now(), self.model.workflow[self.name]
        self.parent = self.hangs_on(**kwargs)
        self.able = self.capacities()
        if not self.able:
            raise Http404
        given = request.POST.get("capacity", "0")
        self.chosen = next((n for n in range(len(self.able)) if str(n) == given), 0)
        self.by = self.able[self.chosen]
        return super().dispatch(request, **kwargs)

    def hangs_on(self, pk):
        return get_object_or_404(Plan.objects.visible_to(self.request.user).select_related(*PLAN), pk=pk)

    def subject(self):
        return self.model(plan=self.parent)

    def capacities(self):
        return capacities(self.request.user, self.step.who, self.subject(), now=self.now)

    def initial(self):
        return {}

    def make_form(self, *data, initial=None):
        return self.step.form(*data, subject=self.subject(), initial=initial)

    def get(self, request, **kwargs):
        form = self.make_form(initial=self.initial())
        if self.kept:
            form = self.make_form(initial=self.initial() | autosaving.initial_of(self.kept, form))
        return self.page(form, [each for each in Attempt(self.subject(), self.name, self.by, self.now, form).problems() if each.blocking])

    def post(self, request, **kwargs):
        if self.is_autosave:
            return self.autosave(self.make_form(request.POST))
        if "discard" in request.POST:
            return self.discarded()
        try:
            done = self.take()
        except Refused as refused:
            return self.page(self.make_form(request.POST, request.FILES), refused.problems, refused, 409)
        autosaving.forget(request.user, request.path)
        messages.success(request, self.said(done))
        return redirect(self.next(done))

    def take(self):
        return perform(self.subject(), self.name, by=self.by, now=self.now, data=self.request.POST, files=self.request.FILES,
                       key=key_of(self.request)).subject

    def said(self, done):
        return _("%(step)s：%(title)s") % {"step": self.step.label, "title": done}

    def next(self, done):
        return done

    def back(self):
        return self.parent.get_absolute_url()

    def page(self, form, problems=(), refused=None, status=200):
        return render(self.request, self.template_name, status=status, context={
            "object": None, "parent": self.parent, "plan": self.parent, "back": self.back(), "step": self.step, "name": self.name, "form": form,
            "frame": "desk.html", "problems": with_links(problems, form), "refused": refused, "kept": self.kept, "typing": "", "possible": True,
            "accept": " ".join(problem.code for problem in problems if not problem.blocking),
            "only_questions": bool(problems) and not any(problem.blocking for problem in problems),
            "key": self.request.POST.get("key") or uuid4(), "able": self.able, "by": self.by, "chosen": self.chosen, "next": self.back()})
