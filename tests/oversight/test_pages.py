"""Every page of the office and of a body that answers it, at both sizes: axe finds nothing, nothing scrolls sideways."""
import pytest
from django.utils import timezone

from openness.notifications.models import Notification
from oversight.models import MonthlyReport, UrgingReceipt
from tests.oversight.history import papers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def seeded(demo_city):
    from documents.demo import seed
    from oversight import demo
    seed(demo_city, timezone.now())
    demo.seed(demo_city, timezone.now())
    return demo_city


@pytest.mark.slow
def test_every_page_is_clean(seeded, person):
    signed, draft = MonthlyReport.objects.filter(status="signed").first(), MonthlyReport.objects.get(status="draft")
    mine, env = (UrgingReceipt.objects.get(agency=seeded.body(key)) for key in ("office", "env"))
    pages = {
        "office-supervisor": ["/desk/dashboard/?period=2025&by=first-pass", "/desk/dashboard/overdue/", "/desk/dashboard/decided/?period=2026",
                              "/desk/monday/", "/desk/urgings/", "/desk/urgings/new/", env.get_absolute_url(), "/desk/reports/",
                              signed.get_absolute_url(),
                              draft.get_absolute_url(), f"{draft.get_absolute_url()}sign/", f"{draft.get_absolute_url()}comment/"],
        "office-publisher": ["/desk/urgings/", mine.get_absolute_url(), f"{mine.get_absolute_url()}answer/", signed.get_absolute_url(), "/desk/"],
    }
    found = []
    for width in (1366, 390):
        for username, addresses in pages.items():
            who = person(username, width=width, height=844)
            for address in addresses:
                who.open(address)
                found += [f"{width} {address}: {each}" for each in who.axe()]
                if who.overflow() > 0:
                    found.append(f"{width} {address}: scrolls sideways by {who.overflow()} px")
    assert found == [], "\n".join(found)


def test_the_office_urges_what_it_ticked_and_the_body_signs_for_it(demo_city, person):
    papers([demo_city.body("env")], 20, seed=4, now=timezone.now())
    supervisor = person("office-supervisor")
    supervisor.open("/desk/dashboard/overdue/")
    supervisor.page.check("tbody tr:first-child input[name=deadline]")
    supervisor.page.click("button:has-text('催办勾选的')")
    supervisor.page.wait_for_selector("dialog[open] .zw-slip")
    assert supervisor.page.locator("dialog[open] .zw-slip").count() == 1
    supervisor.page.click("dialog[open] button:has-text('催办 1 件')")
    supervisor.page.wait_for_url("**/desk/urgings/")
    supervisor.check()
    assert supervisor.sees("催办已发给 1 个单位")
    receipt = UrgingReceipt.objects.order_by("pk").last()
    told = Notification.objects.filter(key="urging", data__pk=receipt.pk).first().recipient
    body = person(told.username)
    body.open("/desk/")
    body.page.click(f"a[href='{receipt.get_absolute_url()}receive/']")
    body.press("签收", "main form")
    receipt.refresh_from_db()
    assert (receipt.status, receipt.received_by) == ("received", told) and body.sees("已签收")
