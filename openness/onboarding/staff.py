"""Workbook 2: people and their posts, a line for each post."""
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from rapidfuzz import process

from openness.agencies.models import Agency, Assignment, User
from openness.agencies.rights import derive

from .bodies import Names
from .columns import labels, role_labels
from .models import Workbook
from .plan import ADD, CHANGE, FAULT, SAME, Line, Plan

is_login, EARLIEST = UnicodeUsernameValidator(), 1949


class Staff:
    """Everybody who is known, by login, and the posts they have."""

    def __init__(self, rows, on):
        self.on = on
        self.people = {user.username: user for user in User.objects.all()}
        self.folded = {name.lower(): name for name in self.people}
        bodies = list(Agency.objects.serving(on))
        self.bodies, self.names = {body.name: body for body in bodies}, Names(bodies)
        self.posts = {}
        for post in Assignment.objects.select_related("user", "agency", "acting_for"):
            key = post.user.username, post.agency.name, post.role, post.acting_for.username if post.acting_for else ""
            self.posts.setdefault(key, []).append(post)
        self.roles = role_labels()
        self.keys = {label: key for key, label in self.roles.items()}


def plan(grid, now):
    staff, words = Staff(grid.rows, localdate(now)), labels(Workbook.STAFF)
    for row in grid.rows:
        check_person(row, staff, words)
        check_post(row, staff, words)
    check_together(grid.rows, staff, words)
    check_substitutes(grid.rows, staff, words)
    while True:             # whoever stands in for somebody who cannot come in, cannot either
        seen = set()
        lines = [line_of(row, staff, words, seen) for row in grid.rows]
        coming = staff.people.keys() | {line.row.cells["login"] for line in lines if line.kind != FAULT}
        lost = [line.row for line in lines if line.kind != FAULT and line.row.cells.get("acting_for", "") not in {"", *coming}]
        if not lost:
            return Plan(lines, grid.remarks)
        for row in lost:
            row.fault(words["acting_for"], _("“%(login)s”所在的行有错误") % {"login": row.cells["acting_for"]}, _("请先改正那一行"))


def check_person(row, staff, words):
    login, cells = row.cells.get("login", ""), row.cells
    if login:
        try:
            is_login(login)
        except ValidationError:
            row.fault(words["login"], _("“%(login)s”含有不能用的字符") % {"login": login}, _("只能用文字、数字和 @ . + - _"))
        spelt = staff.folded.get(login.lower(), login)
        if spelt != login:
            row.fault(words["login"], _("已有登录名“%(login)s”，只是大小写不同") % {"login": spelt}, _("请写成同样的大小写"))
        known = staff.people.get(login)
        if known and (known.is_superuser or known.administers):
            row.fault(words["login"], _("是系统管理员的账号"), _("管理员账号不在这里改动"))
        elif known and not known.is_active:
            row.fault(words["login"], _("账号已停用"), _("请先在后台启用"))
    if email := cells.get("email"):
        try:
            validate_email(email)
        except ValidationError:
            row.fault(words["email"], _("“%(email)s”不是电子邮箱地址") % {"email": email}, _("请核对"))


def check_post(row, staff, words):
    cells = row.cells
    if "body" not in cells and "role" not in cells:
        if stray := next((words[name] for name in ("from_on", "to_on", "acting_for") if name in cells), None):
            row.fault(stray, _("没有机关和角色"), _("请写明机关和角色，或者清空这一格"))
        return
    for name in ("body", "role"):
        if name not in cells and not any(fault.column == str(words[name]) for fault in row.faults):
            row.fault(words[name], _("没有填写"), _("机关和角色须一同填写"))
    if "body" in cells and (body := staff.names.meant(cells["body"], row, words["body"])):
        cells["body"] = body
    if "role" in cells and cells["role"] not in staff.roles:
        if cells["role"] in staff.keys:
            cells["role"] = staff.keys[cells["role"]]
        else:
            near = process.extractOne(cells["role"], list(staff.keys), score_cutoff=35)
            known = _("可以是：%(known)s") % {"known": "、".join(staff.keys)}
            row.fault(words["role"], _("没有“%(role)s”这个角色") % {"role": cells["role"]},
                      _("是不是“%(near)s”？") % {"near": near[0]} if near else known)
    first, last = cells.get("from_on"), cells.get("to_on")
    for name in ("from_on", "to_on"):
        if (day := cells.get(name)) and not EARLIEST <= day.year <= 2199:
            row.fault(words[name], _("%(day)s 不像任职日期") % {"day": day}, _("请核对年份"))
    if last and last < (first or staff.on):
        row.fault(words["to_on"], _("早于开始日期"), _("请核对两个日期"))


def check_together(rows, staff, words):
    """What one person is called in several rows, and a post that stands there twice."""
    first, posts = {}, {}
    for row in rows:
        login, cells = row.cells.get("login"), row.cells
        if not login:
            continue
        other = first.setdefault(login.lower(), row)
        if other is not row:
            for name in ("login", "name", "email"):
                if cells.get(name, other.cells.get(name)) != other.cells.get(name) and name in other.cells:
                    row.fault(words[name], _("与第 %(n)s 行不一致：“%(one)s”和“%(two)s”") % {
                        "n": other.number, "one": other.cells.get(name, ""), "two": cells.get(name, "")},
                        _("同一登录名须是同一个人"))
        key = key_of(cells)
        if key in posts:
            row.fault(words["role"] if key[1] else words["login"], _("与第 %(n)s 行重复") % {"n": posts[key]}, _("删去其中一行"))
        posts.setdefault(key, row.number)


def check_substitutes(rows, staff, words):
    sheet = {row.cells["login"] for row in rows if "login" in row.cells and not row.faults}
    for row in rows:
        other = row.cells.get("acting_for")
        if other and other not in staff.people and other not in sheet:
            row.fault(words["acting_for"], _("没有登录名为“%(login)s”的人") % {"login": other}, _("请写登录名；此人须在表中或已在系统中"))
        elif other and other == row.cells.get("login"):
            row.fault(words["acting_for"], _("不能代行自己"), _("请核对登录名"))


def key_of(cells):
    return cells.get("login"), cells.get("body", ""), cells.get("role", ""), cells.get("acting_for", "")


def line_of(row, staff, words, seen):
    cells, login = row.cells, row.cells.get("login", "")
    label = _("%(name)s（%(login)s）") % {"name": cells.get("name", ""), "login": login}
    if row.faults:
        return Line(row, FAULT, label)
    user, details, write = staff.people.get(login), [], {}
    for name in ("name", "email"):
        if name in cells and login not in seen and (getattr(user, name) if user else "") != cells[name]:
            details.append((words[name], getattr(user, name) if user else "", cells[name]))
            write[name] = cells[name]
    fresh = user is None and login not in seen
    seen.add(login)
    write["person"] = fresh
    post = post_of(row, staff, words, details, write) if "body" in cells else None
    if row.faults:
        seen.discard(login) if fresh else None
        return Line(row, FAULT, label)
    return Line(row, ADD if fresh or post == ADD else CHANGE if details else SAME, label, details, write)


def post_of(row, staff, words, details, write):
    """The post of a row beside those that the person has: new, with another end, or as it is."""
    cells, on = row.cells, staff.on
    post = f"{cells['body']} · {staff.roles[cells['role']]}"
    if "acting_for" in cells:
        post += _("（代 %(login)s）") % {"login": cells["acting_for"]}
    first, last = cells.get("from_on"), cells.get("to_on")
    have = staff.posts.get(key_of(cells), [])
    same = next((each for each in have if each.from_on == first), None) if first else next(
        (each for each in have if each.from_on <= on and (each.to_on is None or each.to_on >= on)), None)
    if same:
        write["post"] = same.pk
        if "to_on" in cells and same.to_on != last:
            details.append((_("%(post)s 至") % {"post": post}, shown(same.to_on), shown(last)))
            write["to_on"] = last
        return SAME
    first = first or on
    far = first + timedelta(days=365 * 200)
    if clash := next((each for each in have if each.from_on <= (last or far) and (each.to_on or far) >= first), None):
        last = _(" 至 %(day)s") % {"day": clash.to_on} if clash.to_on else ""
        row.fault(words["from_on"],
                  _("已有同样的任职（自 %(first)s%(last)s），日期重叠") % {"first": clash.from_on, "last": last},
                  _("请写成 %(first)s，或者先结束原任职") % {"first": clash.from_on})
        return FAULT
    said = _("%(post)s，%(first)s 至 %(last)s") if last else _("%(post)s，%(first)s 起")
    details.append((_("任职"), "", said % {"post": post, "first": first, "last": last}))
    write |= {"new": True, "from_on": first}
    return ADD


def shown(day):
    return f"{day:%F}" if day else _("长期")


def apply(plan, *, by, now):
    """People without a password that works: the administrator gives them one, or sends a letter."""
    lines = [line for line in plan.lines if line.kind in (ADD, CHANGE)]
    people, touched = {user.username: user for user in User.objects.all()}, {}
    for line in lines:
        cells, login = line.row.cells, line.row.cells["login"]
        if login not in people:
            people[login] = User.objects.create(
                username=login, name=cells["name"], email=cells.get("email", ""), password=make_password(None))
        elif "name" in line.write or "email" in line.write:
            user = people[login]
            user.name, user.email = line.write.get("name", user.name), line.write.get("email", user.email)
            user.save(update_fields=["name", "email"])
        touched[login] = people[login]
    bodies = {body.name: body for body in Agency.objects.all()}
    for line in lines:
        write_post(line, people, bodies, by, now)
    derive(*touched.values(), on=localdate(now))


def write_post(line, people, bodies, by, now):
    cells = line.row.cells
    if line.write.get("new"):
        post = Assignment(
            user=people[cells["login"]], agency=bodies[cells["body"]], role=cells["role"], from_on=line.write["from_on"],
            to_on=cells.get("to_on"), acting_for=people[cells["acting_for"]] if "acting_for" in cells else None)
    elif "to_on" in line.write:
        post = Assignment.objects.get(pk=line.write["post"])
        post.to_on = line.write["to_on"]
    else:
        return
    post._history_user, post._history_date, post._change_reason = by, now, _("导入任职")
    post.save()
