"""The ways of papers, step by step, and the days and hours at which each step was taken."""
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils.timezone import get_default_timezone, localdate

from openness.deadlines.calendar import DAY, Calendar
from openness.deadlines.rules import count
from openness.rules.models import Rule

from ..workflow import document_workflow
from .paper import Paper

OFFICE_MINUTES = 7 * 60 + 30        # nine to twelve, two to half past six
LONGEST = 75        # office days in which a running clock can have begun
# +n: so many office days later; step@body: somebody of that body takes the step
UNIT = "draft +1 to_unit review_secrecy +1 review_legality"
SENT = f"{UNIT} +1 submit"
CLAIMED = f"{SENT} +1 claim"
RETURNED = f"{CLAIMED} +1 send_back"
SENT_AGAIN = f"{RETURNED} +2 edit to_unit review_secrecy +1 review_legality +1 submit"
ARRIVED = "register +1 claim review_secrecy@office +1 review_legality@office"
APPROVED = f"{CLAIMED} +1 approve"
APPROVED_AGAIN = f"{SENT_AGAIN} claim +1 approve"
SIGNED = f"{APPROVED} +1 sign"
CHANGED = f"{UNIT} review_disclosure +1 submit +1 claim +1 approve +1 change_attribute review_secrecy"
WAYS = {
    "drafted": "draft",
    "redrafted": "draft +1 edit",
    "back with the drafter": "draft +1 to_unit review_secrecy +1 back_to_draft",
    "correcting": "correct",
    "discarded": "draft +6 discard",
    "sealed": f"{UNIT} lock",
    "purged": f"{UNIT} lock +1 purge",
    "in the unit": "draft +1 to_unit",
    "in the unit, half reviewed": "draft +1 to_unit review_secrecy",
    "in the unit, reviewed": UNIT,
    "in the unit, health signed": f"{UNIT} countersign@health",
    "recalled": f"{SENT} recall",
    "sent": SENT,
    "sent without legality": "draft +1 to_unit review_secrecy +1 submit",
    "sent again": SENT_AGAIN,
    "arrived": "register",
    "released": f"{SENT} claim release",
    "claimed": CLAIMED,
    "claimed, with a remark": f"{CLAIMED} comment",
    "claimed, health signed": f"{CLAIMED} countersign@health",
    "claimed again": f"{SENT_AGAIN} claim",
    "handed over": f"{CLAIMED} +1 hand_over",
    "declined": f"{APPROVED} +1 decline",
    "attribute changed": CHANGED,
    "returned": RETURNED,
    "returned without legality": "draft +1 to_unit review_secrecy +1 submit +1 claim +1 send_back",
    "arrived and returned": "register +1 claim +1 send_back",
    "approved": APPROVED,
    "approved again": APPROVED_AGAIN,
    "signed": SIGNED,
    "scheduled": f"{SIGNED} schedule",
    "scheduled in vain": f"{SIGNED} schedule +1 review_secrecy",
    "signed again": f"{APPROVED_AGAIN} +1 sign",
    "published": f"{SIGNED} +3 publish",
    "published at once": f"{SIGNED} publish",
    "published in good time": f"{SIGNED} +11 publish",
    "published late": f"{SIGNED} +23 publish",
    "published again": f"{APPROVED_AGAIN} +2 sign +5 publish",
    "published, joint with com": f"{UNIT} countersign@com +1 submit +1 claim +1 approve +2 sign +4 publish",
    "published after arrival": f"{ARRIVED} +1 approve +1 sign +2 publish",
    "published after a decline": f"{APPROVED} +1 decline +1 approve +2 sign +2 publish",
    "published after reopening": f"{APPROVED} reopen +1 approve +2 sign +6 publish",
    "published after a change": f"{CHANGED} +1 review_legality +1 approve +1 sign +2 publish",
    "published from the head's pencil": (
        "draft +1 to_unit +1 back_to_draft +1 edit +1 to_unit review_secrecy +1 review_legality submit"
        " +1 claim +1 approve +1 sign +3 publish"),
    "corrected": "correct to_unit review_secrecy +1 review_legality submit +1 claim approve +1 sign publish",
    "withdrawn": f"{SIGNED} +2 publish +6 withdraw",
    "cleaned up": f"{SIGNED} +2 publish +90 declare_validity",
    "retained": f"{SIGNED} +2 retain",
    "retained after disclosure review": (
        f"{UNIT} review_disclosure +1 submit +1 claim +2 approve +1 sign +2 retain"),
}
POSTS = {
    "draft": "drafter", "correct": "drafter", "edit": "drafter", "attach": "drafter", "to_unit": "drafter",
    "lock": "head", "purge": "secrecy", "discard": "drafter", "back_to_draft": "head", "submit": "head", "recall": "head", "register": "registrar",
    "review_secrecy": "secrecy", "review_legality": "legality", "review_disclosure": "disclosure",
    "countersign": "signer", "claim": "reviewer", "release": "reviewer", "hand_over": "reviewer",
    "send_back": "reviewer", "approve": "reviewer", "reopen": "reviewer", "sign": "signer", "decline": "signer",
    "change_attribute": "signer", "publish": "publisher", "retain": "publisher", "withdraw": "publisher",
    "declare_validity": "publisher",
    "comment": "reviewer", "schedule": "publisher",
}
OF_THE_ISSUER = ("sign", "decline", "change_attribute")
OF_THE_OFFICE = ("register", "claim", "release", "hand_over", "send_back", "approve", "reopen", "publish", "retain",
                 "comment", "schedule", "withdraw", "declare_validity")
OFFICES = {"gov": "office", "district": "district_office"}


@dataclass(frozen=True)
class Move:
    """One step of one paper: what, the how-manieth time, by whom, when."""
    paper: Paper
    index: int
    step: str
    turn: int
    login: str
    at: datetime

    @property
    def says(self):
        return self.paper.says.get(f"{self.step}{self.turn}" if self.turn > 1 else self.step, {})


class OfficeDays(Calendar):
    """Nobody writes papers on these, announced or not."""
    holidays = ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3))

    def is_working(self, day):
        return (day.month, day.day) not in self.holidays and super().is_working(day)


class Almanac:
    """The office days before a moment: everything on them is over by then, whatever the hour."""

    def __init__(self, now):
        self.today = localdate(now)
        span = self.today - 600 * DAY, self.today
        self.calendar, self.days = Calendar(*span), OfficeDays(*span)
        self.last = self.ago(1)

    def ago(self, days):
        return self.days.step(self.today, -days)

    def later(self, day, days):
        return min(self.days.step(day, days), self.last)

    def began(self, rule, due):
        """The office day on which a clock must have begun to end in so many office days, as nearly as there is one."""
        wanted = self.today if due == 0 and self.calendar.is_working(self.today) else self.calendar.step(
            self.today, due or 1)
        figure = Rule.objects.figure(rule.key, self.today)
        days = [self.ago(n) for n in range(1, LONGEST)]
        return min(days, key=lambda day: abs(self.end(figure, day) - wanted))

    def end(self, figure, day):
        return localdate(count(moment(day, 0), figure, [], self.calendar)[0])


def moment(day, index, nth=0, of=1):
    """The nth of so many steps on a day, in office hours: each in its share of them, each paper at minutes of its own."""
    share = OFFICE_MINUTES // of
    minutes = 9 * 60 + nth * share + (index * 53 + nth * 29) % (share - 3)
    if minutes >= 12 * 60:
        minutes += 120
    clock = datetime.combine(day, time(), tzinfo=get_default_timezone())
    return clock + timedelta(minutes=minutes, seconds=(index * 7 + nth * 13) % 60)


def steps_of(paper):
    """(office days since the first, step, body) of each step; attachments follow the draft."""
    day = 0
    for word in WAYS[paper.way].split():
        if word.startswith("+"):
            day += int(word)
            continue
        step, _, body = word.partition("@")
        yield day, step, body
        if step == "draft":
            yield from ((day, "attach", "") for _ in paper.files)


def diary(paper, index, almanac):
    """Every move of a paper with its moment."""
    steps = list(steps_of(paper))
    anchor = len(steps) - 1
    if paper.due is None:
        anchor_day = almanac.ago(paper.ago)
    else:
        anchor = max(n for n, (_, step, _) in enumerate(steps) if document_workflow[step].opens)
        anchor_day = almanac.began(document_workflow[steps[anchor][1]].opens[0], paper.due)
    days = [almanac.later(anchor_day, since - steps[anchor][0]) for since, *_ in steps]
    names = [step for _, step, _ in steps]
    for n, (_, step, body) in enumerate(steps):
        at = moment(days[n], index, days[:n].count(days[n]), days.count(days[n]))
        yield Move(paper, index, step, names[:n + 1].count(step), login(paper, step, body), at)


def login(paper, step, body):
    post = POSTS[step]
    if not body and step in OF_THE_ISSUER:
        body = paper.issuer
    elif not body and step in OF_THE_OFFICE:
        body = OFFICES.get(paper.issuer, paper.issuer)
    return f"{body or paper.drafting}-{paper.cast.get(post, post)}"
