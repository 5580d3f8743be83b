"""XML read without entities, DTD and network, and cut without losing the text around the cut (rule H5)."""
from xml.parsers import expat

from lxml import etree

from openness.parsing.refusal import Refusal

MOST_NODES = 2_500_000          # elements and attributes; a tree of lxml takes 150 to 300 bytes for each
DEEPEST = 250                   # libxml2 stops at 256


def survey(data: bytes):
    """Refusal for a DTD, for too many nodes, for nesting too deep. Streams: no tree is made."""
    parser = expat.ParserCreate()
    parser.ordered_attributes = True
    nodes = depth = 0

    def start(name, attributes):
        nonlocal nodes, depth
        nodes += 1 + len(attributes) // 2
        depth += 1
        if nodes > MOST_NODES or depth > DEEPEST:
            raise Refusal("complex")

    def end(name):
        nonlocal depth
        depth -= 1

    def doctype(*_):
        raise Refusal("unsafe")

    parser.StartElementHandler, parser.EndElementHandler, parser.StartDoctypeDeclHandler = start, end, doctype
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Refusal("broken") from error


def parse(data: bytes):
    """The root; comments and processing instructions are left out. After survey()."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, collect_ids=False,
                             remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise Refusal("broken") from error
    if root is None or root.getroottree().docinfo.doctype:
        raise Refusal("unsafe")
    return root


def write(root) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def local(element):
    return element.tag.rpartition("}")[2]


def drop(element):
    """Take an element out; text that follows it stays."""
    keep_text(element, element.tail)
    element.getparent().remove(element)


def unwrap(element):
    """Put an element's children in its place."""
    parent, place = element.getparent(), element.getparent().index(element)
    children = list(element)
    keep_text(element, element.text)
    if children:
        children[-1].tail = (children[-1].tail or "") + (element.tail or "") or None
    else:
        keep_text(element, element.tail)
    parent[place:place + 1] = children


def keep_text(element, text):
    if text:
        before, parent = element.getprevious(), element.getparent()
        if before is not None:
            before.tail = (before.tail or "") + text
        else:
            parent.text = (parent.text or "") + text
