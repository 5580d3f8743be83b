"""What waits: pages that a colleague has written and nobody has published."""
from django.utils.translation import gettext_lazy as _

from openness.agencies.rights import agencies_with
from openness.desk.lists import Item, Queue

from .choices import Status
from .models import Page
from .rights import PUBLISH_PAGES, WRITE_PAGES


def drafts(user):
    return Page.objects.filter(status=Status.DRAFT, agency__in=agencies_with(user, PUBLISH_PAGES))


QUEUES = (
    Queue(key="pages", label=_("待公开页面"), icon="browser", right=PUBLISH_PAGES, step=lambda page: "publish", rows=drafts),
)
NAVIGATION = (
    Item(label=_("栏目页面"), url="websites:pages", icon="browser", group=_("公开平台"), rights=(WRITE_PAGES, PUBLISH_PAGES),
         queues=("pages",)),
)
