"""What is known of the readers of public addresses."""
from dataclasses import dataclass, field

from django.db.models import Count, Sum

from .models import Reads, Vote


@dataclass
class Readership:
    reads: int = 0
    yes: int = 0
    no: int = 0
    reasons: dict = field(default_factory=dict)     # code → number, of those who said no and why


def readership_of(address, since=None, until=None) -> Readership:
    return readership_of_many([address], since, until)[address]


def readership_of_many(addresses, since=None, until=None) -> dict:
    """{address: Readership} of the days from `since` to `until`, both included; two queries."""
    found = {address: Readership() for address in addresses}
    days = {name: day for name, day in (("on__gte", since), ("on__lte", until)) if day}
    for address, reads in Reads.objects.filter(address__in=found, **days).values_list("address").annotate(Sum("count")):
        found[address].reads = reads
    votes = Vote.objects.filter(address__in=found, **days).values_list("address", "useful", "reason").annotate(Count("pk"))
    for address, useful, reason, count in votes:
        one = found[address]
        if useful:
            one.yes += count
        else:
            one.no += count
            if reason:
                one.reasons[reason] = count
    return found
