"""The public pages. They read the one public table and nothing else."""
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from openness.agencies.models import Agency
from openness.files.responses import file_response

from . import lexemes
from .blocks import outline, plain
from .models import PublicFile, PublicItem, SearchRow
from .searching import CAP, Filters, items, marked, search, snippet
from .vocabulary import Genre, Topic


class CappedPaginator(Paginator):
    """Counts and shows up to a cap only: beyond it the page says “more than”."""

    @cached_property
    def found(self):
        return self.object_list[:CAP + 1].count()

    @property
    def count(self):
        return min(self.found, CAP)


@require_safe
def home(request):
    newest = PublicItem.objects.newest()[:10]
    return render(request, "publication/home.html", {"newest": newest, "topics": Topic.choices, "total": SearchRow.objects.count()})


@require_safe
def results(request):
    asked = request.GET.get("q", "").replace("\0", "").strip()[:200]
    filters = Filters(
        agency=whole(request.GET.get("agency")), year=whole(request.GET.get("year")),
        topic=whole(request.GET.get("topic")), genre=one_of(request.GET.get("genre"), Genre.values))
    paginator = CappedPaginator(search(asked, filters), 20)
    page = paginator.get_page(request.GET.get("page"))
    hits = [{"item": item, "title": marked(item.title, asked), "text": snippet(plain(item.body), asked)}
            for item in items(page.object_list)]
    return render(request, "publication/search.html", {
        "asked": asked, "page_obj": page, "hits": hits, "capped": paginator.found > CAP, "cap": CAP,
        "understood": not asked or bool(lexemes.query(asked)),
        "filters": filters, "genres": Genre.choices, "topics": Topic.choices,
        "agencies": Agency.objects.filter(pk__in=SearchRow.objects.values("agency_id").distinct()),
        "years": SearchRow.objects.order_by("-year").values_list("year", flat=True).distinct(),
    })


@require_safe
def item(request, address):
    """The current edition; when all of it was withdrawn, the tombstone, with 410."""
    editions = PublicItem.objects.filter(address=address).order_by("-edition")
    found = editions.current().prefetch_related("files").first()
    if found:
        return render(request, "publication/item.html", {
            "item": found, "outline": outline(found.body), "today": localdate()})
    stone = get_object_or_404(editions.exclude(withdrawn_at=None)[:1])
    return render(request, "publication/tombstone.html", {"item": stone}, status=410)


@require_safe
def file(request, address, order):
    found = PublicFile.objects.filter(item__in=PublicItem.objects.current(), item__address=address, order=order).first()
    if found is None:
        raise Http404
    return file_response(found.name, found.kind, found.sha256)


def whole(text):
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def one_of(text, values):
    return text if text in values else ""
