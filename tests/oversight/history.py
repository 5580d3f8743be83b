"""A city's past as rows: papers, steps and clocks written in bulk, so that a figure can be asked of thousands."""
import random
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType

from documents.models import Document
from openness.agencies.models import Agency, User
from openness.agencies.rights import assign
from openness.audit.models import Event
from openness.deadlines.models import Deadline, Pause
from openness.publication.vocabulary import FiveKinds
from openness.rules.models import Rule
from tests.city import NOW

SINCE = NOW.date().replace(year=2010)
KINDS = [kind.value for kind in FiveKinds]


def office(name="督办厅"):
    """An office and somebody who watches there."""
    agency = Agency.objects.create(name=name, code=f"{name}发")
    user = User.objects.create(username=name, name=f"{name}督察")
    assign(user, agency, "supervisor", on=SINCE)
    return agency, user


def bodies(office, many, name="局"):
    return Agency.objects.bulk_create(Agency(name=f"{name}{n:03}", code=f"{name}{n}", supervisor=office) for n in range(many))


def papers(agencies, many, *, seed=0, now=NOW, actor=None, span=150):
    """Papers of these bodies with what happened to them in the last `span` days; the same seed, the same past."""
    dice, kind = random.Random(seed), ContentType.objects.get_for_model(Document)
    actor = actor or User.objects.first()
    rule = {key: Rule.objects.figure(f"documents.{key}", now.date()) for key in ("review", "publication")}
    made = Document.objects.bulk_create(
        Document(title=f"关于{seed}-{n}的通知", drafting_agency=dice.choice(agencies), issuing_agency=agencies[0],
                 reviewing_office=dice.choice(agencies), status="in_review", number=f"文〔2026〕{seed * 100000 + n}号", digest="x",
                 dated_on=now.date(), disclosure="proactive", five_kinds=dice.sample(KINDS, dice.choice((0, 1, 1, 2))))
        for n in range(many))
    events, clocks, published = [], [], []

    def event(document, step, at):
        events.append(Event(subject_type=kind, subject_id=document.pk, step=step, actor=actor, agency=document.drafting_agency,
                            role="reviewer", at=at))

    def clock(document, key, start, due, closed):
        clocks.append(Deadline(
            subject_type=kind, subject_id=document.pk, key=f"documents.{key}", rule=rule[key], agency=document.reviewing_office,
            right="publish_documents", started_at=start, due_at=due, closed_at=closed))

    def ago(least, most):
        return now - timedelta(minutes=dice.randrange(least * 1440, most * 1440))

    for document in made:
        at = ago(0, span)
        event(document, "submit", at - timedelta(hours=3))
        fate = dice.random()
        if fate < .15:                          # under review, due before or after now
            clock(document, "review", at, now + timedelta(minutes=dice.randrange(-9 * 1440, 30 * 1440)), None)
            continue
        if fate < .4:
            event(document, "send_back", at)
            at += timedelta(days=dice.randrange(9), seconds=dice.randrange(2))
        event(document, "approve", at)
        if dice.random() < .1:                  # reopened and decided again
            event(document, dice.choice(("approve", "send_back")), at + timedelta(days=1))
        due = at + timedelta(days=dice.randrange(-2, 28))
        closed = dice.choice((None, due - timedelta(hours=5), due, due + timedelta(days=3)))
        closed = None if closed and closed > now else closed
        clock(document, "publication", at, due, closed)
        if closed:
            published.append(document)
            event(document, "publish", closed)
    Event.objects.bulk_create(events)
    Deadline.objects.bulk_create(clocks)
    resting = [row for row in clocks if row.closed_at is None and dice.random() < .1]
    Pause.objects.bulk_create(Pause(deadline=row, since=now - timedelta(days=1), cause="补正") for row in resting)
    Document.objects.filter(pk__in=[document.pk for document in published]).update(status="published")
    return made
