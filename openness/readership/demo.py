"""Demonstration figures: a month of readers for everything public, the same at each start."""
from datetime import timedelta
from random import Random

from django.utils.timezone import localdate

from openness.publication.models import PublicItem

from .models import Reads, Reason, Vote

DAYS = 30


def seed(city, now):
    for item in PublicItem.objects.current().defer("body").order_by("published_at", "pk"):
        if not Reads.objects.filter(address=item.address).exists():
            read(item, now)


def read(item, now):
    """Readers of one item since it went out: many at first, then fewer; one in sixty says whether it helped."""
    chance, today = Random(f"{item.title}{item.index_number}"), localdate(now)      # noqa: S311
    since = max(localdate(item.published_at), today - timedelta(days=DAYS))
    liked, interest = chance.uniform(0.55, 0.95), chance.randint(8, 60)
    reads, votes = [], []
    for n in range((today - since).days + 1):
        on = since + timedelta(days=n)
        if count := round(interest * chance.uniform(0.3, 1) / (1 + n / 6)):
            reads.append(Reads(address=item.address, on=on, count=count))
        for useful in (chance.random() < liked for _reader in range(count) if chance.random() < 1 / 60):
            reason = "" if useful else chance.choice(["", *Reason.values])
            votes.append(Vote(address=item.address, useful=useful, reason=reason, on=on))
    Reads.objects.bulk_create(reads)
    Vote.objects.bulk_create(votes)
