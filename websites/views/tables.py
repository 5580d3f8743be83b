"""The pages of the platform as a table."""
from django.utils.translation import gettext_lazy as _

from openness.tables.lists import List
from openness.tables.workbooks import Column

from ..models import Page
from ..rights import PUBLISH_PAGES, WRITE_PAGES
from .pages import pages_asked_for

COLUMNS = (Column(_("页面"), width=50), Column(_("栏目"), width=24), Column(_("法定内容类别"), width=30), Column(_("发布机构"), width=30),
           Column(_("状态"), width=10), Column(_("版本"), "number", 8), Column(_("最近修改"), "date", 17))


def cells(pks):
    found = Page.objects.for_lists().in_bulk(pks)
    return ([page.title, page.get_kind_display(), page.get_section_display(), page.agency.name, page.get_status_display(), page.edition,
             page.updated_at] for page in (found[pk] for pk in pks))


LISTS = (List(key="pages", label=_("栏目页面"), url="websites:pages", columns=COLUMNS, rows=pages_asked_for, cells=cells,
              parameters=("kind", "past"), rights=(WRITE_PAGES, PUBLISH_PAGES)),)
