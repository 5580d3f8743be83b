"""Workbook 1: the bodies of an office."""
from collections import Counter

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from rapidfuzz import process

from openness.agencies.models import Agency

from .codes import ORGANISATION, is_credit_code
from .columns import labels
from .models import Workbook
from .plan import ADD, CHANGE, FAULT, SAME, Line, Plan

PLAIN = ("short_name", "aliases", "code", "other_codes", "organisation_code", "credit_code")
LINKS = ("supervisor", "office")


class Names:
    """Who is meant by a name: the bodies that serve, and the rows of the sheet."""

    def __init__(self, bodies):
        self.known = {}
        for body in bodies:
            for name in {body.name, body.short_name, *body.aliases} - {""}:
                self.known.setdefault(name, set()).add(body.name)

    def add(self, cells):
        for name in {cells["name"], cells.get("short_name", ""), *cells.get("aliases", [])} - {""}:
            self.known.setdefault(name, set()).add(cells["name"])

    def meant(self, words, row, label):
        """The full name, or a fault on the row."""
        found = self.known.get(words, set())
        if words in found:
            return words
        if len(found) == 1:
            return next(iter(found))
        if found:
            row.fault(label, _("“%(words)s”可以是%(names)s") % {"words": words, "names": "、".join(sorted(found))}, _("请写全称"))
        else:
            near = process.extractOne(words, list(self.known), score_cutoff=50)
            remedy = _("是不是“%(near)s”？") % {"near": near[0]} if near else _("请核对名称，或者先导入这个机关")
            row.fault(label, _("没有叫“%(words)s”的机关") % {"words": words}, remedy)
        return None


def plan(grid, now):
    rows, words, on = grid.rows, labels(Workbook.BODIES), localdate(now)
    everybody = {body.name: body for body in Agency.objects.select_related("supervisor", "office").prefetch_related("former_names")}
    serving = {name: body for name, body in everybody.items() if body.served_by(on) == body}
    check(rows, everybody, serving, words)
    while True:             # a row that leans on a faulty one is faulty too
        sound = [row for row in rows if not row.faults]
        names = Names(serving.values())
        for row in sound:
            names.add(row.cells)
        wanted = {row.number: {link: names.meant(row.cells[link], row, words[link])
                               for link in LINKS if link in row.cells} for row in sound}
        if not any(row.faults for row in sound):
            circles(sound, wanted, serving, words)
        if not any(row.faults for row in sound):
            break
    return Plan([line_of(row, serving, wanted.get(row.number, {}), words) for row in rows], grid.remarks)


def check(rows, everybody, serving, words):
    """What a row is by itself, and beside the others."""
    first, codes = {}, Counter(row.cells[name] for row in rows for name in ("code", "credit_code") if name in row.cells)
    aliases = {alias: body.name for body in serving.values() for alias in body.aliases}
    for row in rows:
        name = row.cells.get("name", "")
        if name and name in first:
            row.fault(words["name"], _("与第 %(n)s 行重复") % {"n": first[name]}, _("合并成一行"))
        first.setdefault(name, row.number)
        if name in everybody and name not in serving:
            row.fault(words["name"], _("这个机关已经撤并"), _("请核对；恢复机关请在后台办理"))
        elif name in aliases and name not in everybody:
            row.fault(words["name"], _("是“%(name)s”的别名或曾用名") % {"name": aliases[name]}, _("改名请用“更名”办理"))
        organisation = row.cells.get("organisation_code", "").replace("-", "").upper()
        if organisation:
            row.cells["organisation_code"] = organisation
            if not ORGANISATION.fullmatch(organisation):
                row.fault(words["organisation_code"], _("不是 9 位的组织机构代码"), _("以文本填写，前面的 0 不能省略"))
        credit = row.cells.get("credit_code", "").upper()
        if credit:
            row.cells["credit_code"] = credit
            if not is_credit_code(credit):
                row.fault(words["credit_code"], _("校验码不对（GB 32100-2015）"), _("请对照证书核对这 18 位"))
            elif organisation and credit[8:17] != organisation:
                row.fault(words["credit_code"], _("第 9 至 17 位与组织机构代码不一致"), _("请核对两个代码"))
        for field in ("code", "credit_code"):
            value = row.cells.get(field)
            other = next((b.name for b in serving.values() if value and getattr(b, field) == value and b.name != name), None)
            if value and (codes[value] > 1 or other):
                row.fault(words[field], _("“%(value)s”重复") % {"value": value},
                          _("“%(name)s”已经使用") % {"name": other} if other else _("每个机关各有自己的代码"))


def circles(rows, wanted, serving, words):
    """No body is above itself, however long the way round."""
    above = {name: body.supervisor.name if body.supervisor else None for name, body in serving.items()}
    above |= {row.cells["name"]: wanted[row.number]["supervisor"] for row in rows if "supervisor" in wanted[row.number]}
    for row in rows:
        way, name = [row.cells["name"]], above.get(row.cells["name"])
        while name and name not in way:
            way.append(name)
            name = above.get(name)
        if name == way[0]:
            row.fault(words["supervisor"], _("上下级成了循环：%(way)s") % {"way": " → ".join([*way, name])}, _("请核对上级主管"))
        if wanted[row.number].get("office") == row.cells["name"]:
            row.fault(words["office"], _("不能是自己"), _("只有政府填写这一列"))


def line_of(row, serving, links, words):
    name = row.cells.get("name", "")
    if row.faults:
        return Line(row, FAULT, name)
    body = serving.get(name)
    before = {field: getattr(body, field) if body else None for field in PLAIN}
    before |= {link: str(getattr(body, link) or "") if body else "" for link in LINKS}
    after = {field: row.cells[field] for field in PLAIN if field in row.cells} | links
    if body and "aliases" in after:         # what a body was called stays known
        after["aliases"] = list(dict.fromkeys([*after["aliases"], *(
            former.name for former in body.former_names.all() if former.name in body.aliases)]))
    details = [(words[field], shown(before[field]), shown(value)) for field, value in after.items() if before[field] != value]
    return Line(row, ADD if body is None else CHANGE if details else SAME, name, details, after)


def shown(value):
    return "、".join(value) if isinstance(value, list) else value or ""


def apply(plan, *, by, now):
    def save(body):
        body._history_user, body._history_date = by, now
        body._change_reason = _("导入机关")
        body.save()
    lines = [line for line in plan.lines if line.kind in (ADD, CHANGE)]
    bodies = {body.name: body for body in Agency.objects.all()}
    for line in lines:
        if line.kind == ADD:
            fields = {name: value for name, value in line.write.items() if name in PLAIN}
            bodies[line.label] = Agency(name=line.label, **fields)
            save(bodies[line.label])
    for line in lines:
        body = bodies[line.label]
        links = {link: bodies[line.write[link]] for link in LINKS if link in line.write}
        if line.kind == ADD and not links:
            continue
        for name, value in (line.write | links).items():
            setattr(body, name, value)
        save(body)
