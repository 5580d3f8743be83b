"""The page of every step of a document; a few of them show more than the common one."""
from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from openness.agencies.rights import agencies_with
from openness.deadlines.calendar import Calendar, at_nine
from openness.workflow.problems import Problem
from openness.workflow.transitions import Attempt, perform
from openness.workflow.views import TransitionView, key_of

from ..choices import Status
from ..effects import found_missing
from ..forms import DocumentForm
from ..models import Document
from ..rights import REVIEW, REVIEWERS
from . import live
from .detail import face
from .phrases import keep_phrase, phrases_of
from .review import review_page
from .spoken import spoken

DECIDING = ("approve", "send_back", "hand_over")     # a reviewer who decides what nobody has claimed claims it first


class DocumentStep(TransitionView):
    model = Document
    template_name = "documents/step.html"
    related = ("drafting_agency", "issuing_agency__office", "reviewing_office", "claimed_by", "corrects__drafting_agency")

    def dispatch(self, request, *args, **kwargs):
        self.in_queue = request.POST.get("from") == "queue"
        if self.step and self.step.source == (Status.LOCKED,):      # their pages show nothing of the paper: sealing.py
            raise Http404
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            if not self.from_queue_to_nothing():
                raise
            gone = Problem("gone", _("这件公文已不在你这里，可能已被报送单位收回；刚才的操作没有办理"))
            return review_page(request, problems=[gone], status=409)

    def from_queue_to_nothing(self):
        """A reviewer's own queue may lag behind a recall: it says the same of what was never there."""
        onward = self.request.POST.get("next", "")
        return self.step and self.step.who == REVIEWERS and agencies_with(self.request.user, REVIEW) and (
            self.in_queue or onward.startswith(reverse("documents:review")))

    @property
    def claims_first(self):
        return self.name in DECIDING and self.subject.status == Status.SUBMITTED

    @property
    def assumed(self):
        asked = self.request.method != "POST" or "claim" in self.request.POST
        return Status.IN_REVIEW if self.claims_first and asked else ""

    def take(self):
        version, key = self.request.POST.get("version"), key_of(self.request)
        with transaction.atomic():
            if self.assumed:
                perform(self.subject, "claim", by=self.by, now=self.now, version=version, key=key)
                version = self.subject.version
            event = perform(self.subject, self.name, by=self.by, now=self.now, data=self.request.POST,
                            files=self.request.FILES, version=version, key=key)
        if self.request.POST.get("keep_phrase"):
            keep_phrase(self.request.user, self.request.POST.get("note", ""), now=self.now)
        return event

    def refused(self, refused):
        self.subject.refresh_from_db()      # the claim that went before it is undone with it
        if self.in_queue and not self.request.POST.get("note"):
            return review_page(self.request, self.subject.pk, problems=refused.problems, status=409)
        return super().refused(refused)

    def initial(self):
        if self.name == "sign":
            return {"number": self.subject.number,
                    "dated_on": self.subject.dated_on or timezone.localdate(self.now)}
        if self.name == "detach":
            return {"part": self.request.GET.get("part")}
        if self.name == "schedule":
            today = timezone.localdate(self.now)
            return {"at": self.subject.publish_at or at_nine(Calendar(today).step(today, 1))}
        return {}

    def context(self, form):
        context = face(self.subject, self.request.user) | {
            "sources": {}, "steps": {}, "claiming": bool(self.assumed)}
        if self.autosaves:
            context |= live.context_of(self.request, self.subject, form, self.now)
        if self.name in ("to_unit", "submit"):
            context["unanswered"] = [line for line in self.subject.open_slip() if not line.answer]
        if self.name == "send_back":
            attempt = Attempt(self.subject, self.name, self.by, self.now, form)
            found = found_missing(self.subject, attempt)
            context["missing"] = [message for messages, _anchor in found.values() for message in messages]
            context["found"] = list(found)
        if "note" in form.fields and self.name in ("send_back", "comment", "decline", "back_to_draft"):
            context["phrases"] = phrases_of(self.request.user)
        return context

    def live(self, form):
        return live.parts(self.request, self.subject, form, self.now)

    def done(self):
        if self.name == "lock":     # named to nobody any more, not even to who locked it
            return _("公文第 %(n)s 号已封存，任何人都不能再看到；已通知保密审查人员。请同时向本机关保密工作机构报告") % {"n": self.subject.pk}
        if "passed" in self.step.form.base_fields:
            verdict = _("通过") if self.request.POST.get("passed") == "True" else _("不通过")
            return _("“%(title)s”：%(step)s，结论为“%(verdict)s”") % {
                "title": self.subject, "step": self.step.label, "verdict": verdict}
        return super().done()

    def stale_rows(self, stale):
        """What the person saw and what stands now, field by field, for the fields that differ."""
        rows = []
        for name in DocumentForm.names:
            field = Document._meta.get_field(name)
            seen, current = (spoken(version, field) for version in (stale.seen, stale.current))
            if seen != current:
                rows.append((field.verbose_name, seen, current))
        return rows

    def said(self):
        """In the queue an approval can be taken back at once, from wherever the reviewer has gone on to."""
        if self.name == "approve" and self.subject.status == Status.APPROVED:
            address = reverse("documents:step", args=[self.subject.pk, "reopen"]) + "?" + urlencode({"next": self.next_address()})
            messages.success(self.request, format_html(
                '{} <a href="{}" data-sheet data-key="u">{}</a>', self.done(), address, _("撤销审核")))
        else:
            super().said()

    def next_address(self):
        return reverse("documents:review_one", args=[self.subject.pk])

    def next(self):
        """A reviewer who has decided goes on with the queue; everybody else sees what became of the paper."""
        if self.name in ("send_back", "approve") and not self.onward():
            return "documents:review"
        return self.still_waiting(super().next())

    def still_waiting(self, target):
        """The next paper of the queue; the queue itself when somebody has dealt with that one meanwhile."""
        path, question, query = target.partition("?")
        try:
            match = resolve(path)
        except Resolver404:
            return target
        pk = match.kwargs.get("pk")
        if match.view_name != "documents:review_one" or pk == self.subject.pk:
            return target
        offices = agencies_with(self.request.user, REVIEW)
        return target if Document.objects.to_review(offices).filter(pk=pk).exists() else f"{reverse('documents:review')}{question}{query}"
