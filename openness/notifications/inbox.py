"""What a person was told: written by notify(), read with the subjects that the reader may still see."""
from collections import defaultdict

from django.apps import apps

from .models import Notification


def notify(people, key, subject, *, now, **data):
    tell(notice(person, key, subject, now=now, **data) for person in people)


def notice(person, key, subject, *, now, **data):
    """Not yet written: for who tells many people many things at once."""
    return Notification(recipient=person, key=key, at=now, data=data | {"model": subject._meta.label_lower, "pk": subject.pk})


def tell(notices):
    Notification.objects.bulk_create(notices)


def with_subjects(notices, user):
    """[(notice, subject or None)], one query for each kind of subject; what may no longer be seen is None."""
    wanted = defaultdict(set)
    for notice in notices:
        wanted[notice.data["model"]].add(notice.data["pk"])
    found = {
        (label, pk): subject for label, pks in wanted.items()
        for pk, subject in apps.get_model(label).objects.visible_to(user).in_bulk(pks).items()
    }
    return [(notice, found.get((notice.data["model"], notice.data["pk"]))) for notice in notices]


def read_about(subject, user, *, now):
    """Who opens the thing has read what was said of it."""
    user.notifications.unread().filter(data__model=subject._meta.label_lower, data__pk=subject.pk).update(read_at=now)
