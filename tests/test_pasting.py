"""Word, WPS, Excel, Google Docs, WeChat and what nobody means well with, through the clipboard of a real browser."""
import pytest

from openness.publication.html import TooMuch, blocks_of_html, sanitise
from tests.hostile.pasted import EXPECTED, FRAGMENTS, LARGE
from tests.test_editor_story import PASTE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EMPTY = """() => {
  const area = document.querySelector("[name=content]");
  area.value = "";
  area.dispatchEvent(new Event("restored"));
}"""


def test_what_is_pasted_becomes_headings_lists_and_tables_and_nothing_else(demo_city, person):
    writer = person("office-supervisor")
    writer.open("/desk/pages/new/guide/")
    corpus = {name: (markup, EXPECTED[name]) for name, markup in FRAGMENTS.items()} | LARGE
    for name, (markup, expected) in corpus.items():
        writer.page.evaluate(EMPTY)
        writer.page.evaluate(PASTE, markup)
        try:
            found = blocks_of_html(sanitise(writer.page.input_value("[name=content]")))
        except TooMuch:
            found = None
        assert found == expected, name
        writer.check()          # the editor took it without breaking the page's policy and asked for nothing elsewhere
    assert len(FRAGMENTS) >= 10


def test_what_is_copied_inside_the_editor_comes_out_as_it_was(demo_city, person):
    writer = person("office-supervisor")
    writer.open("/desk/pages/new/guide/")
    page = writer.page
    page.evaluate(PASTE, "<h2>甲</h2><ul><li>乙</li></ul><p>丙 <a href='/open/'>丁</a></p>")
    before = page.input_value("[name=content]")
    copied = page.evaluate("""() => {
      const data = new DataTransfer(), text = document.querySelector(".zw-editor-text");
      text.focus();
      document.execCommand("selectAll");
      return new Promise(done => setTimeout(() => {
        text.dispatchEvent(new ClipboardEvent("copy", {clipboardData: data, bubbles: true, cancelable: true}));
        done(data.getData("text/html"));
      }, 100));
    }""")
    assert "data-pm-slice" in copied
    page.evaluate(EMPTY)
    page.evaluate(PASTE, copied)
    assert page.input_value("[name=content]") == before and "<h2>甲</h2>" in before
    writer.check()
