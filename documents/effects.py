"""What else changes in a step: effects set fields of the document, consequences write the rows around it."""
import re
from datetime import datetime, time

from django.utils.timezone import localdate, make_aware

from openness.agencies.models import Sequence
from openness.files.keeping import keep
from openness.publication import numbers
from openness.publication.models import OldAddress, PublicItem
from openness.publication.publishing import count_in as count_index_in
from openness.publication.publishing import publish, withdraw, withdraw_edition
from openness.publication.validity import declare
from openness.workflow.transitions import perform

from .checks import COMPLETE, TO_JUDGE
from .choices import Disclosure, ReturnReason
from .companions import companions
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
    document.coming_relations = [row_like(relation) for relation in document.corrects.relations.all()]
    for name in ("drafting_agency", "issuing_agency", "effective_on", "expires_on", "genre", "topic", "is_policy", "is_major", "is_normative",
                 "main_recipients", "copy_recipients", "annotation", "contact", "contact_phone", "five_kinds",
                 "number", "dated_on", "printing_office", "printed_on"):
        setattr(document, name, getattr(document.corrects, name))
    document.edition = document.corrects.edition + 1


def copy_parts(document, attempt):
    for agency in document.corrects.joint.all():
        add_joint(document, agency, attempt)
    for part in document.corrects.public_order():
        document.parts.create(order=part.order, title=part.title, file=part.file, disclosure=part.disclosure,
                              ground=part.ground, reasoning=part.reasoning)


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


def take_relations(document, attempt):
    """Before the save, so that the document's digest counts them."""
    if (given := attempt.form.relations()) is not None:
        document.coming_relations = [document.relations.model(document=document, **relation) for relation in given]


def row_like(relation):
    return type(relation)(kind=relation.kind, text=relation.text, address=relation.address)


def keep_relations(document, attempt):
    """Row by row; one that did not change leaves no history."""
    if document.coming_relations is None:
        return
    wanted = {(row.kind, row.text): row for row in document.coming_relations}
    for row in document.relations.all():
        if (row.kind, row.text) in wanted and wanted[row.kind, row.text].address == row.address:
            del wanted[row.kind, row.text]
        else:
            row._history_user, row._history_date = attempt.by.user, attempt.now
            row.delete()
    for row in wanted.values():
        row.document = document
        row._history_user, row._history_date = attempt.by.user, attempt.now
        row.save()
    document.coming_relations = None
    getattr(document, "_prefetched_objects_cache", {}).pop("relations", None)


def add_joint(document, agency, attempt):
    row = document.jointbody_set.model(document=document, agency=agency)
    row._history_user, row._history_date = attempt.by.user, attempt.now
    row.save()


def attach(document, attempt):
    """Before the save, so that the document's digest counts the new parts."""
    last, uploads = document.parts.order_by("-order").first(), attempt.data["file"]
    for place, upload in enumerate(uploads, last.order + 1 if last else 1):
        file = keep(upload, document, by=attempt.by, now=attempt.now)
        title = attempt.data["title"] if len(uploads) == 1 else ""
        save_part(document.parts.model(document=document, order=place, file=file, title=title or untitled(file.name),
                                       disclosure=attempt.data["disclosure"]), attempt)


def untitled(name):
    """附件2：收费标准.docx says 收费标准: the page numbers attachments by their order."""
    stem = name.rpartition(".")[0] or name
    return re.sub(r"^附件\s*[0-9一二三四五六七八九十]{0,3}\s*[：:.．、_\-]?\s*", "", stem) or stem


def save_part(part, attempt):
    part._history_user, part._history_date = attempt.by.user, attempt.now
    part.save()


def arrange(document, attempt):
    """Order, titles and attributes of the attachments, numbered afresh; a part that did not change leaves no history."""
    for place, (part, given) in enumerate(attempt.form.arranged(), 1):
        wanted = given | {"order": place}
        if any(getattr(part, name) != value for name, value in wanted.items()):
            for name, value in wanted.items():
                setattr(part, name, value)
            save_part(part, attempt)


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
    """The slip is filled from what is missing; the reviewer's codes come on top. Each line is to be answered, so that
    words without a code are one: 内容需要修改."""
    found = found_missing(document, attempt)
    for code in sorted(found.keys() | set(attempt.data["reasons"])) or [ReturnReason.CONTENT]:
        details, anchor = found.get(code, ([], ""))
        document.slip_lines.create(round=document.round, code=code, by_system=code in found,
                                   detail="；".join(map(str, details)), anchor=anchor)


def keep_answers(document, attempt):
    for line, answer in attempt.form.answers().items():
        line.answer = answer
        line.save(update_fields=["answer"])


def schedule(document, attempt):
    document.publish_at, document.publish_failure = attempt.data["at"], ""


def unschedule(document, attempt):
    document.publish_at, document.publish_failure = None, ""


def found_missing(document, attempt):
    """{code: ([messages], anchor)} of everything that is missing now, the hard gate and what is left to judgment."""
    found = {}
    for check in (*COMPLETE, *TO_JUDGE):
        for problem in check(document, attempt):
            found.setdefault(problem.code, ([], problem.anchor))[0].append(problem.message)
    return found


def go_public(document, attempt):
    if document.corrects:
        perform(document.corrects, "supersede", by=attempt.by, now=attempt.now)
    publish(document, now=attempt.now)
    for companion in companions():
        companion.publish(document, attempt)


def adopt(document, attempt):
    """As it stood: the name of the issuer of that day, the attribute that its publication proves."""
    for name in attempt.form.names:
        setattr(document, name, attempt.data[name])
    document.number = numbers.normalise(document.number)
    document.disclosure, document.drafting_agency = Disclosure.PROACTIVE.value, document.issuing_agency
    document.issuer_name = attempt.data["issuer_name"] or document.issuing_agency.name
    route(document, attempt)
    document.approved_digest = document.content_digest()
    count_in(document, numbers.parse(document.number))


def go_public_as_before(document, attempt):
    """Under its old 索引号, at its old moment; who follows an old address comes to it."""
    data = attempt.data
    moment = make_aware(datetime.combine(data["published_on"], time(0)))
    item = publish(document, now=attempt.now, index_number=data["index_number"], published_at=moment)
    count_index_in(document.issuing_agency, item.index_number)
    OldAddress.objects.bulk_create(OldAddress(path=path, address=item.address) for path in data["old"])


def declare_validity(document, attempt):
    """清理: the office's word about a paper that stands on the platform."""
    item = PublicItem.objects.of(document).current().get()
    declare(item.address, attempt.data["state"], from_on=attempt.data["from_on"], basis=attempt.data["basis"], now=attempt.now)


def take_down(document, attempt):
    data = attempt.data
    withdraw(document, now=attempt.now, code=data["code"], reason=data["note"], keep_title=not data["hide_title"])
    for companion in companions():
        companion.withdraw(document, attempt)


def take_down_edition(document, attempt):
    data = attempt.data
    withdraw_edition(document, now=attempt.now, code=data["code"], reason=data["note"], keep_title=not data["hide_title"])
