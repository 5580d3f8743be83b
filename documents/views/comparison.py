"""What changed since the round that was returned: facts, attachments and text, and the answers to the slip."""
from dataclasses import dataclass
from itertools import groupby

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, OuterRef, Subquery, Value, When
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from openness.audit.models import Event
from openness.publication.comparing import Comparison, Row, compare, words

from ..choices import Status
from ..forms import DocumentForm
from ..grounds import GROUNDS
from ..models import Document, JointBody, Part
from .spoken import spoken

FACTS = tuple(name for name in DocumentForm.names if name != "body")
WITH_THE_DRAFTERS = (Status.DRAFT, Status.UNIT_REVIEW)
FOLDED = 3      # unchanged paragraphs from which a stretch is folded away; one stays visible on either side


@dataclass
class Fact:
    """One field of the two rounds."""
    name: str
    label: str
    row: Row


@dataclass
class Rounds:
    """This round beside the one that was returned; `before` is its record as it stood when it left the office."""
    before: object
    facts: list[Fact]
    text: Comparison

    @property
    def note(self):
        """The reviewer's words on the slip of that round."""
        return self.before.said or ""

    @property
    def places(self):
        return len(self.facts) + self.text.places

    @property
    def added(self):
        return self.text.added + sum(len(run.text) for fact in self.facts for run in fact.row.right if run.changed)

    @property
    def removed(self):
        return self.text.removed + sum(len(run.text) for fact in self.facts for run in fact.row.left if run.changed)

    def fact(self, name):
        return next((fact for fact in self.facts if fact.name == name), None)

    def stretches(self):
        """[(folded, rows)]: unchanged paragraphs that nobody needs to read again are folded."""
        found, kinds = [], [(same, list(rows)) for same, rows in groupby(self.text.rows, lambda row: row.kind == "same")]
        for place, (same, rows) in enumerate(kinds):
            head, tail = int(place > 0), int(place < len(kinds) - 1)
            if not same or len(rows) < FOLDED + head + tail:
                found.append((False, rows))
                continue
            end = len(rows) - tail
            found += [(False, rows[:head])] * head + [(True, rows[head:end])] + [(False, rows[end:])] * tail
        return found


def rounds_of(document):
    """None on the first round. The previous text is the one that was last returned; where none was, since the unit recalled
    its paper, the one with which the office last had it."""
    if document.round < 2 or document.status in WITH_THE_DRAFTERS:
        return None
    before = earlier(document)
    if before is None:
        return None
    facts = [fact for name in FACTS if (fact := changed(name, before, document))]
    for name, label, old, new in (
        ("joint", _("联合发文机关"), joint_at(before), [str(agency) for agency in document.joint.all()]),
        ("parts", _("附件"), parts_at(document, before.history_date), [line(part) for part in document.public_order()]),
    ):
        if old != new:
            facts.append(Fact(name, label, Row("changed", *words("\n".join(old), "\n".join(new)))))
    return Rounds(before, facts, compare(paragraphs(before.body), paragraphs(document.body)))


def earlier(document):
    """The record to compare with, and with it the words of its slip and what befell its joint bodies, in one query."""
    slips = Event.objects.filter(
        subject_type=ContentType.objects.get_for_model(Document), subject_id=document.pk, step="send_back",
        at=OuterRef("history_date"))
    joined = JointBody.history.filter(document_id=document.pk, history_date__lte=OuterRef("history_date"))
    joined = joined.order_by("history_date", "history_id").values(
        row=JSONObject(id="id", agency="agency_id", name="agency__name", kind="history_type"))
    records = document.history.filter(round__lt=document.round).exclude(status__in=WITH_THE_DRAFTERS)
    records = records.annotate(
        returned=Case(When(status=Status.RETURNED, then=Value(1)), default=Value(0)),
        said=Subquery(slips.values("note")[:1]), joined=ArraySubquery(joined))
    return records.select_related("drafting_agency", "issuing_agency").order_by(
        "returned", "history_date", "history_id").last()


def joint_at(before):
    """Names of the bodies that issued the paper together with the lead when the record was made."""
    latest = {row["id"]: row for row in before.joined}
    standing = [row for row in latest.values() if row["kind"] != "-"]
    return [row["name"] for row in sorted(standing, key=lambda row: row["agency"])]


def changed(name, before, document):
    field = Document._meta.get_field(name)
    if getattr(before, field.attname) == getattr(document, field.attname):
        return None
    return Fact(name, field.verbose_name, Row("changed", *words(spoken(before, field), spoken(document, field))))


def paragraphs(body):
    return [block["t"] + block.get("r", "") for block in body]


def parts_at(document, moment):
    """The attachments as they were at a moment, each as one line."""
    records = Part.history.filter(document_id=document.pk, history_date__lte=moment).select_related("file")
    latest = {record.id: record for record in records.order_by("history_date", "history_id")}
    standing = [record for record in latest.values() if record.history_type != "-"]
    return [line(record) for record in sorted(standing, key=lambda record: (record.order, record.id))]


def line(part):
    """An attachment in words; the mark tells files of one title apart."""
    shown = part.get_disclosure_display() if part.disclosure else _("同正文")
    if part.ground in GROUNDS:
        shown = f"{shown}，{GROUNDS[part.ground].clause}"
    return _("附件 %(n)s　%(title)s（%(shown)s）%(mark)s") % {
        "n": part.order, "title": part.title, "shown": shown, "mark": part.file.sha256[:6] if part.file else ""}


def answered(document, rounds):
    """[(line of the last slip, the change of the field it spoke of)]: reason, answer and change side by side."""
    if rounds is None:
        return []
    lines = [line for line in document.slip_lines.all() if line.round == rounds.before.round]
    return [(line, rounds.fact(line.anchor)) for line in lines]
