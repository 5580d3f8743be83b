"""T24, small: a PostgreSQL of its own, WAL archived; lost, restored to a chosen moment; database, files and trail agree, or it is
found and not served."""
import json
import os
import shutil
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone

from openness.audit import anchoring, sealing
from openness.audit.models import Event
from openness.audit.trail import record
from openness.files.models import File
from openness.files.storage import store
from openness.operations import restore as restoring

pytestmark = pytest.mark.django_db(transaction=True)


def write(city, count):
    """Papers with a number and a file, each a transaction of its own, and sealed."""
    by = city.who(city.environment, "drafter")
    for _ in range(count):
        n = Event.objects.filter(step="attach").count() + 1
        with transaction.atomic():
            sha256, size = store(ContentFile(f"file {n}".encode()))
            File.objects.create(subject=by.agency, name=f"{n}.txt", kind="txt", sha256=sha256, size=size, uploaded_by=by.user,
                                uploaded_at=timezone.now())
            record(by.agency, "attach", by=by, now=timezone.now(), data={"n": n})
        sealing.seal_all(timezone.now())
        time.sleep(0.05)


def served(client):
    connection.close()
    return [client.get(address).status_code for address in ("/readyz", "/")]


def restore(*words):
    """As an operator does it: a process that knows neither settings nor database."""
    return subprocess.run([sys.executable, "-m", "openness.operations.restore", *map(str, words)], capture_output=True, text=True,
                          env={"PATH": os.environ["PATH"]})


def written(machine):
    return [n for n, in machine.sql("select (data->>'n')::int from audit_event where step = 'attach' order by 1")]


@pytest.mark.timeout(280)
@pytest.mark.parametrize("before, until, after", [(4, 3, 3), pytest.param(150, 200, 100, marks=pytest.mark.slow)])
def test_lost_and_restored_to_a_chosen_moment(machine, city, client, settings, tmp_path, before, until, after):
    write(city, before)
    code, said = machine.manage("backup", machine.backup)
    assert code == 0 and said.startswith(f"{before} new files, base backup"), said
    write(city, until)
    moment, kept = timezone.now(), before + until
    time.sleep(0.1)
    write(city, after)
    assert machine.manage("backup", machine.backup, "--files") == (0, f"{until + after} new files\n")
    segment = machine.sql("select pg_walfile_name(pg_switch_wal())")[0][0]
    for _ in range(200):
        if (machine.backup / "wal" / segment).exists() and machine.sql(
                f"select last_archived_wal >= '{segment}' from pg_stat_archiver") == [(True,)]:
            break
        time.sleep(0.05)
    connection.close()
    machine.die()
    shutil.rmtree(machine.data)
    shutil.rmtree(machine.files)

    new = tmp_path / "new"
    with pytest.raises(SystemExit, match="no base backup"):
        restoring.choose(machine.backup / "base", moment - timedelta(days=1))
    done = restore(machine.backup, new / "pg", new / "files", "--to", moment.isoformat())
    assert done.returncode == 0, done.stderr
    machine.data, machine.files = new / "pg", new / "files"
    settings.MEDIA_ROOT = machine.files
    machine.start()
    assert written(machine) == list(range(1, kept + 1))

    assert served(client) == [503, 503]       # laid down, not verified
    code, said = machine.manage("verify_restore")
    assert code == 0 and said.startswith(f"{kept} sealed events, {kept} files, 0 faults"), said
    assert served(client) == [200, 200]
    # files older than the database: the last one is not there, then it is another
    lost = machine.sql("select sha256 from files_file order by id desc limit 1")[0][0]
    place = machine.files / lost[:2] / lost
    place.rename(tmp_path / "lost")
    code, said = machine.manage("verify_restore")
    assert code == 1 and said.startswith(f"file missing: {lost}") and served(client) == [503, 503]
    place.write_text("other bytes")
    assert machine.manage("verify_restore")[1].startswith(f"file altered: {lost}")
    (tmp_path / "lost").rename(place)
    # a database older than what was anchored
    anchoring.append(anchoring.file(), json.dumps({"position": kept + 99, "digest": "x", "at": "2026-11-25"}))
    code, said = machine.manage("verify_restore")
    assert code == 1 and said.startswith(f"cut: position {kept + 1}") and served(client) == [503, 503]
    assert machine.manage("verify_restore", "--accept-lost-tail")[0] == 0 and served(client) == [200, 200]
    # what is restored over something, or from a damaged backup, is refused
    with pytest.raises(SystemExit, match="not empty"):
        restoring.restore(machine.backup, machine.data, tmp_path / "a", moment)
    piece = next((machine.backup / "base").glob("*/base/1/1259"))
    piece.write_bytes(b"x" + piece.read_bytes()[1:])
    with pytest.raises(SystemExit, match="is damaged"):
        restoring.restore(machine.backup, tmp_path / "a", tmp_path / "b", moment)
