from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.http import require_safe

from openness.agencies.actors import capacities_at
from openness.agencies.models import Agency
from openness.agencies.rights import agencies_with, rights_of
from openness.audit.trail import events_of
from openness.deadlines.calendar import Calendar
from openness.deadlines.models import Deadline
from openness.deadlines.rights import SUPERVISE
from openness.digits import wholes
from openness.notifications.inbox import read_about
from openness.workflow.problems import Refused
from openness.workflow.transitions import perform
from openness.workflow.views import TransitionView, key_of, with_links

from ..checks import not_urged_within_a_day, to_urge
from ..choices import ReceiptStatus
from ..figures import OVERDUE
from ..forms import ids_of
from ..lines import lines, with_bodies
from ..models import Urging, UrgingReceipt
from ..monday import receipts_in
from ..scope import Tree
from .asking import asked

ROWS, PREVIEWED, DAYS = 20, 8, 3
LATE = "late"


def by_state(request):
    """{state of the address: receipts}: what the office asked of whom; for a body, what was asked of it."""
    watches = bool(agencies_with(request.user, SUPERVISE))
    seen = receipts_in(asked(request).scope, request.user) if watches else UrgingReceipt.objects.visible_to(request.user)
    return {"": seen, **{status: seen.filter(status=status) for status in ReceiptStatus.values}, LATE: seen.late(localdate())}


def state_of(request):
    return ReceiptStatus.SENT.value if request.GET.get("queue") == "urged" else request.GET.get("state", "")


def receipts_asked_for(request):
    states = by_state(request)
    return states.get(state_of(request), states[""]).order_by("-urging__sent_at", "agency_id")


@require_safe
def urgings(request):
    states, state = by_state(request), state_of(request)
    page = Paginator(receipts_asked_for(request).for_lists(), ROWS).get_page(request.GET.get("page"))
    labels = {"": _("全部"), **dict(ReceiptStatus.choices), LATE: _("逾期未签收")}
    held, today = rights_of(request.user), localdate()
    return render(request, "oversight/urgings.html", {
        "page_obj": page, "state": state if state in states else "", "today": today,
        "asks": bool(agencies_with(request.user, SUPERVISE)),
        "tabs": [(key, labels[key], rows.count()) for key, rows in states.items()],
        "rows": [{"receipt": receipt, "late": is_late(receipt, today), "steps": receipt.workflow.available(receipt, held)}
                 for receipt in page.object_list]})


def is_late(receipt, today):
    return receipt.status == ReceiptStatus.SENT and receipt.urging.until < today


@require_safe
def receipt(request, pk):
    found = get_object_or_404(UrgingReceipt.objects.visible_to(request.user).for_lists(), pk=pk)
    now = timezone.now()
    read_about(found, request.user, now=now)
    return render(request, "oversight/receipt.html", {
        "receipt": found, "late": is_late(found, localdate(now)), "lines": lines_of(found, request.user, now),
        "steps": found.workflow.available(found, rights_of(request.user)), "events": events_of(found)})


def lines_of(receipt, user, now):
    """Its own items: everybody who may open the receipt sees which, the titles by other rights."""
    return lines(with_bodies(Deadline.objects.filter(urgings__receipt=receipt)), user, now)


class ReceiptStep(TransitionView):
    model = UrgingReceipt
    related = ("urging__agency", "agency")
    template_name = "oversight/receipt_step.html"

    def context(self, form):
        return {"receipt": self.subject, "lines": lines_of(self.subject, self.request.user, self.now)}


class Urge(View):
    """Asks first, with the notice as it will go out; its button sends it. `deadline` names the ticked ones, none means all."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.now = timezone.now()

    def dispatch(self, request, *args, **kwargs):
        able = capacities_at(request.user, SUPERVISE, self.offices(), now=self.now)
        if not able:
            raise Http404
        self.by = able[0]
        self.urging, self.step = Urging(agency=self.by.agency, status=""), Urging.workflow["send"]
        return super().dispatch(request, *args, **kwargs)

    def offices(self):
        return list(Agency.objects.filter(pk__in=agencies_with(self.request.user, SUPERVISE), successor=None))

    def get(self, request):
        ask = asked(request, self.now)
        rows = OVERDUE.rows(ask.scope, ask.period, self.now)
        ticked = wholes(request.GET.getlist("deadline"))
        rows = rows.filter(pk__in=ticked) if ticked else rows
        ids = ",".join(str(pk) for pk in rows.order_by("pk").values_list("pk", flat=True))
        if not ids:
            messages.info(request, _("没有逾期事项需要催办"))
            return redirect("oversight:dashboard")
        today = localdate(self.now)
        initial = {"items": ids, "until": Calendar(today).step(today, DAYS),
                   "words": _("以下事项已逾期，请尽快办理，并签收本通知、答复原因和办结时间。")}
        return self.page(self.step.form(subject=self.urging, initial=initial), ids)

    def post(self, request):
        try:
            with transaction.atomic():      # two people of an office one after the other: the second is asked
                Agency.objects.select_for_update(no_key=True).get(pk=self.by.agency.pk)
                perform(self.urging, "send", by=self.by, now=self.now, data=request.POST, key=key_of(request))
        except Refused as refused:
            form = self.step.form(request.POST, subject=self.urging)
            return self.page(form, request.POST.get("items", ""), refused, 409)
        n = self.urging.receipts.count() if self.urging.pk else 0
        if n:
            messages.success(request, ngettext("催办已发给 %(n)s 个单位", "催办已发给 %(n)s 个单位", n) % {"n": n})
        return redirect("oversight:urgings")

    def page(self, form, ids, refused=None, status=200):
        """With what it would be: how many items each body has."""
        attempt = Asking({"items": ids_of(ids)}, self.now)
        rows = list(to_urge(self.urging, attempt))
        problems = refused.problems if refused else list(not_urged_within_a_day(self.urging, attempt))
        questions = bool(problems) and not any(problem.blocking and refused for problem in problems)
        tree, bodies = Tree(), {}
        for row in rows:
            bodies.setdefault(tree.agencies[tree.today(row.agency_id)], []).append(row)
        sheet = self.request.headers.get("X-Sheet") == "yes"
        return render(self.request, "oversight/urge.html", status=status, context={
            "frame": "workflow/sheet.html" if sheet else "desk.html", "sheet": sheet, "step": self.step, "form": form,
            "object": ngettext("%(n)s 件逾期事项", "%(n)s 件逾期事项", len(rows)) % {"n": len(rows)},
            "problems": with_links(problems, form), "refused": refused, "only_questions": questions,
            "accept": " ".join(problem.code for problem in problems) if questions else "",
            "bodies": [{"agency": agency, "n": len(each), "first": each[0].due_at} for agency, each in bodies.items()],
            "many": len(rows), "previewed": PREVIEWED, "by": self.by, "key": self.request.POST.get("key") or uuid4()})


class Asking:
    """What checks read of an attempt, before there is one."""

    def __init__(self, data, now):
        self.data, self.now = data, now
