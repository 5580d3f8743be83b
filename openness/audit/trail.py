import json

from .models import Event

READ, DOWNLOAD, PRINT, EXPORT, REFUSED = "read", "download", "print", "export", "refused"
LOOKS = (READ, DOWNLOAD, PRINT, EXPORT, REFUSED)     # on the trail, and no part of what was done with a thing


def record(subject, step, *, by, now, before="", after="", note="", data=None, key=""):
    return Event.objects.create(
        subject=subject, step=step, before=before, after=after, actor=by.user, agency=by.agency, role=by.role,
        acting_for=by.acting_for, at=now, note=note, data=data or {}, key=key or "")


def people_of(subject, steps):
    """Everyone who ever took one of these steps, and those for whom they took it."""
    rows = Event.objects.of(subject).filter(step__in=steps).values_list("actor", "acting_for")
    return {person for row in rows for person in row if person}


def events_of(subject):
    """The whole story of one thing, with everything a timeline shows, in one query; who looked at it is not told there."""
    return Event.objects.of(subject).exclude(step__in=LOOKS).select_related("actor", "agency", "acting_for")


ADMIN_STEPS = {1: "admin_add", 2: "admin_change", 3: "admin_delete"}       # django.contrib.admin.models' flags


def from_admin(sender, instance, created, **kwargs):
    """What was changed in the admin: the thing, by whom, and the names of the fields, never what was typed."""
    if not created or instance.content_type is None or not str(instance.object_id).isdigit():
        return
    told = json.loads(instance.change_message or "[]") if instance.change_message.startswith("[") else []
    fields = sorted({str(name) for message in told for name in message.get("changed", {}).get("fields", [])})
    Event.objects.create(
        subject_type=instance.content_type, subject_id=int(instance.object_id), step=ADMIN_STEPS[instance.action_flag],
        actor=instance.user, role="administrator", at=instance.action_time, data={"fields": fields} if fields else {})
