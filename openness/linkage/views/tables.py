"""The book and the letters as tables."""
from django.utils.translation import gettext_lazy as _

from openness.tables.lists import List
from openness.tables.workbooks import Column
from openness.ui.vocabulary import word

from ..models import Contact, Delivery
from ..rights import ANSWER, LINK
from .contacts import contacts_asked_for
from .letters import deliveries_asked_for

CONTACTS = (
    Column(_("单位名称"), width=36), Column(_("单位类别"), width=12), Column(_("岗位"), width=24), Column(_("电话"), width=18),
    Column(_("手机"), width=16), Column(_("邮箱"), width=28), Column(_("值守时间"), width=24), Column(_("备注"), width=40),
    Column(_("系统内的单位"), width=24), Column(_("维护单位"), width=24), Column(_("状态"), width=8), Column(_("启用日期"), "date"),
    Column(_("停用日期"), "date"))
DELIVERIES = (
    Column(_("标题"), width=44), Column(_("种类"), width=12), Column(_("发文单位"), width=24), Column(_("发出时间"), "date", 17),
    Column(_("收件单位"), width=30), Column(_("最迟答复"), "date"), Column(_("状态"), width=16), Column(_("签收人"), width=12),
    Column(_("签收时间"), "date", 17), Column(_("登记人"), width=12), Column(_("方式"), width=8), Column(_("对方"), width=16),
    Column(_("联系时间"), "date", 17), Column(_("答复"), width=50))


def contact_cells(pks):
    found = Contact.objects.for_lists().in_bulk(pks)
    for row in (found[pk] for pk in pks):
        yield [row.name, row.get_kind_display(), row.post, row.phone, row.mobile, row.email, row.hours, row.remark,
               row.body.name if row.body else "", row.agency.name, row.get_status_display(), row.from_on, row.to_on]


def delivery_cells(pks):
    found = Delivery.objects.for_lists().in_bulk(pks)
    for row in (found[pk] for pk in pks):
        letter = row.letter
        yield [letter.title, letter.get_kind_display(), letter.agency.name, letter.sent_at, row.name, letter.reply_by,
               str(word(row.vocabulary, row.status).label), str(row.received_by or ""), row.received_at, str(row.recorded_by or ""),
               row.get_how_display(), row.said_by, row.said_at, row.answer]


LISTS = (
    List(key="contacts", label=_("联系人名录"), url="linkage:contacts", columns=CONTACTS, rows=contacts_asked_for, cells=contact_cells,
         parameters=("q", "kind", "past"), rights=(LINK,)),
    List(key="letters", label=_("联动与督促"), url="linkage:letters", columns=DELIVERIES, rows=deliveries_asked_for, cells=delivery_cells,
         parameters=("box", "state", "kind"), rights=(LINK, ANSWER)),
)
