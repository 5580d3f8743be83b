from .models import Event


def record(subject, step, *, by, now, before="", after="", note="", data=None, key=""):
    return Event.objects.create(
        subject=subject, step=step, before=before, after=after, actor=by.user, agency=by.agency, role=by.role,
        acting_for=by.acting_for, at=now, note=note, data=data or {}, key=key or "")


def people_of(subject, steps):
    """Everyone who ever took one of these steps, and those for whom they took it."""
    rows = Event.objects.of(subject).filter(step__in=steps).values_list("actor", "acting_for")
    return {person for row in rows for person in row if person}


def events_of(subject):
    """The whole story of one thing, with everything a timeline shows, in one query."""
    return Event.objects.of(subject).select_related("actor", "agency", "acting_for")
