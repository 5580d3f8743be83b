from celery import shared_task
from django.utils.timezone import localdate

from . import validity


@shared_task
def refresh_validity():
    """What expired, took effect or was repealed with the new day."""
    validity.refresh(None, localdate())
