"""The trail as the administrator of audit reads it: who, where, what, when, on which thing; no words of papers."""
from datetime import datetime, time, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.timezone import get_current_timezone

from openness.agencies.actors import roles
from openness.audit.models import Event
from openness.audit.words import STEPS

MOST = 20_000           # rows of an export
OWN = {"agencies", "onboarding"}        # about people and the installation: these rows may be read whole


def things():
    """[(content type, words)] of everything the trail tells of."""
    kinds = ContentType.objects.filter(pk__in=Event.objects.order_by().values("subject_type").distinct())
    return sorted(((kind, str(kind.name)) for kind in kinds if kind.model_class()), key=lambda pair: pair[1])


def steps_named(words):
    """Keys of steps whose Chinese or English words contain these."""
    found = {key for key, said in STEPS.items() if words in str(said) or words == key}
    for kind, _name in things():
        steps = getattr(kind.model_class(), "workflow", None)
        found |= {key for key in (steps or {}) if words in str(steps[key].label) or words == key}
    return found | {words}


def search(*, person="", body="", step="", thing=None, number=None, first, last):
    zone = get_current_timezone()
    start, end = (datetime.combine(day, time.min, zone) for day in (first, last + timedelta(days=1)))
    rows = Event.objects.filter(at__gte=start, at__lt=end)
    if person:
        rows = rows.filter(Q(actor__name__icontains=person) | Q(actor__username=person))
    if body:
        rows = rows.filter(Q(agency__name__icontains=body) | Q(agency__short_name__icontains=body))
    if step:
        rows = rows.filter(step__in=steps_named(step))
    if thing:
        rows = rows.filter(subject_type=thing)
    if number is not None:
        rows = rows.filter(subject_id=number)
    return rows.select_related("actor", "agency", "acting_for", "subject_type").order_by("-at", "-pk")


def told(event):
    """Of changes of rights what changed; of papers nothing: their titles and notes belong to those who see them."""
    if event.subject_type.app_label not in OWN:
        return ""
    data = event.data
    return " → ".join(str(part) for part in (data.get("before"), data.get("after")) if part) or data.get("list", "") or data.get(
        "quarter", "") or ""


def role_label(event):
    known = roles()
    return known[event.role].label if event.role in known else ""
