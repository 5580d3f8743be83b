"""The list for the quarterly review of accounts: kept by security, read by audit."""
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views import View

from openness.agencies.actors import administrator
from openness.agencies.models import Agency, User
from openness.audit.trail import record
from openness.digits import wholes
from openness.tables import workbooks

from .. import reviewing


class AccessReview(View):
    def get(self, request):
        now = timezone.now()
        groups, quarter = reviewing.rows_of(now), reviewing.quarter_of(localdate(now))
        if "export" in request.GET:
            return self.export(groups, quarter, now)
        done, only = reviewing.reviewed(quarter), "flagged" in request.GET
        shown = [{"body": body, "event": done.get(body.pk if body else None),
                  "rows": [row | {"words": [reviewing.FLAGS[flag] for flag in row["flags"]]} for row in rows if row["flags"] or not only]}
                 for body, rows in groups]
        flagged = sum(bool(row["flags"]) for _body, rows in groups for row in rows)
        return render(request, "trust/access_review.html", {
            "groups": [group for group in shown if group["rows"]], "quarter": quarter, "flagged": flagged, "only": only,
            "left": sum(group["event"] is None for group in shown), "secures": request.user.looks_after(User.SECURITY)})

    def post(self, request):
        if not request.user.looks_after(User.SECURITY):
            raise PermissionDenied
        asked = wholes(request.POST.getlist("body"))
        body = Agency.objects.filter(pk__in=asked).first()
        if body or request.POST.get("body") == "none":
            reviewing.review(body, by=request.user, now=timezone.now())
            messages.success(request, _("已记为复核"))
        return redirect("trust:review")

    def export(self, groups, quarter, now):
        columns = [workbooks.Column(label, kind, width) for label, kind, width in (
            (_("机关"), "text", 26), (_("姓名"), "text", 12), (_("登录名"), "text", 16), (_("角色"), "text", 20),
            (_("自"), "date", 13), (_("至"), "date", 13), (_("代行（AB岗）"), "text", 14),
            (_("最近登录"), "date", 18), (_("第二因素"), "text", 10), (_("须留意"), "text", 40))]
        rows = [[str(body or ""), row["user"].name, row["user"].username, str(row["role"]), row["post"] and row["post"].from_on,
                 row["post"] and row["post"].to_on, str(row["post"].acting_for or "") if row["post"] else "", row["user"].last_login,
                 _("有") if row["user"].second_factor_since else _("无"), _("；").join(str(reviewing.FLAGS[flag]) for flag in row["flags"])]
                for body, lines in groups for row in lines]
        record(self.request.user, "export", by=administrator(self.request.user), now=now, data={"list": "access_review", "rows": len(rows)})
        return workbooks.response(_("账号和权限-%(quarter)s.xlsx") % {"quarter": quarter}, [workbooks.Sheet(quarter, columns, rows)])
