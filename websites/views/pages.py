"""The four blocks of the platform, as the office keeps them: list, preview, editor, steps."""
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST, require_safe

from openness.agencies.actors import capacities_at
from openness.agencies.models import Agency
from openness.agencies.rights import agencies_with, rights_of
from openness.publication.blocks import text_of
from openness.publication.html import blocks_of_html
from openness.publication.models import PublicItem
from openness.workflow import autosaving
from openness.workflow.problems import Refused
from openness.workflow.story import story
from openness.workflow.transitions import perform
from openness.workflow.views import Autosaving, TransitionView, key_of, with_links

from ..choices import PageKind, Status
from ..forms import PageForm
from ..models import Page
from ..rights import WRITE_PAGES


def pages_asked_for(request):
    """In use, or with past=1 what was replaced, withdrawn or discarded; of one block where the address names it."""
    past, kind = request.GET.get("past") == "1", request.GET.get("kind")
    wanted = [Status.SUPERSEDED, Status.WITHDRAWN, Status.DISCARDED] if past else [Status.DRAFT, Status.PUBLISHED]
    rows = Page.objects.visible_to(request.user).filter(status__in=wanted).order_by("-updated_at", "-pk")
    return rows.filter(kind=kind) if kind in PageKind.values else rows


@require_safe
def pages(request):
    return render(request, "websites/pages.html", {
        "page_obj": Paginator(pages_asked_for(request).for_lists(), 20).get_page(request.GET.get("page")),
        "kinds": PageKind.choices, "kind": request.GET.get("kind", ""), "past": request.GET.get("past") == "1",
        "may_write": bool(agencies_with(request.user, WRITE_PAGES))})


@require_safe
def page(request, pk):
    found = get_object_or_404(Page.objects.visible_to(request.user).select_related("agency", "corrects"), pk=pk)
    return render(request, "websites/page.html", {
        "object": found, "body": found.blocks(), "steps": found.workflow.available(found, rights_of(request.user)),
        "may_revise": found.status == Status.PUBLISHED and found.agency_id in agencies_with(request.user, WRITE_PAGES),
        "public": PublicItem.objects.of(found).first(),
        "events": story(found)})


class NewPage(Autosaving, View):
    def dispatch(self, request, kind):
        if kind not in PageKind.values:
            raise Http404
        self.now, self.kind = timezone.now(), kind
        self.mine = list(Agency.objects.filter(pk__in=agencies_with(request.user, WRITE_PAGES), successor=None))
        if not self.mine:
            raise Http404
        return super().dispatch(request)

    def subject(self):
        given = self.request.POST.get("agency")
        agency = next((agency for agency in self.mine if str(agency.pk) == given), None) if given else self.mine[0]
        if agency is None:
            raise Http404
        return Page(kind=self.kind, agency=agency)

    def get(self, request):
        subject = self.subject()
        initial = {"title": PageKind(self.kind).label}
        form = PageForm(subject=subject, initial=initial)
        if self.kept:
            form = PageForm(subject=subject, initial=initial | autosaving.initial_of(self.kept, form))
        return self.page(subject, form)

    def post(self, request):
        subject = self.subject()
        if self.is_autosave:
            return self.autosave(PageForm(request.POST, subject=subject))
        if "discard" in request.POST:
            return self.discarded()
        able = capacities_at(request.user, WRITE_PAGES, [subject.agency], now=self.now)
        if not able:
            raise Http404
        try:
            event = perform(subject, "write", by=able[0], now=self.now, data=request.POST, key=key_of(request))
        except Refused as refused:
            return self.page(subject, PageForm(request.POST, subject=subject), refused.problems, 409)
        autosaving.forget(request.user, request.path)
        messages.success(request, _("“%(title)s”已存为草稿，由另一位同事核对后公开") % {"title": event.subject})
        return redirect(event.subject)

    def page(self, subject, form, problems=(), status=200):
        return render(self.request, "websites/page_form.html", status=status, context={
            "frame": "desk.html", "object": None, "subject": subject, "form": form, "step": Page.workflow["write"], "name": "write",
            "problems": with_links(problems, form), "refused": bool(problems), "possible": True, "bodies": self.mine,
            "kept": self.kept, "typing": "", "key": self.request.POST.get("key") or uuid4(), "kind": PageKind(self.kind)})


@require_POST
def revise(request, pk):
    """A new edition begins from what stands; pressed twice, it leads to the one that was begun."""
    original = get_object_or_404(Page.objects.visible_to(request.user), pk=pk)
    able = capacities_at(request.user, WRITE_PAGES, [original.agency], now=timezone.now())
    if not able:
        raise Http404
    standing = original.corrections.in_progress().first()
    if standing:
        messages.info(request, _("已有一份修订稿，请在它上面修改"))
        return redirect("websites:step", standing.pk, "edit")
    edition = Page(corrects=original, kind=original.kind, agency=original.agency)
    try:
        perform(edition, "revise", by=able[0], now=timezone.now())
    except Refused as refused:
        messages.warning(request, str(refused.problems[0].message))
        return redirect(original)
    return redirect("websites:step", edition.pk, "edit")


class PageStep(TransitionView):
    model = Page
    related = ("agency", "corrects")

    def context(self, form):
        return {"subject": self.subject, "kind": PageKind(self.subject.kind), "bodies": []}

    def stale_rows(self, stale):
        pairs = [(Page._meta.get_field(name).verbose_name, spoken(stale.seen, name), spoken(stale.current, name))
                 for name in ("title", "content", "contact", "contact_phone")]
        return [pair for pair in pairs if pair[1] != pair[2]]


def spoken(version, name):
    value = getattr(version, name, "")
    return text_of(blocks_of_html(value)) if name == "content" else value
