from celery import shared_task
from django.utils import timezone

from .reporting import draft_due


@shared_task
def draft_reports():
    """Every hour: a tick means "draft what is due and not there yet", so a missed or doubled tick does not matter."""
    draft_due(now=timezone.now())
