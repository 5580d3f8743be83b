from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from openness.workflow.problems import Problem


def was_spread_in_between(material, attempt):
    at = attempt.data.get("at")
    if at and at > attempt.now:
        yield Problem("at", _("发布时间不能晚于现在"), "at")
    elif at and at < material.published_at.replace(second=0, microsecond=0):
        yield Problem("before", _("发布时间早于材料在平台公开的时间 %(at)s") % {"at": f"{localtime(material.published_at):%Y-%m-%d %H:%M}"},
                      "at", blocking=False)


def is_not_on_record(material, attempt):
    data = attempt.data
    same = {name: data.get(name, "") for name in ("channel", "place", "link")}
    if data.get("channel") and material.channels.standing().filter(**same).exists():
        yield Problem("twice", _("“%(place)s”已有一条同样的记录") % {"place": same["place"]}, "place", blocking=False)
