"""Migrations of a running system: whoever holds a table is not stood in line for; the migration lets everybody pass and comes again."""
import time

from django.core.management import call_command
from django.db import OperationalError, connection
from psycopg2.errors import LockNotAvailable

LOCK_TIMEOUT = 2        # seconds: longer nobody behind a waiting migration waits
TRIES, PAUSE = 20, 1


def migrate(*targets):
    """As `manage.py migrate`; how many tries it took. OperationalError when a table is held for too long."""
    with connection.cursor() as cursor:
        cursor.execute(f"set lock_timeout = '{LOCK_TIMEOUT}s'")
    try:
        for attempt in range(1, TRIES + 1):
            try:
                call_command("migrate", *targets, interactive=False, verbosity=0)
            except OperationalError as error:
                if attempt == TRIES or not isinstance(error.__cause__, LockNotAvailable):
                    raise
                time.sleep(PAUSE)
            else:
                return attempt
    finally:
        with connection.cursor() as cursor:
            cursor.execute("reset lock_timeout")
