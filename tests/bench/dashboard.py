"""The office's page over a hundred bodies and 20,000 papers; the floor is the same SQL, bare."""
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.oversight.history import bodies, office, papers

BODIES, PAPERS, PACE = 100, 20_000, 4_000


def measure(median, bare):
    with transaction.atomic():
        watching, user = office("总览督办厅")
        below = bodies(watching, BODIES)
        for n in range(PAPERS // PACE):
            papers(below, PACE, seed=n, now=timezone.now(), span=400)
        with connection.cursor() as cursor:
            cursor.execute("analyze")
        client = Client()
        client.force_login(user)
        rows = []
        for name, address in (("dashboard", "/desk/dashboard/"), ("overdue list", "/desk/dashboard/overdue/"), ("Monday's sheet", "/desk/monday/")):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            selects = [q for q in queries if q["sql"].lstrip("( ").upper().startswith("SELECT")]
            asked = len(queries)        # before the next request empties the log
            rows.append((f"page: {name}", median(lambda at=address: client.get(at), 10), median(bare(selects), 10),
                         f"{asked} queries, {BODIES} bodies, {PAPERS} papers"))
        transaction.set_rollback(True)
    return rows
