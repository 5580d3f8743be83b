"""A web process tells the workers that there is something to do, or does without: every task finds its work by a tick too."""
import logging

from .celery import app
from .patience import Rest

log = logging.getLogger(__name__)
PATIENCE = 1        # second
rest = Rest(10)


def wake(task, *args):
    """Never raises, and waits two seconds at the most, also before a broker that accepts and does not answer."""
    if rest.is_on():
        return False
    options = dict(app.conf.broker_transport_options) | {
        "socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE, "max_retries": 0}
    try:
        with app.connection_for_write(transport_options=options) as connection:
            task.apply_async(args, connection=connection, retry=False)
    except Exception as error:      # whatever the broker and its client think of: it is never the person's affair
        rest.begin()
        log.warning("the broker did not take %s: %s", task.name, error)
        return False
    return True
