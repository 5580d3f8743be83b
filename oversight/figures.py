"""What the office counts. A figure is a maker of querysets: its number, its list and its file all come from the same one.

    figure.rows(scope, period, now)     the cases, as rows of their own table
    counts([(figure, period), …])       the numbers of many, by body, in one query

Later modules add theirs through `settings.REPORT_SECTIONS`; see sections.py.
"""
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Least, TruncDate
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from documents.deadlines import PUBLISHING
from documents.models import Document
from openness.audit.models import Event
from openness.deadlines.calendar import Calendar, end_of
from openness.deadlines.models import Deadline
from openness.publication.vocabulary import FiveKinds

AHEAD = 15      # working days: three weeks
DECISIONS = ("approve", "send_back")


@dataclass(frozen=True, kw_only=True)
class Figure:
    key: str                    # stands in the address of its list
    label: str
    make: Callable              # (period, now) -> queryset of every body's cases
    body: str                   # the path from a row to the body that it counts for
    of_period: bool = True      # False: as things stand now, whatever the period
    says: str = ""              # how it is counted, in a sentence for its list

    def rows(self, scope, period, now):
        return self.make(period, now).filter(**{f"{self.body}__in": scope.ids})


@dataclass(frozen=True, kw_only=True)
class Rate:
    """The share of one figure in another."""
    key: str
    label: str
    part: Figure
    whole: Figure
    says: str = ""


def share(part, whole):
    """None where there is nothing to take a share of: neither 0 nor 100 per cent."""
    return part / whole if whole else None


def clocks():
    """Clocks that run or ran; while one rests, nothing is due."""
    return Deadline.objects.exclude_resting()


def overdue(period, now):
    return clocks().overdue(now)


def due(period, now):
    return clocks().open().filter(due_at__gte=now, due_at__lte=end_of(last_day(now)))


def last_day(now):
    """The last of the working days ahead, today being the first if it is one."""
    today = localdate(now)
    calendar = Calendar(today)
    return calendar.step(today, AHEAD - calendar.is_working(today))


def by_day(rows):
    return rows.annotate(day=TruncDate("due_at"))


def left_over(period, now):
    """Limits that had passed when the period was over (or now, while it lasts) and were not met by then."""
    at = min(period.moments[1], now)
    return clocks().filter(Q(closed_at=None) | Q(closed_at__gte=at), due_at__lt=at)


def ended(period, now):
    """Limits of publication that ended in the period: by being met, or by passing."""
    start, end = period.moments
    rows = clocks().filter(key=PUBLISHING.key).annotate(ended_at=Least("closed_at", "due_at"))
    return rows.filter(ended_at__gte=start, ended_at__lt=min(end, now))


def met(period, now):
    return ended(period, now).filter(closed_at__lte=F("due_at"))


def missed(period, now):
    return ended(period, now).filter(Q(closed_at=None) | Q(closed_at__gt=F("due_at")))


def steps(period, *names):
    """Steps of papers taken in the period."""
    start, end = period.moments
    papers = ContentType.objects.get_for_model(Document)
    return Event.objects.filter(subject_type=papers, step__in=names, at__gte=start, at__lt=end).order_by()


def first_decisions(period, *names):
    """Those decisions of the period before which there was none on the same paper."""
    before = Event.objects.filter(
        Q(at__lt=OuterRef("at")) | Q(at=OuterRef("at"), pk__lt=OuterRef("pk")), subject_type=OuterRef("subject_type"),
        subject_id=OuterRef("subject_id"), step__in=DECISIONS).order_by()
    return steps(period, *names).filter(~Exists(before))


def papers(events):
    return Document.objects.filter(pk__in=events.values("subject_id"))


def decided(period, now):
    return papers(first_decisions(period, *DECISIONS))


def passed(period, now):
    return papers(first_decisions(period, "approve"))


def returned(period, now):
    return papers(first_decisions(period, "send_back"))


def published(period, now):
    return papers(steps(period, "publish"))


def published_as(kind, period, now):
    return published(period, now).filter(five_kinds__contains=[kind])


def published_as_none(period, now):
    return published(period, now).filter(five_kinds=[])


ANSWERING, DRAFTING = "agency", "drafting_agency"
OVERDUE = Figure(key="overdue", label=_("已逾期未办结"), make=overdue, body=ANSWERING, of_period=False,
                 says=_("此刻已过期限而未办结的时限，不论期限何时届满；计时暂停的不计。按负责办理的单位统计。"))
DUE = Figure(key="due", label=_("未来三周到期"), make=due, body=ANSWERING, of_period=False,
             says=_("此刻起三周（15 个工作日）内到期、尚未办结的时限；计时暂停的不计。按负责办理的单位统计。"))
LEFT_OVER = Figure(key="left-over", label=_("期末逾期未办结"), make=left_over, body=ANSWERING,
                   says=_("本期结束时已过期限而未办结的时限；本期未结束的，按此刻计。按负责办理的单位统计。"))
ENDED = Figure(key="ended", label=_("公开期限届满或已公开"), make=ended, body=ANSWERING,
               says=_("主动公开的期限在本期内了结的：已经公开的，或者期限已过的。按负责公开的单位统计。"))
MET = Figure(key="met", label=_("按时公开"), make=met, body=ANSWERING,
             says=_("主动公开的期限在本期内了结、且在期限内公开的。按负责公开的单位统计。"))
MISSED = Figure(key="missed", label=_("未按时公开"), make=missed, body=ANSWERING,
                says=_("主动公开的期限在本期内届满而当时没有公开的，包括后来公开的。按负责公开的单位统计。"))
DECIDED = Figure(key="decided", label=_("首次审核"), make=decided, body=DRAFTING,
                 says=_("办公厅（室）的首次审核结论在本期内作出的公文。按起草单位统计。"))
PASSED = Figure(key="passed", label=_("首次审核即通过"), make=passed, body=DRAFTING,
                says=_("首次审核结论在本期内作出、且为审核通过的公文。按起草单位统计。"))
RETURNED = Figure(key="returned", label=_("首次审核被退文"), make=returned, body=DRAFTING,
                  says=_("首次审核结论在本期内作出、且为退文的公文。按起草单位统计。"))
PUBLISHED = Figure(key="published", label=_("公开的公文"), make=published, body=DRAFTING,
                   says=_("本期内公开的公文，包括后来更正或撤回的。按起草单位统计。"))
KINDS = {
    kind: Figure(key=f"kind-{kind}", label=kind.label, make=partial(published_as, kind.value), body=DRAFTING,
                 says=_("本期内公开、属于这一类的公文；一件公文可以属于几类。按起草单位统计。"))
    for kind in FiveKinds}
NO_KIND = Figure(key="kind-none", label=_("未标明五公开"), make=published_as_none, body=DRAFTING,
                 says=_("本期内公开、没有标明属于五公开哪一类的公文。按起草单位统计。"))
FIRST_PASS = Rate(key="first-pass", label=_("一次通过率"), part=PASSED, whole=DECIDED,
                  says=_("首次审核即通过的公文，占本期首次审核的公文的比例。"))
ON_TIME = Rate(key="on-time", label=_("按时公开率"), part=MET, whole=ENDED,
               says=_("在期限内公开的，占本期内公开或期限届满的主动公开时限的比例。"))


def counts(asked, scope, now):
    """{(figure key, period key): Counter {id of a body: number}}, one query for all of them."""
    found = {(figure.key, key_of(figure, period)): Counter() for figure, period in asked}
    branches, seen = [], set()
    for figure, period in asked:
        of = (figure.key, key_of(figure, period))
        if of not in seen:
            seen.add(of)
            branches.append(figure.rows(scope, period, now).order_by().annotate(
                of=Value("|".join(of)), at=F(f"{figure.body}_id")).values("of", "at").annotate(n=Count("pk")))
    for row in branches[0].union(*branches[1:], all=True) if branches else ():
        found[tuple(row["of"].split("|"))][row["at"]] += row["n"]
    return found


def key_of(figure, period):
    return f"{period.start}/{period.end}" if figure.of_period else "now"


@dataclass(frozen=True)
class Counted:
    """The numbers of many figures, each asked for by body, for several bodies, or in all."""
    found: dict

    def number(self, figure, period, bodies):
        of = self.found[figure.key, key_of(figure, period)]
        return sum(of[pk] for body in bodies for pk in body.ids)

    def rate(self, rate, period, bodies):
        return share(self.number(rate.part, period, bodies), self.number(rate.whole, period, bodies))


def count(asked, scope, now):
    return Counted(counts(asked, scope, now))
