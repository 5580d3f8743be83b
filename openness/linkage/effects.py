"""What the steps write: effects before the save, consequences after it."""
from django.apps import apps
from django.utils.timezone import localdate

from openness.agencies.rights import people_at
from openness.notifications.inbox import notify
from openness.workflow.transitions import perform

from .rights import ANSWER, LINK


def rewrite(contact, attempt):
    for name, value in attempt.form.changes().items():
        setattr(contact, name, value)


def begin(contact, attempt):
    contact.from_on, contact.to_on = contact.from_on or localdate(attempt.now), None


def end(contact, attempt):
    contact.to_on = localdate(attempt.now)


def compose(letter, attempt):
    for name in ("title", "words", "reply_by"):
        setattr(letter, name, attempt.data[name])
    letter.wording = attempt.data.get("wording", "")
    letter.sent_by, letter.sent_at = attempt.by.user, attempt.now


def address(letter, attempt):
    """One delivery for each unit. A unit of ours where somebody can sign gets it in the system, once, however it was named."""
    Delivery = apps.get_model("linkage.Delivery")
    people, outside, chosen = {}, [], {agency.pk: (agency, None) for agency in attempt.data["agencies"]}
    for contact in attempt.data["contacts"]:
        body = contact.body and contact.body.served_by(localdate(attempt.now))
        if body and body.pk not in people:
            people[body.pk] = list(people_at(ANSWER, [body.pk]))
        if body and body.pk != letter.agency_id and people[body.pk]:
            chosen[body.pk] = (body, contact)
        else:
            outside.append((None, contact))
    for agency, contact in [*chosen.values(), *outside]:
        delivery = Delivery(letter=letter, agency=agency, contact=contact, name=agency.name if agency else contact.name)
        perform(delivery, "open", by=attempt.by, now=attempt.now)
        if agency:
            notify(people.get(agency.pk) or people_at(ANSWER, [agency.pk]), "letter", delivery, now=attempt.now, letter=letter.kind,
                   office=letter.agency.label, until=letter.reply_by.isoformat())


def receive(delivery, attempt):
    if delivery.received_at is None:
        delivery.received_by, delivery.received_at = attempt.by.user, attempt.now


def answer(delivery, attempt):
    delivery.answer = attempt.data["note"]
    delivery.answered_by, delivery.answered_at = attempt.by.user, attempt.now


def put_on_record(delivery, attempt):
    data = attempt.data
    delivery.how, delivery.said_by, delivery.said_at = data["how"], data["said_by"], data["said_at"]
    delivery.recorded_by, delivery.recorded_at = attempt.by.user, attempt.now
    delivery.answer = data["note"]


def tell_sender(delivery, attempt):
    """Whoever sent the letter; once that person has left, all who could have."""
    letter = delivery.letter
    able = people_at(LINK, [letter.agency_id])
    people = able.filter(pk=letter.sent_by_id) if able.filter(pk=letter.sent_by_id).exists() else able
    notify(people.exclude(pk=attempt.by.user.pk), f"step/linkage.{attempt.name}", delivery, now=attempt.now)
