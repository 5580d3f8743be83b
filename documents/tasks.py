from time import monotonic

from celery import shared_task
from django.utils import timezone

from openness import waking

from .importing import read_waiting
from .models import Document
from .scheduling import publish_scheduled


@shared_task
def publish_what_is_due():
    """Every 30 seconds: a tick means "do all that is due", so a missed or doubled tick does not matter."""
    for pk in Document.objects.due(timezone.now()).values_list("pk", flat=True):
        publish_scheduled(pk, now=timezone.now())

READING_FOR = 240       # seconds


def wake():
    """Have the worker begin at once; without a broker the page and the next tick do it."""
    waking.wake(read_imports)


@shared_task
def read_imports():
    """Files that wait to be read; the pages that wait for them read too, so that nothing hangs on a worker. It stops well
    before a task is ended by force: the next tick goes on."""
    until = monotonic() + READING_FOR
    while monotonic() < until and read_waiting():
        pass
