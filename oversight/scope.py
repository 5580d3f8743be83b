"""Which bodies an office watches: where the right SUPERVISE is held, and all that stands below, former bodies included.

Every figure of a former body counts for the body that took over its duties.
"""
from collections import defaultdict
from dataclasses import dataclass, field, replace

from openness.agencies.models import Agency
from openness.agencies.rights import agencies_with
from openness.deadlines.rights import SUPERVISE
from openness.digits import whole

from .rights import ANSWER


@dataclass(frozen=True)
class Body:
    """A body of today with the ids of those that it succeeded."""
    agency: Agency
    ids: frozenset

    @property
    def pk(self):
        return self.agency.pk

    def __str__(self):
        return self.agency.label


@dataclass(frozen=True)
class Scope:
    """Bodies in the order of their ids; `body` when only one was asked for, `below` with those that answer to it."""
    bodies: tuple[Body, ...]
    body: Body | None = None
    below: bool = False
    office: Agency | None = field(default=None, compare=False)      # at which the person supervises
    named: bool = False                                             # the address says which of several

    @property
    def ids(self):
        return sorted(pk for body in self.bodies for pk in body.ids)

    @property
    def query(self):
        return ({"office": self.office.pk} if self.named else {}) | ({"body": self.body.pk} if self.body else {}) | (
            {"below": 1} if self.below else {})

    def only(self, body):
        return replace(self, bodies=(body,), body=body, below=False)

    def by_id(self):
        """{id of a body, present or former: Body}"""
        return {pk: body for body in self.bodies for pk in body.ids}


class Tree:
    """All bodies, read once: who stands below whom, who took over from whom."""

    def __init__(self):
        self.agencies = {agency.pk: agency for agency in Agency.objects.order_by("pk")}
        self.below, self.former = defaultdict(list), defaultdict(list)
        for agency in self.agencies.values():
            if above := self.overseer(agency.pk):
                self.below[above].append(agency.pk)
            if agency.successor_id:
                self.former[agency.successor_id].append(agency.pk)

    def under(self, roots):
        """These, their former selves, and everything that answers to any of them."""
        found, waiting = set(), list(roots)
        while waiting:
            pk = waiting.pop()
            if pk in self.agencies and pk not in found:
                found.add(pk)
                waiting += [*self.below[pk], *self.former[pk]]
        return found

    def overseer(self, pk):
        """Agency.overseer as an id, without a query."""
        above = self.agencies.get(self.agencies[pk].supervisor_id)
        return (above.office_id if above.office_id and above.office_id != pk else above.pk) if above else None

    def today(self, pk):
        """The body that answers for this one now."""
        seen = set()
        while (agency := self.agencies[pk]).successor_id and pk not in seen:
            seen.add(pk)
            pk = agency.successor_id
        return pk

    def bodies(self, ids):
        """Bodies of today that these ids belong to, each with those of its predecessors that are among them."""
        lines = defaultdict(set)
        for pk in ids:
            lines[self.today(pk)].add(pk)
        return tuple(Body(self.agencies[pk], frozenset(line)) for pk, line in sorted(lines.items()))


def overseen_by(agencies, tree=None):
    """The scope of offices (ids of agencies at which SUPERVISE is held)."""
    tree = tree or Tree()
    bodies = tree.bodies(tree.under(agencies))
    office = min((tree.today(pk) for pk in agencies if pk in tree.agencies), default=None)
    return Scope(bodies, office=tree.agencies.get(office))


def answered_for(query, user):
    """(the bodies that a person answers for, the one that an address asks for): its own cases, and none below it."""
    tree = Tree()
    everything = Scope(tree.bodies(agencies_with(user, ANSWER)))
    body = everything.by_id().get(whole(query.get("body")))
    return everything, body and everything.only(body)


def parse(query, user):
    """(the whole scope of a person, the one that an address asks for); None for a body or an office that is not theirs."""
    tree, offices = Tree(), agencies_with(user, SUPERVISE)
    asked = query.get("office", "")
    if asked:
        offices = {pk for pk in offices if str(pk) == asked}
    everything = replace(overseen_by(offices, tree), named=bool(asked))
    if not offices:
        return everything, None
    asked = query.get("body", "")
    if not asked:
        return everything, everything
    known = {str(pk): body for pk, body in everything.by_id().items()}
    if asked not in known:
        return everything, None
    only = everything.only(known[asked])
    if not query.get("below"):
        return everything, only
    return everything, replace(only, bodies=tree.bodies(tree.under(only.body.ids)), below=True)
