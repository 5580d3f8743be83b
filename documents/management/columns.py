"""The columns of a list of papers: what they are called, and from what stands in a cell to the value of a field."""
import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openness.publication.vocabulary import FiveKinds, Genre, Topic

from ..choices import Disclosure

COLUMNS = {         # name, and how it stands in Chinese at the head of a column; the fields of the draft but for the file
    "file": "文件", "title": "标题", "number": "发文字号", "genre": "文种", "disclosure": "公开属性", "ground": "法律依据",
    "reasoning": "理由", "issuing": "发文机关", "dated_on": "成文日期", "topic": "主题分类", "five_kinds": "五公开",
    "contact": "联系人", "contact_phone": "联系电话", "main_recipients": "主送机关", "annotation": "附注", "body": "正文",
}
NAMES = {spelling: name for name, chinese in COLUMNS.items() for spelling in (name, chinese)}
CHOICES = {"genre": Genre, "disclosure": Disclosure, "topic": Topic, "five_kinds": FiveKinds}
SEVERAL = re.compile(r"[\s、，,；;]+")
DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
NO_SUCH = gettext_lazy("%(label)s：没有“%(value)s”，可以是%(known)s")


class Unfit(ValueError):
    """What stands in a cell is no value of its field; the message says so to whoever wrote it."""


def known():
    return "、".join(f"{chinese}（{name}）" for name, chinese in COLUMNS.items())


def name_of(heading):
    return NAMES.get(heading.strip().lower().replace(" ", "_"))


def values(cells, agency):
    """{field of the draft: value} of {column: what stands there}; Unfit with all that is wrong."""
    given, wrong = {}, []
    for name, cell in cells.items():
        try:
            if name == "issuing":
                given["issuing_agency"] = issuing(cell, agency)
            elif name == "five_kinds":
                given[name] = [choice(name, each) for each in SEVERAL.split(cell) if each]
            elif name != "file":
                given[name] = choice(name, cell) if name in CHOICES else day(cell) if name == "dated_on" else cell
        except Unfit as unfit:
            wrong.append(str(unfit))
    if wrong:
        raise Unfit(_("；").join(wrong))
    return given


def issuing(cell, agency):
    bodies = agency.drafts_for()
    for body in bodies:
        if cell in {body.name, body.short_name, *body.aliases}:
            return body
    raise Unfit(NO_SUCH % {"label": COLUMNS["issuing"], "value": cell, "known": "、".join(map(str, bodies))})


def choice(name, cell):
    """By key or by label, by the beginning of a label too: 命令 for 命令（令）, 决策 for 决策公开."""
    wanted = cell.strip().lower()
    for value, label in CHOICES[name].choices:
        if wanted in (str(value), str(label).lower()):
            return value
    begun = [value for value, label in CHOICES[name].choices if len(wanted) > 1 and str(label).lower().startswith(wanted)]
    if len(begun) == 1:
        return begun[0]
    labels = "、".join(str(label) for label in CHOICES[name].labels)
    raise Unfit(NO_SUCH % {"label": COLUMNS[name], "value": cell, "known": labels})


def day(cell):
    """As ISO when it is written in one of the ways of an office; anything else is for the form to refuse."""
    found = DATE.fullmatch(cell.strip())
    return "-".join((found[1], found[2].zfill(2), found[3].zfill(2))) if found else cell
