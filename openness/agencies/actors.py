"""A person in a capacity: the same hand signs as head today and as a substitute tomorrow."""
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.timezone import localdate

from .models import Agency, Assignment, User


def roles():
    return import_string(settings.ROLES)


@dataclass(frozen=True)
class Actor:
    user: User
    agency: Agency | None      # None: an administrator of the system, who acts for no body
    role: str
    acting_for: User | None = None

    def __str__(self):
        return f"{self.agency.short_name or self.agency.name} · {roles()[self.role].label}"

    @property
    def people(self):
        """Four eyes look through a substitute at the person behind."""
        return {self.user.pk, self.acting_for.pk} if self.acting_for else {self.user.pk}

    def may(self, right, at, *, now):
        """The assignment of that day decides, read in the transaction that acts. A superuser has no rights here."""
        on = localdate(now)
        return right in rights_in(self.role) and at.served_by(on) == self.agency and (
            Assignment.objects.in_force(on).filter(
                user=self.user, agency=self.agency, role=self.role, acting_for=self.acting_for).exists())


def administrator(user):
    """Whoever looks after the installation: on record, and with no right in the business."""
    return Actor(user, None, "administrator")


def capacity_of(user, *, now):
    """For what anybody may do who sees a page: the first post of today, an administrator's none."""
    row = user.assignments.in_force(localdate(now)).select_related("agency").order_by("acting_for", "pk").first()
    return Actor(user, row.agency, row.role, row.acting_for) if row else administrator(user)


def rights_in(role):
    known = roles().get(role)
    return known.rights if known else frozenset()


def capacities(user, holders, subject, *, now):
    """The capacities in which a user is among the holders; an own post before a substitute's."""
    return capacities_at(user, holders.right, holders.agencies(subject), now=now)


def capacities_at(user, right, agencies, *, now):
    on = localdate(now)
    able = [role for role in roles() if right in rights_in(role)]
    places = {agency.served_by(on) for agency in agencies}
    rows = user.assignments.in_force(on).filter(role__in=able, agency__in=places)
    ordered = sorted(rows.select_related("agency", "acting_for"), key=lambda row: (row.acting_for_id or 0, row.pk))
    return [Actor(user, row.agency, row.role, row.acting_for) for row in ordered]
