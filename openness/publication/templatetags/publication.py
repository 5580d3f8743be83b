"""What pages that show an official document need beside its plain values."""
import re
from typing import NamedTuple

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from openness.publication import blocks, interpretations
from openness.publication.html import sanitise

register = template.Library()


class Placed(NamedTuple):
    """A block, its anchor and the tag of its heading. A level that the paper skips is none on the page."""
    block: dict
    anchor: str
    tag: str


@register.filter
def sanitised(markup):
    """HTML of an edited page, sanitised once more on its way out; the wide ones of its tables scroll by themselves."""
    return mark_safe(sanitise(markup).replace("<table>", '<div class="zw-scroll" tabindex="0"><table class="zw-table">')   # noqa: S308
                     .replace("</table>", "</table></div>"))


@register.filter
def anchored(body):
    """``{% for each in item.body|anchored %}``: below the one h1 of a page, so the first level is h2."""
    return [Placed(block, anchor, f"h{1 + depth(anchor)}") for block, anchor in blocks.anchored(body or [])]


def depth(anchor):
    return sum(part != "0" for part in anchor[1:].split("-"))


# Words that titles are made of, the longer first: a title breaks before and after them and not within.
_WORDS = re.compile(
    "实施细则|实施方案|实施办法|实施意见|管理办法|应急预案|若干措施|若干规定|指导意见|工作方案|工作要点|行动计划|工作规则"
    "|政务公开|信息公开|人民政府|办公厅|办公室|委员会|进一步|人力资源|社会保障|生态环境|关于|转发|印发|认真|切实|全面|深入|做好"
    "|加强|开展|推进|推动|促进|规范|完善|落实|支持|调整|公布|修订|修改|废止|组织|建立|健全|明确|有关|相关|工作|管理|服务|建设"
    "|监督|检查|考核|评价|专项|重点|任务|分工|制度|机制|体系|平台|实施|办法|方案|细则|规定|规划|计划|决议|决定|命令|公报|公告|通告"
    "|意见|通知|通报|报告|请示|批复|议案|函|纪要")
_NOT_BEFORE, _NOT_AFTER = frozenset("的》〉”’）〕、，。：；"), frozenset("《〈“‘（〔")


@register.filter
def title_lines(title):
    """Lines of pieces: 重庆市人民政府办公厅 / 关于……的通知 where the title names the body, and the places to break within."""
    before, about, rest = title.partition("关于")
    lines = [before, about + rest] if len(before) > 3 and len(rest) > 3 and "《" not in before else [title]
    return [pieces(line) for line in lines]


def pieces(line):
    places = {place for match in _WORDS.finditer(line) for place in match.span() if 0 < place < len(line)}
    ends = [place for place in sorted(places) if line[place] not in _NOT_BEFORE and line[place - 1] not in _NOT_AFTER]
    if ends and len(line) - ends[-1] < 3:       # 工作的通知 stays together: no line of two characters
        ends.pop()
    return [line[start:end] for start, end in zip([0, *ends], [*ends, len(line)], strict=True)]


@register.filter
def written_date(day):
    """2017年5月8日: as the paper itself is dated, in whatever language the page around it is."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


@register.filter
def at(found, key):
    """What a mapping holds for a key."""
    return found.get(key, ())


FORM_ICONS = {"picture": {"icon": "photo"}, "qa": {"icon": "message-2"}, "video": {"icon": "video"}, "press": {"icon": "microphone"},
              "expert": {"icon": "school"}, "media": {"icon": "news"}, "text": {"icon": "file-text"}}


@register.filter
def form_icon(form):
    return FORM_ICONS.get(form, FORM_ICONS["text"])["icon"]


register.filter("questions", interpretations.questions)


@register.filter
def thousands(number):
    return f"{number:,}"


@register.filter
def chosen(choices, value):
    """The label of a value among (value, label) pairs."""
    return next((label for key, label in choices if key == value), "")

SAID = {"repeals": _("本文废止"), "amends": _("本文修改"), "replaces": _("本文替代"), "basis": _("本文依据"),
        "forwards": _("本文转发"), "related": _("相关")}
SAID_OF_IT = {"repeals": _("本文被以下文件废止"), "amends": _("本文被以下文件修改"), "replaces": _("本文被以下文件替代"),
              "basis": _("以本文为依据"), "forwards": _("本文被以下文件转发"), "related": _("相关")}


@register.filter
def relation_words(neighbour):
    return (SAID_OF_IT if neighbour.backwards else SAID)[neighbour.kind]


@register.filter
def beginning(body):
    """The first hundred characters, for the page's Description."""
    return blocks.plain(body or [])[:100].replace("\n", " ")
