"""A web process tells the workers that there is something to do, or does without: every task finds its work by a tick too."""
import logging
from time import monotonic

from .celery import app

log = logging.getLogger(__name__)
PATIENCE = 1        # second
REST = 10           # seconds: after it failed nobody here asks again, so that a crowd does not queue up before a dead broker
rest_until = 0.0


def wake(task, *args):
    """Never raises, and waits two seconds at the most, also before a broker that accepts and does not answer."""
    global rest_until
    if monotonic() < rest_until:
        return False
    options = dict(app.conf.broker_transport_options) | {
        "socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE, "max_retries": 0}
    try:
        with app.connection_for_write(transport_options=options) as connection:
            task.apply_async(args, connection=connection, retry=False)
    except Exception as error:      # whatever the broker and its client think of: it is never the person's affair
        rest_until = monotonic() + REST
        log.warning("the broker did not take %s: %s", task.name, error)
        return False
    return True
