"""征求意见: the page of the body asked, which sees the plan and the words of the materials and nothing else."""
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from openness.notifications.inbox import read_about
from openness.workflow.problems import Problem, Refused
from openness.workflow.story import story
from openness.workflow.transitions import perform
from openness.workflow.views import TransitionView, key_of

from ..choices import ConsultationStatus
from ..forms.consultation import AskSeveralForm
from ..models import Consultation, Plan
from ..responsible import responsible
from .begin import Begin
from .following import with_steps

RELATED = ("plan__document__drafting_agency", "plan__agency", "agency", "answered_by")


def what_is_read(consultation):
    return {"consultation": consultation, "plan": consultation.plan, "materials": list(consultation.plan.materials.standing())}


@require_safe
def consultation(request, pk):
    found = get_object_or_404(Consultation.objects.visible_to(request.user).select_related(*RELATED), pk=pk)
    now = timezone.now()
    read_about(found, request.user, now=now)
    (row,) = with_steps([found], request.user, now)
    return render(request, "interpretation/consultation.html", {
        "object": found, "row": row, "face": found.face(row["late"]), "steps": row["steps"], "events": story(found),
        "address": "interpretation:consultation_step", "outdated": found.is_outdated(),
        "sees_plan": Plan.objects.visible_to(request.user).filter(pk=found.plan_id).exists(), **what_is_read(found)})


class Ask(Begin):
    """Several bodies at once, each a consultation of its own: all of them or none."""
    model, name = Consultation, "ask"

    def subject(self, agency=None):
        return Consultation(plan=self.parent, agency=agency or self.parent.agency)

    def make_form(self, *data, initial=None):
        return AskSeveralForm(*data, subject=self.subject(), initial=initial)

    def initial(self):
        """The joint and cooperating bodies that were not asked yet."""
        asked = self.parent.consultations.exclude(status=ConsultationStatus.CANCELLED).values_list("agency", flat=True)
        here = {self.parent.agency_id, *asked}
        others = [agency.pk for agency in responsible(self.parent.document).with_others]
        return {"bodies": [pk for pk in others if pk not in here]}

    def get(self, request, **kwargs):
        form = self.make_form(initial=self.initial())
        return self.page(form)

    def take(self):
        form = self.make_form(self.request.POST)
        if not form.is_valid():
            raise Refused([Problem("form", "；".join(words), name) for name, words in form.errors.items()])
        key, made = key_of(self.request), []
        try:
            with transaction.atomic():
                for agency in form.cleaned_data["bodies"]:
                    event = perform(self.subject(agency), "ask", by=self.by, now=self.now, data=self.request.POST,
                                    key=key and f"{key[:45]}:{agency.pk}")
                    made.append(event.subject)
        except IntegrityError as error:      # a colleague asked the same body at this very moment
            raise Refused([Problem("twice", _("同事刚刚征求了其中一个单位的意见，请刷新页面核对"), "bodies")]) from error
        return made

    def said(self, done):
        return ngettext("已向 %(n)s 个单位征求意见", "已向 %(n)s 个单位征求意见", len(done)) % {"n": len(done)}

    def next(self, done):
        return f"{self.back()}#consultations"


class ConsultationStep(TransitionView):
    model = Consultation
    related = RELATED

    def context(self, form):
        return what_is_read(self.subject)
