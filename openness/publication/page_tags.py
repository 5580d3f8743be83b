"""Reads a page and says which page tags (网页标签, 国办发〔2017〕47号) are missing or wrong: rule book §5.5."""
import re
from collections import Counter
from html.parser import HTMLParser
from typing import NamedTuple

SITE = ("SiteName", "SiteDomain", "SiteIDCode")
COLUMN = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
CONTENT = ("ArticleTitle", "PubDate", "ContentSource")
OPTIONAL = ("Keywords", "Author", "Description", "Image", "Url")
GROUPS = {"网站标签": SITE, "栏目标签": COLUMN, "内容页标签": CONTENT}
DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d")


class Fault(NamedTuple):
    group: str
    name: str
    problem: str        # missing, empty, twice, form


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "meta" and found.get("name"):
            self.tags.append((found["name"], (found.get("content") or "").strip()))


def tags_of(html):
    """[(name, content)] of every named meta element, in order."""
    reader = Reader()
    reader.feed(html)
    return reader.tags


def faults(html, *, content):
    """What is missing or wrong; content: whether it is a page with one article (内容页), not a home or list page."""
    tags = tags_of(html)
    counts, values, found = Counter(name for name, _value in tags), dict(reversed(tags)), []
    for group, names in GROUPS.items():
        if group == "内容页标签" and not content:
            found += [Fault(group, name, "out of place") for name in names if counts[name]]
            continue
        for name in names:
            if not counts[name]:
                found.append(Fault(group, name, "missing"))
            elif not values[name]:
                found.append(Fault(group, name, "empty"))
            elif name == "PubDate" and not DATE.fullmatch(values[name]):
                found.append(Fault(group, name, "form"))
    found += [Fault(group_of(name), name, "twice") for name, count in counts.items() if count > 1 and group_of(name)]
    found += [Fault("可选标签", name, "empty") for name in OPTIONAL if counts[name] and not values[name]]
    return found


def group_of(name):
    return next((group for group, names in (*GROUPS.items(), ("可选标签", OPTIONAL)) if name in names), "")


def marks(html, *, content):
    """(points, of how many): a compulsory tag that is there, once and right, is a point."""
    wanted = len(SITE) + len(COLUMN) + (len(CONTENT) if content else 0)
    wrong = {fault.name for fault in faults(html, content=content) if fault.group in GROUPS and fault.problem != "out of place"}
    return wanted - len(wrong), wanted
