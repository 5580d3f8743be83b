"""Papers that were found to be secret: that there is one, since when and by whom. Nothing here says what stands in it."""
from collections import defaultdict

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openness.agencies.rights import rights_of
from openness.audit.models import Event
from openness.workflow.views import TransitionView

from ..models import Document

TOLD = ("lock", "unlock", "purge")


@require_safe
def sealed(request):
    rows = Document.objects.sealed_for(request.user).select_related("drafting_agency", "reviewing_office").defer("body")
    page = Paginator(rows.order_by("-pk"), 20).get_page(request.GET.get("page"))
    events, held = events_of(page.object_list), rights_of(request.user)
    return render(request, "documents/sealed.html", {"page_obj": page, "rows": [
        {"document": each, "events": events[each.pk], "steps": each.workflow.available(each, held)} for each in page.object_list]})


def events_of(papers):
    """{pk: the latest event of each of the steps}"""
    found = defaultdict(dict)
    if papers:
        rows = Event.objects.filter(subject_type__app_label="documents", subject_type__model="document", step__in=TOLD,
                                    subject_id__in=[paper.pk for paper in papers]).select_related("actor", "agency")
        for event in rows:
            found[event.subject_id][event.step] = event
    return found


class SealedStep(TransitionView):
    """解除封存、清除内容: the paper itself is not shown."""
    model = Document
    template_name = "documents/sealed_step.html"
    related = ("drafting_agency", "reviewing_office")

    def seen(self):
        return Document.objects.sealed_for(self.request.user)

    def done(self):
        return _("公文第 %(n)s 号：%(step)s，现为“%(status)s”") % {
            "n": self.subject.pk, "step": self.step.label, "status": self.subject.get_status_display()}

    def next(self):
        return "documents:sealed"
