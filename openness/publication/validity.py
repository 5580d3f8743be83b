"""有效性: whether what stands at an address still holds on a day, why, and what is to come.

What repeals or amends another paper says so by a row from the day it takes effect; the office declares the rest (清理).
The last word that is in force by that day counts; a paper's own last day counts as a word; without any it holds.
"""
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Q
from django.utils.timezone import localdate

from .models import PublicItem, PublicRelation, SearchRow, ValidityChange
from .vocabulary import RelationKind, Validity

FOLLOWS = {RelationKind.REPEALS: Validity.REPEALED, RelationKind.REPLACES: Validity.REPEALED,
           RelationKind.AMENDS: Validity.AMENDED}
HOLDS = (Validity.VALID, Validity.AMENDED)
DAY = timedelta(days=1)


class Standing(NamedTuple):
    state: str
    since: date | None = None               # the day on which it came to be so, where it is known
    change: ValidityChange | None = None    # the row that made it so; None: the paper's own dates, or nothing
    coming: ValidityChange | None = None    # the next row whose day has not come


def changes_of(addresses):
    """{address: its rows that count, in the order in which they take effect}."""
    rows = ValidityChange.objects.filter(address__in=addresses, taken_back_by=None, takes_back=None).select_related("by")
    found = {address: [] for address in addresses}
    for row in rows.order_by("from_on", "pk"):
        found[row.address].append(row)
    return found


def standing(item, on, changes):
    """What holds on a day for an item with effective_on and expires_on, by the rows of its address."""
    due, later = [c for c in changes if c.from_on <= on], [c for c in changes if c.from_on > on]
    last, coming = due[-1] if due else None, later[0] if later else None
    state, since = (last.state, last.from_on) if last else (Validity.VALID, item.effective_on)
    if state in HOLDS and item.expires_on and item.expires_on < on and (last is None or last.from_on <= item.expires_on):
        return Standing(Validity.VOID, item.expires_on + DAY, None, coming)
    if state in HOLDS and item.effective_on and item.effective_on > on:
        return Standing(Validity.PENDING, item.effective_on, last, coming)
    return Standing(state, since, last, coming)


def of_item(item, on):
    return standing(item, on, changes_of([item.address])[item.address])


def declare(address, state, *, from_on, basis, now):
    """The office's own word about what stands at an address."""
    ValidityChange.objects.create(address=address, state=state, from_on=from_on, basis=basis, at=now)
    refresh([address], localdate(now))


def relate(item, relations, *, before, now):
    """What a new edition says of others, in the transaction that publishes it; what the edition before said is taken back."""
    touched = take_back([before.pk], now=now) if before else set()
    PublicRelation.objects.bulk_create(PublicRelation(item=item, **relation) for relation in relations)
    changes = [ValidityChange(address=relation["address"], state=FOLLOWS[relation["kind"]], by=item, at=now,
                              from_on=item.effective_on or localdate(item.published_at))
               for relation in relations
               if relation["kind"] in FOLLOWS and relation["address"] not in (None, item.address)]
    ValidityChange.objects.bulk_create(changes)
    refresh({item.address} | touched | {change.address for change in changes}, localdate(now))


def take_back(items, *, now):
    """What these items (ids) changed is undone; returns the addresses concerned."""
    rows = list(ValidityChange.objects.filter(by__in=items, taken_back_by=None, takes_back=None))
    ValidityChange.objects.bulk_create(ValidityChange(
        address=row.address, state=row.state, from_on=localdate(now), by_id=row.by_id, takes_back=row, at=now) for row in rows)
    return {row.address for row in rows}


def refresh(addresses, on):
    """The state by which the search filters, of these addresses; None: of all whose state can change with the day."""
    items = PublicItem.objects.current().defer("body").select_related("search_row")
    if addresses is None:
        changed = ValidityChange.objects.values("address")
        items = items.filter(Q(address__in=changed) | Q(effective_on__isnull=False) | Q(expires_on__isnull=False))
    else:
        items = items.filter(address__in=addresses)
    items = list(items.filter(search_row__isnull=False))
    changes, moved = changes_of([item.address for item in items]), {}
    for item in items:
        state = standing(item, on, changes[item.address]).state
        if state != item.search_row.state:
            moved.setdefault(state, []).append(item.pk)
    for state, pks in moved.items():
        SearchRow.objects.filter(pk__in=pks).update(state=state)
    return sum(map(len, moved.values()))


class Neighbour(NamedTuple):
    """A line of 相关文件: the words of the relation, seen from here, and the other paper, where it stands on the platform."""
    kind: str
    backwards: bool
    title: str
    number: str
    address: object


def neighbours(item):
    """Both directions: what this paper says of others, and what others that still stand say of it."""
    said = list(item.relations.all())
    of_us = list(PublicRelation.objects.filter(address=item.address, item__in=PublicItem.objects.current())
                 .select_related("item").defer("item__body").order_by("-item__published_at"))
    addresses = [relation.address for relation in said if relation.address]
    known = {row.address: row for row in PublicItem.objects.current().filter(address__in=addresses).only(
        "address", "title", "number")} if addresses else {}
    lines = []
    for relation in said:
        other = known.get(relation.address)
        if relation.address and not other:      # withdrawn since: it is named nowhere
            continue
        lines.append(Neighbour(relation.kind, False, other.title if other else relation.text,
                               other.number if other else "", other.address if other else None))
    return lines + [Neighbour(relation.kind, True, relation.item.title, relation.item.number, relation.item.address)
                    for relation in of_us if relation.item.address != item.address]
