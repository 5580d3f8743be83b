"""A task that failed leaves a sign: the queue forgets it."""
import logging

from celery.signals import task_failure

log = logging.getLogger(__name__)


@task_failure.connect
def remember(sender=None, exception=None, **kwargs):
    from .tasks import leave_failure
    try:
        leave_failure(f"{getattr(sender, 'name', sender)}: {type(exception).__name__}")     # no words: they may be somebody's
    except Exception:
        log.exception("the failure of a task leaves no sign")
