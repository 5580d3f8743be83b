"""What the address of a search says: the words, the filters, the order; and what in it cannot be meant."""
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from openness.digits import whole

from .finding import Asked
from .searching import CAP, LONGEST_QUERY, Filters
from .vocabulary import Genre, ItemKind, Topic, Validity

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


@dataclass
class Request:
    """Read from the address; what is wrong with it is said in `remarks`, and what was typed stays in `typed`."""
    asked: Asked
    filters: Filters
    by_relevance: bool = False
    page: int = 1
    typed: dict = field(default_factory=dict)
    remarks: list = field(default_factory=list)

    @classmethod
    def of(cls, given):
        text, remarks = given.get("q", ""), []
        if len(text.strip()) > LONGEST_QUERY:
            remarks.append(_("搜索词过长，只用了前 %(n)s 个字查找。") % {"n": LONGEST_QUERY})
        typed = {name: given.get(name, "").strip()[:20] for name in ("from", "to")}
        since, until = (day(typed[name], remarks) for name in ("from", "to"))
        if since and until and since > until:
            remarks.append(_("开始日期晚于结束日期，已对调后查找。"))
            since, until = until, since
        filters = Filters(
            kind=one_of(given.get("kind"), ItemKind.values), agency=whole(given.get("agency"), 9),
            year=whole(given.get("year"), 9), topic=whole(given.get("topic"), 9), genre=one_of(given.get("genre"), Genre.values),
            state=one_of(given.get("state"), Validity.values), since=since, until=until)
        return cls(Asked.of(text), filters, given.get("sort") == "relevance", min(whole(given.get("page"), 9) or 1, CAP),
                   typed, remarks)

    @property
    def understood(self):
        return not self.asked.text or bool(self.asked.query)


def day(text, remarks):
    if not text:
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or not FIRST_DAY <= found <= LAST_DAY:
        remarks.append(_("“%(text)s”不是可用的日期，没有按它筛选。请按 2026-03-02 的形式填写。") % {"text": text})
        return None
    return found


def one_of(text, values):
    return text if text in values else ""


def label(name, value, agencies):
    """What a filter's value is called on the page."""
    if name == "agency":
        return agencies[value].label if value in agencies else _("未知机构")
    if name == "year":
        return _("%(year)s 年") % {"year": value}
    choices = {"kind": ItemKind, "state": Validity, "topic": Topic, "genre": Genre}[name]
    return choices(value).label if value in choices else str(value)
