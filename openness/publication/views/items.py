"""Home, one item with its editions, and its files."""
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from openness.files.responses import file_response

from .. import comparing
from ..blocks import outline
from ..interpretations import passages
from ..models import PublicFile, PublicItem, SearchRow
from ..validity import neighbours, of_item
from ..vocabulary import ItemKind, Topic


@require_safe
def home(request):
    newest = PublicItem.objects.newest().defer("body")[:10]
    return render(request, "publication/home.html", {"newest": newest, "topics": Topic.choices, "total": SearchRow.objects.count()})


def editions_of(address):
    """Every edition that was ever public there, the latest first, without its text; 404 when none was."""
    editions = list(PublicItem.objects.filter(address=address).order_by("-edition").defer("body"))
    if not editions:
        raise Http404
    return editions


def gone(request, editions):
    """The tombstone, with 410: all of it was withdrawn."""
    return render(request, "publication/tombstone.html", {"item": editions[0]}, status=410)


@require_safe
def item(request, address):
    """The current edition; when all of it was withdrawn, the tombstone."""
    editions = editions_of(address)
    found = next((each for each in editions if each.is_current), None)
    if found is None:
        return gone(request, editions)
    return page(request, found, editions)


@require_safe
def edition(request, address, edition):
    """An earlier edition, which a correction took the place of: to read, not to rely on."""
    editions = editions_of(address)
    current = next((each for each in editions if each.is_current), None)
    if current is None:
        return gone(request, editions)
    found = next((each for each in editions if each.edition == edition and not each.withdrawn_at), None)
    if found is None:
        raise Http404
    if found == current:
        return redirect("public:item", address=address)
    return page(request, found, editions, current)


def page(request, found, editions, current=None):
    today = localdate()
    template, explained = shown_with(found) if current is None else (TEMPLATES.get(found.kind, "publication/item.html"), {})
    return render(request, template, {
        "item": found, "current": current or found, "superseded": current is not None, "today": today,
        "editions": [each for each in editions if not each.withdrawn_at], "outline": outline(found.body),
        "files": list(found.files.all()) if current is None else [], "standing": of_item(current or found, today),
        "relations": neighbours(found) if current is None else [],
        "where": request.build_absolute_uri(request.path), **explained,
    })


TEMPLATES = {ItemKind.INTERPRETATION: "publication/interpretation.html"}


def shown_with(found):
    """(template, context): a document with what explains it, an interpretation with its document and the others of that."""
    if found.kind == ItemKind.INTERPRETATION:
        around = list(PublicItem.objects.current().filter(Q(about=found.about) | Q(address=found.about)).order_by("published_at", "pk").defer("body"))
        paper = next((each for each in around if each.address == found.about), None)
        return TEMPLATES[found.kind], {"paper": paper, "explained": [each for each in around if each not in (paper, found)]}
    explained = list(PublicItem.objects.interpreting(found.address)) if found.kind == ItemKind.DOCUMENT else []
    tied = passages(explained, found.body) if explained else []
    notes = {}
    for n, passage in enumerate(tied, 1):
        notes.setdefault(passage.anchor, []).append(n)
    return "publication/item.html", {"explained": explained, "passages": tied, "notes": notes}


@require_safe
def compare(request, address, edition):
    """What the edition after this one changed."""
    editions = editions_of(address)
    if not any(each.is_current for each in editions):
        return gone(request, editions)
    pair = {each.edition: each for each in editions if each.edition in (edition, edition + 1) and not each.withdrawn_at}
    if len(pair) < 2:
        raise Http404
    old, new = pair[edition], pair[edition + 1]
    return render(request, "publication/comparison.html", {
        "old": old, "new": new, "item": new, "facts": facts(old, new),
        "comparison": comparing.compare(paragraphs(old), paragraphs(new))})


def paragraphs(item):
    return [block["t"] + block.get("r", "") for block in item.body]


FACTS = ("title", "number", "dated_on", "effective_on", "expires_on", "main_recipients", "copy_recipients", "annotation",
         "contact", "contact_phone")


def facts(old, new):
    """[(label, before, after)] of what is not the text."""
    fields = PublicItem._meta
    return [(fields.get_field(name).verbose_name, getattr(old, name), getattr(new, name)) for name in FACTS
            if getattr(old, name) != getattr(new, name)]


@require_safe
def file(request, address, order):
    found = PublicFile.objects.filter(item__in=PublicItem.objects.current(), item__address=address, order=order).first()
    if found is None:
        raise Http404
    return file_response(found.name, found.kind, found.sha256)
