from openness.deadlines.clock import close_clock
from openness.files.keeping import keep
from openness.publication.publishing import publish, withdraw
from openness.publication.vocabulary import WithdrawalReason
from openness.workflow.transitions import perform

from ..deadlines import LATER
from .plan import set_fields

COPIED = ("form", "title", "author", "author_post", "author_role", "stage", "source", "link", "content", "picture", "alt", "elements", "ties")


def rewrite(material, attempt):
    set_fields(material, attempt)
    touch(material, attempt)
    upload = attempt.data.get("picture")
    if upload:          # kept with the plan, which is there before the material is
        material.picture = keep(upload, material.plan, by=attempt.by, now=attempt.now)
    elif attempt.data.get("drop_picture"):
        material.picture, material.alt = None, ""
    material.__dict__.pop("blocks", None)       # a tie whose passage was renamed stays, and is said to be broken


def tie(material, attempt):
    material.ties = attempt.form.ties()
    touch(material, attempt)


def touch(material, attempt):
    material.updated_at, material.reviewed_digest = attempt.now, ""


def become_next_edition(material, attempt):
    for name in COPIED:
        setattr(material, name, getattr(material.corrects, name))
    material.edition = material.corrects.edition + 1
    touch(material, attempt)


def remember_what_was_reviewed(material, attempt):
    material.reviewed_digest = material.content_digest()


def go_public(material, attempt):
    if material.corrects:
        perform(material.corrects, "supersede", by=attempt.by, now=attempt.now)
    publish(material, now=attempt.now)


def mark_published(material, attempt):
    material.published_at = attempt.now


def explained(material, attempt):
    """The clock of a plan whose material was to follow later ends with the first that is out."""
    close_clock(material.plan, LATER, now=attempt.now)


def take_down(material, attempt):
    data = attempt.data
    withdraw(material, now=attempt.now, code=data["code"], reason=data["note"], keep_title=not data["hide_title"])


def take_off(material, attempt):
    withdraw(material, now=attempt.now, code=WithdrawalReason.OTHER, keep_title=False)


def void_review(material, attempt):
    material.reviewed_digest = ""
