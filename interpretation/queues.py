"""What waits: materials to finish, to review, to publish; exemptions to decide."""
from django.utils.translation import gettext_lazy as _

from documents.rights import PUBLISH
from openness.agencies.rights import agencies_with
from openness.desk.lists import Item, Queue

from .choices import MaterialStatus, PlanStatus
from .models import Material, Plan
from .rights import COORDINATE, INTERPRET, REVIEW_MATERIAL

BOARD = "interpretation:board"


def drafts(right):
    def rows(user):
        return Material.objects.filter(status=MaterialStatus.DRAFT, plan__agency__in=agencies_with(user, right)).exclude(
            plan__status__in=[PlanStatus.EXEMPT, PlanStatus.ENDED])
    return rows


def to_publish(user):
    """Reviewed after the document went out: what went out with it needed nobody."""
    return Material.objects.filter(status=MaterialStatus.REVIEWED, plan__begun_at__isnull=False,
                                   plan__document__reviewing_office__in=agencies_with(user, PUBLISH))


def exemptions(user):
    return Plan.objects.visible_to(user).filter(status=PlanStatus.ASKED, document__reviewing_office__in=agencies_with(user, COORDINATE))


QUEUES = (
    Queue(key="exemptions", label=_("待批免予解读"), icon="circle-off", right=COORDINATE, step=lambda plan: "grant", hot=True,
          rows=exemptions, badge="plan", url=BOARD),
    Queue(key="material_reviews", label=_("待审解读材料"), icon="bulb", right=REVIEW_MATERIAL, step=lambda material: "review", hot=True,
          rows=drafts(REVIEW_MATERIAL), badge="material", url=BOARD),
    Queue(key="material_drafts", label=_("解读材料起草中"), icon="bulb", right=INTERPRET, step=lambda material: "edit",
          rows=drafts(INTERPRET), badge="material", url=BOARD),
    Queue(key="materials_to_publish", label=_("待公开解读"), icon="world", right=PUBLISH, step=lambda material: "publish", hot=True,
          rows=to_publish, badge="material", url=BOARD),
)
NAVIGATION = (
    Item(label=_("解读统筹"), url=BOARD, icon="bulb", group=_("政策解读"), rights=(COORDINATE,), queues=("exemptions",)),
    Item(label=_("解读材料"), url=BOARD, icon="bulb", group=_("政策解读"), rights=(INTERPRET, REVIEW_MATERIAL),
         queues=("material_reviews",)),
)
