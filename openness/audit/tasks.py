from celery import shared_task
from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone

from . import anchoring, sealing


@shared_task
def seal_trail():
    """Every 30 seconds; a tick means "seal all that may be sealed"."""
    sealing.seal_all(timezone.now())


@shared_task
def anchor_trail():
    """Each night; told to those who audit, by letter where letters can be sent."""
    sealing.seal_all(timezone.now())
    written = anchoring.anchor(timezone.now())
    if written and settings.MAIL_IS_SET_UP:
        people = get_user_model().objects.filter(administers="audit", is_active=True).exclude(email="")
        anchoring.mail(written, people.values_list("email", flat=True))
