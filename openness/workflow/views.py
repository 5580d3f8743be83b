from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views import View

from openness.agencies.actors import capacities

from .problems import Refused, Stale
from .transitions import NEW, Attempt, perform


class TransitionView(View):
    """GET shows what a step asks and what stands against it, POST takes it: one page for every step of every app."""
    model = None
    template_name = "workflow/step.html"
    related = ()        # what the page of a step shows of its subject, fetched with it

    def setup(self, request, *args, pk, step, **kwargs):
        super().setup(request, *args, pk=pk, step=step, **kwargs)
        self.name, self.pk, self.now = step, pk, timezone.now()
        self.step = self.model.workflow.get(step)

    def dispatch(self, request, *args, **kwargs):
        if self.step is None or not self.step.offered or NEW in self.step.source:
            raise Http404
        visible = self.model.objects.visible_to(request.user).select_related(*self.related)
        self.subject = get_object_or_404(visible, pk=self.pk)
        self.able = capacities(request.user, self.step.who, self.subject, now=self.now)
        if not self.able:
            raise PermissionDenied
        self.by = self.able[self.chosen()]
        return super().dispatch(request, *args, **kwargs)

    def chosen(self):
        """In which of several capacities: the first, unless the page says another."""
        given = self.request.POST.get("capacity", "0")
        return next((n for n in range(len(self.able)) if str(n) == given), 0)

    def get(self, request, **kwargs):
        form = self.step.form(subject=self.subject, initial=self.initial())
        return self.page(form, Attempt(self.subject, self.name, self.by, self.now, form).problems())

    def initial(self):
        return {}

    def post(self, request, **kwargs):
        try:
            perform(self.subject, self.name, by=self.by, now=self.now, data=request.POST, files=request.FILES,
                    version=request.POST.get("version"), key=key_of(request))
        except Refused as refused:
            form = self.step.form(request.POST, request.FILES, subject=self.subject)
            return self.page(form, refused.problems, refused, 409)
        self.subject.refresh_from_db()      # a repeated form gets the first answer: what stands now may be further on
        messages.success(request, self.done())
        return redirect(self.next())

    def done(self):
        words = {"title": str(self.subject), "step": self.step.label, "status": self.subject.get_status_display()}
        return _("“%(title)s”：%(step)s，现为“%(status)s”") % words

    def next(self):
        """Back to where the person works through a list, or to the subject if it may still be seen."""
        target = self.request.POST.get("next", "")
        if target.startswith("/") and url_has_allowed_host_and_scheme(target, {self.request.get_host()}, self.request.is_secure()):
            return HttpResponseRedirect(target).url
        visible = self.model.objects.visible_to(self.request.user).filter(pk=self.subject.pk).exists()
        return self.subject.get_absolute_url() if visible else "desk:home"

    def page(self, form, problems, refused=None, status=200):
        stale = refused if isinstance(refused, Stale) else None
        return render(self.request, self.step.template or self.template_name, status=status, context={
            "object": self.subject, "name": self.name, "step": self.step, "form": form,
            "problems": with_links(problems, form, self.subject), "refused": refused,
            "stale": stale, "stale_rows": self.stale_rows(stale) if stale else [],
            "accept": " ".join(problem.code for problem in problems if not problem.blocking),
            "only_questions": bool(problems) and not any(problem.blocking for problem in problems),
            "possible": self.subject.status in self.step.source,
            "able": self.able, "by": self.by, "chosen": self.chosen(),
            "next": self.request.POST.get("next") or self.request.GET.get("next", ""),
            "key": self.request.POST.get("key") or uuid4(),
            "version": stale.current.version if stale else self.subject.version, **self.context(form)})

    def context(self, form):
        return {}

    def stale_rows(self, stale):
        """[(label, what the person saw, what stands now)]"""
        return []


def key_of(request):
    """What makes a form answer once; anything longer or stranger than what our pages send counts as none."""
    key = request.POST.get("key", "")
    return key if key.isascii() and key.isprintable() and len(key) <= 64 else None


def with_links(problems, form, subject=None):
    """[(problem, where to mend it)]: a field of this form, else the place on the page of the subject."""
    def place(problem):
        if problem.anchor in form.fields:
            return f"#{getattr(form[problem.anchor], 'focus_id', form[problem.anchor].id_for_label)}"
        return f"{subject.get_absolute_url()}#{problem.anchor}" if problem.anchor and subject and subject.pk else ""
    return [(problem, place(problem)) for problem in problems]
