"""guardian's rows on agencies: the index by which lists, desks and reminders find people and things."""
from datetime import timedelta

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F

from .actors import rights_in, roles
from .holders import Holders
from .models import Agency, Assignment, Grant, User


def rights_of(user):
    """(agency id, right) pairs; read once for the life of the user object, that is once a request."""
    if not hasattr(user, "_rights"):
        rows = list(Grant.objects.filter(user_id=user.pk, user__is_active=True).values_list(
            "content_object_id", "permission__codename", "content_object__name", "content_object__short_name",
            "content_object__successor_id"))
        user._rights = frozenset((agency, right) for agency, right, *_names in rows)
        user._serves = {agency: short or name for agency, _right, name, short, successor in sorted(
            rows, key=lambda row: row[0]) if successor is None}
    return user._rights


def serves(user):
    """Where a user has a post today: {agency id: label}, bodies that were merged into others left out."""
    rights_of(user)
    return user._serves


def agencies_with(user, right):
    """Where a user holds a right, as ids."""
    return {agency for agency, name in rights_of(user) if name == right}


def people_with(holders: Holders, subject):
    return people_at(holders.right, list(holders.agencies(subject)))


def people_at(right, agencies):
    return User.objects.filter(
        is_active=True, grant__content_object__in=agencies, grant__permission__codename=right).distinct()


def permissions():
    """Rights as guardian wants them: made when a role first names them, so a new app needs no kernel migration."""
    kind = ContentType.objects.get_for_model(Agency)
    names = set().union(*(role.rights for role in roles().values()))
    Permission.objects.bulk_create(
        (Permission(content_type=kind, codename=name, name=name) for name in names), ignore_conflicts=True)
    return {row.codename: row for row in Permission.objects.filter(content_type=kind, codename__in=names)}


@transaction.atomic
def derive(*users, on):
    """Rewrite the grants of these users from their assignments of that day, the lineage of each agency included."""
    known, lineages = permissions(), {}
    people = User.objects.filter(pk__in=[user.pk for user in users]).order_by("pk").select_for_update(no_key=True)
    people = [user.pk for user in people]
    wanted = set()
    for row in Assignment.objects.in_force(on).filter(user__in=people).select_related("agency"):
        if row.agency_id not in lineages:
            lineages[row.agency_id] = [agency.pk for agency in row.agency.lineage()]
        wanted |= {(row.user_id, agency, known[right].pk)
                   for agency in lineages[row.agency_id] for right in rights_in(row.role)}
    held = {(g.user_id, g.content_object_id, g.permission_id): g.pk for g in Grant.objects.filter(user__in=people)}
    lost = held.keys() - wanted
    if lost:            # who lost a right, and nobody else, signs in anew
        User.objects.filter(pk__in={user for user, *_what in lost}).update(session_epoch=F("session_epoch") + 1)
        Grant.objects.filter(pk__in=[held[triple] for triple in lost]).delete()
    Grant.objects.bulk_create(
        Grant(user_id=u, content_object_id=a, permission_id=p) for u, a, p in wanted - held.keys())


def assign(user, agency, role, *, on, to=None, acting_for=None):
    row = Assignment.objects.create(
        user=user, agency=agency, role=role, from_on=on, to_on=to, acting_for=acting_for)
    derive(user, on=on)
    return row


@transaction.atomic
def merge(former, *, into, on, today=None):
    """Duties pass to the successor: papers keep their agency and its name, people move by rows that anyone can read.

    `today` where the merger is dated back: by it rights are reckoned.
    """
    moved = list(Assignment.objects.not_over(on).filter(agency__in=former))
    for agency in former:
        agency.successor, agency.ended_on = into, on
        agency.save()
    for row in moved:
        Assignment.objects.create(user_id=row.user_id, agency=into, role=row.role, from_on=max(on, row.from_on),
                                  to_on=row.to_on, acting_for_id=row.acting_for_id)
        row.to_on = max(on - timedelta(days=1), row.from_on)
        row.save()
    derive(*User.objects.filter(assignments__agency__in=[into, *former]).distinct(), on=today or on)
