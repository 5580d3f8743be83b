"""A clerk brings in fifty mixed files and knows of each what happened, in a real browser, on a desk and on a phone."""
import re

import pytest

from documents.models import Document, ImportedText
from tests.documents.files import fifty, notice

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
IMPORT = "/desk/documents/import/"


def payload(files):
    return [{"name": name, "mimeType": "application/octet-stream", "buffer": content} for name, content, *_ in files]


def clean(who, what):
    """The page is accessible and does not scroll sideways. Seen as a whole, so that no bar covers a button by half."""
    size = who.page.viewport_size
    who.page.set_viewport_size(size | {"height": who.page.evaluate("document.documentElement.scrollHeight")})
    assert who.axe() == [], what
    assert who.overflow() <= 0, what
    who.page.set_viewport_size(size)


def everywhere(who, what):
    """In both languages, on a desk and on a phone; back to where it began."""
    for language in ("en", "zh-hans"):
        who.context.add_cookies([{"name": "django_language", "value": language, "url": who.server}])
        for size in ({"width": 390, "height": 844}, {"width": 1366, "height": 768}):
            who.page.set_viewport_size(size)
            who.page.reload()
            who.check()
            clean(who, f"{what} {language} {size}")


def row_of(who, name):
    return who.page.locator("tbody tr").filter(has=who.page.locator(".zw-file-name", has_text=name))


@pytest.mark.slow
def test_fifty_mixed_files(demo_city, person):
    clerk = person("env-drafter")
    clerk.open(IMPORT)
    files = fifty()
    clerk.page.set_input_files("input[name=file]", payload(files))
    assert clerk.sees("已选择 50 个文件，共 0.")
    clerk.press("读取并识别")

    # the progress, while the page reads on by itself: no worker runs here
    assert re.search(r"/batch/\d+/$", clerk.page.url)
    batch = clerk.page.url.removeprefix(clerk.server)
    assert re.search(r"已读取 \d+ 个，共 50 个", clerk.page.inner_text("body"))
    box = row_of(clerk, "01 通知").locator("input[type=checkbox]")
    box.uncheck()
    box.focus()
    said = clerk.page.locator("[data-poll-said]").filter(has_text="50 个文件都读过了")
    said.wait_for(state="attached", timeout=60_000)
    clerk.check()
    assert not box.is_checked() and clerk.page.evaluate("document.activeElement.id") == box.get_attribute("id")

    # the result of each
    for name, _content, standing, words in files:
        text = row_of(clerk, name.split("\u202e")[0]).inner_text()
        assert {"read": "识别完整", "check": "需核对", "failed": "失败"}[standing] in text and words in text, name
    assert clerk.sees("识别完整 36") and clerk.sees("需核对 4") and clerk.sees("失败 10") and clerk.sees("已选 35 个")
    everywhere(clerk, "batch")

    # the complete ones become drafts
    assert clerk.sees("已选 36 个")
    clerk.press("把选中的存为草稿")
    assert clerk.sees("36 件已存为草稿") and Document.objects.count() == 36
    assert clerk.page.get_by_role("link", name="核对下一件").get_attribute("href") == row_of(clerk, "37 没有文号").get_by_role(
        "link", name="核对").get_attribute("href")
    clerk.press("需核对 4", ".zw-chips")
    assert clerk.page.locator("tbody tr").count() == 4
    assert row_of(clerk, "40 与第一份相同").get_by_text("打开已有的公文").get_attribute("href").startswith("/desk/documents/")

    # one is confirmed beside its source, and the next one comes
    row_of(clerk, "37 没有文号").get_by_role("link", name="核对").click()
    clerk.page.wait_for_selector("[name=number]")
    assert clerk.sees("没有识别到") and re.search(r"第 \d+ 行", clerk.page.inner_text("main"))
    assert clerk.page.input_value("[name=title]").endswith("（37）")
    clean(clerk, "confirmation")
    clerk.page.fill("[name=number]", "渝环发〔2024〕37号")
    clerk.press("存为草稿")
    assert clerk.page.input_value("[name=title]").endswith("（38）")
    assert Document.objects.filter(number="渝环发〔2024〕37号", title__endswith="（37）").exists()

    # the rest is removed, and one of it comes back
    clerk.open(batch)
    clerk.page.check("#pick-all")
    assert clerk.sees("已选 13 个")
    clerk.press("移除选中的")
    assert clerk.sees("已移除 13 个文件") and clerk.page.locator("tbody tr").count() == 37
    clerk.press("已移除 13", ".zw-chips")
    row_of(clerk, "41 扫描件").locator("input").check()
    clerk.press("恢复选中的")
    clean(clerk, "removed")
    clerk.open(batch)
    assert row_of(clerk, "41 扫描件").count() == 1
    assert {text.standing for text in ImportedText.objects.all()} == {"saved", "removed", "failed"}
    clerk.open(IMPORT)
    everywhere(clerk, "import")


def test_too_much_is_said_before_it_is_sent_and_a_stretch_is_ticked_with_shift(demo_city, person):
    clerk = person("env-drafter")
    clerk.open(IMPORT)
    many = [(f"{n}.txt", b"x") for n in range(int(clerk.page.get_attribute("[data-drop]", "data-most-files")) + 1)]
    clerk.page.set_input_files("input[name=file]", payload(many))
    clerk.press("读取并识别")
    assert clerk.page.url.endswith(IMPORT) and clerk.sees(f"现在选择了 {len(many)} 个") and not ImportedText.objects.exists()
    clean(clerk, "too many")
    clerk.page.set_input_files("input[name=file]", payload([(f"{n}.txt", notice(n).encode()) for n in range(1, 7)]))
    clerk.page.dblclick("main form button[type=submit]")
    clerk.page.wait_for_url("**/batch/*/")
    clerk.page.wait_for_selector("[data-going]", state="detached")
    assert ImportedText.objects.count() == 6
    clerk.page.uncheck("#pick-all")
    boxes = clerk.page.locator("input[name=row]")
    boxes.nth(1).click()
    boxes.nth(4).click(modifiers=["Shift"])
    assert clerk.sees("已选 4 个") and boxes.nth(3).is_checked() and not boxes.nth(5).is_checked()


def test_a_system_out_of_reach_is_told_of(demo_city, person):
    clerk = person("env-drafter")
    clerk.open(IMPORT)
    clerk.page.set_input_files("input[name=file]", payload([(f"{n}.txt", notice(n).encode()) for n in range(1, 21)]))
    clerk.press("读取并识别")
    clerk.page.route("**/batch/**", lambda route: route.abort())
    clerk.page.wait_for_selector("[data-poll-lost]:visible")
    clerk.page.unroute("**/batch/**")
    clerk.page.wait_for_selector("[data-poll-lost]", state="hidden")
    clerk.page.wait_for_selector("[data-going]", state="detached")
