import itertools
from datetime import timedelta

import pytest
from django.db import connection

from openness.agencies.models import Agency, User
from openness.audit import sealing
from openness.audit.models import Event
from tests.city import NOW

serial = itertools.count(1)


class Trail:
    """Events of one person at one body, written one transaction each, and a hand that the triggers do not stop."""

    def __init__(self):
        self.agency = Agency.objects.create(name=f"某局{next(serial)}", code="某")
        self.user = User.objects.create(username=f"u{next(serial)}", name="某人")

    def event(self, n=0, **fields):
        return Event.objects.create(subject=self.agency, step="edit", actor=self.user, agency=self.agency, role="drafter",
                                    at=NOW + timedelta(seconds=n), **{"note": f"第{n}次", "data": {"n": n, "字": [1.5, None]}} | fields)

    def sealed(self, count=8):
        events = [self.event(n) for n in range(count)]
        assert sealing.seal_all(NOW) == count
        return events

    @staticmethod
    def tamper(*statements):
        with connection.cursor() as cursor:
            cursor.execute("set session_replication_role = replica")
            try:
                for statement in statements:
                    cursor.execute(statement)
            finally:
                cursor.execute("set session_replication_role = origin")


@pytest.fixture
def trail(transactional_db):
    return Trail()
