from celery import shared_task
from django.utils import timezone

from . import agreeing
from .models import Sign


@shared_task
def beat():
    """Every 30 seconds, through beat, broker and worker: when it stays away, one of the three stands still."""
    Sign.leave(Sign.HEARTBEAT, timezone.now())


@shared_task
def compare():
    """Each night: the trail against its anchors, rows against files, what is public against approvals. A fault alarms until a
    night, or verify_restore, finds none; service goes on."""
    _chain, trail = agreeing.trail_faults()
    fault = next(iter([*map(str, trail), *agreeing.file_faults(thorough=False), *agreeing.published_faults()]), None)
    if fault:
        Sign.leave(Sign.MISMATCH, timezone.now(), fault)
    else:
        Sign.objects.filter(name=Sign.MISMATCH).delete()


def leave_failure(words):
    Sign.leave(Sign.FAILURE, timezone.now(), words)
