"""The search page and what is suggested while somebody types."""
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from openness.agencies.models import Agency

from .. import lexemes
from ..asked import Request, label
from ..blocks import plain
from ..finding import FACETS, counts, find, nearest, suggest
from ..searching import CAP, LONGEST_QUERY, items_of, marked, snippet
from ..vocabulary import Genre

SIZE = 20
SHOWN = 8           # values of a facet before “more”
TITLES = {"kind": _lazy("信息类型"), "state": _lazy("有效性"), "agency": _lazy("发布机构"), "year": _lazy("成文年份"),
          "topic": _lazy("主题分类"), "genre": _lazy("文种")}


class Counted(Paginator):
    """One page of hits that the database already cut out, among as many as it counted."""

    def __init__(self, hits, count):
        super().__init__(hits, SIZE)
        self.count = count


@require_safe
def results(request):
    wanted, today = Request.of(request.GET), localdate()
    asked, filters = wanted.asked, wanted.filters
    found = find(asked, filters, today=today, page=wanted.page, size=SIZE, by_relevance=wanted.by_relevance)
    hits = [shown(item, asked.words) for item in items_of(found.pks)]
    number = asked.number if asked.text and not found.exact else None
    near = nearest(number) if number and (asked.is_a_number or not hits) else []
    paginator = Counted(hits, found.count)
    agencies = named(found, filters)
    return render(request, "publication/search.html", {
        "wanted": wanted, "asked": asked.text, "found": found, "hits": hits, "cap": CAP, "number": number, "near": near,
        "page_obj": paginator._get_page(hits, min(found.page, paginator.num_pages), paginator),
        "groups": groups(request, found, filters, agencies, with_counts=not asked.phrases and not found.exact),
        "chips": chips(request, filters, agencies), "narrower": filters.chosen(),
        "by_relevance": wanted.by_relevance and bool(asked.text) and not found.exact,
        "elsewhere": elsewhere(asked, filters) if not hits and not near else [],
        "feed": f"{reverse('public:feed')}?{address(request, page='', sort='')}",
    })


@require_safe
def suggestions(request):
    """Titles for what was typed so far: {"titles": [{"title", "url"}]}."""
    typed = request.GET.get("q", "")[:LONGEST_QUERY]
    rows = suggest(typed, today=localdate()) if len(lexemes.words(typed)) else []
    return JsonResponse({"titles": [{"title": title, "url": reverse("public:item", args=[at])} for title, at in rows]},
                        headers={"X-Robots-Tag": "noindex"})


def shown(item, words):
    """A hit, said in full here: twenty of them in the template's own tags cost more than the search."""
    return {"item": item, "title": marked(item.title, words), "text": snippet(plain(item.body), words), "url": item.get_absolute_url(),
            "genre": Genre(item.genre).label if item.genre else "", "dated": f"{item.dated_on:%F}",
            "published": f"{localdate(item.published_at):%F}", "state": item.search_row.state}


def address(request, **changes):
    """The query of this page with other values; "" takes one away. Another filter is another list: from its first page."""
    query = request.GET.dict() | {"page": ""} | changes
    return urlencode({name: value for name, value in query.items() if value not in ("", None)})


def named(found, filters):
    ids = {int(value) for value, _count in found.facets.get("agency", [])} | {filters.agency} - {None}
    return Agency.objects.in_bulk(ids) if ids else {}


def groups(request, found, filters, agencies, *, with_counts):
    """The facets of the left column; a value that is chosen stays in sight even where nothing is counted for it."""
    chosen, made = filters.chosen(), []
    for name in FACETS:
        convert = int if name in ("agency", "year", "topic") else str
        counted = [(convert(value), count) for value, count in found.facets.get(name, [])]
        if name in chosen and chosen[name] not in dict(counted):
            counted.append((chosen[name], 0))
        counted.sort(key=(lambda pair: -pair[0]) if name == "year" else lambda pair: (-pair[1], pair[0]))
        rows = [{"label": label(name, value, agencies), "count": count if with_counts else "", "current": chosen.get(name) == value,
                 "url": f"?{address(request, **{name: '' if chosen.get(name) == value else value})}"} for value, count in counted]
        if rows:
            made.append({"name": name, "title": TITLES[name], "rows": rows[:SHOWN], "rest": rows[SHOWN:],
                         "open": any(row["current"] for row in rows[SHOWN:])})
    return made


def chips(request, filters, agencies):
    made = [{"label": label(name, value, agencies), "url": f"?{address(request, **{name: ''})}"}
            for name, value in filters.chosen().items() if name in FACETS]
    for name, value, words in (("from", filters.since, _("%(day)s 起")), ("to", filters.until, _("至 %(day)s"))):
        if value:
            made.append({"label": words % {"day": f"{value:%F}"}, "url": f"?{address(request, **{name: ''})}"})
    return made


def elsewhere(asked, filters):
    """What would find something, when this did not: without the filters, each word by itself."""
    if not asked.text or not (whole := asked.query):
        return []
    words = [word for word in dict.fromkeys(asked.text.split()) if lexemes.query(word)][:4]
    queries = {lexemes.query(word): word for word in words if len(words) > 1}
    if filters.chosen():
        queries[whole] = asked.text
    found = counts(list(queries))
    return [{"word": word, "count": found[query], "capped": found[query] > CAP, "whole": query == whole}
            for query, word in queries.items() if found.get(query)]
