"""What a person sees when something failed: a sentence, the next thing to do, and a number for whoever looks into it."""
import logging
from uuid import uuid4

from django.shortcuts import render
from django.utils import timezone

from openness.agencies.looking import turned_away

log = logging.getLogger(__name__)


def server_error(request):
    """The number stands in the log beside the trace that Django wrote just before."""
    incident = uuid4().hex[:8]
    log.error("incident %s at %s", incident, request.path)
    return render(request, "500.html", {"incident": incident}, status=500)


def csrf_failure(request, reason=""):
    """Signed out, or in again, in another tab: the form is older than the sign-in. What was typed is still in it."""
    return render(request, "403_csrf.html", status=403)


def permission_denied(request, exception=None):
    """Who tries doors that are not his stands on the trail."""
    if request.user.is_authenticated:
        turned_away(request.user, request.path, now=timezone.now())
    return render(request, "403.html", status=403)
