"""T29: whoever changes the trail behind the application's back is found, and the first bad row is named."""
import io
import json
import random
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import Error, connection, transaction

from openness.agencies.actors import Actor
from openness.audit import anchoring, reading, sealing
from openness.audit.chain import Chain
from openness.audit.models import Event, Seal
from openness.audit.trail import record
from openness.audit.wiping import wipe_words
from tests.city import NOW

FORGED = """insert into audit_event (subject_type_id, subject_id, step, before, after, actor_id, agency_id, role, at, note, data, key, xid)
select subject_type_id, subject_id, 'approve', before, after, actor_id, agency_id, role, at, note, data, '', xid from audit_event where id = {}"""
SWAP = """update audit_seal set event_id = {0} + 1000000 where event_id = {1}; update audit_seal set event_id = {1} where event_id = {0};
update audit_seal set event_id = {0} where event_id = {0} + 1000000"""
CONTENTS = """update audit_event e set agency_id = o.agency_id, note = o.note, data = o.data, at = o.at from audit_event o
where (e.id, o.id) in (({0}, {1}), ({1}, {0}))"""


def found(anchors=None):
    chain = Chain(anchors or {})
    return list(reading.faults(chain))


def test_an_untouched_trail_is_sound_and_goes_on(trail):
    trail.sealed(8)
    assert found() == []
    trail.sealed(3)
    assert found() == [] and Seal.objects.count() == 11 and Seal.objects.last().algorithm == "sm3"


TAMPERING = {
    "note edited": ("update audit_event set note = '同意' where id = {3}", ("edited", 4)),
    "data edited": ("update audit_event set data = '{{\"n\": 9}}' where id = {3}", ("edited", 4)),
    "time edited": ("update audit_event set at = at - interval '1 second' where id = {3}", ("edited", 4)),
    "person edited": ("update audit_event set role = 'signer' where id = {3}", ("edited", 4)),
    "transaction edited": ("update audit_event set xid = '9999999999999' where id = {3}", ("reordered", 4)),
    "event deleted": ("delete from audit_event where id = {3}", ("deleted", 4)),
    "event and seal deleted": ("delete from audit_seal where event_id = {3}; delete from audit_event where id = {3}", ("deleted", 4)),
    "event and seal deleted, places closed up": (
        "delete from audit_seal where event_id = {3}; delete from audit_event where id = {3};"
        "update audit_seal set position = position + 1000 where position > 4; update audit_seal set position = position - 1001 where position > 1000",
        ("edited", 4)),
    "inserted": (FORGED.format("{3}"), ("inserted", None)),
    "seals changed places": (SWAP.format("{2}", "{5}"), ("reordered", 3)),
    "two bodies' rows swapped": (CONTENTS.format("{2}", "{5}"), ("edited", 3)),
    "seal edited": ("update audit_seal set digest = repeat('0', 64) where event_id = {3}", ("edited", 4)),
    "wiped without a purge": (
        "insert into audit_wipedwords select id, repeat('0', 64), repeat('0', 64) from audit_event where id = {3};"
        "update audit_event set note = '', data = '{{}}' where id = {3}", ("edited", 4)),
}


def test_the_first_bad_row_is_named(trail):
    events = [event.pk for event in trail.sealed(8)]
    with connection.cursor() as cursor:
        cursor.execute("create temp table events as table audit_event; create temp table seals as table audit_seal")
    for how, (statement, expected) in TAMPERING.items():
        trail.tamper(statement.format(*events))
        first = found()[0]
        assert (how, first.kind, first.position) == (how, *expected)
        if first.kind == "inserted":
            assert first.event == Event.objects.latest("pk").pk
        sealing.seal_all(NOW)       # and sealing on heals nothing
        assert (how, found()[0].kind, found()[0].position) == (how, *expected)
        trail.tamper("delete from audit_wipedwords; delete from audit_seal; delete from audit_event;"
                     "insert into audit_event select * from events; insert into audit_seal select * from seals")
        assert found() == []


def test_a_cut_tail_is_seen_by_the_anchor_and_by_nothing_else(trail, settings, tmp_path):
    settings.ANCHOR_DIR = tmp_path
    events = trail.sealed(8)
    assert anchoring.anchor(NOW)["position"] == 8
    last = events[-2].pk
    trail.tamper(f"delete from audit_seal where event_id >= {last}", f"delete from audit_event where id >= {last}")
    assert found() == []
    assert [(fault.kind, fault.position) for fault in found(anchoring.known())] == [("cut", 7)]
    trail.sealed(5)      # later events fill the places, the anchor still knows
    assert [(fault.kind, fault.position) for fault in found(anchoring.known())] == [("rewritten", 8)]


def test_a_chain_forged_from_the_first_row_is_seen_by_the_anchor(trail, settings, tmp_path):
    settings.ANCHOR_DIR = tmp_path
    events = trail.sealed(8)
    anchoring.anchor(NOW)
    trail.tamper(f"update audit_event set note = '另一句' where id = {events[2].pk}", "delete from audit_seal")
    sealing.seal_all(NOW)
    assert found() == [] and [fault.kind for fault in found(anchoring.known())] == ["rewritten"]


def test_words_may_go_with_their_purge_and_the_chain_holds(trail):
    trail.sealed(4)
    record(trail.agency, "purge", by=Actor(trail.user, trail.agency, "office"), now=NOW)
    wipe_words(trail.agency, by=Actor(trail.user, trail.agency, "office"), now=NOW)
    assert set(Event.objects.values_list("note", flat=True)) == {""} and found() == []
    sealing.seal_all(NOW)
    assert found() == [] and Seal.objects.count() == 5


def test_the_database_refuses(trail):
    trail.sealed(2)
    for statement in ("update audit_seal set digest = ''", "delete from audit_seal", "update audit_event set note = ''",
                      "delete from audit_event", "truncate audit_seal", "truncate audit_event cascade", "truncate audit_wipedwords",
                      "truncate audit_epoch"):
        with pytest.raises(Error, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("set local openness.may_truncate = off")
            cursor.execute(statement)
    assert Seal.objects.count() == Event.objects.count() == 2


def test_an_export_is_checked_without_database_or_django(trail, settings, tmp_path):
    settings.ANCHOR_DIR = tmp_path / "anchors"
    events = trail.sealed(8)
    anchoring.anchor(NOW)

    def check(*more):
        call_command("export_trail", str(tmp_path / "trail.jsonl"), stdout=io.StringIO())
        command = [sys.executable, "-m", "openness.audit.verify", str(tmp_path / "trail.jsonl"), *map(str, more)]
        return subprocess.run(command, capture_output=True, text=True, env={"PATH": "", "PYTHONIOENCODING": "utf-8"})
    said = check(anchoring.file())
    assert said.returncode == 0 and said.stdout.startswith("8 sealed events, 0 faults")
    assert "第3次" not in (tmp_path / "trail.jsonl").read_text() and "drafter" in (tmp_path / "trail.jsonl").read_text()
    trail.tamper(f"update audit_event set note = '同意' where id = {events[3].pk}", FORGED.format(events[1].pk))
    said = check()
    assert said.returncode == 1
    assert said.stdout.splitlines()[0] == f"edited: position 4, event {events[3].pk}: the row is not what was sealed"
    assert "inserted: no seal" in said.stdout


def test_after_a_restore_from_a_dump_a_new_count_begins(trail):
    """The dump keeps the numbers of transactions, the new database counts from the beginning."""
    events = trail.sealed(4)
    waiting = trail.event(5)
    trail.tamper("delete from audit_seal", f"update audit_event set xid = ({10 ** 12} + id)::text::xid8")
    with connection.cursor() as cursor:     # the chain as it was sealed in the old database
        old = [(event.pk, reading.row_of(row)) for event, row in zip(events, rows(cursor), strict=False)]
    digest = "0" * 64
    for position, (pk, row) in enumerate(old, 1):
        digest = sealing.Link(position, 0, "sm3", "", pk, row).follows(digest)
        Seal.objects.create(position=position, event_id=pk, algorithm="sm3", digest=digest, at=NOW)
    after = trail.event(6)      # written before anybody noticed
    with pytest.raises(sealing.CountsAnew):
        sealing.seal_all(NOW)
    epoch = sealing.begin_epoch("restored", NOW)
    assert (epoch.number, epoch.after_event) == (1, waiting.pk)
    trail.event(7)
    assert sealing.seal_all(NOW) == 2
    assert list(Seal.objects.values_list("epoch", flat=True)) == [0] * 5 + [1] * 2 and found() == []
    assert Seal.objects.get(position=6).event == after and sealing.begin_epoch("again", NOW) is None


def rows(cursor):
    cursor.execute(f"select {reading.EVENT} from audit_event e left join audit_wipedwords w on w.event_id = e.id order by e.xid, e.id")
    return cursor.fetchall()


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_two_hundred_thousand_rows_in_a_minute_a_million(trail, capsys):
    dice = random.Random(7)
    for start in range(0, 200_000, 10_000):
        Event.objects.bulk_create(Event(
            subject=trail.agency, step="edit", actor=trail.user, agency=trail.agency, role="drafter", at=NOW + timedelta(seconds=n),
            note="说明" * dice.randint(0, 20), data={"n": n} if n % 2 else {}) for n in range(start, start + 10_000))
    began = time.monotonic()
    sealing.seal_all(NOW, most=10_000)
    sealing_took = time.monotonic() - began
    bad = Seal.objects.get(position=dice.randint(150_000, 199_999))
    trail.tamper(f"update audit_event set step = 'approve' where id = {bad.event_id}")
    began = time.monotonic()
    chain = Chain()
    faults = list(reading.faults(chain))
    took = time.monotonic() - began
    with capsys.disabled():
        print(f"\nsealed {200_000 / sealing_took:.0f} rows/s, verified {chain.count / took:.0f} rows/s")
    assert [(fault.kind, fault.event) for fault in faults] == [("edited", bad.event_id)]
    assert chain.count == 200_000 and took <= 60 * 0.2, json.dumps({"seconds": took})
