from openness.agencies.actors import capacities_at
from openness.agencies.models import Agency


def one_per_body(user, right, agencies, *, now):
    """{id of a body, as text: the capacity in which a person acts there}, an own post before a substitute's."""
    found = {}
    for actor in capacities_at(user, right, Agency.objects.filter(pk__in=agencies, successor=None), now=now):
        found.setdefault(str(actor.agency.pk), actor)
    return found
