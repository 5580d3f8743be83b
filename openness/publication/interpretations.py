"""政策解读 before the public: beside its document, clause by clause, and on a page of its own."""
from typing import NamedTuple

from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Subquery
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openness.agencies.models import Agency
from openness.digits import whole

from .blocks import KINDS, anchored, outline
from .models import PublicItem
from .vocabulary import Form, ItemKind, Topic

SIZE = 20
LONGEST = 160       # characters of a passage beside the text; the whole stands on its own page


class Passage(NamedTuple):
    """What an interpretation says of one clause of the document."""
    item: PublicItem
    heading: str
    text: str
    clause: str
    anchor: str         # of the clause, in the document
    place: str          # of the passage, in the interpretation


def passages(items, body):
    """Those tied to clauses that the document of this body has, in its order: words and anchor must both agree."""
    there = {entry.anchor: entry.title for entry in outline(body)}
    order, found = list(there), []
    for item in items:
        gathered = None
        for block, place in anchored(item.body):
            heading = block["k"] in KINDS[1:]
            if heading or gathered is None:
                gathered = None
                if (tie := block.get("c")) and there.get(tie["a"]) == tie["t"]:
                    text = block.get("r", "") if heading else block["t"]
                    gathered = [block["t"] if heading else item.title, text, tie, place]
                    found.append((item, gathered))
            elif len(gathered[1]) < LONGEST:
                gathered[1] += block["t"]
    made = [Passage(item, heading, text if len(text) <= LONGEST else text[:LONGEST] + "……", tie["t"], tie["a"], place)
            for item, (heading, text, tie, place) in found]
    return sorted(made, key=lambda passage: order.index(passage.anchor))


def questions(item):
    """How many: the headings of a question-and-answer material."""
    return sum(block["k"] in KINDS[1:] for block in item.body)


@require_safe
def interpretations(request):
    """The newest first, by form, topic and body."""
    papers = PublicItem.objects.current().filter(address=OuterRef("about"), kind=ItemKind.DOCUMENT)
    every = PublicItem.objects.newest().filter(kind=ItemKind.INTERPRETATION)
    rows, filters = every, {}
    if (form := request.GET.get("form")) in Form.values:
        rows, filters["form"] = rows.filter(form=form), form
    if (topic := whole(request.GET.get("topic"))) in Topic.values:
        rows, filters["topic"] = rows.filter(topic=topic), topic
    if (agency := whole(request.GET.get("agency"))) is not None:
        rows, filters["agency"] = rows.filter(agency=agency), agency
    counts = {name: dict(every.order_by().values_list(name).annotate(Count("pk"))) for name in ("form", "topic")}
    page = Paginator(rows.annotate(paper=Subquery(papers.values("title")[:1])), SIZE).get_page(request.GET.get("page"))
    return render(request, "publication/interpretations.html", {
        "page_obj": page, "filters": filters,
        "forms": [(value, label, counts["form"][value]) for value, label in Form.choices if value in counts["form"]],
        "topics": [(value, label, counts["topic"][value]) for value, label in Topic.choices if value in counts["topic"]],
        "agencies": Agency.objects.filter(pk__in=every.order_by().values("agency")).order_by("pk")})
