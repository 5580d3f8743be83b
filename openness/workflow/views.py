import json
from hashlib import sha256
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views import View

from openness.agencies.actors import capacities

from . import autosaving
from .forms import EditForm
from .problems import Refused, Stale
from .transitions import NEW, Attempt, perform


class Autosaving:
    """For views with a form that is saved while it is typed. Needs `request`, `now`; `live` adds to the answer."""

    @property
    def is_autosave(self):
        return self.request.headers.get("X-Autosave") == "yes"

    @cached_property
    def kept(self):
        """What this person typed here and has not sent."""
        return autosaving.kept(self.request.user, self.request.path)

    def autosave(self, form, subject=None):
        """Keeps what was typed, whatever is wrong with it, and says what the page should show now."""
        user, path = self.request.user, self.request.path
        version = self.request.POST.get("version") if subject is not None and subject.pk else None
        row = autosaving.save(user, path, self.request.POST, version=version, now=self.now)
        stale = subject is not None and subject.pk is not None and str(subject.version) != str(version)
        answer = {
            "said": _("已自动保存 %(at)s") % {"at": f"{localtime(row.at):%H:%M:%S}"},
            "warning": self.warning(stale), "live": self.live(form),
        }
        return JsonResponse(answer, status=409 if stale else 200)

    def warning(self, stale):
        if stale:
            return _("内容刚被别人改过。你写的内容已保留；保存时会把两份内容并排列出，由你决定。")
        typing = autosaving.others(self.request.user, self.request.path, now=self.now)
        return _("%(who)s 也在修改（%(at)s 有改动），请先商量由谁来改。") % {
            "who": typing[0].user, "at": f"{localtime(typing[0].at):%H:%M}"} if typing else ""

    def live(self, form):
        """{name: HTML} of the parts of the page that follow what is typed."""
        return {}

    def discarded(self):
        """The person wants the stored text back."""
        autosaving.forget(self.request.user, self.request.path)
        messages.success(self.request, _("自动保存的内容已丢弃"))
        return redirect(self.request.get_full_path())


class TransitionView(Autosaving, View):
    """GET shows what a step asks and what stands against it, POST takes it: one page for every step of every app."""
    model = None
    template_name = "workflow/step.html"
    assumed = ""        # the status in which the step will find its subject, if another step goes first
    related = ()        # what the page of a step shows of its subject, fetched with it

    def setup(self, request, *args, pk, step, **kwargs):
        super().setup(request, *args, pk=pk, step=step, **kwargs)
        self.name, self.pk, self.now = step, pk, timezone.now()
        self.step = self.model.workflow.get(step)

    def dispatch(self, request, *args, **kwargs):
        if self.step is None or not self.step.offered or NEW in self.step.source:
            raise Http404
        self.subject = get_object_or_404(self.seen().select_related(*self.related), pk=self.pk)
        self.able = capacities(request.user, self.step.who, self.subject, now=self.now)
        if not self.able:
            raise PermissionDenied
        self.by = self.able[self.chosen()]
        return super().dispatch(request, *args, **kwargs)

    def seen(self):
        return self.model.objects.visible_to(self.request.user)

    def chosen(self):
        """In which of several capacities: the first, unless the page says another."""
        given = self.request.POST.get("capacity", "0")
        return next((n for n in range(len(self.able)) if str(n) == given), 0)

    @property
    def autosaves(self):
        return issubclass(self.step.form, EditForm)

    def get(self, request, **kwargs):
        form = self.step.form(subject=self.subject, initial=self.initial())
        if self.autosaves and self.kept:
            typed = autosaving.initial_of(self.kept, form)
            form = self.step.form(subject=self.subject, initial=self.initial() | typed)
            if self.kept.version != self.subject.version and self.subject.pk:      # somebody saved since it was typed
                stale = Stale(self.subject, self.kept.version, self.by)
                return self.page(form, stale.problems, stale, 200)
        return self.page(form, Attempt(self.subject, self.name, self.by, self.now, form, self.assumed).problems())

    def initial(self):
        return {}

    def post(self, request, **kwargs):
        if self.autosaves and self.is_autosave:
            return self.autosave(self.step.form(request.POST, subject=self.subject), self.subject)
        if self.autosaves and "discard" in request.POST:
            return self.discarded()
        try:
            self.take()
        except Refused as refused:
            return self.refused(refused)
        self.subject.refresh_from_db()      # a repeated form gets the first answer: what stands now may be further on
        if self.autosaves:
            autosaving.forget(request.user, request.path)
        self.said()
        return redirect(self.next())

    def said(self):
        messages.success(self.request, self.done())

    def take(self):
        """The step itself; an app may let another go before it, in one transaction."""
        return perform(self.subject, self.name, by=self.by, now=self.now, data=self.request.POST,
                       files=self.request.FILES, version=self.request.POST.get("version"), key=key_of(self.request))

    def refused(self, refused):
        form = self.step.form(self.request.POST, self.request.FILES, subject=self.subject)
        return self.page(form, refused.problems, refused, 409)

    def done(self):
        words = {"title": str(self.subject), "step": self.step.label, "status": self.subject.get_status_display()}
        return _("“%(title)s”：%(step)s，现为“%(status)s”") % words

    def onward(self):
        """Where the person came from, if that is a page of ours: it becomes a link and an address to go to."""
        given = self.request.POST.get("next") or self.request.GET.get("next", "")
        safe = given.startswith("/") and url_has_allowed_host_and_scheme(given, None)
        return given if safe else ""

    def next(self):
        """Back to where the person works through a list, or to the subject if it may still be seen."""
        if target := self.onward():
            return HttpResponseRedirect(target).url
        visible = self.model.objects.visible_to(self.request.user).filter(pk=self.subject.pk).exists()
        return self.subject.get_absolute_url() if visible else "desk:home"

    def page(self, form, problems, refused=None, status=200):
        stale = refused if isinstance(refused, Stale) else None
        sheet = self.request.headers.get("X-Sheet") == "yes"       # asked for by the script, to be shown as a dialog
        frame = "workflow/sheet.html" if sheet else "desk.html"
        return render(self.request, self.step.template or self.template_name, status=status, context={
            "kept": self.kept if self.autosaves else None,
            "typing": self.warning(False) if self.autosaves else "",
            "frame": frame, "sheet": sheet, "object": self.subject, "name": self.name, "step": self.step, "form": form,
            "problems": with_links(problems, form, self.subject), "refused": refused,
            "stale": stale, "stale_rows": self.stale_rows(stale) if stale else [],
            "accept": " ".join(problem.code for problem in problems if not problem.blocking),
            "only_questions": bool(problems) and not any(problem.blocking for problem in problems),
            "possible": (self.assumed or self.subject.status) in self.step.source,
            "able": self.able, "by": self.by, "chosen": self.chosen(),
            "next": self.onward(),
            "key": self.request.POST.get("key") or uuid4(),
            "version": stale.current.version if stale else self.subject.version, **self.context(form)})

    def context(self, form):
        return {}

    def stale_rows(self, stale):
        """[(label, what the person saw, what stands now)]"""
        return []


AROUND = ("csrfmiddlewaretoken", "version", "key", "next")      # sent with the words, and none of them


def key_of(request):
    """What makes a form answer once: the key of the page and a digest of what was sent. Sent again it gets the first answer;
    something else, typed after the browser went back to the same page, is another form."""
    key = key_of_page(request)
    if not key:
        return None
    sent = [(name, values) for name, values in sorted(request.POST.lists()) if name not in AROUND]
    files = [(name, [(file.name, file.size) for file in each]) for name, each in sorted(request.FILES.lists())]
    return f"{key}:{sha256(json.dumps([sent, files]).encode()).hexdigest()[:16]}"


def key_of_page(request):
    """Anything longer or stranger than what our pages send counts as none."""
    key = request.POST.get("key", "")
    return key if key.isascii() and key.isprintable() and len(key) <= 40 else None


def with_links(problems, form, subject=None):
    """[(problem, where to mend it)]: a field of this form, else the place on the page of the subject."""
    def place(problem):
        if problem.anchor in form.fields:
            return f"#{getattr(form[problem.anchor], 'focus_id', form[problem.anchor].id_for_label)}"
        return f"{subject.get_absolute_url()}#{problem.anchor}" if problem.anchor and subject and subject.pk else ""
    return [(problem, place(problem)) for problem in problems]
