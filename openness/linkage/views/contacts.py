"""The contact book: list, entry, form, steps."""
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_safe

from openness.agencies.rights import agencies_with, rights_of
from openness.workflow.problems import Refused
from openness.workflow.story import story
from openness.workflow.transitions import perform
from openness.workflow.views import TransitionView, key_of, with_links

from ..choices import ContactStatus, UnitKind
from ..models import Contact, Delivery
from ..rights import LINK
from .capacity import one_per_body

ROWS, RECENT = 30, 5
SEARCHED = ("name", "post", "phone", "mobile", "email", "remark")


def contacts_asked_for(request):
    """In use, or with past=1 those that are not; of one kind, with a word in any of their lines."""
    rows = Contact.objects.visible_to(request.user).in_order()
    rows = rows.filter(status=ContactStatus.RETIRED if request.GET.get("past") == "1" else ContactStatus.CURRENT)
    if (kind := request.GET.get("kind")) in UnitKind.values:
        rows = rows.filter(kind=kind)
    if asked := searched(request):
        found = Q()
        for name in SEARCHED:
            found |= Q(**{f"{name}__icontains": asked})
        rows = rows.filter(found)
    return rows


def searched(request):
    return request.GET.get("q", "").replace("\0", "").strip()[:100]


@require_safe
def contacts(request):
    held = rights_of(request.user)
    page = Paginator(contacts_asked_for(request).for_lists(), ROWS).get_page(request.GET.get("page"))
    return render(request, "linkage/contacts.html", {
        "page_obj": page, "kinds": UnitKind.choices, "kind": request.GET.get("kind", ""), "past": request.GET.get("past") == "1",
        "asked": searched(request), "filtered": bool(request.GET.get("kind") or searched(request)),
        "rows": [{"contact": row, "steps": row.workflow.available(row, held)} for row in page.object_list]})


@require_safe
def contact(request, pk):
    found = get_object_or_404(Contact.objects.visible_to(request.user).for_lists(), pk=pk)
    return render(request, "linkage/contact.html", {
        "object": found, "steps": found.workflow.available(found, rights_of(request.user)), "events": story(found),
        "deliveries": Delivery.objects.visible_to(request.user).for_lists().filter(contact=found).order_by("-letter__sent_at")[:RECENT]})


class NewContact(View):
    def dispatch(self, request):
        self.now, self.step = timezone.now(), Contact.workflow["add"]
        self.able = one_per_body(request.user, LINK, agencies_with(request.user, LINK), now=self.now)
        if not self.able:
            raise Http404
        self.by = self.able.get(request.POST.get("agency") or "") or next(iter(self.able.values()))
        self.subject = Contact(agency=self.by.agency)
        return super().dispatch(request)

    def get(self, request):
        return self.page(self.step.form(subject=self.subject, initial={"kind": request.GET.get("kind", "")}))

    def post(self, request):
        try:
            event = perform(self.subject, "add", by=self.by, now=self.now, data=request.POST, key=key_of(request))
        except Refused as refused:
            return self.page(self.step.form(request.POST, subject=self.subject), refused, 409)
        messages.success(request, _("“%(name)s”已列入名录") % {"name": event.subject.name})
        return redirect(event.subject)

    def page(self, form, refused=None, status=200):
        problems = refused.problems if refused else []
        return render(self.request, "linkage/contact_form.html", status=status, context={
            "frame": "desk.html", "object": None, "subject": self.subject, "form": form, "step": self.step, "name": "add",
            "problems": with_links(problems, form), "refused": refused, "possible": True, "bodies": list(self.able.values()), "by": self.by,
            "only_questions": bool(problems) and refused.may_be_accepted, "accept": " ".join(problem.code for problem in problems),
            "key": self.request.POST.get("key") or uuid4()})


class ContactStep(TransitionView):
    model = Contact
    related = ("agency", "body")

    def context(self, form):
        return {"subject": self.subject, "bodies": []}

    def stale_rows(self, stale):
        pairs = [(Contact._meta.get_field(name).verbose_name, shown(stale.seen, name), shown(stale.current, name))
                 for name in self.step.form.names] if self.name == "edit" else []
        return [pair for pair in pairs if pair[1] != pair[2]]


def shown(version, name):
    return version.get_kind_display() if name == "kind" and version else getattr(version, name, "")
