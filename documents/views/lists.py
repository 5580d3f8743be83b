from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from openness.agencies.models import Agency
from openness.agencies.rights import rights_of
from openness.desk.clocks import readings_of
from openness.desk.lists import queues
from openness.digits import whole
from openness.publication import numbers
from openness.publication.vocabulary import Genre

from ..choices import Disclosure, Status
from ..models import Document


@require_safe
def document_list(request):
    """Every document that the person may see; filters stand in the address, so that a list can be sent on."""
    seen = Document.objects.visible_to(request.user)
    asked = request.GET.get("q", "").replace("\0", "").strip()[:200]
    rows, filters = filtered(seen, request, asked)
    page = Paginator(rows.for_lists().order_by("-pk"), 20).get_page(request.GET.get("page"))
    held, clocks = rights_of(request.user), readings_of(page.object_list, timezone.now())
    drafting = Agency.objects.filter(pk__in=seen.values("drafting_agency")).order_by("name")
    return render(request, "documents/document_list.html", {
        "page_obj": page, "asked": asked, "filters": filters, "agencies": drafting,
        "statuses": Status.choices, "disclosures": Disclosure.choices, "genres": Genre.choices,
        "queues": queues_of_papers(request.user),
        "rows": [{"document": document, "clocks": clocks.get(document.pk, []),
                  "step": next_step(document, held)} for document in page.object_list],
    })


def queues_of_papers(user):
    """The work lists whose rows are papers; other apps' stand on pages of their own."""
    return [queue for queue in queues(user) if queue.url == "documents:list"]


def filtered(rows, request, asked):
    if asked:
        number = numbers.parse(asked)
        rows = rows.filter(Q(number=str(number)) if number else Q(title__icontains=asked) | Q(number__icontains=asked))
    filters = {}
    for name, values in (("status", Status.values), ("disclosure", Disclosure.values), ("genre", Genre.values)):
        value = request.GET.get(name, "")
        if value in values:
            rows, filters[name] = rows.filter(**{name: value}), value
    if (agency := whole(request.GET.get("agency"))) is not None:
        rows, filters["agency"] = rows.filter(drafting_agency=agency), agency
    for queue in queues_of_papers(request.user):
        if request.GET.get("queue") == queue.key:
            rows, filters["queue"] = rows.filter(pk__in=queue.rows(request.user).values("pk")), queue.key
    return rows, filters


def next_step(document, held):
    """(name, step) of what is most likely next for this person: the step that leads on, else the first."""
    steps = document.workflow.available(document, held)
    return next(iter(leading(document, steps).items()), None) or next(iter(steps.items()), None)


def leading(document, steps):
    """The steps that lead on, the likeliest first: a returned paper is mended before it is sent again."""
    idle = "publish" if document.is_kept_back else "retain"
    found = {name: step for name, step in steps.items() if step.tone == "primary" and name != idle}
    if document.status == Status.RETURNED and "edit" in steps:
        found = {"edit": steps["edit"]} | found
    return found
