"""The review of accounts and rights, each quarter (GB/T 22239 8.1.4.2): who may do what, and what gives cause to ask."""
from collections import defaultdict
from datetime import timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from openness.agencies.actors import administrator, roles
from openness.agencies.models import Assignment, User
from openness.agencies.second_factor import must_have_roles
from openness.audit.models import Event
from openness.audit.trail import record

IDLE, SOON = timedelta(days=90), timedelta(days=30)
FLAGS = {
    "idle": _("90 天没有登录"), "never": _("没有登录过"), "soon": _("30 天内到期"), "both": _("既起草又审核"),
    "factor": _("须有第二因素而没有"), "no_post": _("没有岗位"), "inactive": _("已停用而有岗位")}


def quarter_of(day):
    return f"{day.year}-Q{(day.month + 2) // 3}"


def rows_of(now):
    """[(body or None, [row])]: every post that is not over, then who has none, then the administrators."""
    today, labels = localdate(now), {key: role.label for key, role in roles().items()}
    posts = list(Assignment.objects.not_over(today).select_related("user", "agency", "acting_for").order_by("agency__name", "user__name", "pk"))
    held, required = defaultdict(set), must_have_roles()
    for post in posts:
        if post.from_on <= today:
            held[post.user_id, post.agency_id].add(post.role)
    bodies = defaultdict(list)
    for post in posts:
        mine = held[post.user_id, post.agency_id]
        flags = [*of_account(post.user, now), *(["soon"] if post.to_on and post.to_on <= today + SOON else []),
                 *(["both"] if {"drafter", "reviewer"} <= mine else []),
                 *(["factor"] if post.role in required and not post.user.second_factor_since else []),
                 *(["inactive"] if not post.user.is_active else [])]
        bodies[post.agency].append({"user": post.user, "role": labels.get(post.role, post.role), "post": post, "flags": flags})
    with_posts = {post.user_id for post in posts}
    others = User.objects.filter(is_active=True).exclude(pk__in=with_posts).order_by("administers", "name")
    rest = []
    for user in others:
        is_one = user.administers or user.is_superuser
        flags = [*of_account(user, now), *([] if is_one else ["no_post"]),
                 *(["factor"] if is_one and "administrator" in required and not user.second_factor_since else [])]
        label = user.get_administers_display() if user.administers else _("建立系统的账号") if user.is_superuser else ""
        rest.append({"user": user, "role": label, "post": None, "flags": flags})
    return [*bodies.items(), *([(None, rest)] if rest else [])]


def of_account(user, now):
    if user.last_login is None:
        return ["never"]
    return ["idle"] if now - user.last_login > IDLE else []


def reviewed(quarter):
    """{body id: the event} of a quarter; the rest, which has no body, is reviewed with the person who reviews."""
    rows = Event.objects.filter(step="review_access", data__quarter=quarter).select_related("actor").order_by("pk")
    return {row.data["body"]: row for row in rows}


def review(body, *, by, now):
    record(body or by, "review_access", by=administrator(by), now=now, data={
        "quarter": quarter_of(localdate(now)), "body": body.pk if body else None})


