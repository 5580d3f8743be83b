"""The office urges in a browser, and the body signs for it."""
import pytest
from django.utils import timezone

from openness.notifications.models import Notification
from oversight.models import UrgingReceipt
from tests.oversight.history import papers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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
