"""Letters: what came in, what went out, one letter with its receivers, one delivery, the form."""
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.http import require_safe

from openness.agencies.rights import agencies_with, rights_of
from openness.deadlines.calendar import Calendar
from openness.digits import whole, wholes
from openness.notifications.inbox import read_about
from openness.workflow.problems import Refused
from openness.workflow.story import story
from openness.workflow.transitions import perform
from openness.workflow.views import TransitionView, key_of, with_links

from ..choices import DeliveryStatus, LetterKind, UnitKind
from ..models import Delivery, Letter
from ..reading import named, subject_of, told, write_address
from ..rights import ANSWER, LINK
from .capacity import one_per_body

ROWS = 20
IN, OUT = "in", "out"
DAYS = {LetterKind.LINKAGE: 1, LetterKind.PRESS: 3}      # working days that the form proposes
DONE = (DeliveryStatus.AGREED, DeliveryStatus.ANSWERED)


def box_of(request):
    """What came in or what went out: as the address says, else where this person's work is."""
    able = {box for box, right in ((IN, ANSWER), (OUT, LINK)) if agencies_with(request.user, right)}
    asked = IN if request.GET.get("queue") == "letters" else request.GET.get("box")
    return asked if asked in able else (IN if IN in able else OUT)


def state_of(request):
    return "waiting" if request.GET.get("queue") == "letters" else request.GET.get("state", "")


def by_state(request):
    """{state of the address: (words, deliveries)} of the box."""
    inside, today = box_of(request) == IN, localdate()
    seen = Delivery.objects.received_by(request.user) if inside else Delivery.objects.sent_by(request.user)
    if (kind := request.GET.get("kind")) in LetterKind.values:
        seen = seen.filter(letter__kind=kind)
    states = {"": (_("全部"), seen), "late": (_("已逾期"), seen.late(today)),
              "objected": (_("有意见"), seen.filter(status=DeliveryStatus.OBJECTED)),
              "done": (_("已同意或答复"), seen.filter(status__in=DONE))}
    first = {"waiting": (_("待办理"), seen.waiting())} if inside else {
        "sent": (_("未回应"), seen.filter(status=DeliveryStatus.SENT))}
    return {"": states[""]} | first | states


def deliveries_asked_for(request):
    states = by_state(request)
    return states.get(state_of(request), states[""])[1].order_by("-letter__sent_at", "-letter_id", "pk")


@require_safe
def letters(request):
    user, box, states, state, today = request.user, box_of(request), by_state(request), state_of(request), localdate()
    wanted, held = deliveries_asked_for(request), rights_of(request.user)
    if box == OUT:
        wanted = Letter.objects.filter(pk__in=wanted.order_by().values("letter")).order_by("-sent_at", "-pk")
    page = Paginator(wanted, ROWS).get_page(request.GET.get("page"))
    if box == OUT:
        found = {row.letter.pk: row for row in told(Letter.objects.filter(pk__in=[row.pk for row in page.object_list]), user)}
        rows = [{"told": found[row.pk], "late": found[row.pk].late(today)} for row in page.object_list]
    else:
        rows = [{"delivery": row, "late": row.is_late(today), "steps": row.workflow.available(row, held)}
                for row in page.object_list.for_lists()]
    return render(request, "linkage/letters.html", {
        "page_obj": page, "rows": rows, "box": box, "state": state if state in states else "", "kinds": LetterKind.choices,
        "kind": request.GET.get("kind", ""), "may_write": bool(agencies_with(user, LINK)), "may_answer": bool(agencies_with(user, ANSWER)),
        "tabs": [(key, words, count(each, box)) for key, (words, each) in states.items()]})


def count(deliveries, box):
    return deliveries.values("letter").distinct().count() if box == OUT else deliveries.count()


@require_safe
def letter(request, pk):
    """For the body that sent it: how far each receiver is."""
    found = get_object_or_404(Letter.objects.visible_to(request.user).for_lists(), pk=pk)
    row, about = told(Letter.objects.filter(pk=found.pk), request.user)[0], subject_of(found, request.user)
    held, today = rights_of(request.user), localdate()
    return render(request, "linkage/letter.html", {
        "letter": found, "about": about, "told": row, "late": row.late(today), "events": story(found),
        "again": write_address(found.kind, about, again=found),
        "rows": [{"delivery": each, "late": each.is_late(today), "steps": each.workflow.available(each, held)} for each in row.deliveries]})


@require_safe
def delivery(request, pk):
    found = get_object_or_404(Delivery.objects.visible_to(request.user).for_lists(), pk=pk)
    now = timezone.now()
    read_about(found, request.user, now=now)
    return render(request, "linkage/delivery.html", {
        "delivery": found, "letter": found.letter, "late": found.is_late(localdate(now)), "about": subject_of(found.letter, request.user),
        "own": found.letter.agency_id in agencies_with(request.user, LINK),
        "steps": found.workflow.available(found, rights_of(request.user)), "events": story(found)})


class DeliveryStep(TransitionView):
    model = Delivery
    related = ("letter__agency", "agency", "contact")
    template_name = "linkage/delivery_step.html"

    def initial(self):
        return {"said_at": localtime(self.now).replace(second=0, microsecond=0)} if self.name.startswith("record") else {}

    def context(self, form):
        return {"letter": self.subject.letter}


class Write(View):
    """A letter about what `about` names (app.model:pk), or about nothing in the system; `to` are bodies ticked from the start."""

    def dispatch(self, request, kind):
        if kind not in LetterKind.values:
            raise Http404
        self.now, self.kind, given = timezone.now(), LetterKind(kind), request.GET.get("about", "")
        self.about = named(given, request.user) if given else None
        self.able = one_per_body(request.user, LINK, agencies_with(request.user, LINK), now=self.now)
        if not self.able or given and self.about is None:
            raise Http404
        self.by = self.able.get(request.GET.get("from", "")) or next(iter(self.able.values()))
        self.letter = Letter(kind=self.kind, agency=self.by.agency, about=self.about)
        self.step = Letter.workflow["send"]
        return super().dispatch(request)

    def get(self, request):
        initial = {"reply_by": Calendar(localdate(self.now)).step(localdate(self.now), DAYS[self.kind]),
                   "agencies": wholes(request.GET.getlist("to"))}
        return self.page(self.step.form(subject=self.letter, initial=initial | self.again()))

    def again(self):
        """The words and receivers of an earlier letter of one's own, to be sent once more with what is to be changed."""
        earlier = Letter.objects.visible_to(self.request.user).filter(pk=whole(self.request.GET.get("again", ""))).first()
        if earlier is None:
            return {}
        receivers = list(earlier.deliveries.all())
        return {"title": earlier.title, "words": earlier.words, "wording": earlier.wording,
                "contacts": [each.contact_id for each in receivers if each.contact_id],
                "agencies": [each.agency_id for each in receivers if each.agency_id and not each.contact_id]}

    def post(self, request):
        try:
            event = perform(self.letter, "send", by=self.by, now=self.now, data=request.POST, key=key_of(request))
        except Refused as refused:
            return self.page(self.step.form(request.POST, subject=self.letter), refused, 409)
        sent = event.subject
        n = sent.deliveries.count()
        messages.success(request, ngettext("已发给 %(n)s 个单位", "已发给 %(n)s 个单位", n) % {"n": n})
        return redirect(sent)

    def page(self, form, refused=None, status=200):
        return render(self.request, "linkage/write.html", status=status, context={
            "form": form, "step": self.step, "kind": self.kind, "about": self.about, "by": self.by, "bodies": list(self.able.values()),
            "groups": groups(form), "problems": with_links(refused.problems if refused else [], form), "refused": refused,
            "key": self.request.POST.get("key") or uuid4()})


def groups(form):
    """[(kind of unit, the boxes of its contacts)] in the order of the kinds."""
    kinds = {str(row.pk): row.kind for row in form.fields["contacts"].queryset}
    boxes = {kind: [option for option in form["contacts"].options if kinds.get(option["value"]) == kind] for kind in UnitKind}
    return [(kind.label, rows) for kind, rows in boxes.items() if rows]
