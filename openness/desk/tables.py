"""One's own notices as a table, worded as on their page."""
from django.utils.translation import gettext_lazy as _

from openness.notifications.inbox import with_subjects
from openness.notifications.models import Notification
from openness.tables.lists import List
from openness.tables.workbooks import Column

COLUMNS = (Column(_("时间"), "date", 17), Column(_("通知"), width=80), Column(_("已读时间"), "date", 17))


def own(request):
    return request.user.notifications.all()


def cells(pks):
    """Rows are one person's: what that person may no longer see is named by no title here either."""
    notices = list(Notification.objects.filter(pk__in=pks).select_related("recipient"))
    if notices:
        for notice, subject in with_subjects(notices, notices[0].recipient):
            yield [notice.at, notice.text(subject), notice.read_at]


LISTS = (List(key="notices", label=_("通知"), url="desk:notices", parameters=(), columns=COLUMNS, rows=own, cells=cells),)
