"""What oversight adds to the desk: for a body what it was asked and has not signed for, for the office its pages."""
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from openness.agencies.rights import agencies_with
from openness.deadlines.rights import SUPERVISE
from openness.desk.lists import Item, Queue

from .choices import ReceiptStatus
from .models import UrgingReceipt
from .rights import ANSWER


def unsigned(user):
    return UrgingReceipt.objects.filter(agency__in=agencies_with(user, ANSWER), status=ReceiptStatus.SENT)


QUEUES = (
    Queue(key="urged", label=_("催办待签收"), icon="bell-ringing", right=ANSWER, step=lambda receipt: "receive", rows=unsigned, hot=True,
          badge="receipt", url="oversight:urgings"),
)
WATCHING = _("督办与考核")
NAVIGATION = (
    Item(label=_("总览"), url="oversight:dashboard", icon="chart-bar", group=WATCHING, rights=(SUPERVISE,), go="d"),
    Item(label=pgettext_lazy("several", "催办"), url="oversight:urgings", icon="bell-ringing", group=WATCHING,
         rights=(SUPERVISE, ANSWER), queues=("urged",)),
    Item(label=_("督办周一单"), url="oversight:monday", icon="calendar-week", group=WATCHING, rights=(SUPERVISE,)),
    Item(label=_("月报"), url="oversight:reports", icon="report-analytics", group=WATCHING, rights=(SUPERVISE, ANSWER)),
)
