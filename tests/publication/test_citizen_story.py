"""A citizen with a phone: finds a paper by a number remembered slightly wrong, reads it in large print, keeps a copy."""
import pytest

from openness.agencies.models import Agency
from openness.publication.models import PublicItem
from tests.publication.making import day, put

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BODY = "一、公示内容\n（一）项目名称和施工时段。\n（二）监督电话。\n二、夜间施工\n（一）提前二日告知。\n三、投诉处理\n当夜的投诉当夜答复。"


def clean(who, what):
    assert who.axe() == [], what
    assert who.overflow() <= 0, what


def test_a_citizen_finds_reads_and_keeps_a_paper(transactional_db, person):
    bureau = Agency.objects.create(name="市生态环境局", code="渝环发")
    old = put(bureau, "关于建筑施工噪声公示内容的通知", number="渝环发〔2024〕3号")
    put(bureau, "关于规范建筑施工噪声公示和夜间施工告知工作的通知", BODY, on=day(3), number="渝环发〔2026〕9号",
        relations=[{"kind": "repeals", "address": old.address, "text": old.number}])
    item = PublicItem.objects.get(number="渝环发〔2026〕9号")
    citizen = person(width=390, height=844)
    page = citizen.page

    citizen.open("/")
    page.fill("#find", "施工噪声")                      # titles appear while typing
    page.wait_for_selector("#find-list li")
    assert page.get_attribute("#find", "aria-expanded") == "true" and page.locator("#find-list li").count() == 2
    clean(citizen, "suggestions")
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#find", "aria-activedescendant") == "find-list-0"
    page.keyboard.press("Escape")
    assert page.get_attribute("#find", "aria-expanded") == "false" and page.input_value("#find") == "施工噪声"

    page.fill("#find", "渝环发2026年10")                # one too far: the nearest is named
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    assert citizen.sees("没有找到“渝环发〔2026〕10号”，相近的文号有")
    clean(citizen, "nearest numbers")
    page.fill("#find", "渝环发(2026)9")
    page.keyboard.press("Enter")
    page.wait_for_selector(".zw-hits")
    citizen.press("关于规范建筑施工噪声公示")
    assert page.url.endswith(item.get_absolute_url()) and citizen.sees("现行有效")

    before = page.evaluate("getComputedStyle(document.querySelector('.zw-doc p')).fontSize")
    page.locator(".zw-doc-tools [data-pref=big]").click()
    assert page.evaluate("getComputedStyle(document.querySelector('.zw-doc p')).fontSize") != before
    citizen.open(item.get_absolute_url())               # and the choice is kept
    assert "big" in page.get_attribute("html", "class")
    clean(citizen, "large print")
    page.locator(".zw-toc summary").click()
    page.locator(".zw-toc a").filter(has_text="三、投诉处理").click()
    assert page.url.endswith("#s3")
    clean(citizen, "contents")
    page.locator("[data-pref=hc]").first.click()
    clean(citizen, "high contrast")
    for form in ("PDF", "Word", "TXT"):
        address = page.locator(".zw-doc-tools a").filter(has_text=form).get_attribute("href")
        answer = page.request.get(f"{citizen.server}{address}")
        assert answer.status == 200 and "attachment" in answer.headers["content-disposition"], form

    citizen.open(old.get_absolute_url())
    assert citizen.sees("已废止")
    page.locator(".zw-standing a").click()
    page.wait_for_url(f"**{item.get_absolute_url()}")
