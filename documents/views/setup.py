from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openness.agencies.actors import roles
from openness.agencies.models import Agency, Grant
from openness.audit.models import Event
from openness.onboarding.steps import Step

from ..rights import DRAFT, HEAD_UNIT, PUBLISH, REVIEW, SIGN

NAMED = 5       # bodies


def steps():
    """Who is missing before a paper can go its whole way; old papers: how many were taken over, and how that is done."""
    lacking = bodies_lacking()
    if drafting().exists():
        names = "、".join(_("%(body)s（%(roles)s）") % {"body": body.label, "roles": "、".join(roles_of(rights))}
                         for body, rights in lacking[:NAMED])
        more = "……" if len(lacking) > NAMED else ""
        yield Step(_("自行发文的岗位"), ngettext("%(n)s 个起草单位还缺人，不能自行发文：%(names)s", "%(n)s 个起草单位还缺人，不能自行发文：%(names)s",
                                          len(lacking)) % {"n": len(lacking), "names": names + more} if lacking else _(
            "每个起草单位都有人审核、签发和公开"), not lacking, "user-question", optional=True)
    many = Event.objects.filter(step="adopt", subject_type__app_label="documents").count()
    yield Step(_("历史公文"), _("已入库 %(n)s 件") % {"n": many} if many else _("还没有入库；有旧网站的，旧网址可以继续使用"),
               many > 0, "archive", optional=True,
               also=((_("由公开工作人员在公文管理中办理；件数多的用 manage.py adopt_documents 文件夹 --by 登录名"), ""),))


def drafting():
    return Agency.objects.filter(
        successor=None, grants__permission__codename=DRAFT, grants__user__is_active=True).distinct().order_by("pk")


def bodies_lacking():
    """[(body, [rights that nobody holds])] of those that draft, for a paper in the body's own name."""
    held = set(Grant.objects.filter(user__is_active=True).values_list("content_object", "permission__codename").distinct())
    found = []
    for body in drafting().select_related("office"):
        places = ((HEAD_UNIT, body), (REVIEW, body.reviewing_office), (SIGN, body), (PUBLISH, body.reviewing_office))
        if lacks := [right for right, place in places if (place.pk, right) not in held]:
            found.append((body, lacks))
    return found


def roles_of(rights):
    return [str(next(role.label for role in roles().values() if right in role.rights)) for right in rights]
