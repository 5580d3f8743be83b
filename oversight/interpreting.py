"""政策解读 in numbers (R22, R28–R31): how much of what must be interpreted is, when, and how plainly."""
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from documents.choices import ReturnReason
from interpretation.choices import AuthorRole, MaterialStatus, PlanStatus
from interpretation.models import Material, Plan
from interpretation.scope import to_be_interpreted
from openness.deadlines.calendar import DAY
from openness.publication.vocabulary import Form

from .figures import DRAFTING, Figure, Rate, papers, published, steps
from .sections import Section

OUT = (MaterialStatus.PUBLISHED, MaterialStatus.SUPERSEDED)


def due(period, now):
    """Published in the period and not exempt, by the rule of its last day (or of today, while it lasts)."""
    last = min(localdate(period.moments[1]) - DAY, localdate(now))
    rows = to_be_interpreted(published(period, now), last).alias(first=Coalesce("corrects__corrects", "corrects", "pk"))
    return rows.exclude(Exists(Plan.objects.filter(document=OuterRef("first"), status=PlanStatus.EXEMPT)))


def explained(period, now, **what):
    """Those that have material before the public, of the kind that is asked for."""
    material = Material.objects.filter(plan__document=OuterRef("first"), status__in=OUT, **what)
    return due(period, now).filter(Exists(material))


def same_time(period, now):
    return explained(period, now, published_at=F("plan__begun_at"))


def pictorial(period, now):
    return explained(period, now, form__in=[Form.PICTURE, Form.VIDEO])


def by_heads(period, now):
    return explained(period, now, author_role=AuthorRole.HEAD)


def returned_for_lack(period, now):
    return papers(steps(period, "send_back")).filter(slip_lines__code=ReturnReason.NO_INTERPRETATION).distinct()


DUE = Figure(key="to-interpret", label=_("须解读的公文"), make=due, body=DRAFTING,
             says=_("本期内公开、按规定须解读的公文，免予解读的不计。按起草单位统计。"))
EXPLAINED = Figure(key="interpreted", label=_("已解读"), make=explained, body=DRAFTING,
                   says=_("本期内公开、须解读的公文中，已有解读材料公开的，不论先后。按起草单位统计。"))
SAME_TIME = Figure(key="same-time", label=_("与公文同时解读"), make=same_time, body=DRAFTING,
                   says=_("本期内公开、须解读的公文中，解读材料与公文在同一时刻公开的。按起草单位统计。"))
PICTORIAL = Figure(key="pictorial", label=_("有图解或者视频"), make=pictorial, body=DRAFTING,
                   says=_("本期内公开、须解读的公文中，已有图解或者视频解读公开的。按起草单位统计。"))
BY_HEADS = Figure(key="by-heads", label=_("主要负责人解读"), make=by_heads, body=DRAFTING,
                  says=_("本期内公开、须解读的公文中，由部门主要负责人（第一解读人）解读的。按起草单位统计。"))
RETURNED = Figure(key="returned-uninterpreted", label=_("缺解读材料被退文"), make=returned_for_lack, body=DRAFTING,
                  says=_("本期内退文、退文理由含未一并报送政策解读材料的公文。按起草单位统计。"))
EXPLAINED_RATE = Rate(key="interpretation", label=_("解读率"), part=EXPLAINED, whole=DUE, says=_("已解读的，占本期内公开、须解读的公文的比例。"))
SAME_TIME_RATE = Rate(key="interpretation-same-time", label=_("解读同步率"), part=SAME_TIME, whole=DUE,
                      says=_("与公文同时解读的，占本期内公开、须解读的公文的比例。"))
PICTORIAL_RATE = Rate(key="interpretation-pictorial", label=_("图解视频占比"), part=PICTORIAL, whole=DUE,
                      says=_("有图解或者视频的，占本期内公开、须解读的公文的比例。"))
SECTIONS = (Section(
    key="interpretation", label=_("政策解读"), rates=(EXPLAINED_RATE, SAME_TIME_RATE, PICTORIAL_RATE), ranked_by=SAME_TIME_RATE,
    figures=(DUE, EXPLAINED, SAME_TIME, PICTORIAL, BY_HEADS, RETURNED)),)
