"""The chain of seals: how a row is written down, what follows from the row before, what can be wrong. Needs no Django.

digest(n) = SM3(digest(n−1) ⏎ n ⏎ epoch ⏎ row), row being a JSON array of COLUMNS; note and data stand as digests of their own, so
that words which had to be purged can go and the chain stays."""
import json
from dataclasses import dataclass, field
from itertools import chain as one_after_another
from itertools import pairwise

from .digests import digest

COLUMNS = ("id", "xid", "subject_type_id", "subject_id", "step", "before", "after", "actor_id", "agency_id", "role",
           "acting_for_id", "at", "key", "note", "data")
START = "0" * 64
write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(slots=True)
class Link:
    """A seal and the event it seals as it stands now; without the event it was deleted."""
    position: int
    epoch: int
    algorithm: str
    digest: str
    event: int
    row: list | None        # values of COLUMNS
    wiped: bool = False
    purged: bool = False    # the purge that allows the wiping stands on the trail

    @property
    def order(self):
        return self.epoch, self.row[1], self.row[0]

    def follows(self, previous):
        return digest(f"{previous}\n{self.position}\n{self.epoch}\n{write(self.row)}", self.algorithm)


@dataclass(slots=True)
class Fault:
    kind: str
    position: int | None
    event: int | None
    words: str

    def __str__(self):
        place = f"position {self.position}" if self.position is not None else "no seal"
        return f"{self.kind}: {place}, event {self.event if self.event is not None else '–'}: {self.words}"


@dataclass
class Chain:
    """Goes along the links once; afterwards says where the chain ends."""
    anchors: dict = field(default_factory=dict)     # position → (digest, at)
    last: Link | None = None
    count: int = 0

    def faults(self, links):
        previous = START
        for link, following in pairwise(one_after_another(links, [None])):
            expected = (self.last.position if self.last else 0) + 1
            if link.position != expected:
                yield Fault("deleted", expected, None, f"positions {expected} to {link.position - 1} are missing")
            yield from self._row(link, following, previous)
            if (anchor := self.anchors.get(link.position)) and anchor[0] != link.digest:
                yield Fault("rewritten", link.position, link.event, f"not the digest anchored on {anchor[1]}")
            previous, self.last, self.count = link.digest, link, self.count + 1
        reached = self.last.position if self.last else 0
        if cut := [position for position in self.anchors if position > reached]:
            yield Fault("cut", reached + 1, None, f"the chain ends at {reached}, an anchor knows {max(cut)}")

    def _row(self, link, following, previous):
        if link.row is None:
            yield Fault("deleted", link.position, link.event, "the sealed event is gone")
            return
        backwards = following is not None and following.row and following.order <= link.order
        if link.follows(previous) != link.digest:
            kind, words = ("reordered", "rows stand in another order") if backwards else ("edited", "the row is not what was sealed")
            yield Fault(kind, link.position, link.event, words)
        elif backwards:
            yield Fault("reordered", following.position, following.event, "sealed before an earlier one")
        elif link.wiped and not link.purged:
            yield Fault("edited", link.position, link.event, "words are gone and no purge stands on the trail")
