"""常用语: own sentences, at hand wherever a reviewer writes one."""
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openness.digits import whole

from ..models import Phrase

MOST = 50
LONGEST = Phrase._meta.get_field("text").max_length


def phrases_of(user):
    return list(user.phrases.all()[:MOST])


def keep_phrase(user, text, *, now):
    """Kept once; a phrase that is used again moves to the top, and what has not been used for longest makes room."""
    text = " ".join(text.replace("\0", "").split())[:LONGEST].strip()
    if text:
        Phrase.objects.update_or_create(user=user, text=text, defaults={"used_at": now})
        user.phrases.exclude(pk__in=[phrase.pk for phrase in phrases_of(user)]).delete()


@require_http_methods(["GET", "HEAD", "POST"])
def phrases(request):
    """The person's own list: add one, put one away."""
    if request.method == "POST":
        if "remove" in request.POST:
            get_object_or_404(Phrase, pk=whole(request.POST["remove"]) or 0, user=request.user).delete()
            messages.success(request, _("常用语已删除"))
        elif request.POST.get("text", "").strip():
            keep_phrase(request.user, request.POST["text"], now=timezone.now())
            messages.success(request, _("常用语已保存"))
        return redirect("documents:phrases")
    return render(request, "documents/phrases.html", {"phrases": phrases_of(request.user), "longest": LONGEST})
