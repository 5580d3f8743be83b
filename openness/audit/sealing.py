"""The one sealer: chains events in the order of their transactions, below the snapshot horizon, so that none can come in before
a sealed one; never inside the transaction of a step."""
from django.db import connection, transaction

from . import reading
from .chain import START, Link
from .digests import ALGORITHM
from .models import Epoch, Seal

BATCH = 1000
LOCK = "openness.seal_trail"
# Below it all is decided. A transaction known to write in another database of the server does not hold it back.
HORIZON = """
select coalesce((
    select x from pg_snapshot_xip(pg_current_snapshot()) x where not exists (
        select 1 from pg_stat_activity a where a.backend_xid = x::xid and a.datname <> current_database())
    order by x limit 1), pg_snapshot_xmax(pg_current_snapshot()))"""
PENDING = f"""
select {reading.EVENT} from audit_event e left join audit_wipedwords w on w.event_id = e.id
where e.id > %s and (e.xid, e.id) > (%s::text::xid8, %s) and (%s or e.xid < ({HORIZON}))
order by e.xid, e.id limit %s"""     # noqa: S608


class CountsAnew(Exception):
    """The database's transactions are younger than those sealed: it was restored from a dump and needs an epoch."""


def seal_all(now, most=200):
    """Until nothing waits; another sealer at work is left to it. How many were sealed."""
    done = 0
    for _ in range(most):
        with transaction.atomic():
            batch = seal_batch(now)
        done += batch
        if batch < BATCH:
            break
    return done


def seal_batch(now, ahead_too=False):
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(hashtext(%s))", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
        epoch, after = newest_epoch()
        last, xid, pk, ahead = end_of_chain(cursor, epoch)
        if ahead and not ahead_too:
            raise CountsAnew("the database was restored from a dump: manage.py begin_epoch")
        cursor.execute(PENDING, [after, str(xid), pk, ahead_too, BATCH])
        rows = [reading.row_of(row) for row in cursor.fetchall()]
    position, digest = (last.position, last.digest) if last else (0, START)
    seals = []
    for row in rows:
        position += 1
        digest = Link(position, epoch, ALGORITHM, "", row[0], row).follows(digest)
        seals.append(Seal(position=position, event_id=row[0], epoch=epoch, algorithm=ALGORITHM, digest=digest, at=now))
    Seal.objects.bulk_create(seals)
    return len(seals)


def newest_epoch():
    epoch = Epoch.objects.order_by("-number").first()
    return (epoch.number, epoch.after_event) if epoch else (0, 0)


def end_of_chain(cursor, epoch):
    """The last seal, behind which event of this epoch to go on, and whether that is ahead of the database's count."""
    last = Seal.objects.order_by("-position").first()
    if last is None or last.epoch != epoch:
        return last, 0, 0, False
    cursor.execute("select xid::text, id, xid >= pg_snapshot_xmax(pg_current_snapshot()) from audit_event where id = %s",
                   [last.event_id])
    return last, *(cursor.fetchone() or ("0", last.event_id, False))


@transaction.atomic
def begin_epoch(cause, now):
    """What the old count left unsealed is sealed in its order, then a new count begins; None where there is no need."""
    with connection.cursor() as cursor:
        cursor.execute("lock table audit_event in exclusive mode")
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [LOCK])
        number, _ = newest_epoch()
        if not end_of_chain(cursor, number)[3]:
            return None
        while seal_batch(now, ahead_too=True) == BATCH:
            pass
        cursor.execute("select max(id) from audit_event where xid >= pg_snapshot_xmax(pg_current_snapshot())")
        return Epoch.objects.create(number=number + 1, after_event=cursor.fetchone()[0], at=now, cause=cause)
