from celery import shared_task
from django.utils import timezone

from . import counting


@shared_task
def flush_reads():
    counting.flush(now=timezone.now())
