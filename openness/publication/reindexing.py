"""The search table written anew from the public table; afterwards it equals what publication wrote."""
from io import StringIO

from django.db import connection, transaction
from django.utils.timezone import localdate

from . import numbers
from .models import PublicItem, SearchRow
from .searching import vector
from .validity import changes_of, standing

BATCH = 500
COLUMNS = ("item_id", "published_on", "dated_on", "year", "agency_id", "topic", "genre", "kind", "state",
           "number_prefix", "number_year", "number_serial", "tsv")
INDEX = "create index search_lexemes on publication_searchrow using gin (tsv) with (fastupdate = off)"


def values_of(items, on):
    """One tuple of COLUMNS an item; the same that publication writes."""
    changes = changes_of([item.address for item in items])
    for item in items:
        number, published_on = numbers.parse(item.number), localdate(item.published_at)
        yield (item.pk, published_on, item.dated_on, item.dated_on.year, item.agency_id, item.topic, item.genre, item.kind,
               str(standing(item, on, changes[item.address]).state), number.prefix if number else "", number.year if number else None,
               number.serial if number else None, vector(item, published_on))


def batches(items, size=BATCH):
    """Current items in the order of publication, so that what is asked for together lies together."""
    last = None
    while True:
        rows = items.current().order_by("published_at", "pk")
        if last:
            rows = rows.extra(where=["(published_at, id) > (%s, %s)"], params=last)
        rows = list(rows[:size])
        if not rows:
            return
        last = [rows[-1].published_at, rows[-1].pk]
        yield rows


def in_place(on, progress=lambda done: None):
    """Batch by batch, each in its own transaction, while the site goes on; stopped, it can simply be run again."""
    assignments = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS[1:])
    places = ", ".join(["%s"] * (len(COLUMNS) - 1))
    statement = (f"insert into publication_searchrow ({', '.join(COLUMNS)}) values ({places}, %s::tsvector) "      # noqa: S608
                 f"on conflict (item_id) do update set {assignments}")
    done = 0
    for rows in batches(PublicItem.objects.all()):
        with transaction.atomic(), connection.cursor() as cursor:
            still = list(PublicItem.objects.current().select_for_update(no_key=True).filter(pk__in=[row.pk for row in rows]).order_by("pk"))
            cursor.executemany(statement, list(values_of(still, on)))
        done += len(rows)
        progress(done)
    stray = SearchRow.objects.exclude(item__in=PublicItem.objects.current())
    stray.delete()
    return done


@transaction.atomic
def from_nothing(on, progress=lambda done: None):
    """Emptied, filled by COPY in the order of publication, indexed at the end; all in one transaction. Search and
    publication wait meanwhile; when it is stopped, the table is as it was."""
    done = 0
    with connection.cursor() as cursor:
        cursor.execute("lock table publication_searchrow in access exclusive mode")
        cursor.execute("set constraints all immediate")     # no trigger may wait while the index is made
        cursor.execute("truncate publication_searchrow")
        cursor.execute("drop index search_lexemes")
        cursor.execute("set local maintenance_work_mem = '512MB'")
        for rows in batches(PublicItem.objects.all()):
            copy(cursor, "publication_searchrow", COLUMNS, values_of(rows, on))
            done += len(rows)
            progress(done)
        cursor.execute(INDEX)
    return done


def copy(cursor, table, columns, rows):
    """COPY with text as the database reads it; None is null."""
    text = StringIO()
    for row in rows:
        text.write("\t".join("\\N" if value is None else escaped(str(value)) for value in row) + "\n")
    text.seek(0)
    cursor.copy_expert(f"copy {table} ({', '.join(columns)}) from stdin", text)


def escaped(text):
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
