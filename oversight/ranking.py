"""Bodies by rate. Who had no case has no rank; who had few has a rate and no rank: it says more of luck than of work."""
from dataclasses import dataclass

from .scope import Body

FEW = 3


@dataclass(frozen=True)
class Place:
    body: Body
    part: int
    whole: int
    rank: int | None = None
    before: int | None = None       # the rank in the period before

    @property
    def rate(self):
        return self.part / self.whole if self.whole else None

    @property
    def state(self):
        return "ranked" if self.rank else "few" if self.whole else "none"

    @property
    def climbed(self):
        """How many places up (down when negative); None without a rank then and now."""
        return climbed(self.rank, self.before)


def climbed(rank, before):
    return before - rank if rank and before else None


def rank(rows):
    """[Place] from [(body, part, whole)]: the higher rate first, of equal rates the one with more cases; equal in both,
    the same rank. Bodies with few cases come after them, then those with none, each by the order of the bodies."""
    ranked = sorted((row for row in rows if row[2] >= FEW), key=lambda row: (-row[1] / row[2], -row[2], row[0].pk))
    places, last = [], None
    for n, (body, part, whole) in enumerate(ranked, 1):
        same = last and (last.part * whole, last.whole) == (part * last.whole, whole)
        last = Place(body, part, whole, last.rank if same else n)
        places.append(last)
    rest = sorted((row for row in rows if row[2] < FEW), key=lambda row: (not row[2], row[0].pk))
    return [*places, *(Place(*row) for row in rest)]


def compared(now, before):
    """The places of now, each with its rank in the period before."""
    former = {place.body.pk: place.rank for place in before}
    return [Place(each.body, each.part, each.whole, each.rank, former.get(each.body.pk)) for each in now]
