"""One round of interpretation: when, by whom, how it went."""
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from openness.notifications.inbox import read_about
from openness.workflow.story import story
from openness.workflow.views import TransitionView

from ..choices import Stage
from ..models import Round
from .begin import Begin
from .following import with_steps
from .plans import differences

RELATED = ("plan__document", "plan__agency", "material")


@require_safe
def round_page(request, pk):
    found = get_object_or_404(Round.objects.visible_to(request.user).select_related(*RELATED), pk=pk)
    now = timezone.now()
    read_about(found, request.user, now=now)
    (row,) = with_steps([found], request.user, now)
    return render(request, "interpretation/round.html", {"object": found, "row": row, "steps": row["steps"],
                                                         "events": story(found), "address": "interpretation:round_step"})


class NewRound(Begin):
    model, name = Round, "arrange"

    def initial(self):
        return {"stage": Stage.DURING if self.parent.begun_at else Stage.WITH}


class RoundStep(TransitionView):
    model = Round
    related = RELATED

    def initial(self):
        return {"held_on": localdate(self.now)} if self.name == "hold" else {}

    def stale_rows(self, stale):
        return differences(stale, [name for name in self.step.form.names if name != "material"]) if self.autosaves else []
