"""The search page's answer: one statement returns the page, the count up to a cap, and the facets.

A cascade by recency: first what was published this year, then the three years before, then the rest, each by the index of
lexemes; older branches run only while the cap is not reached. Measured in the design on a million rows. Facets of a
filter that is set are counted without it, so that the other choices stay in sight.
"""
import math
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.db.models import Case, F, IntegerField, Q, TextField, When
from django.db.models.functions import Abs, Cast, Left
from django.utils.functional import cached_property

from . import lexemes, numbers
from .models import PublicItem, SearchRow
from .searching import CAP, Filters, exactly, frequencies, readable
from .vocabulary import Validity

FACETS = ("kind", "state", "agency", "year", "topic", "genre")
COLUMNS = "item_id, published_on, kind, state, agency_id agency, year, topic, genre"
NEWEST_FIRST = "order by published_on desc, item_id desc"
BATCH = 25              # texts read at once: a page, where most hold the phrase
VERIFIED = 200          # texts read, at most, to see whether they hold a phrase
RANKED = 200            # candidates by title, and as many by text, that relevance is told for
READ = 2000             # characters of each that count for it
NEAREST = 6
# a bitmap over the lexemes for every branch: left alone the planner takes the index of dates and reads thousands of vectors
PLAN = ("select set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true), "
        "set_config('jit', 'off', true), set_config('work_mem', '64MB', true), "
        "set_config('max_parallel_workers_per_gather', '0', true)")


@dataclass
class Found:
    pks: list = field(default_factory=list)         # of the page asked for
    count: int = 0                                  # up to CAP
    capped: bool = False
    about: bool = False                             # not every hit was verified
    exact: bool = False                             # it is the number asked for
    ranked: int = 0                                 # how many were ranked by relevance
    facets: dict = field(default_factory=dict)      # {name: [(value, count)]}
    page: int = 1


@dataclass(frozen=True)
class Asked:
    """What somebody typed, understood."""
    text: str

    @classmethod
    def of(cls, typed):
        return cls(readable(typed))

    @cached_property
    def number(self):
        return numbers.guess(lexemes.simplified(self.text))

    @cached_property
    def is_a_number(self):
        return numbers.parse(lexemes.simplified(self.text)) is not None

    @cached_property
    def words(self):
        """A number that nothing bears is looked for in the texts, without its 号."""
        return " ".join(map(str, self.number)) if self.is_a_number else self.text

    @cached_property
    def phrases(self):
        """A number is cited as it stands, too."""
        return ["".join(lexemes.words(str(self.number)))] if self.is_a_number else lexemes.phrases(self.text)

    @cached_property
    def query(self):
        return lexemes.query(self.words, frequencies)


def find(asked, filters, *, today, page=1, size=20, by_relevance=False):
    rows = SearchRow.objects.order_by("-published_on", "-item")
    if asked.text and (exact := exactly(asked.text, filters.narrow(rows))) is not None:
        pks = list(exact.values_list("pk", flat=True)[:CAP])
        return Found(pks[(page - 1) * size:page * size] or pks[:size], len(pks), exact=True, page=page if pks[(page - 1) * size:] else 1)
    query = asked.query if asked.text else ""
    if asked.text and not query:
        return Found()
    start = 0 if asked.phrases or by_relevance and query else (page - 1) * size
    wanted = VERIFIED + 1 if asked.phrases else RANKED if by_relevance and query else max(min(size, CAP - start), 0)
    titles = " & ".join(lexemes.title_terms(asked.words)[:lexemes.MOST_TERMS]) if by_relevance and query else ""
    statement, params = whole(query, filters, today, wanted, start, titles)
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        if query or filters.lexemes():
            cursor.execute(PLAN)
        cursor.execute(statement, params)
        answer = cursor.fetchall()
    found, pks, in_titles = Found(page=page), [], []
    for name, value, number, _place in sorted(answer, key=lambda row: row[3]):
        if name == "#":
            pks.append(int(value))
        elif name == "t":
            in_titles.append(int(value))
        elif name == "":
            found.count, found.capped = min(number, CAP), number > CAP
        elif value is not None and value != "":
            found.facets.setdefault(name, []).append((value, number))
    if asked.phrases:
        hold(found, pks, asked.phrases, size)
    elif titles:
        rank(found, list(dict.fromkeys(in_titles + pks)), asked, today, size)
    else:
        found.pks = pks
    if not found.pks and found.count and page > 1:      # beyond the last page: the last one
        last = math.ceil(found.count / size)
        return find(asked, filters, today=today, page=min(last, page - 1), size=size, by_relevance=by_relevance)
    return found


def branches(query, filters, today):
    """The cascade for one set of filters: SQL of at most CAP + 1 rows, newest first, and its parameters."""
    terms = [part for part in (query, *filters.lexemes()) if part]
    columns = filters.columns()
    more = "".join(f" and {condition}" for condition, _value in columns)
    values = [value for _condition, value in columns]
    rows = f"select {COLUMNS} from publication_searchrow where "      # noqa: S608 (constants alone)
    if not terms:
        return f"{rows} true{more} {NEWEST_FIRST} limit {CAP + 1}", values
    asked, year = " & ".join(terms), today.year
    bands = (f"(年{year} | 年{year + 1})", f"(年{year - 1} | 年{year - 2} | 年{year - 3})")
    parts, params = [], []
    for band in bands:
        parts.append(f"({rows} tsv @@ %s::tsquery{more} {NEWEST_FIRST} limit {CAP + 1})")
        params += [f"{asked} & {band}", *values]
    parts.append(f"({rows} tsv @@ %s::tsquery and published_on < %s{more} {NEWEST_FIRST} limit {CAP + 1})")
    params += [asked, today.replace(month=1, day=1, year=year - 3), *values]
    return f"{' union all '.join(parts)} limit {CAP + 1}", params


def whole(query, filters, today, wanted, start, titles):
    """The one statement: rows (name, value, number, place)."""
    sql, params = branches(query, filters, today)
    tables, counted = [f"c as materialized ({sql})"], dict.fromkeys(FACETS, "c")
    for name in filters.chosen():
        if name in counted:         # counted as if it were not set
            sql, more = branches(query, filters.without(name), today)
            tables.append(f"c_{name} as materialized ({sql})")
            counted[name] = f"c_{name}"
            params += more
    parts = ["select '' name, '' value, count(*) number, 0::bigint place from c"]
    parts += [f"select '{name}', {name}::text, count(*), 1 from {table} group by 2" for name, table in counted.items()]    # noqa: S608
    row = f"item_id::text, 0, 1 + row_number() over ({NEWEST_FIRST})"
    parts.append(f"(select '#', {row} from c {NEWEST_FIRST} limit %s offset %s)")     # noqa: S608
    params += [wanted, start]
    if titles:
        sql, more = branches(titles, filters, today)
        parts.append(f"(select 't', {row} from ({sql}) t {NEWEST_FIRST} limit {RANKED})")     # noqa: S608
        params += more
    return f"with {', '.join(tables)} {' union all '.join(parts)}", params


def hold(found, pks, phrases, size):
    """Only those whose text holds every phrase as it stands; read until the page is full, at most VERIFIED.

    The count is exact where all were read, else that of the words, and the page says 约.
    """
    sure, start, read, done = [], (found.page - 1) * size, pks[:VERIFIED], 0
    while done < len(read) and len(sure) <= start + size:
        batch = read[done:done + BATCH]
        texts = texts_of(batch)
        sure += [pk for pk in batch if pk in texts and holds(texts[pk], phrases)]
        done += len(batch)
    found.about = done < len(pks)
    if done == len(read):       # all that is ever read: no more pages than these
        found.count, found.capped = len(sure), False
    found.pks = sure[start:start + size]


def texts_of(pks):
    """{pk: title and text}"""
    items = PublicItem.objects.filter(pk__in=pks).values_list("pk", "title", "body")
    return {pk: "\n".join([title, *(block["t"] + block.get("r", "") for block in body)]) for pk, title, body in items}


def holds(text, phrases):
    """Whether every phrase stands in it: as it is, else in the form in which they are compared, across signs."""
    return all(phrase in text for phrase in phrases) or all(phrase in lexemes.run_together(text) for phrase in phrases)


def rank(found, pks, asked, today, size):
    """By title, frequency in the text and age, what holds first: of a bounded set, which the page says."""
    words = lexemes.words(asked.words)
    rows = SearchRow.objects.filter(pk__in=pks).values_list(
        "pk", "item__title", "published_on", "state", Left(Cast("item__body", TextField()), READ))
    scores, rows = {}, list(rows)
    if not rows:
        return
    titles = lexemes.normalise("\n".join(" ".join(row[1].split()) for row in rows)).split("\n")     # at once: ten times quicker
    for title, (pk, _title, published_on, state, beginning) in zip(titles, rows, strict=True):
        text = beginning.lower()
        of_title = sum(word in title for word in words) / max(len(words), 1)
        close = len("".join(words)) / max(len(title), 1) if of_title == 1 else 0
        of_text = sum(math.log1p(text.count(word)) for word in words)
        age = min(max((today - published_on).days, 0) / 365, 10) * .3
        scores[pk] = 8 * of_title + 4 * close + of_text - age - (0 if state in (Validity.VALID, Validity.AMENDED) else 2)
    pks = sorted(scores, key=lambda pk: (-scores[pk], -pk))
    found.ranked = len(pks)
    found.pks = pks[(found.page - 1) * size:found.page * size]
    found.count = min(found.count, len(pks)) if found.count > len(pks) else found.count


def nearest(number):
    """For a number that nothing bears: the closest serials of that code and year, the same serial of that year elsewhere."""
    same = Q(number_prefix__in=number.codes, number_year=number.year)
    return list(SearchRow.objects.filter(number_year=number.year).filter(same | Q(number_serial=number.serial)).annotate(
        elsewhere=Case(When(same, then=0), default=1, output_field=IntegerField()),
        distance=Abs(F("number_serial") - number.serial)).order_by("elsewhere", "distance").values_list(
        "item__title", "item__number", "item__address")[:NEAREST])


def counts(queries):
    """{query: hits up to CAP + 1} of several tsqueries at once, for what to try when nothing was found."""
    if not queries:
        return {}
    parts = [f"select count(*) from (select 1 from publication_searchrow where tsv @@ %s::tsquery limit {CAP + 1}) c" for _ in queries]   # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(" union all ".join(f"(select {n}, ({part}))" for n, part in enumerate(parts)), queries)
        return {queries[n]: count for n, count in cursor.fetchall()}


def suggest(typed, *, today, limit=8):
    """[(title, address)]: the newest titles that hold what was typed so far, or the paper under the number."""
    asked = Asked.of(typed)
    if number := asked.number:
        found = SearchRow.objects.filter(number_year=number.year, number_prefix__in=number.codes,
                                         number_serial=number.serial).values_list("item__title", "item__address")[:limit]
        if found := list(found):
            return found
    terms = lexemes.title_terms(asked.text)[:lexemes.MOST_TERMS]
    if not terms:
        return []
    sql, params = branches(" & ".join(terms), Filters(), today)
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(PLAN)
        cursor.execute(f"select title, address from publication_publicitem join (select item_id, published_on from ({sql}) c "     # noqa: S608
                       f"{NEWEST_FIRST} limit {limit}) n on n.item_id = id order by n.published_on desc, id desc", params)
        return cursor.fetchall()
