"""T25, small: the latest migration of every app of ours is taken back and brought forward again on filled tables, while readers and
writers go on. Nobody waits longer than the lock timeout of `prepare`, and nothing is refused to anybody."""
import time
from contextlib import suppress
from threading import Event as Flag
from threading import Thread

import psycopg2
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from documents.models import Document
from openness.audit.models import Event
from openness.migrating import LOCK_TIMEOUT, migrate

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
OURS = ("agencies", "audit", "deadlines", "documents", "files", "interpretation", "linkage", "notifications", "onboarding", "operations",
        "oversight", "publication", "readership", "rules", "tables", "websites", "workflow")
# statements that the code of before and that of after both send
TRAFFIC = (
    "select count(*) from documents_document where status = 'draft'",
    "select id, title from documents_document order by id desc limit 20",
    "select * from publication_publicitem where withdrawn_at is null limit 20",
    "insert into audit_event (subject_type_id, subject_id, step, before, after, actor_id, role, at, note, data, key) "
    "select subject_type_id, subject_id, 'x', '', '', actor_id, role, now(), '', '{}', '' from audit_event order by id limit 1",
    "update documents_document set version = version + 1 where id = (select min(id) from documents_document)",
    "select count(*) from deadlines_deadline where closed_at is null",
)


class Reader(Thread):
    """Somebody at work: short transactions, one after the other, each timed."""

    def __init__(self, machine, end):
        super().__init__()
        self.machine, self.end, self.waits, self.errors = machine, end, [], []

    def run(self):
        while not self.end.is_set():
            for words in TRAFFIC:
                began = time.monotonic()
                try:
                    self.machine.sql(words)
                except psycopg2.Error as error:
                    self.errors.append(str(error))
                self.waits.append(time.monotonic() - began)


def filled(city, many):
    first = city.draft(city.environment)
    names = [field.attname for field in Document._meta.concrete_fields if not field.primary_key and not field.generated]
    row = {name: getattr(first, name) for name in names}
    Document.objects.bulk_create([Document(**row) for _ in range(many // 10)], batch_size=1000)
    with connection.cursor() as cursor:
        cursor.execute("""insert into audit_event (subject_type_id, subject_id, step, before, after, actor_id, agency_id, role, at, note, data, key)
            select subject_type_id, subject_id, step, before, after, actor_id, agency_id, role, at, note, data, ''
            from audit_event, generate_series(1, %s) where id = (select min(id) from audit_event)""", [many])


def latest():
    """[(app, its migration before the last one, its last)]: of apps that have more than one."""
    graph = MigrationLoader(connection).graph
    for app in OURS:
        [leaf] = graph.leaf_nodes(app)
        before = [parent for parent in graph.node_map[leaf].parents if parent.key[0] == app]
        if before:
            yield app, before[0].key[1], leaf[1]


def test_the_list_names_every_app_of_ours():
    assert set(OURS) == {config.label for config in apps.get_app_configs() if config.module.__file__ and "site-packages" not in config.path
                         and any(config.get_models())}


@pytest.mark.timeout(900)
@pytest.mark.parametrize("many", [20_000, 200_000])
def test_migrations_go_back_and_forward_under_traffic(machine, city, many):
    filled(city, many)
    steps, end, taken = list(latest()), Flag(), {}
    people = [Reader(machine, end) for _ in range(3)]
    for person in people:
        person.start()
    try:
        for app, before, last in steps:
            call_command("migrate", app, before, verbosity=0)
            began = time.monotonic()
            migrate(app)
            taken[f"{app} {last}"] = round(time.monotonic() - began, 2)
    finally:
        end.set()
        for person in people:
            person.join()
    waits = sorted(wait for person in people for wait in person.waits)
    print(f"\n{many} events: {len(waits)} statements, p99 {waits[len(waits) * 99 // 100]:.3f} s, most {waits[-1]:.2f} s; {taken}")
    assert [error for person in people for error in person.errors] == []
    assert waits[-1] <= LOCK_TIMEOUT + 1 and len(waits) > 200 and len(steps) > 8
    assert Event.objects.count() > many
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_a_lock_that_is_not_given_is_asked_for_again(machine, city):
    """Somebody holds a table for longer than the timeout: the migration lets the others pass and comes again."""
    app, before, _last = next(step for step in latest() if step[0] == "documents")
    call_command("migrate", app, before, verbosity=0)
    holder = psycopg2.connect(host=str(machine.run), user="postgres", dbname="openness")
    holder.cursor().execute("select count(*) from documents_document")      # its transaction stays open

    def let_go():
        time.sleep(LOCK_TIMEOUT + 1.5)
        with suppress(psycopg2.Error):
            holder.close()
    letting = Thread(target=let_go)
    letting.start()
    began = time.monotonic()
    tries = migrate(app)
    letting.join()
    assert tries > 1 and time.monotonic() - began > LOCK_TIMEOUT
