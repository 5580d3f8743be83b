"""自动保存: what is typed into a form is kept on the server until the step is taken, and who else is typing is known."""
from datetime import timedelta

from openness.audit.models import Event

from .models import Autosave

STILL_TYPING = timedelta(minutes=10)
KEPT_FOR = timedelta(days=90)
NOT_KEPT = {"csrfmiddlewaretoken", "key", "next", "accept", "version", "shown", "capacity", "claim", "discard"}
LONGEST_PLACE = Autosave._meta.get_field("place").max_length


def save(user, place, data, *, version, now) -> Autosave:
    """data is a QueryDict: every value of every field, as the browser sent it.

    What comes late, after the form itself was sent, is not kept: it would stand in the way of what was sent.
    """
    values = {name: [value.replace("\0", "") for value in data.getlist(name)]
              for name in data if name not in NOT_KEPT and "\0" not in name}
    version = int(version) if version and str(version).isdecimal() and len(str(version)) < 9 else None
    key = data.get("key", "").replace("\0", "")
    if key and Event.objects.filter(actor=user, key__startswith=f"{key}:").exists():
        return Autosave(user=user, place=place, version=version, data=values, at=now)
    row, _made = Autosave.objects.update_or_create(
        user=user, place=place[:LONGEST_PLACE], defaults={"data": values, "version": version, "at": now})
    return row


def kept(user, place):
    return Autosave.objects.filter(user=user, place=place[:LONGEST_PLACE]).first()


def sweep(*, now):
    """What was left lying for a season is gone: its paper was finished elsewhere, or its writer has forgotten it."""
    return Autosave.objects.filter(at__lt=now - KEPT_FOR).delete()[0]


def forget(user, place):
    Autosave.objects.filter(user=user, place=place[:LONGEST_PLACE]).delete()


def others(user, place, *, now):
    """Autosaves of other people in the same form within the last minutes, the latest first. What is not yet stored is
    nobody else's: two people who begin a new paper write two papers."""
    rows = Autosave.objects.filter(
        place=place[:LONGEST_PLACE], at__gt=now - STILL_TYPING, version__isnull=False).exclude(user=user)
    return list(rows.select_related("user").defer("data").order_by("-at")[:5])


def initial_of(row, form):
    """Initial values of a form from what was typed; a box that was sent empty is empty."""
    values = {}
    for name, field in form.fields.items():
        if name in NOT_KEPT or field.widget.is_hidden or field.widget.needs_multipart_form:
            continue
        sent = row.data.get(name, [])
        several = getattr(field.widget, "allow_multiple_selected", False)
        values[name] = sent if several else (sent[-1] if sent else "")
    return values
