"""Right × status: who sees a document when. An office sees what was submitted to it, never drafts."""
from django.db.models import Q

from . import rights
from .choices import Status

SEALED = frozenset({Status.LOCKED, Status.PURGED})     # nobody reads these; sealing.py names who deals with them
ALL = frozenset(Status) - SEALED
OUT_OF_THE_UNIT = ALL - {Status.DRAFT, Status.DISCARDED}
SUBMITTED = OUT_OF_THE_UNIT - {Status.UNIT_REVIEW}
APPROVED = SUBMITTED - {Status.SUBMITTED, Status.IN_REVIEW, Status.RETURNED}
SIGNED = APPROVED - {Status.APPROVED}
SEES = (
    (rights.DRAFT, "drafting_agency", ALL),
    (rights.HEAD_UNIT, "drafting_agency", ALL),
    (rights.SECRECY, "drafting_agency", OUT_OF_THE_UNIT),
    (rights.SECRECY, "reviewing_office", SUBMITTED),
    (rights.LEGALITY, "drafting_agency", OUT_OF_THE_UNIT),
    (rights.LEGALITY, "reviewing_office", SUBMITTED),
    (rights.DISCLOSURE, "drafting_agency", OUT_OF_THE_UNIT),
    (rights.COUNTERSIGN, "joint", OUT_OF_THE_UNIT),
    (rights.REGISTER, "reviewing_office", SUBMITTED),
    (rights.REVIEW, "reviewing_office", SUBMITTED),
    (rights.SIGN, "issuing_agency", APPROVED),
    (rights.PUBLISH, "reviewing_office", SIGNED),
)


def seen_with(held):
    """As a condition on documents; held are (agency id, right) pairs."""
    seen = Q(pk__in=[])
    for right, path, statuses in SEES:
        if agencies := [agency for agency, name in held if name == right]:
            seen |= Q(**{f"{path}__in": agencies, "status__in": sorted(statuses)})
    return seen
