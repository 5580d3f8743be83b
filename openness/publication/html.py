"""HTML that people edit: sanitised on the way in and on the way out, and turned into the canonical blocks."""
import re

import nh3
from django.utils.translation import gettext as _
from lxml import html as parser

LARGEST, MOST_TAGS, DEEPEST = 500_000, 20_000, 60        # characters, tags, open elements: beyond these nobody wrote it
TAGS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "table", "caption", "thead", "tbody", "tr", "th", "td", "a", "strong", "em",
        "br", "blockquote", "sub", "sup"}
ATTRIBUTES = {"a": {"href", "title"}, "th": {"colspan", "rowspan", "scope"}, "td": {"colspan", "rowspan"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}
DROPPED = {"script", "style", "title", "head", "template", "noscript", "iframe", "object", "svg", "math", "select", "textarea"}
HEADINGS = {"h2": "h1", "h3": "h2", "h4": "h3"}          # a page has one h1 of its own
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_CLOSED_BY_OTHERS = {"p", "li", "td", "th", "tr", "thead", "tbody", "tfoot", "dd", "dt", "option", "br", "hr", "img", "input",
                     "col", "meta", "link", "area", "base", "embed", "source", "track", "wbr"}
_SPACE = re.compile(r"[ \t\r\n]+")


class TooMuch(ValueError):
    """Larger or deeper than anybody writes: the message says what to do."""


def sanitise(markup: str) -> str:
    """Only the elements above, no style, no script, no address but http, https, mailto, tel and our own. Raises TooMuch."""
    measure(markup)
    clean = nh3.clean(markup.replace("\0", ""), tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES,
                      clean_content_tags=DROPPED, link_rel="noopener noreferrer", strip_comments=True)
    measure(clean)      # entities and closing tags are written out: what is kept must be taken again
    return clean


def measure(markup):
    """A parser of HTML takes seconds for what nests without end: it is never asked."""
    if len(markup) > LARGEST:
        raise TooMuch(_("内容超过 %(n)s 字，请分成几页，或者作为附件") % {"n": LARGEST})
    depth = deepest = count = 0
    for close, name in _TAG.findall(markup):
        count += 1
        if name.lower() not in _CLOSED_BY_OTHERS:
            depth = max(depth - 1, 0) if close else depth + 1
            deepest = max(deepest, depth)
    if count > MOST_TAGS or deepest > DEEPEST:
        raise TooMuch(_("内容的格式过于复杂，请粘贴为纯文本后重新设置标题、列表和表格"))


def blocks_of_html(markup: str) -> list[dict]:
    """Headings and plain paragraphs as such; what has links, lists or tables keeps its HTML beside its words."""
    clean = sanitise(markup)
    if not clean.strip():
        return []
    blocks = []
    for node in parser.fragments_fromstring(clean):
        if isinstance(node, str):
            add(blocks, "p", node)
            continue
        tail, node.tail = node.tail, None
        markup = parser.tostring(node, encoding="unicode").strip()
        words = spoken(node)
        if node.tag in HEADINGS and words:
            add(blocks, HEADINGS[node.tag], words)
        elif node.tag == "p" and not len(node):
            add(blocks, "p", words)
        elif words:
            blocks.append({"k": "rich", "t": words, "h": markup})
        add(blocks, "p", tail or "")
    return blocks


def add(blocks, kind, words):
    if words := _SPACE.sub(" ", words).strip():
        blocks.append({"k": kind, "t": words})


def spoken(node):
    """Its words: a line for each item and row, cells apart."""
    for end in node.iterdescendants("br", "p"):
        end.tail = " " + (end.tail or "")
    if node.tag in ("ul", "ol"):
        return "\n".join(filter(None, (one_line("".join(own(item))) for item in node.iter("li"))))
    if node.tag == "table":
        return "\n".join("　".join(one_line(cell.text_content()) for cell in row) for row in node.iter("tr"))
    return one_line(node.text_content())


def own(item):
    """What is said in it and not in the lists below it."""
    yield item.text or ""
    for child in item:
        if child.tag not in ("ul", "ol"):
            yield from own(child)
        yield child.tail or ""


def one_line(words):
    return _SPACE.sub(" ", words).strip()
