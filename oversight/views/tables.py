"""Lists of the office as tables, and its views of the dashboard under a name."""
from django.utils.translation import gettext_lazy as _

from openness.deadlines.rights import SUPERVISE
from openness.tables.lists import List
from openness.tables.workbooks import Column

from ..models import UrgingReceipt
from ..rights import ANSWER
from .urging import receipts_asked_for

COLUMNS = (
    Column(_("催办"), width=36), Column(_("单位"), width=24), Column(_("件数"), "number", 8), Column(_("催办人"), width=12),
    Column(_("催办时间"), "date", 17), Column(_("最迟答复"), "date"), Column(_("状态"), width=10), Column(_("签收人"), width=12),
    Column(_("签收时间"), "date", 17), Column(_("答复"), width=50), Column(_("答复时间"), "date", 17))


def cells(pks):
    receipts = {receipt.pk: receipt for receipt in UrgingReceipt.objects.filter(pk__in=pks).for_lists()}
    for pk in pks:
        each = receipts[pk]
        yield [str(each), each.agency.name, each.many, str(each.urging.sent_by), each.urging.sent_at, each.urging.until,
               each.get_status_display(), str(each.received_by or ""), each.received_at, each.answer, each.answered_at]


LISTS = (
    List(key="urgings", label=_("催办"), url="oversight:urgings", columns=COLUMNS, rows=receipts_asked_for, cells=cells,
         parameters=("state",), rights=(SUPERVISE, ANSWER)),
    List(key="dashboard", label=_("总览"), url="oversight:dashboard", parameters=("office", "body", "below", "period", "from", "to", "by"),
         rights=(SUPERVISE,)),
)
