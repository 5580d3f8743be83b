"""What waits for whom: the work lists that documents add to the desk, each with the step that is next."""
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from openness.agencies.rights import agencies_with
from openness.desk.lists import Item, Queue

from . import rights
from .choices import Disclosure, ReviewKind, Status
from .models import Document, JointBody, Review
from .scheduling import LATE
from .workflow import BEFORE_SIGNING


def waiting(status, right, path):
    """In a status, at an agency where the user holds the right."""
    def rows(user):
        return Document.objects.visible_to(user).filter(
            status=status, **{f"{path}__in": agencies_with(user, right)})
    return rows


def unreviewed(kind, right, **more):
    """Not yet judged as it stands: no review of this kind is bound to the content of today."""
    def rows(user):
        judged = Review.objects.filter(document=OuterRef("pk"), kind=kind, digest=OuterRef("digest"))
        return Document.objects.visible_to(user).filter(
            ~Exists(judged), status__in=BEFORE_SIGNING, drafting_agency__in=agencies_with(user, right), **more)
    return rows


def uncountersigned(user):
    """Joint papers on which the own body has said nothing about the content of today."""
    mine = agencies_with(user, rights.COUNTERSIGN)
    said = Review.objects.filter(document=OuterRef("pk"), kind=ReviewKind.COUNTERSIGNATURE, digest=OuterRef("digest"), agency__in=mine)
    joint = JointBody.objects.filter(document=OuterRef("pk"), agency__in=mine)
    return Document.objects.visible_to(user).filter(Exists(joint), ~Exists(said), status__in=BEFORE_SIGNING)


def unpublished(user):
    """Scheduled, and not out: found impossible, or the moment has passed and nothing happened."""
    missed = Q(publish_at__lt=Now() - LATE) | ~Q(publish_failure="")
    return waiting(Status.SIGNED, rights.PUBLISH, "reviewing_office")(user).filter(missed, publish_at__isnull=False)


def to_publish(user):
    """What nobody has scheduled."""
    return waiting(Status.SIGNED, rights.PUBLISH, "reviewing_office")(user).filter(publish_at=None)


def claimed_by_me(user):
    return Document.objects.visible_to(user).filter(status=Status.IN_REVIEW, claimed_by=user)


def always(step):
    return lambda document: step


def to_the_public_or_the_shelf(document):
    return "retain" if document.is_kept_back else "publish"


QUEUES = (
    Queue(key="unpublished", label=_("定时公开未成"), icon="alert-triangle", right=rights.PUBLISH, step=always("publish"),
          hot=True, rows=unpublished),
    Queue(key="returned", label=_("退文待修改"), icon="arrow-back-up", right=rights.DRAFT, step=always("edit"), hot=True,
          rows=waiting(Status.RETURNED, rights.DRAFT, "drafting_agency")),
    Queue(key="drafts", label=_("起草中"), icon="pencil", right=rights.DRAFT, step=always("edit"),
          rows=waiting(Status.DRAFT, rights.DRAFT, "drafting_agency")),
    Queue(key="unit_review", label=_("待内审报送"), icon="users", right=rights.HEAD_UNIT, step=always("submit"), hot=True,
          rows=waiting(Status.UNIT_REVIEW, rights.HEAD_UNIT, "drafting_agency")),
    Queue(key="secrecy", label=_("待保密审查"), icon="shield-check", right=rights.SECRECY, step=always("review_secrecy"),
          hot=True, rows=unreviewed(ReviewKind.SECRECY, rights.SECRECY)),
    Queue(key="legality", label=_("待合法性审查"), icon="scale", right=rights.LEGALITY, step=always("review_legality"), hot=True,
          rows=unreviewed(ReviewKind.LEGALITY, rights.LEGALITY, disclosure=Disclosure.PROACTIVE)),
    Queue(key="disclosure", label=_("待公开审查"), icon="eye-check", right=rights.DISCLOSURE, step=always("review_disclosure"),
          hot=True, rows=unreviewed(ReviewKind.DISCLOSURE, rights.DISCLOSURE, is_policy=True,
                                    disclosure__in=[Disclosure.ON_REQUEST, Disclosure.WITHHELD])),
    Queue(key="countersign", label=_("待会签"), icon="users", right=rights.COUNTERSIGN, step=always("countersign"), hot=True,
          rows=uncountersigned),
    Queue(key="to_claim", label=_("待受理审核"), icon="inbox", right=rights.REVIEW, step=always("claim"), hot=True,
          rows=waiting(Status.SUBMITTED, rights.REVIEW, "reviewing_office")),
    Queue(key="reviewing", label=_("我正在审核"), icon="eye", right=rights.REVIEW, step=always("approve"), hot=True,
          rows=claimed_by_me),
    Queue(key="to_sign", label=_("待签发"), icon="writing-sign", right=rights.SIGN, step=always("sign"), hot=True,
          rows=waiting(Status.APPROVED, rights.SIGN, "issuing_agency")),
    Queue(key="to_publish", label=_("待公开或归档"), icon="world", right=rights.PUBLISH, step=to_the_public_or_the_shelf, hot=True,
          rows=to_publish),
)
NAVIGATION = (
    Item(label=_("审核队列"), url="documents:review", icon="checkbox", group=_("公文与公开"), rights=(rights.REVIEW,),
         queues=("to_claim", "reviewing"), go="q"),
    Item(label=_("待签发"), url="documents:signing", icon="writing-sign", group=_("公文与公开"), rights=(rights.SIGN,),
         queues=("to_sign",), go="s"),
    Item(label=_("封存件"), url="documents:sealed", icon="lock", group=_("公文与公开"), rights=(rights.SECRECY,)),
    Item(label=_("公文管理"), url="documents:list", icon="file-text", group=_("公文与公开"),
         queues=("returned",)),
    Item(label=_("新建公文"), url="documents:new", icon="plus", group=_("公文与公开"), rights=(rights.DRAFT,)),
    Item(label=_("导入公文"), url="documents:import", icon="file-import", group=_("公文与公开"), rights=(rights.DRAFT,)),
    Item(label=_("来文登记"), url="documents:register", icon="inbox", group=_("公文与公开"), rights=(rights.REGISTER,)),
)
