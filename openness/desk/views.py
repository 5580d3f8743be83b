"""The home of signed-in staff: what is due first, then what waits."""
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from openness.agencies.access import is_administrator
from openness.agencies.actors import capacities_at
from openness.agencies.rights import rights_of
from openness.deadlines import clock
from openness.deadlines.calendar import missing_year
from openness.deadlines.models import Deadline
from openness.notifications.inbox import with_subjects
from openness.notifications.models import MailChoice

from .clocks import my_clocks
from .lists import queues

ROWS = 5


@require_safe
def home(request):
    now = timezone.now()
    held = rights_of(request.user)
    clocks, waiting = my_clocks(request.user, now), queues(request.user)
    lists = []
    for queue in waiting:
        rows = queue.rows(request.user).order_by("-pk")
        found = list(rows.for_lists()[:ROWS + 1])
        if not found:
            continue
        lists.append({
            "queue": queue, "count": rows.count() if len(found) > ROWS else len(found),
            "rows": [{"subject": subject, "step": queue.step(subject),
                      "label": subject.workflow[queue.step(subject)].label} for subject in found[:ROWS]]})
    return render(request, "desk/home.html", {
        "now": now, "clocks": clocks, "lists": lists, "held": held,
        "missing": missing_year(timezone.localdate(now)) if is_administrator(request.user) else None,
        "rows": [{"clock": each, "step": leading(each, waiting)} for each in clocks],
        "overdue": sum(c.reading.kind == "over" for c in clocks), "today": sum(c.reading.kind == "today" for c in clocks),
        "soon": sum(c.reading.kind == "soon" for c in clocks), "waiting": sum(each["count"] for each in lists),
    })


def leading(each, waiting):
    """(name, step) of what is next for a clock: what the work list of its right says, else a step that ends it or leads on."""
    named = [queue.step(each.subject) for queue in waiting
             if queue.right == each.deadline.right and queue.badge == getattr(each.subject, "badge", "document")]
    named += [name for name, step in each.steps.items() if any(rule.key == each.key for rule in step.closes)]
    primary = [name for name, step in each.steps.items() if step.tone == "primary"]
    name = next((name for name in [*named, *primary] if name in each.steps), None)
    return (name, each.steps[name]) if name else None


@require_safe
def notices(request):
    mine = request.user.notifications.all()
    page = Paginator(mine, 20).get_page(request.GET.get("page"))
    pairs = with_subjects(page.object_list, request.user)
    rows = [{"notice": notice, "subject": subject, "text": notice.text(subject)} for notice, subject in pairs]
    return render(request, "desk/notices.html", {"page_obj": page, "rows": rows, "mail": mail_of(request.user)})


class MailForm(forms.Form):
    want = forms.ChoiceField(label=gettext_lazy("发哪些"), choices=MailChoice.Want.choices, widget=forms.RadioSelect)


def mail_of(user):
    """What the page asks about mail; None where the system sends none."""
    if not settings.MAIL_IS_SET_UP:
        return None
    chosen = MailChoice.objects.filter(user=user).first()
    return {"address": user.email, "form": MailForm(initial={"want": chosen.want if chosen else MailChoice.Want.PRESSING})}


@require_POST
def choose_mail(request):
    form = MailForm(request.POST)
    if form.is_valid():
        MailChoice.objects.update_or_create(user=request.user, defaults=form.cleaned_data | {"since": timezone.now()})
        messages.success(request, _("已保存，以后的通知按此发邮件"))
    return redirect("desk:notices")


@require_POST
def read_all(request):
    request.user.notifications.unread().update(read_at=timezone.now())
    messages.success(request, _("通知已全部标为已读"))
    return redirect("desk:notices")


@require_POST
def acknowledge(request, pk):
    """已知悉: only for those on whom the clock rests."""
    mine = Deadline.objects.resting_on(rights_of(request.user)).select_related("agency")
    deadline = get_object_or_404(mine, pk=pk)
    able = capacities_at(request.user, deadline.right, [deadline.agency], now=timezone.now())
    if not able:
        raise Http404
    clock.acknowledge(deadline, by=able[0], now=timezone.now())
    messages.success(request, _("已知悉，不再重复提醒；后续时点仍会提醒"))
    return redirect("desk:home")


@require_safe
def missing(request, rest=""):
    """Any other address of the desk: strangers sign in first and learn nothing."""
    raise Http404

