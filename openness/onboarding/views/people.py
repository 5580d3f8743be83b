"""Everybody who signs in: their posts, and the passwords that an administrator gives."""
from collections import defaultdict

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views import View

from openness.agencies.actors import administrator, roles
from openness.agencies.models import Assignment, User
from openness.audit.trail import record
from openness.digits import wholes
from openness.tables import workbooks

from ..columns import STAFF, role_labels
from ..passwords import MOST, give_passwords, send_links, why_no_mail, without_password


class People(View):
    def get(self, request):
        return self.export() if "export" in request.GET else self.page()

    def post(self, request):
        """Passwords are given by the administrator of security."""
        if not request.user.looks_after(User.SECURITY):
            raise PermissionDenied
        now, chosen = timezone.now(), self.chosen()
        if "links" in request.POST:
            if why := why_no_mail():
                messages.error(request, why)
            else:
                sent = send_links(chosen, by=request.user, now=now, origin=f"{request.scheme}://{request.get_host()}")
                without = chosen.filter(email="").count()
                messages.success(request, _("已发送 %(n)s 封邮件；%(m)s 人没有电子邮箱，没有发送") % {"n": sent, "m": without})
            return redirect(request.get_full_path())
        given = give_passwords(chosen, by=request.user, now=now)
        if not given:
            messages.warning(request, _("没有选中任何人"))
            return redirect(request.get_full_path())
        given = by_body(given, localdate(now))
        if "workbook" in request.POST:
            columns = [workbooks.Column(label, width=22) for label in (_("机关"), _("登录名"), _("姓名"), _("初始密码"))]
            rows = [[user.at, user.username, user.name, password] for user, password in given]
            return workbooks.response(_("初始密码.xlsx"), [workbooks.Sheet(_("初始密码"), columns, rows)])
        return render(request, "onboarding/given.html", {"given": given, "site": f"{request.scheme}://{request.get_host()}"})

    def chosen(self):
        """Those that were ticked, or all who have none; never the founder, nor oneself."""
        if "all" in self.request.POST:
            return User.objects.filter(pk__in=without_password().order_by("pk").values("pk")[:MOST])
        return User.objects.filter(pk__in=wholes(self.request.POST.getlist("person"))[:MOST], is_active=True, is_superuser=False).exclude(
            pk=self.request.user.pk)

    def rows(self):
        asked = self.request.GET.get("q", "").replace("\0", "").strip()[:100]
        show = self.request.GET.get("show", "")
        people = User.objects.order_by("username")
        people = people.exclude(administers="", is_superuser=False) if show == "administrators" else people.filter(is_superuser=False)
        if asked:
            people = people.filter(Q(username__icontains=asked) | Q(name__icontains=asked) | Q(
                assignments__agency__name__icontains=asked) | Q(
                assignments__agency__short_name__icontains=asked)).distinct()
        on = localdate(timezone.now())
        if show == "none":
            people = people.filter(pk__in=without_password().values("pk"))
        elif show == "idle":
            people = people.filter(administers="").exclude(pk__in=Assignment.objects.in_force(on).values("user"))
        posts = Assignment.objects.in_force(on).select_related("agency", "acting_for").order_by("pk")
        return people.prefetch_related(Prefetch("assignments", posts, to_attr="posts")), asked, show

    def page(self):
        people, asked, show = self.rows()
        page = Paginator(people, 50).get_page(self.request.GET.get("page"))
        labels = {key: role.label for key, role in roles().items()}
        rows = [{"user": user, "posts": [(post, labels.get(post.role, post.role)) for post in user.posts],
                 "usable": user.has_usable_password()} for user in page.object_list]
        return render(self.request, "onboarding/people.html", {
            "page_obj": page, "rows": rows, "asked": asked, "show": show, "none": without_password().count(), "most": MOST,
            "mail": settings.MAIL_IS_SET_UP, "gives": self.request.user.looks_after(User.SECURITY)})

    def export(self):
        """With the columns of the workbook that is imported: it can be mended and come back."""
        people, _asked, _show = self.rows()
        labels, rows = role_labels(), []
        for user in people.prefetch_related(None).prefetch_related(Prefetch("assignments", Assignment.objects.select_related(
                "agency", "acting_for").order_by("pk"), to_attr="posts")):
            person = [user.username, user.name, user.email]
            rows += [[*person, post.agency.name, labels.get(post.role, post.role), post.from_on, post.to_on,
                      post.acting_for.username if post.acting_for else ""] for post in user.posts] or [[*person, *[""] * 5]]
        columns = [workbooks.Column(column.label, "date" if column.kind == "date" else "text") for column in STAFF]
        record(self.request.user, "export", by=administrator(self.request.user), now=timezone.now(), data={
            "list": "staff", "rows": len(rows)})
        return workbooks.response(_("人员和任职.xlsx"), [workbooks.Sheet(_("人员和任职"), columns, rows)])


def by_body(given, on):
    """In the order in which they are handed out: body by body, each person with the bodies of today as `at`."""
    bodies = defaultdict(dict)
    for post in Assignment.objects.in_force(on).filter(user__in=[user for user, _password in given]).select_related(
            "agency").order_by("agency"):
        bodies[post.user_id][post.agency_id] = post.agency.label
    for user, _password in given:
        user.at = "、".join(bodies[user.pk].values())
    return sorted(given, key=lambda pair: next(iter(bodies[pair[0].pk]), 0))
