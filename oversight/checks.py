"""What stands against a step, as problems; see openness.workflow.problems."""
from datetime import timedelta

from django.apps import apps
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openness.workflow.problems import Problem

from .figures import OVERDUE
from .scope import overseen_by

RECENTLY = timedelta(days=1)


def to_urge(urging, attempt):
    """Those asked for that the office watches and that are overdue at this moment."""
    wanted = attempt.data.get("items", [])
    rows = OVERDUE.rows(overseen_by([urging.agency_id]), None, attempt.now).filter(pk__in=wanted)
    return rows.select_related("agency").order_by("due_at", "pk")


def something_is_overdue(urging, attempt):
    if "items" in attempt.data and not to_urge(urging, attempt).exists():
        yield Problem("nothing", _("所选事项都已办结或者没有逾期"))
    if (until := attempt.data.get("until")) and until < localdate(attempt.now):
        yield Problem("until", _("最迟日期不能早于今天"), anchor="until")


def not_urged_within_a_day(urging, attempt):
    Item = apps.get_model("oversight.UrgingItem")
    recent = Item.objects.filter(
        deadline__in=attempt.data.get("items", []), receipt__urging__agency=urging.agency_id,
        receipt__urging__sent_at__gt=attempt.now - RECENTLY).select_related("receipt__urging__sent_by")
    found = {}
    for item in recent.order_by("receipt__urging__sent_at"):
        found.setdefault(item.receipt.urging, set()).add(item.receipt.agency.label)
    for before, bodies in found.items():
        words = ngettext("%(who)s 已于 %(at)s 催办过其中 %(n)s 个单位：%(bodies)s",
                         "%(who)s 已于 %(at)s 催办过其中 %(n)s 个单位：%(bodies)s", len(bodies))
        yield Problem("urged", words % {
            "who": before.sent_by, "at": f"{localtime(before.sent_at):%Y-%m-%d %H:%M}", "n": len(bodies),
            "bodies": _("、").join(sorted(bodies))})


def numbers_are_those_of_now(report, attempt):
    from .reporting import changed_since
    changed = changed_since(report, now=attempt.now)
    if changed:
        yield Problem("changed", _("自上次计算以来有 %(n)s 个数字已有变化，可以先“重新计算”再定稿") % {"n": changed})
