"""Rows of a figure as the office may read them: body, case, limit, dates and status always; words only of what is public
or what the person may see by other rights."""
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from documents.models import Document
from openness.audit.models import Event
from openness.deadlines.models import Deadline
from openness.deadlines.reading import Reading, readings, spoken_date
from openness.deadlines.rules import RULES
from openness.publication.models import PublicItem
from openness.tables.workbooks import Column, Sheet

from .figures import DECISIONS


@dataclass(kw_only=True)
class Line:
    row: object
    body: object
    case: str                   # 公文 #12
    title: str                  # its own, or that it is not public
    shown: bool                 # whether that is its own
    number: str = ""
    url: str = ""
    what: str = ""              # the limit, or what was decided
    status: str = ""
    status_label: str = ""
    words: str = "document"     # the vocabulary of its states
    reading: Reading | None = None
    since: datetime | None = None
    due: datetime | None = None
    done: datetime | None = None


def lines(rows, user, now):
    """[Line] of a page of rows, the same few queries at any length."""
    rows = list(rows)
    if not rows:
        return []
    return of_clocks(rows, user, now) if isinstance(rows[0], Deadline) else of_papers(rows, user)


def with_bodies(rows):
    """What the lines need, fetched with them, and the order in which lists stand."""
    if rows.model is Deadline:
        return rows.select_related("agency").to_read().order_by("due_at", "pk")
    return rows.select_related("drafting_agency").defer("body").order_by("-pk")


def of_clocks(rows, user, now):
    words, faces = readings(rows, now), faces_of({(row.subject_type_id, row.subject_id) for row in rows}, user)
    return [Line(
        row=row, body=row.agency, **faces[row.subject_type_id, row.subject_id], reading=words[row.pk],
        what=str(RULES[row.key].label) if row.key in RULES else row.key, since=row.started_at, due=row.due_at,
        done=row.closed_at) for row in rows]


def of_papers(rows, user):
    kind = ContentType.objects.get_for_model(Document)
    faces = faces_of({(kind.pk, row.pk) for row in rows}, user)
    found = defaultdict(dict)
    for event in Event.objects.filter(
            subject_type=kind, subject_id__in=[row.pk for row in rows], step__in=[*DECISIONS, "publish"]):
        found[event.subject_id].setdefault("publish" if event.step == "publish" else "decision", event)
    made = []
    for row in rows:
        decision, publication = found[row.pk].get("decision"), found[row.pk].get("publish")
        made.append(Line(
            row=row, body=row.drafting_agency, **faces[kind.pk, row.pk],
            what=str(Document.workflow[decision.step].label) if decision else "",
            since=decision and decision.at, done=publication and publication.at))
    return made


def faces_of(subjects, user):
    """{(content type id, id): what may be said of it}"""
    wanted, faces = defaultdict(set), {}
    for kind, pk in subjects:
        wanted[kind].add(pk)
    for kind, pks in wanted.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        statuses = dict(model._base_manager.filter(pk__in=pks).values_list("pk", "status"))
        labels = dict(model._meta.get_field("status").choices or ())
        seen = {subject.pk: subject for subject in model.objects.visible_to(user).filter(pk__in=pks)}
        public = {item.subject_id: item for item in PublicItem.objects.current().filter(
            subject_type=kind, subject_id__in=pks).only("subject_id", "title", "number", "address")}
        name = str(model._meta.verbose_name)
        for pk in pks:
            of = seen.get(pk) or public.get(pk)
            status = statuses.get(pk, "")
            faces[kind, pk] = {
                "case": f"{name} #{pk}", "shown": of is not None, "status": status, "words": getattr(model, "badge", "document"),
                "status_label": str(labels.get(status, status)), "number": getattr(of, "number", ""),
                "title": str(of) if of else _("未公开%(kind)s #%(pk)s") % {"kind": name, "pk": pk},
                "url": of.get_absolute_url() if of else ""}
    return faces


def day(moment):
    return localdate(moment) if moment else None


def sheet(figure, rows, user, now):
    """The same lines as a sheet of a workbook."""
    made = lines(with_bodies(rows), user, now)
    first = [Column(_("单位"), width=24), Column(_("编号"), width=14), Column(_("标题"), width=48), Column(_("发文字号"), width=24)]
    if rows.model is Deadline:
        return Sheet(str(figure.label), [
            *first, Column(_("时限")), Column(_("起算"), "date"), Column(_("期限"), "date"), Column(_("办结"), "date"),
            Column(_("剩余或逾期")), Column(_("状态"))], [
            [line.body.name, line.case, line.title, line.number, line.what, day(line.since), day(line.due), day(line.done),
             line.reading.text, line.status_label] for line in made])
    return Sheet(str(figure.label), [
        *first, Column(_("首次审核")), Column(_("首次审核日期"), "date"), Column(_("公开日期"), "date"), Column(_("状态"))], [
        [line.body.name, line.case, line.title, line.number, line.what, day(line.since), day(line.done), line.status_label]
        for line in made])


def spoken(moment, now):
    return spoken_date(moment, localdate(now)) if moment else ""
