"""Changes of rights that wait, and what became of the others."""
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from openness.agencies.models import User

from .. import changes
from ..models import RightsChange


class Changes(View):
    def get(self, request):
        decided = RightsChange.objects.exclude(decided_at=None).select_related("user", "workbook", "proposed_by", "decided_by")
        page = Paginator(decided.order_by("-decided_at", "-pk"), 25).get_page(request.GET.get("page"))
        secures = request.user.looks_after(User.SECURITY)
        waiting = list(changes.waiting())
        for change in waiting:
            change.mine = secures and request.user.pk not in (change.proposed_by_id, change.user_id)
        return render(request, "onboarding/changes.html", {
            "waiting": waiting, "page_obj": page, "secures": secures, "two": changes.two_are_needed()})


class Decide(View):
    def post(self, request, pk):
        if not request.user.looks_after(User.SECURITY):
            raise PermissionDenied
        change, accepted = get_object_or_404(RightsChange, pk=pk), "confirm" in request.POST
        try:
            changes.decide(change, accepted, by=request.user, now=timezone.now(),
                           reason=request.POST.get("reason", "").replace("\0", "").strip()[:200])
            messages.success(request, _("已确认，变更已生效") if accepted else _("已退回，没有变更"))
        except changes.Refused as refused:
            messages.error(request, str(refused))
        return redirect("trust:changes")
