"""Changes of rights. Once somebody is appointed to security, one administrator proposes and another, of security, confirms."""
from datetime import date

from django.db import transaction
from django.db.models import F, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from openness.agencies.actors import administrator, roles
from openness.agencies.models import Agency, Assignment, User
from openness.agencies.rights import derive
from openness.audit.trail import record

from . import staff
from .models import RightsChange
from .plan import Changed, carry_out


class Refused(Exception):
    """The sentence that says why."""


def two_are_needed():
    return User.security_is_appointed()


def day(words):
    return date.fromisoformat(words) if words else None


def until(to):
    return f"{to:%F}" if to else _("长期")


def worded(agency, role, from_on, to_on, acting_for=None):
    label = roles()[role].label if role in roles() else role
    who = _("（代 %(who)s）") % {"who": acting_for} if acting_for else ""
    return f"{agency} · {label}{who}，{from_on:%F} — {until(to_on)}"


def against(change, today):
    """What stands against a change, in sentences: asked when it is proposed and again when it is confirmed."""
    user, data, kind = change.user, change.data, change.kind
    if kind == RightsChange.ASSIGN:
        yield from against_post(user, data, today)
    elif kind == RightsChange.END:
        post = Assignment.objects.get(pk=data["post"])
        if day(data["to"]) and day(data["to"]) < post.from_on:
            yield _("结束日期早于开始日期 %(on)s。") % {"on": post.from_on}
    elif kind == RightsChange.ADMINISTER:
        if user.pk == change.proposed_by_id:
            yield _("不能改变自己的管理员身份。")
        if user.is_superuser:
            yield _("“%(name)s”是建立系统的账号，不兼任管理员。") % {"name": user}
        if data["part"] and Assignment.objects.not_over(today).filter(user=user).exists():
            yield _("“%(name)s”有岗位。管理员不办理业务：请先结束其岗位。") % {"name": user}
        if data["part"] != User.SECURITY and is_last_guard(user):
            yield last_guard()
    elif kind == RightsChange.ENABLE and user.is_active:
        yield _("账号没有停用。")


def against_post(user, data, today):
    agency, acting_for = Agency.objects.get(pk=data["agency"]), data.get("acting_for")
    first, last = day(data["from"]), day(data.get("to"))
    if user.administers or user.is_superuser:
        yield _("“%(name)s”是管理员。管理员不办理业务，不能有岗位。") % {"name": user}
    if not user.is_active:
        yield _("账号已停用。")
    if agency.served_by(today) != agency:
        yield _("“%(name)s”已经撤并，请选现在的机关。") % {"name": agency}
    if last and last < first:
        yield _("结束日期早于开始日期 %(on)s。") % {"on": first}
    if acting_for == user.pk:
        yield _("不能代行自己。")
    same = Assignment.objects.filter(user=user, agency=agency, role=data["role"], acting_for=acting_for).filter(
        Q(to_on=None) | Q(to_on__gte=first))
    if (same.filter(from_on__lte=last) if last else same).exists():
        yield _("已有同样的任职，日期重叠。")


def is_last_guard(user):
    return user.administers == User.SECURITY and not User.objects.filter(
        administers=User.SECURITY, is_active=True).exclude(pk=user.pk).exists()


def last_guard():
    return _("这是唯一的安全管理员：请先任命另一名安全管理员。")


def check(change, today):
    if said := list(against(change, today)):
        raise Refused("".join(said))


@transaction.atomic
def propose(kind, *, by, now, user=None, workbook=None, data=None, before="", after="", why=""):
    """Returns the change: waiting, or carried out by one person where there is nobody for security yet."""
    change = RightsChange(kind=kind, user=user, workbook=workbook, data=data or {}, before=before[:300], after=after[:300],
                          why=why, proposed_by=by, proposed_at=now)
    check(change, localdate(now))
    if not two_are_needed():
        change.decided_by, change.decided_at, change.accepted, change.alone = by, now, True, True
        carry(change, by, now)
    elif not User.objects.filter(administers=User.SECURITY, is_active=True).exclude(pk=by.pk).exclude(pk=user and user.pk).exists():
        raise Refused(_("没有另一名安全管理员可以确认：请由系统管理员提出。") if by.administers == User.SECURITY else last_guard())
    elif RightsChange.objects.filter(kind=kind, user=user, workbook=workbook, data=change.data, decided_at=None).exists():
        raise Refused(_("同样的变更已经提出，正在等待确认。"))
    change.save()
    told(change, "change_rights_alone" if change.alone else "propose_rights", by, now)
    return change


@transaction.atomic
def decide(change, accepted, *, by, now, reason=""):
    change = RightsChange.objects.select_for_update(of=("self",)).select_related("user", "workbook").get(pk=change.pk)
    if change.decided_at:
        raise Refused(_("这项变更已经由 %(who)s 办理。") % {"who": change.decided_by})
    if not by.looks_after(User.SECURITY) or by.pk in (change.proposed_by_id, change.user_id):
        raise Refused(_("提出的人和变更所及的人不能确认，须由另一名安全管理员办理。"))
    if not accepted and not reason:
        raise Refused(_("请写明不同意的理由。"))
    change.decided_by, change.decided_at, change.accepted, change.reason = by, now, accepted, reason
    if accepted:
        check(change, localdate(now))
        carry(change, by, now)
    change.save()
    told(change, "confirm_rights" if accepted else "refuse_rights", by, now)
    return change


def told(change, step, by, now):
    record(change.user or change.workbook, step, by=administrator(by), now=now, note=change.reason or change.why, data={
        "change": change.pk, "kind": change.kind, "before": change.before, "after": change.after})


def carry(change, by, now):
    user, data, today = change.user, change.data, localdate(now)
    if change.kind == RightsChange.IMPORT:
        try:
            carry_out(change.workbook, staff.plan, staff.apply, by=by, now=now, digest=data["digest"])
        except Changed:
            raise Refused(_("提出之后系统中的内容有变动。请不同意这一项，重新核对后再提出。")) from None
        return
    if change.kind == RightsChange.ASSIGN:
        post = Assignment(user=user, agency_id=data["agency"], role=data["role"], from_on=day(data["from"]),
                          to_on=day(data.get("to")), acting_for_id=data.get("acting_for"))
    elif change.kind == RightsChange.END:
        post = Assignment.objects.select_for_update(no_key=True).get(pk=data["post"])
        post.to_on = day(data["to"])
    else:
        what = {"administers": data["part"]} if change.kind == RightsChange.ADMINISTER else {"is_active": True}
        User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1, **what)
        derive(user, on=today)
        return
    post._history_user, post._history_date, post._change_reason = by, now, str(change.get_kind_display())
    post.save()
    derive(user, on=today)


@transaction.atomic
def disable(user, *, by, now):
    """At once, by one person: it takes rights and gives none."""
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if user.pk == by.pk:
        raise Refused(_("不能停用自己的账号。"))
    if is_last_guard(user):
        raise Refused(last_guard())
    user.is_active = False
    user.session_epoch += 1
    user.save(update_fields=["is_active", "session_epoch"])
    derive(user, on=localdate(now))
    record(user, "disable_account", by=administrator(by), now=now)


def waiting():
    return RightsChange.objects.filter(decided_at=None).select_related("user", "workbook", "proposed_by").order_by("pk")


