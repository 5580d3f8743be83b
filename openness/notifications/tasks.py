from celery import shared_task
from django.conf import settings
from django.utils import timezone

from . import mailing


@shared_task
def mail_notices():
    """Every minute; a tick means "mail all that waits"."""
    if settings.MAIL_IS_SET_UP:
        mailing.mail_notices(timezone.now())
