"""A guide written in the editor under the strict policy, pasted from a word processor, published by a colleague."""
import pytest

from openness.publication.models import PublicItem
from websites.models import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASTED = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head><body>
<h2 style="mso-outline-level:2">二、获取方式</h2>
<p class=MsoNormal style='text-indent:2em'><span lang=EN-US style="color:red">可以在线<b>检索</b></span><o:p></o:p></p>
<table style="border:none" width=500><tr><td width=250 style="padding:0"><p class=MsoNormal>机构</p></td><td><p>电话</p></td></tr></table>
<script>alert(1)</script><img src="https://elsewhere.example/pixel.gif"></body></html>"""
PASTE = """(markup) => {
  const data = new DataTransfer();
  data.setData("text/html", markup);
  data.setData("text/plain", "x");
  document.querySelector(".zw-editor-text").dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def test_a_guide_from_the_editor_to_the_public_page(demo_city, person):
    writer = person("office-supervisor")
    writer.open("/desk/pages/new/guide/")
    page = writer.page
    page.fill("[name=title]", "政府信息公开指南")
    page.click(".zw-editor-text")
    page.click("[data-do=h2]")
    page.keyboard.type("一、公开内容")
    page.keyboard.press("Enter")
    page.keyboard.type("职责范围内的信息")
    page.keyboard.press("Enter")
    page.click("[data-do=ul]")
    page.keyboard.type("平台")
    page.keyboard.press("Enter")
    page.keyboard.type("查阅场所")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")            # an empty item ends the list
    page.evaluate(PASTE, PASTED)
    page.keyboard.press("Control+End")
    assert writer.axe() == [] and writer.overflow() <= 0
    written = page.input_value("[name=content]")
    assert "<h2>一、公开内容</h2>" in written and written.count("<li>") == 2 and "<h2>二、获取方式</h2>" in written
    assert "<strong>检索</strong>" in written and "<td>" in written
    assert not any(word in written for word in ("style", "Mso", "script", "img", "span", "width"))
    writer.check()                          # before the page is left: what was pasted broke no policy
    writer.press("存为草稿")
    draft = Page.objects.get()
    assert draft.status == "draft" and "公开内容" in draft.content
    writer.open(f"{draft.get_absolute_url()}edit/")
    page.wait_for_selector(".zw-editor-text h2")
    page.click(".zw-editor-text h2 >> nth=0", click_count=3)
    page.click("[data-do=link]")
    page.fill("[data-link] input", "javascript:alert(1)")
    page.keyboard.press("Enter")
    assert page.is_visible("[data-link]")          # asked again
    page.fill("[data-link] input", "https://www.gov.cn/")
    page.keyboard.press("Enter")
    writer.press("保存修改")
    draft.refresh_from_db()
    assert 'href="https://www.gov.cn/"' in draft.content and "检索" in draft.content
    publisher = person("office-publisher")
    publisher.open(f"{draft.get_absolute_url()}publish/")
    publisher.page.check("[name=examined]")
    publisher.press("公开", "main form")
    reader = person(width=390, height=844)
    reader.open(PublicItem.objects.get().get_absolute_url())
    assert reader.sees("可以在线检索") and reader.page.locator(".zw-doc table").count() == 1
    assert reader.axe() == [] and reader.overflow() <= 0
