"""Automatic numbers of paragraphs, 一、 （一） 1., from numbering.xml and styles.xml: they stand in no text run."""
import re
from dataclasses import dataclass, replace

from .markup import Reader, is_on
from .numerals import written

MOST_LEVELS = 9
LARGEST_NUMBER = 1_000_000
LONGEST_LABEL = 60
_OPENLY = "、）】〕》，。．：；"       # after these a text goes on without a space


@dataclass
class Level:
    start: int = 1
    form: str = "decimal"
    pattern: str = ""               # "（%1）"
    after: str = "tab"              # what parts label and text: tab, space, nothing
    style: str = ""                 # paragraph style that carries this level
    plain: bool = False             # all numbers of the label in plain digits


@dataclass
class Style:
    based_on: str = ""
    list: str | None = None         # w:numId
    level: int | None = None


class Styles(Reader):
    """Paragraph styles by their id, and which is the default one."""

    def __init__(self):
        super().__init__()
        self.styles, self.default, self._style = {}, "", None

    def start(self, name, attributes):
        parent = self.parents[-1] if self.parents else ""
        if name == "w:style":
            self._style = None
            if attributes.get("type") == "paragraph":
                key = attributes.get("styleId", "")
                self._style = self.styles[key] = Style()
                if attributes.get("default") in ("1", "true", "on"):
                    self.default = key
        elif self._style is None:
            return
        elif name == "w:basedOn":
            self._style.based_on = attributes.get("val", "")
        elif name == "w:numId" and parent == "w:numPr":
            self._style.list = attributes.get("val")
        elif name == "w:ilvl" and parent == "w:numPr":
            self._style.level = whole(attributes.get("val"))

    def numbering_of(self, key) -> tuple[str | None, int | None]:
        """(list, level) of a style, from the styles it is based on where it says nothing itself."""
        found, level = None, None
        for _ in range(20):                     # a circle of styles ends too
            style = self.styles.get(key)
            if style is None:
                break
            found = style.list if found is None else found
            level = style.level if level is None else level
            key = style.based_on
        return found, level


class Numbering(Reader):
    """Lists by their number, and the label of each paragraph that comes."""

    def __init__(self, styles: Styles):
        super().__init__()
        self.styles = styles
        self.patterns = {}              # abstract list → {level: Level}
        self.abstract = {}              # list → abstract list
        self.overrides = {}             # list → {level: Level or start}
        self.style_links = {}           # name of a list style → abstract list that defines it
        self.linked = {}                # abstract list → name of the list style it stands for
        self._counters = {}             # abstract list → {level: number reached}
        self._begun = set()             # (list, level) whose own start was taken
        self._abstract = self._list = self._level = self._overridden = None

    def start(self, name, attributes):
        value = attributes.get("val", "") if attributes else ""
        parent = self.parents[-1] if self.parents else ""
        if name == "w:abstractNum":
            self._abstract = attributes.get("abstractNumId", "")
            self.patterns[self._abstract] = {}
        elif name == "w:num":
            self._list = attributes.get("numId", "")
            self.overrides[self._list] = {}
        elif name == "w:abstractNumId":
            self.abstract[self._list] = value
        elif name == "w:styleLink":
            self.style_links[value] = self._abstract
        elif name == "w:numStyleLink":
            self.linked[self._abstract] = value
        elif name == "w:lvlOverride":
            self._overridden = whole(attributes.get("ilvl"))
        elif name == "w:startOverride" and self._list is not None:
            self.overrides[self._list].setdefault(self._overridden, {})["start"] = whole(value)
        elif name == "w:lvl":
            self._begin_level(whole(attributes.get("ilvl")))
        elif self._level is not None and parent != "w:rPr":
            self._read_level(name, value, attributes)

    def end(self, name):
        if name == "w:lvl":
            self._level = None
        elif name == "w:abstractNum":
            self._abstract = None
        elif name == "w:num":
            self._list = None

    def _begin_level(self, number):
        self._level = Level()
        if self._list is not None:
            self.overrides[self._list].setdefault(number, {})["level"] = self._level
        elif self._abstract is not None:
            self.patterns[self._abstract][number] = self._level

    def _read_level(self, name, value, attributes):
        level = self._level
        if name == "w:start":
            level.start = whole(value, 1)
        elif name == "w:numFmt":                # an own format stands before the fallback for older programs, which counts
            level.form = value
        elif name == "w:lvlText":
            level.pattern = value[:LONGEST_LABEL]
        elif name == "w:suff":
            level.after = value
        elif name == "w:pStyle":
            level.style = value
        elif name == "w:isLgl":
            level.plain = is_on(attributes)

    def label(self, style: str, own_list: str | None, own_level: int | None) -> str:
        """Label of the next paragraph in the text, with what parts it from its text; "" for one without number."""
        styled, styled_level = self.styles.numbering_of(style or self.styles.default)
        listed = styled if own_list is None else own_list
        if listed in (None, "0") or listed not in self.abstract:
            return ""
        abstract, levels = self._levels(listed)
        if own_level is not None:
            at = own_level
        else:
            at = next((number for number, level in levels.items() if style and level.style == style), styled_level or 0)
        if at not in levels or not 0 <= at < MOST_LEVELS:
            return ""
        numbers = self._count(abstract, listed, at, levels)
        return _written(levels, numbers, at)

    def _levels(self, listed):
        """The abstract list and its levels, with those that this list has otherwise."""
        abstract = self.abstract[listed]
        abstract = self.style_links.get(self.linked.get(abstract), abstract)
        levels = dict(self.patterns.get(abstract, {}))
        for number, other in self.overrides.get(listed, {}).items():
            level = other.get("level") or levels.get(number)
            if level is not None:
                levels[number] = replace(level, start=other["start"]) if "start" in other else level
        return abstract, levels

    def _count(self, abstract, listed, at, levels):
        numbers = self._counters.setdefault(abstract, {})
        if "start" in self.overrides.get(listed, {}).get(at, {}) and (listed, at) not in self._begun:
            numbers.pop(at, None)
        self._begun.add((listed, at))
        numbers[at] = min(numbers[at] + 1, LARGEST_NUMBER) if at in numbers else levels[at].start
        for below in [number for number in numbers if number > at]:
            del numbers[below]
        return numbers


def _written(levels, numbers, at):
    level = levels[at]
    if level.form == "bullet":
        return ""

    def number(match):
        above = int(match[1]) - 1
        if above not in levels:
            return ""
        form = "decimal" if level.plain else levels[above].form
        return written(numbers.get(above, levels[above].start), form)

    label = re.sub(r"%([1-9])", number, level.pattern).strip()
    if not label or level.after == "nothing" or label[-1] in _OPENLY:
        return label
    return label + " "


def whole(value, otherwise=0) -> int:
    """A whole number of an attribute, kept in sensible bounds."""
    try:
        return max(0, min(int(value), LARGEST_NUMBER))
    except (TypeError, ValueError):
        return otherwise
