"""The lists of papers as tables: the rows of the page, whole."""
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openness.agencies.rights import agencies_with
from openness.desk.clocks import readings_of
from openness.tables.lists import List
from openness.tables.workbooks import Column

from .. import rights
from ..models import Document
from .lists import filtered
from .review import waiting_for

COLUMNS = (
    Column(_("标题"), width=50), Column(_("发文字号"), width=20), Column(_("文种"), width=10), Column(_("状态"), width=10),
    Column(_("公开属性"), width=12), Column(_("起草单位"), width=24), Column(_("发文机关"), width=24),
    Column(_("成文日期"), "date"), Column(_("报送时间"), "date", 17), Column(_("轮次"), "number", 8),
    Column(_("主题分类"), width=20), Column(_("受理人"), width=12), Column(_("时限"), width=30), Column(_("截止"), "date", 17),
)


def cells(pks):
    """In the order of the page; the text of a paper is no part of a list."""
    papers = Document.objects.for_lists().in_bulk(pks)
    clocks = readings_of(papers.values(), timezone.now())
    for pk in pks:
        if document := papers.get(pk):
            mine = clocks.get(pk, [])
            yield [document.title, document.number, document.get_genre_display(), document.get_status_display(),
                   document.get_disclosure_display(), document.drafting_agency.name, document.issuing_agency.name,
                   document.dated_on, document.submitted_at, document.round, document.get_topic_display() or "",
                   str(document.claimed_by or ""), "；".join(f"{reading.label}：{reading.text}" for reading in mine),
                   min((datetime.fromisoformat(reading.iso) for reading in mine), default=None)]


def papers(request):
    asked = request.GET.get("q", "").replace("\0", "").strip()[:200]
    return filtered(Document.objects.visible_to(request.user), request, asked)[0].order_by("-pk")


def waiting(request):
    """The whole queue of the offices, whoever claimed what."""
    return waiting_for(request.user, agencies_with(request.user, rights.REVIEW), timezone.now())


LISTS = (
    List(key="documents", label=_("公文"), url="documents:list", columns=COLUMNS, rows=papers, cells=cells,
         parameters=("q", "status", "disclosure", "genre", "agency", "queue")),
    List(key="review", label=_("审核队列"), url="documents:review", columns=COLUMNS, rows=waiting, cells=cells,
         parameters=("show",), rights=(rights.REVIEW,)),
)
