"""Bodies that get another name or become part of another: what it changes is shown before it happens."""
from django.db import transaction
from django.utils.text import camel_case_to_spaces
from django.utils.translation import gettext as _

from openness.agencies.actors import administrator
from openness.agencies.models import Agency, Assignment, FormerName
from openness.agencies.rights import merge
from openness.audit.trail import record
from openness.deadlines.models import Deadline

OWN = {"agencies"}      # bodies and people: shown one by one


@transaction.atomic
def rename(agency, *, name, short_name, on, by, now):
    """Papers keep the name of their day; the former name stays an alias, by which what comes in is recognised."""
    agency = Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    before = agency.name, agency.short_name
    FormerName.objects.create(agency=agency, name=agency.name, short_name=agency.short_name, until=on)
    gone = [former for former, present in zip(before, (name, short_name), strict=True) if former and former != present]
    agency.aliases = list(dict.fromkeys([each for each in [*agency.aliases, *gone] if each not in (name, short_name)]))
    agency.name, agency.short_name = name, short_name
    save(agency, by, now, _("更名"))
    record(agency, "rename", by=administrator(by), now=now, data={"from": before, "to": [name, short_name], "on": on})


def save(agency, by, now, reason):
    agency._history_user, agency._history_date, agency._change_reason = by, now, reason
    agency.save()


def against(former, into, on, today):
    """What stands against a merger, in sentences."""
    said = []
    if into in former:
        said.append(_("承继机关不能同时是被撤并的机关。"))
    for body in [*former, into]:
        if body.served_by(today) != body or body.ended_on and body.ended_on <= today:
            said.append(_("“%(name)s”已经撤并，请选现在的机关。") % {"name": body})
        elif body.successor_id:
            said.append(_("“%(name)s”已经定于 %(on)s 撤并。") % {"name": body, "on": body.ended_on})
    if any(body in into.lineage() for body in former if body != into):
        said.append(_("这样会成为循环：承继机关已经承继了其中的机关。"))
    if on > today:
        said.append(_("撤并日期不能晚于今天：到那一天再办理。"))
    return said


def consequences(former, into, on):
    """What moves and what stays."""
    posts = Assignment.objects.not_over(on).filter(agency__in=former).select_related("user", "agency", "acting_for")
    above = into.supervisor
    return {
        "posts": list(posts.order_by("agency", "user")),
        "clocks": Deadline.objects.open().filter(agency__in=former).count(),
        "stays": stays(former),
        "below": list(Agency.objects.filter(supervisor__in=former).exclude(pk__in=[into.pk, *[b.pk for b in former]])),
        "served": list(Agency.objects.filter(office__in=former).exclude(pk__in=[b.pk for b in former])),
        "above": (next((b.supervisor for b in former if b == above), above)),
    }


def stays(former):
    """[(what, how many)] of everything else in the database that names these bodies and that people have a word for."""
    found = []
    for relation in Agency._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and relation.one_to_many):
            continue
        meta, field = relation.related_model._meta, relation.field
        worded = str(meta.verbose_name) != camel_case_to_spaces(meta.object_name)
        if meta.app_label in OWN or not worded or meta.object_name.startswith("Historical"):
            continue
        many = relation.related_model._base_manager.filter(**{f"{field.name}__in": former}).count()
        named = str(field.verbose_name) != field.name.replace("_", " ")
        if many:
            found.append((f"{meta.verbose_name} · {field.verbose_name}" if named else str(meta.verbose_name), many))
    return list(dict(sorted(found, key=lambda pair: pair[1])).items())


@transaction.atomic
def carry_out(former, into, *, on, by, now, today):
    """merge() moves people and duties; bodies below and governments served come under the successor."""
    locked = {body.pk: body for body in Agency.objects.select_for_update(no_key=True).filter(
        pk__in=[into.pk, *[body.pk for body in former]]).order_by("pk")}
    former, into = [locked[body.pk] for body in former], locked[into.pk]
    if against(former, into, on, today):
        return False
    moved = list(Assignment.objects.not_over(on).filter(agency__in=former).values_list("user__username", flat=True))
    gone = {body.pk for body in former}
    above = into.supervisor
    while above is not None and above.pk in gone:
        above = above.supervisor
    if above != into.supervisor:
        into.supervisor = above if above != into else None
        save(into, by, now, _("承继"))
    for field in ("supervisor", "office"):
        for body in Agency.objects.filter(**{f"{field}__in": former}).exclude(pk__in=[into.pk, *gone]):
            setattr(body, field, into)
            save(body, by, now, _("上级机关撤并"))
    merge(former, into=into, on=on, today=today)
    for body in former:
        record(body, "merge", by=administrator(by), now=now, data={"into": into.pk, "name": into.name, "on": on, "moved": moved})
    return True
