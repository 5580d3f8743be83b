"""Search over the public table: newest first, counted up to a cap, with the place of each hit marked."""
from dataclasses import dataclass

from django.contrib.postgres.search import SearchVectorField
from django.db.models import TextField, Value
from django.db.models.functions import Cast
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localdate

from . import lexemes, numbers
from .blocks import plain
from .models import PublicItem, SearchRow

CAP = 2000
LONGEST_QUERY = 200
AROUND = 60         # characters of a snippet before the first hit


@dataclass(frozen=True)
class Filters:
    agency: int | None = None
    year: int | None = None
    topic: int | None = None
    genre: str = ""


def index(item):
    """The search row of a current item, in the transaction that publishes it."""
    number = numbers.parse(item.number)
    found = lexemes.lexemes("\n".join([
        item.title, item.number, item.index_number, item.issuer, item.get_genre_display(), plain(item.body)]))
    text = lexemes.vector(found | lexemes.title_lexemes(item.title))
    SearchRow.objects.create(
        item=item, published_on=localdate(item.published_at), year=item.dated_on.year, agency_id=item.agency_id,
        topic=item.topic, genre=item.genre, kind=item.kind,
        number_prefix=number.prefix if number else "", number_year=number.year if number else None,
        number_serial=number.serial if number else None,
        tsv=Cast(Value(text, output_field=TextField()), SearchVectorField()))


def search(text, filters=Filters()):       # noqa: B008 (frozen)
    """Rows that answer, newest first: a document number or index number as such, else all the words."""
    rows = SearchRow.objects.order_by("-published_on", "-item")
    for name in ("agency", "year", "topic", "genre"):
        if value := getattr(filters, name):
            rows = rows.filter(**{"agency_id" if name == "agency" else name: value})
    text = text.replace("\0", "")[:LONGEST_QUERY].strip()
    if not text:
        return rows
    if number := numbers.parse(text):
        exact = rows.filter(number_prefix=number.prefix, number_year=number.year, number_serial=number.serial)
        if exact.exists():
            return exact
    if "/" in text and (exact := rows.filter(item__index_number=text)).exists():
        return exact
    asked = lexemes.query(text)
    return rows.filter(tsv__lexemes=asked) if asked else rows.none()


def items(rows):
    """The public items of some rows, in their order."""
    pks = [row.pk for row in rows]
    found = PublicItem.objects.current().in_bulk(pks)
    return [found[pk] for pk in pks if pk in found]


def marked(text, asked):
    """The text with what was asked for in <mark>; everything else escaped."""
    spans = spans_of(text, asked)
    parts, end = [], 0
    for start, stop in spans:
        parts += [("", text[end:start]), ("m", text[start:stop])]
        end = stop
    parts.append(("", text[end:]))
    return format_html_join("", "{}", ((format_html("<mark>{}</mark>", t) if kind else t,) for kind, t in parts))


def snippet(text, asked, length=160):
    """A piece of the text around the first hit."""
    spans = spans_of(text, asked)
    start = max(spans[0][0] - AROUND, 0) if spans else 0
    piece = text[start:start + length].strip()
    return format_html("{}{}{}", "……" if start else "", marked(piece, asked),
                       "……" if start + length < len(text) else "")


def spans_of(text, asked):
    """Where the words asked for stand in the original text, found in its normal form, merged and in order."""
    parts, origin = [], []
    for place, character in enumerate(text):
        folded = lexemes.fold(character)
        parts.append(folded)
        origin += [place] * len(folded)
    folded, hits = "".join(parts), []
    normal = lexemes.simplified(folded)
    if len(normal) != len(folded):      # by phrase where that keeps the places, else by character
        normal = "".join(lexemes.simplified(c)[:1] or c for c in folded)
    for word in lexemes.words(asked):
        at = normal.find(word)
        while at >= 0:
            hits.append((origin[at], origin[at + len(word) - 1] + 1))
            at = normal.find(word, at + len(word))
    merged = []
    for start, stop in sorted(hits):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((start, stop))
    return merged
