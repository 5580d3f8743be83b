import logging

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from openness import waking

from . import erasing, storage
from .models import File, State
from .scanning import NoVerdict, ScannerDown, scan

log = logging.getLogger(__name__)


@shared_task
def scan_quarantine():
    """Every minute: all that waits. A missed or doubled tick does not matter; without a verdict a file waits on."""
    if getattr(settings, "CLAMD", ""):
        for pk in File.objects.filter(state=State.QUARANTINE).order_by("uploaded_at").values_list("pk", flat=True):
            try:
                judge(pk)
            except ScannerDown as error:
                log.warning("the scanner does not answer: %s", error)
                break
            except NoVerdict as error:
                log.warning("no verdict on file %s: %s", pk, error)


@shared_task
def erase_bytes():
    """Every minute: what a killed process could not take from the disk."""
    erasing.erase(now=timezone.now())


@shared_task
def scan_file(pk):
    try:
        judge(pk)
    except NoVerdict as error:
        log.warning("no verdict on file %s: %s", pk, error)


def wake(pk):
    """Once, without waiting for a broker that is gone: the next tick finds the file anyway."""
    waking.wake(scan_file, pk)


def judge(pk):
    """Move a waiting file to usable or refused. Raises NoVerdict."""
    file = File.objects.filter(pk=pk, state=State.QUARANTINE).first()
    if file is not None:
        found = scan(storage.path(file.sha256))
        state = State.REFUSED if found else State.USABLE
        File.objects.filter(pk=pk, state=State.QUARANTINE).update(state=state, note=found[:200])
