from celery import shared_task
from django.utils import timezone

from . import autosaving


@shared_task
def sweep_autosaves():
    autosaving.sweep(now=timezone.now())
