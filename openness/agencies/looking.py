"""Who looked at what is not public, who took it away, who was refused: on the trail, and no part of the story of the thing."""
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from openness.audit.models import Event
from openness.audit.trail import DOWNLOAD, READ, REFUSED, record

from .actors import capacity_of


def taken(user, subject, *, now, what=DOWNLOAD, **data):
    """A file or a printed sheet of it left the system: each time. `data` names which one, in codes and numbers."""
    record(subject, what, by=capacity_of(user, now=now), now=now, data=data)


def looked(user, subject, *, now, at=""):
    """The first time on a day that a person opens it, or the picture in it that `at` names."""
    once(user, subject, READ, f"{subject._meta.label_lower}:{subject.pk}:{at}:{localdate(now)}", now=now)


def turned_away(user, path, *, now):
    """Somebody asked for what is not his to ask for: the first time on a day."""
    once(user, user, REFUSED, f"{path[:40]}:{localdate(now)}", now=now, path=path[:200])


def once(user, subject, step, key, *, now, **data):
    if Event.objects.filter(actor=user, step=step, key=key).exists():
        return
    try:
        with transaction.atomic():
            record(subject, step, by=capacity_of(user, now=now), now=now, key=key, data=data)
    except IntegrityError:      # twice at the same moment
        pass
