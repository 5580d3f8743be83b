"""同类先例: how papers with a like title were attributed before, among those that the person may see and what is public."""
from collections import Counter
from dataclasses import dataclass
from math import log

import rjieba

from openness.publication.models import PublicItem

from .choices import Disclosure, Status
from .grounds import GROUNDS
from .models import Document
from .recognising.genres import genre_word

DECIDED = (Status.SIGNED, Status.PUBLISHED, Status.RETAINED)
NEWEST = 1000           # titles of each source that are compared
ALIKE = 0.3             # of 1: the share of what the title says that the other says too
FEW = 20                # titles added in the count, lest in a small collection only what nobody wrote before weigh anything
MOST = 5
SHORTEST = 4            # characters of a matter below which everything is alike


@dataclass(frozen=True)
class Precedent:
    """A decided paper: what it was about, how it was attributed, on what ground, after how many rounds."""
    title: str
    number: str
    url: str
    disclosure: str
    clause: str = ""
    rounds: int = 1


def matter(title):
    """What a title is about, without who says it and in which form."""
    title = "".join(title.split())
    about = title.partition("关于")[2] or title
    return about.removesuffix(genre_word(about)).rstrip("的")


def precedents(user, title, *, without=None):
    asked = matter(title)
    if len(asked) < SHORTEST:
        return []
    known = {**published(without), **decided(user, without)}       # the own record says more than the public page
    known = list(known.values())
    return [known[place] for place in nearest(asked, [matter(each.title) for each in known])]


def nearest(asked, others):
    """Places of the likest matters, likest first: words in common, each weighing more the fewer titles have it, so that
    加强 and 管理 say little and 排污口 says much."""
    wanted, bags = words(asked), [words(other) for other in others]
    spread = Counter(word for bag in bags for word in bag)
    weight = {word: log((len(bags) + FEW) / (spread[word] + 0.5)) for word in wanted}
    whole = sum(weight.values()) or 1
    scores = [sum(weight[word] for word in wanted & bag) / whole for bag in bags]
    ranked = sorted((place for place, score in enumerate(scores) if score >= ALIKE), key=lambda place: -scores[place])
    return ranked[:MOST]


def words(text):
    return {word for word in rjieba.cut(text) if len(word) > 1}


def decided(user, without):
    rows = Document.objects.visible_to(user).filter(status__in=DECIDED).exclude(pk=without).order_by("-pk")
    rows = rows.only("title", "number", "disclosure", "ground", "round", "status")[:NEWEST]
    return {(row.number, row.title): Precedent(
        row.title, row.number, row.get_absolute_url(), row.disclosure,
        str(GROUNDS[row.ground].clause) if row.ground in GROUNDS else "", row.round) for row in rows}


def published(without):
    rows = PublicItem.objects.newest().filter(kind="document").exclude(subject_id=without or 0)
    rows = rows.only("title", "number", "address")[:NEWEST]
    return {(row.number, row.title): Precedent(row.title, row.number, row.get_absolute_url(), Disclosure.PROACTIVE)
            for row in rows}
