"""Events and seals straight from the tables, as the chain sees them: a million rows in a stream."""
import json
from contextlib import contextmanager
from operator import itemgetter

from django.db import connection, transaction

from .chain import Chain, Fault, Link
from .digests import of_words

BATCH = 5000
EVENT = """e.id, e.xid::text, e.subject_type_id, e.subject_id, e.step, e.before, e.after, e.actor_id, e.agency_id, e.role,
    e.acting_for_id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.key, e.note, e.data::text, w.note_digest, w.data_digest"""
LINKS = f"""
select s.position, s.epoch, s.algorithm, s.digest, s.event_id, w.event_id is not null and exists (
    select 1 from audit_event p where p.step = 'purge' and p.id > e.id
    and p.subject_type_id = e.subject_type_id and p.subject_id = e.subject_id), {EVENT}
from audit_seal s left join audit_event e on e.id = s.event_id left join audit_wipedwords w on w.event_id = e.id
order by s.position"""      # noqa: S608
# in every epoch all that is below its last seal has been sealed, and all of the epochs before
INSERTED = """
with last as (select s.epoch, e.xid, e.id from audit_seal s join audit_event e on e.id = s.event_id order by s.position desc limit 1),
     since as (select coalesce(max(after_event), 0) as id from audit_epoch)
select e.id from audit_event e, since, last where not exists (select 1 from audit_seal s where s.event_id = e.id)
and (e.id <= since.id or (e.xid, e.id) <= (last.xid, last.id)) order by e.id"""


def row_of(event):
    """The values of COLUMNS from those of EVENT; of wiped words the digests that were kept."""
    *values, note, data, kept_note, kept_data = event
    values[1] = int(values[1])
    if kept_note is None or note or data != "{}":
        kept_note, kept_data = of_words(note, None if data == "{}" else json.loads(data))
    return [*values, kept_note, kept_data]


def stream(sql):
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql)
        while rows := cursor.fetchmany(BATCH):
            yield from rows


def links():
    wiped = itemgetter(-1)
    for position, epoch, algorithm, digest, event, purged, *rest in stream(LINKS):
        row = None if rest[0] is None else row_of(rest)
        yield Link(position, epoch, algorithm, digest, event, row, wiped(rest) is not None, purged)


def inserted():
    with connection.cursor() as cursor:
        cursor.execute(INSERTED)
        return [event for event, in cursor.fetchall()]


@contextmanager
def still():
    """A transaction that sees one moment, while others go on writing and sealing."""
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("set transaction isolation level repeatable read, read only")
        yield


def faults(chain: Chain):
    with still():
        yield from chain.faults(links())
        for event in inserted():
            yield Fault("inserted", None, event, "below the sealed ones, and not sealed itself")
