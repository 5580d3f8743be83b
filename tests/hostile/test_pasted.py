"""What is pasted, sent past the editor: the server alone lets nothing through that a reader's browser would obey."""
from urllib.parse import urlsplit

import pytest
from lxml import html

from openness.publication.html import ATTRIBUTES, SCHEMES, TAGS, TooMuch, blocks_of_html, sanitise
from tests.hostile.pasted import EXPECTED, FRAGMENTS, LARGE

ALL = FRAGMENTS | {name: markup for name, (markup, _blocks) in LARGE.items()}


def wrong(markup):
    """Every element, attribute and address in it that may not be there."""
    for node in html.fragment_fromstring(markup, create_parent="section").iterdescendants():
        if node.tag not in TAGS:
            yield node.tag
        yield from (f"{node.tag} {name}" for name in node.attrib if name not in ATTRIBUTES.get(node.tag, set()) | {"rel"})
        if (address := urlsplit(node.get("href", ""))).scheme not in SCHEMES | {""}:
            yield address.geturl()


@pytest.mark.parametrize("name", ALL)
def test_the_server_alone_keeps_nothing_hostile(name):
    try:
        clean = sanitise(ALL[name])
    except TooMuch:
        return
    assert [*wrong(clean)] == [] and sanitise(clean) == clean
    for block in blocks_of_html(clean):
        assert [*wrong(block.get("h", ""))] == []


def test_the_check_itself_sees_what_is_wrong():
    assert [*wrong("<p style='x'>甲<script>1</script></p><a href='javascript:1'>乙</a>")] == ["p style", "script", "javascript:1"]


@pytest.mark.parametrize("name", EXPECTED)
def test_what_is_expected_of_the_editor_passes_the_server_unchanged(name):
    for block in EXPECTED[name]:
        assert blocks_of_html(block["h"]) == [block] if "h" in block else block["k"] in ("p", "h1", "h2", "h3")
