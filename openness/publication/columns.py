"""政府信息公开专栏: the four blocks of the platform (国办公开办函〔2019〕61号), and 法定主动公开内容 item by item."""
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openness.agencies.models import Agency
from openness.digits import whole

from .models import PublicItem
from .vocabulary import ItemKind, Section

BLOCKS = (ItemKind.GUIDE, ItemKind.SYSTEM, ItemKind.STATUTORY, ItemKind.REPORT)
NEWEST = 5


@require_safe
def overview(request):
    """What each block holds, its newest first."""
    items = PublicItem.objects.newest()
    blocks = [{"kind": kind, "items": list(items.filter(kind=kind).defer("body")[:NEWEST])} for kind in BLOCKS]
    documents = list(items.filter(kind=ItemKind.DOCUMENT).defer("body")[:NEWEST])
    return render(request, "publication/columns.html", {"blocks": blocks, "documents": documents, "kinds": BLOCKS, "sections": Section.choices})


@require_safe
def column(request, block):
    """One block: the guide itself where there is one, else a list that can be narrowed to a body or to an item of the law."""
    if block not in BLOCKS:
        raise Http404
    kind, rows = ItemKind(block), PublicItem.objects.newest().filter(kind=block)
    agencies = Agency.objects.filter(pk__in=rows.order_by().values("agency")).order_by("pk")
    counts = dict(rows.order_by().values_list("section").annotate(Count("pk"))) if kind == ItemKind.STATUTORY else {}
    filters = {}
    if (section := request.GET.get("section")) in Section.values and kind == ItemKind.STATUTORY:
        rows, filters["section"] = rows.filter(section=section), section
    if (agency := whole(request.GET.get("agency"))) is not None:
        rows, filters["agency"] = rows.filter(agency=agency), agency
    page = Paginator(rows.defer("body"), 20).get_page(request.GET.get("page"))
    only = rows.first() if kind == ItemKind.GUIDE and page.paginator.count == 1 else None
    return render(request, "publication/column.html", {
        "kind": kind, "page_obj": page, "only": only, "agencies": agencies, "filters": filters, "kinds": BLOCKS,
        "sections": [(value, label, counts.get(value, 0)) for value, label in Section.choices],
        "section": Section(filters["section"]).label if "section" in filters else ""})
