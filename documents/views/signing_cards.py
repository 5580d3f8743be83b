"""A paper as the leader reads it: summary, attribute, what was decided on the way, what stands against signing."""
from collections import defaultdict
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Func, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Cast
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from openness.agencies.actors import Actor, capacities
from openness.agencies.models import Sequence
from openness.audit.models import Event
from openness.publication.blocks import text_of
from openness.rules.models import Rule
from openness.ui import vocabulary
from openness.workflow.problems import Problem

from .. import checks
from ..choices import Disclosure, Status
from ..deadlines import PUBLISHING
from ..grounds import GROUNDS
from ..models import Document
from ..queues import waiting
from ..rights import SIGN, SIGNERS
from .detail import reviews_of
from .foresight import Foresight

SUMMARY = 120               # characters of a text that are shown at once
STORY = ("approve", "send_back", "decline", "change_attribute", "comment")

to_sign = waiting(Status.APPROVED, SIGN, "issuing_agency")


def standing(user):
    """Approved papers with all that is read of them, and the facts that some checks would look up paper by paper:
    whether the number is in use, the last one drawn in its year, whether the date of the draft has a limit."""
    approvals = Event.objects.filter(step="approve", subject_id=OuterRef("pk"), subject_type__app_label="documents",
                                     subject_type__model="document").order_by("-at", "-pk")
    same = Document.objects.with_number(OuterRef("issuing_agency"), OuterRef("number"), OuterRef("edition"))
    year = Func(OuterRef("number"), Value("〔([0-9]{4})〕"), function="substring")
    drawn = Sequence.objects.filter(key="document", agency=OuterRef("issuing_agency"), year=Cast(year, IntegerField()))
    rules = Rule.objects.in_force(OuterRef("dated_on")).filter(key=PUBLISHING.key, agency=None)
    return to_sign(user).to_judge().annotate(
        approved_at=Subquery(approvals.values("at")[:1]), taken=Exists(same), has_limit=Exists(rules),
        last_drawn=Subquery(drawn.values("last")[:1])).order_by("approved_at", "pk")


@dataclass
class Card:
    """One paper as the leader reads it."""
    document: Document
    by: Actor
    decided: list[tuple[str, str, str]]         # (state of a check, what was decided, by whom and why)
    comments: list[tuple[str, str]]             # (what, who and when)
    problems: list[Problem]
    chosen: bool = False

    @property
    def ground(self):
        return GROUNDS.get(self.document.ground)

    @property
    def parts(self):
        """[(attachment, the ground on which it is kept back by itself)]"""
        return [(part, GROUNDS.get(part.ground)) for part in self.document.public_order()]

    @property
    def summary(self):
        return summary(self.document.body)

    @property
    def characters(self):
        return len(text_of(self.document.body))

    @property
    def is_cut(self):
        return self.characters > len(self.summary.removesuffix("……"))

    @property
    def is_blocked(self):
        return any(problem.blocking for problem in self.problems)


def signer_of(user, document, now):
    """In which capacity this person signs a paper: the own post before a substitute's; None for who may not."""
    able = capacities(user, SIGNERS, document, now=now) if document else []
    return able[0] if able else None


def cards_of(documents, user, now):
    """In as many queries for thirty papers as for three; papers of which the post has ended are left out."""
    events, posts = events_of_all(documents), {}
    for document in documents:
        if document.issuing_agency_id not in posts:
            posts[document.issuing_agency_id] = signer_of(user, document, now)
    foresight = Foresight(events, now)
    return [Card(document, by, decided(document, events[document.pk]), comments(events[document.pk]),
                 foresight.problems(document, by))
            for document in documents if (by := posts[document.issuing_agency_id])]


def events_of_all(documents):
    """{pk: events}: who wrote the paper, and what was decided about it on the way."""
    found = defaultdict(list)
    if documents:
        kind = ContentType.objects.get_for_model(Document)
        rows = Event.objects.filter(subject_type=kind, subject_id__in=[document.pk for document in documents],
                                    step__in=(*checks.AUTHORING, *STORY))
        for event in rows.select_related("actor", "agency", "acting_for"):
            found[event.subject_id].append(event)
    return found


def decided(document, events):
    """[(state, what, who and why)]: the reviews, the approval, then what went back and forth."""
    found = []
    for each in reviews_of(document):
        words = {"kind": each["kind"].label, "state": vocabulary.word("review", each["state"]).label}
        what = _("%(kind)s：%(state)s") % words
        if each["agency"]:
            what = _("%(agency)s%(kind)s：%(state)s") % (words | {"agency": each["agency"].label})
        review = each["review"]
        why = " · ".join(filter(None, [who(review.reviewer, review.agency, review.at), review.opinion])) if review else ""
        found.append(({"passed": "ok", "failed": "fail"}.get(each["state"], "warn"), what, why))
    approvals = [event for event in events if event.step == "approve"]
    found += [("ok", str(document.workflow["approve"].label), told(event)) for event in approvals[-1:]]
    returns = [event for event in events if event.step == "send_back"]
    rounds = sorted({line.round for line in document.slip_lines.all()})
    found += [("warn", returned(document, n, event), told(event)) for n, event in zip(rounds, returns, strict=False)]
    found += [("warn", turned(event), told(event)) for event in events if event.step in ("decline", "change_attribute")]
    return found


def returned(document, n, event):
    """One return: the reasons on its slip, and what the reviewer wrote."""
    reasons = [str(line) for line in document.slip_lines.all() if line.round == n]
    reasons += [event.note] if event.note else []
    return _("第 %(n)s 轮退文：%(reasons)s") % {"n": n, "reasons": _("；").join(reasons)}


def turned(event):
    """What a signer decided before."""
    if event.step == "decline":
        return _("曾不予签发：%(why)s") % {"why": event.note}
    words = {"attribute": dict(Disclosure.choices).get(event.data.get("disclosure"), ""), "why": event.note}
    return _("曾更改公开属性为“%(attribute)s”：%(why)s") % words


def comments(events):
    return [(event.note, told(event)) for event in events if event.step == "comment"]


def told(event):
    person = str(event.actor)
    if event.acting_for:
        person = _("%(who)s（代 %(name)s 办理）") % {"who": event.actor, "name": event.acting_for}
    return who(person, event.agency, event.at)


def who(person, agency, at):
    at = localtime(at)
    year = at.year == localtime().year
    return f"{person} · {agency.label} · {date_format(at, _('n月j日 H:i') if year else _('Y年n月j日'))}"


def summary(body):
    """The first paragraphs that say something: no headings, no lines that only announce what follows."""
    said = [block["t"] if block["k"] == "p" else block.get("r", "") for block in body]
    said = [text for text in said if text and not (text.endswith(("：", ":")) and len(text) < 40)]
    text = "".join(said) or text_of(body)
    if len(text) <= SUMMARY:
        return text
    pause = max(text.rfind(mark, SUMMARY // 2, SUMMARY) for mark in "。；，")
    return f"{text[:SUMMARY if pause < 0 else pause].rstrip('，、；：')}……"
