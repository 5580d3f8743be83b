"""What the steps write: effects before the save, consequences after it."""
from collections import defaultdict

from django.apps import apps

from openness.agencies.models import User
from openness.agencies.rights import people_at
from openness.deadlines.rights import SUPERVISE
from openness.notifications.inbox import notify
from openness.workflow.transitions import perform

from .checks import to_urge
from .rights import ANSWER
from .scope import Tree


def compose(urging, attempt):
    urging.words, urging.until = attempt.data["words"], attempt.data["until"]
    urging.sent_by, urging.sent_at = attempt.by.user, attempt.now


def address(urging, attempt):
    """One receipt for each body, with its own items and nobody else's; a former body's go to its successor."""
    Receipt, Item = (apps.get_model(f"oversight.{name}") for name in ("UrgingReceipt", "UrgingItem"))
    tree, items = Tree(), defaultdict(list)
    for deadline in to_urge(urging, attempt):
        items[tree.today(deadline.agency_id)].append(deadline)
    people = Answerable(tree, [deadline for rows in items.values() for deadline in rows])
    for pk, rows in sorted(items.items()):
        receipt = Receipt(urging=urging, agency=tree.agencies[pk])
        perform(receipt, "open", by=attempt.by, now=attempt.now)
        Item.objects.bulk_create(Item(receipt=receipt, deadline=row, due_at=row.due_at) for row in rows)
        notify(people.of(rows), "urging", receipt, now=attempt.now, n=len(rows), until=urging.until.isoformat(),
               office=urging.agency.label)


class Answerable:
    """Who answers for clocks: those who hold the right, or, where nobody does, who supervises the body; a few queries for all."""

    def __init__(self, tree, deadlines):
        self.tree, places = tree, {(row.right, row.agency_id) for row in deadlines}
        self.found = {place: list(people_at(place[0], [place[1]])) for place in places}

    def of(self, deadlines) -> list[User]:
        people = {}
        for row in deadlines:
            people |= {person.pk: person for person in self.holders(row.right, row.agency_id)}
        return list(people.values())

    def holders(self, right, agency):
        found, above = self.found[right, agency], agency
        while not found and above is not None:
            found = self.supervisors(above)
            above = self.tree.overseer(above)
        return found

    def supervisors(self, agency):
        if (SUPERVISE, agency) not in self.found:
            self.found[SUPERVISE, agency] = list(people_at(SUPERVISE, [agency]))
        return self.found[SUPERVISE, agency]


def receive(receipt, attempt):
    if receipt.received_at is None:
        receipt.received_by, receipt.received_at = attempt.by.user, attempt.now


def answer(receipt, attempt):
    receipt.answer = attempt.data["note"]
    receipt.answered_by, receipt.answered_at = attempt.by.user, attempt.now


def recompute(report, attempt):
    from . import reporting  # which knows the models, as this table does not

    reporting.compute(report, now=attempt.now)


def comment(report, attempt):
    report.comments = report.comments | attempt.form.comments()


def sign(report, attempt):
    report.signed_by, report.signed_at = attempt.by.user, attempt.now


def tell_bodies(report, attempt):
    """Everybody who answers for a body that the report counts."""
    notify(people_at(ANSWER, report.bodies).exclude(pk=attempt.by.user.pk), "report", report, now=attempt.now,
           month=report.month.isoformat(), office=report.agency.label)
