"""Search over the public table: newest first, counted up to a cap, with the place of each hit marked."""
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache

from django.contrib.postgres.search import SearchVectorField
from django.db import connection
from django.db.models import Q, TextField, Value
from django.db.models.functions import Cast
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localdate

from . import lexemes, numbers
from .blocks import plain
from .models import PublicItem, SearchRow
from .vocabulary import Validity

CAP = 2000
LONGEST_QUERY = 200
AROUND = 60         # characters of a snippet before the first hit


LEXEMES = {"agency": "机", "year": "文", "topic": "题", "genre": "种", "kind": "类"}      # filters as lexemes


@dataclass(frozen=True)
class Filters:
    kind: str = ""
    agency: int | None = None
    year: int | None = None         # of the paper's date, as are since and until
    topic: int | None = None
    genre: str = ""
    state: str = ""
    since: date | None = None
    until: date | None = None

    def without(self, name):
        return replace(self, **{name: None})

    def chosen(self):
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name)) not in ("", None)}

    def lexemes(self):
        return [lexemes.quoted(f"{mark}{value}") for name, mark in LEXEMES.items() if (value := self.chosen().get(name)) is not None]

    def narrow(self, rows):
        for lexeme in self.lexemes():
            rows = rows.filter(tsv__lexemes=lexeme)
        for name, lookup in (("state", "state"), ("since", "dated_on__gte"), ("until", "dated_on__lte")):
            if value := getattr(self, name):
                rows = rows.filter(**{lookup: value})
        return rows

    def columns(self):
        """[(condition, value)] of what is no lexeme: the state, which changes, and dates."""
        conditions = (("state = %s", self.state), ("dated_on >= %s", self.since), ("dated_on <= %s", self.until))
        return [(condition, value) for condition, value in conditions if value]


def index(item):
    """The search row of a current item, in the transaction that publishes it."""
    row_of(item).save(force_insert=True)


def row_of(item, state=Validity.VALID):
    number = numbers.parse(item.number)
    published_on = localdate(item.published_at)
    return SearchRow(
        item=item, published_on=published_on, dated_on=item.dated_on, year=item.dated_on.year, agency_id=item.agency_id,
        topic=item.topic, genre=item.genre, kind=item.kind, state=state,
        number_prefix=number.prefix if number else "", number_year=number.year if number else None,
        number_serial=number.serial if number else None,
        tsv=Cast(Value(vector(item, published_on), output_field=TextField()), SearchVectorField()))


def vector(item, published_on):
    """Title, number, issuer and text, the title once more by itself, what it is filtered by, and 年 for the cascade."""
    found = lexemes.lexemes("\n".join([
        item.title, item.number, item.index_number, item.issuer, plain(item.body)]))
    marks = {"agency": item.agency_id, "year": item.dated_on.year, "topic": item.topic, "genre": item.genre, "kind": item.kind}
    filters = {f"{LEXEMES[name]}{value}" for name, value in marks.items() if value not in ("", None)}
    return lexemes.vector(found | lexemes.title_lexemes(item.title) | filters | {f"年{published_on.year}"})


def frequencies():
    """How common the commonest lexemes are, as the database last counted them: {quoted lexeme: share of rows}."""
    with connection.cursor() as cursor:
        cursor.execute("select most_common_elems::text::text[], most_common_elem_freqs from pg_stats "
                       "where tablename = 'publication_searchrow' and attname = 'tsv'")
        elements, shares = cursor.fetchone() or ([], [])
    return {lexemes.quoted(element): share for element, share in zip(elements or [], shares or [], strict=False)}


def readable(text):
    return text.replace("\0", "")[:LONGEST_QUERY].strip()


def exactly(text, rows):
    """The rows under this document number or index number; None when it is none, or nothing bears it."""
    if number := numbers.guess(lexemes.simplified(text)):
        found = rows.filter(number_prefix__in=number.codes, number_year=number.year, number_serial=number.serial)
    elif "/" in text:
        found = rows.filter(item__index_number=text)
    else:
        return None
    return found if found.exists() else None


def standing_under(text):
    """The address of the one public item under this number, index number or title; None when there is none or several."""
    rows = SearchRow.objects.all()
    if number := numbers.parse(lexemes.simplified(text)):
        rows = rows.filter(number_prefix=number.prefix, number_year=number.year, number_serial=number.serial)
    else:
        rows = rows.filter(Q(item__index_number=text) | Q(item__title=text.strip("《》")))
    found = list(rows.values_list("item__address", flat=True)[:2])
    return found[0] if len(found) == 1 else None


def items_of(pks):
    """The public items, in this order."""
    found = PublicItem.objects.current().select_related("search_row").defer("search_row__tsv").in_bulk(pks)
    return [found[pk] for pk in pks if pk in found]


def marked(text, asked):
    """The text with what was asked for in <mark>; everything else escaped."""
    return marked_at(text, spans_of(text, asked))


def marked_at(text, spans):
    ends = [0, *(stop for _start, stop in spans)]
    pieces = [(text[end:start], text[start:stop]) for end, (start, stop) in zip(ends, spans, strict=False)]
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", pieces), text[ends[-1]:])


def snippet(text, asked, length=160):
    """A piece of the text around the first hit."""
    spans = spans_of(text, asked)
    start = max(spans[0][0] - AROUND, 0) if spans else 0
    piece = text[start:start + length]
    start += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    within = [(first - start, min(last - start, len(piece))) for first, last in spans if first - start < len(piece)]
    return format_html("{}{}{}", "……" if start else "", marked_at(piece, within), "……" if start + length < len(text) else "")


@lru_cache(maxsize=64)
def words_asked(asked):
    """Taken apart once for all hits of a page."""
    return tuple(lexemes.words(asked))


def spans_of(text, asked):
    """Where the words asked for stand in the original text, found in its normal form, merged and in order."""
    folded, origin, hits = lexemes.folded_in_place(text), range(len(text)), []
    if folded is None:
        parts, origin = [], []
        for place, character in enumerate(text):
            part = lexemes.fold(character)
            parts.append(part)
            origin += [place] * len(part)
        folded = "".join(parts)
    normal = lexemes.simplified(folded)
    if len(normal) != len(folded):      # by phrase where that keeps the places, else by character
        normal = "".join(lexemes.simplified(c)[:1] or c for c in folded)
    for word in words_asked(asked):
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
