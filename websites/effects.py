from openness.publication.publishing import publish, withdraw
from openness.workflow.transitions import perform


def rewrite(page, attempt):
    for name, value in attempt.form.changes().items():
        setattr(page, name, value)
    page.updated_at = attempt.now


def become_next_edition(page, attempt):
    """A revision begins as what stands; kind and body cannot change, the address stays."""
    before = page.corrects
    for name in ("kind", "agency", "section", "title", "content", "contact", "contact_phone"):
        setattr(page, name, getattr(before, name))
    page.edition = before.edition + 1


def touch(page, attempt):
    page.updated_at = attempt.now


def go_public(page, attempt):
    if page.corrects:
        perform(page.corrects, "supersede", by=attempt.by, now=attempt.now)
    publish(page, now=attempt.now)


def take_down(page, attempt):
    data = attempt.data
    withdraw(page, now=attempt.now, code=data["code"], reason=data["note"])
