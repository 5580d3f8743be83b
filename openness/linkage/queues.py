"""What stands on the desk: letters that wait for one's own body."""
from django.utils.translation import gettext_lazy as _

from openness.desk.lists import Item, Queue

from .models import Delivery
from .rights import ANSWER, LINK


def waiting(user):
    return Delivery.objects.received_by(user).waiting()


QUEUES = (
    Queue(key="letters", label=_("联动与督促待办"), icon="speakerphone", right=ANSWER, step=lambda delivery: delivery.next_step, rows=waiting,
          hot=True, badge="delivery", url="linkage:letters"),
)
TOGETHER = _("协调联动")
NAVIGATION = (
    Item(label=_("联动与督促"), url="linkage:letters", icon="speakerphone", group=TOGETHER, rights=(LINK, ANSWER), queues=("letters",)),
    Item(label=_("联系人名录"), url="linkage:contacts", icon="address-book", group=TOGETHER, rights=(LINK,)),
)
