"""How far the installation is, and what is next."""
from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_safe

from openness.agencies.models import Agency, Assignment, User
from openness.deadlines.models import CalendarYear

from ..passwords import without_password
from ..steps import Step


@require_safe
def setup(request):
    now = timezone.now()
    steps = [*own_steps(localdate(now)), *(step for path in settings.SETUP_STEPS for step in import_string(path)())]
    following = next((step for step in steps if not step.done and not step.optional), None)
    return render(request, "onboarding/setup.html", {"steps": steps, "next": following, "host": request.get_host()})


def own_steps(on):
    bodies = Agency.objects.serving(on).count()
    people, posts = User.objects.filter(is_active=True, is_superuser=False, administers=""), Assignment.objects.in_force(on)
    idle = people.exclude(pk__in=posts.values("user")).count()
    many, held, waiting = people.count(), posts.count(), without_password().count()
    years = list(CalendarYear.objects.filter(year__gte=on.year).order_by("year").values_list("year", flat=True))
    kinds = {kind: reverse("onboarding:upload", args=[kind]) for kind in ("bodies", "staff")}
    yield Step(pgettext("several", "机关"), ngettext("%(n)s 个机关", "%(n)s 个机关", bodies) % {"n": bodies}, bodies > 0, "building",
               kinds["bodies"], _("导入机关"), ((_("机关、更名和撤并"), reverse("onboarding:bodies")),))
    said = _("%(people)s 人，%(posts)s 个岗位") % {"people": many, "posts": held}
    if idle:
        said += _("；%(n)s 人没有岗位，登录后办不了事") % {"n": idle}
    yield Step(_("人员和任职"), said, held > 0, "users", kinds["staff"], _("导入人员和任职"),
               ((_("人员和密码"), reverse("onboarding:people")),))
    yield Step(_("首次登录"), _("%(n)s 人还没有密码") % {"n": waiting} if waiting or not many else _("人人都有密码"),
               many > 0 and not waiting, "key", reverse("onboarding:people") + "?show=none", _("发放初始密码"))
    yield Step(_("邮件"), _("已配置，可以发送设置密码的邮件") if settings.MAIL_IS_SET_UP else _(
        "没有配置：密码只能由管理员发放。配置方法见 README 的 EMAIL_URL"), bool(settings.MAIL_IS_SET_UP), "mail", optional=True)
    current = on.year in years
    yield Step(_("工作日历"), _("已载入 %(years)s 年") % {"years": _("、").join(map(str, years))} if years else _(
        "今年的放假安排还没有载入，时限先按暂定日期计算"), current, "calendar", reverse("deadlines:years"), _("打开工作日历"))
