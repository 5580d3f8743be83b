"""What else changes in a step: effects set fields of the document, consequences write the rows around it."""
from django.utils.timezone import localdate

from openness.agencies.models import Sequence
from openness.files.keeping import keep
from openness.publication import numbers
from openness.publication.publishing import publish, withdraw
from openness.workflow.transitions import perform

from .checks import COMPLETE
from .forms import ATTRIBUTE


def rewrite(document, attempt):
    for name, value in attempt.form.changes().items():
        setattr(document, name, value)


def route(document, attempt):
    document.reviewing_office = document.issuing_agency.reviewing_office


def new_round(document, attempt):
    document.round, document.claimed_by = document.round + 1, None
    document.submitted_at = document.review_since = attempt.now


def claim(document, attempt):
    document.claimed_by = attempt.data.get("to") or attempt.by.user


def unclaim(document, attempt):
    document.claimed_by = None


def remember_what_was_approved(document, attempt):
    document.approved_digest = document.content_digest()


def review_again(document, attempt):
    """Back with the office: its clock starts afresh."""
    document.review_since, document.approved_digest = attempt.now, ""


def forget_approval(document, attempt):
    document.approved_digest = ""


def new_attribute(document, attempt):
    for name in ATTRIBUTE:
        setattr(document, name, attempt.data[name])


def number_and_date(document, attempt):
    document.dated_on = attempt.data["dated_on"] or document.dated_on or localdate(attempt.now)
    document.issuer_name = "、".join(str(agency) for agency in [document.issuing_agency, *document.joint.all()])
    given = numbers.normalise(attempt.data["number"] or document.number)
    if document.corrects:
        document.number = document.corrects.number
    elif given:
        document.number = given
        count_in(document, numbers.parse(given))
    else:
        document.number = next_number(document)


def count_in(document, number):
    """A number that was typed is counted with those that are drawn here."""
    if number and number.prefix == document.issuing_agency.code:
        Sequence.lift("document", document.issuing_agency, number.year, number.serial)


def next_number(document):
    agency, year = document.issuing_agency, document.dated_on.year
    return str(numbers.Number(agency.code, year, Sequence.next("document", agency, year)))


def become_next_edition(document, attempt):
    """A correction begins as a copy with the number and address of what it corrects, and a way of its own."""
    for name in ("drafting_agency", "issuing_agency", "genre", "topic", "is_policy", "is_major", "is_normative",
                 "main_recipients", "copy_recipients", "annotation", "contact", "contact_phone", "five_kinds",
                 "number", "dated_on", "printing_office", "printed_on"):
        setattr(document, name, getattr(document.corrects, name))
    document.edition = document.corrects.edition + 1


def copy_parts(document, attempt):
    for agency in document.corrects.joint.all():
        add_joint(document, agency, attempt)
    for part in document.corrects.public_order():
        document.parts.create(order=part.order, title=part.title, file=part.file, disclosure=part.disclosure)


def set_joint_agencies(document, attempt):
    """Row by row, since history does not see a many-to-many being set."""
    form = attempt.form
    if "joint" not in form.data and "joint" not in form.cleaned_data["shown"].split():
        return
    wanted = {agency for agency in attempt.data["joint"] if agency != document.issuing_agency}
    for row in document.jointbody_set.select_related("agency"):
        if row.agency in wanted:
            wanted.remove(row.agency)
        else:
            row._history_user, row._history_date = attempt.by.user, attempt.now
            row.delete()
    for agency in sorted(wanted, key=lambda agency: agency.pk):
        add_joint(document, agency, attempt)


def add_joint(document, agency, attempt):
    row = document.jointbody_set.model(document=document, agency=agency)
    row._history_user, row._history_date = attempt.by.user, attempt.now
    row.save()


def attach(document, attempt):
    """Before the save, so that the document's digest counts the new part."""
    file = keep(attempt.data["file"], document, by=attempt.by, now=attempt.now)
    last = document.parts.order_by("-order").first()
    part = document.parts.model(document=document, order=last.order + 1 if last else 1, file=file,
                                title=attempt.data["title"] or file.name.rpartition(".")[0],
                                disclosure=attempt.data["disclosure"])
    part._history_user, part._history_date = attempt.by.user, attempt.now
    part.save()


def detach(document, attempt):
    """The row goes from the paper; its history and the file stay as evidence."""
    part = attempt.data["part"]
    part._history_user, part._history_date = attempt.by.user, attempt.now
    part.delete()


def review(kind):
    def reviewed(document, attempt):
        document.reviews.create(
            kind=kind, agency=attempt.by.agency, reviewer=attempt.by.user, passed=attempt.data["passed"],
            opinion=attempt.data["note"], digest=document.content_digest(), at=attempt.now)
    return reviewed


def write_slip(document, attempt):
    """The slip is filled from what is missing; the reviewer's codes come on top."""
    found = found_missing(document, attempt)
    for code in sorted(found.keys() | set(attempt.data["reasons"])):
        details, anchor = found.get(code, ([], ""))
        document.slip_lines.create(round=document.round, code=code, by_system=code in found,
                                   detail="；".join(map(str, details))[:200], anchor=anchor)


def found_missing(document, attempt):
    """{code: ([messages], anchor)} of everything that COMPLETE misses now."""
    found = {}
    for check in COMPLETE:
        for problem in check(document, attempt):
            found.setdefault(problem.code, ([], problem.anchor))[0].append(problem.message)
    return found


def go_public(document, attempt):
    if document.corrects:
        perform(document.corrects, "supersede", by=attempt.by, now=attempt.now)
    publish(document, now=attempt.now)


def take_down(document, attempt):
    withdraw(document, now=attempt.now, reason=attempt.data["note"], keep_title=not attempt.data["hide_title"])
