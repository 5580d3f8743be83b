"""这条信息有用吗, at a browser: three presses, nothing in the way."""
import pytest
from django.utils import timezone

from openness.readership import broker
from openness.readership.models import Vote
from tests.publication.making import put

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_reader_says_that_it_did_not_help_and_why(demo_city, person, settings):
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = settings.CELERY_BROKER_TRANSPORT_OPTIONS | {"global_keyprefix": f"test-{timezone.now()}:"}
    item = put(demo_city.body("office"), "关于噪声的通知", kind="interpretation")
    reader = person(width=390, height=844)
    reader.open(f"/useful/{item.address}/")
    assert reader.sees("这条解读有用吗？") and reader.axe() == []
    reader.press("没有帮助")
    assert reader.sees("主要是什么原因？") and reader.axe() == [] and reader.overflow() <= 0
    assert reader.walk()[0] == []
    reader.press("没看懂")
    assert reader.sees("原因：没看懂") and not reader.sees("主要是什么原因？") and reader.axe() == []
    reader.press("返回原文")
    assert reader.page.url.endswith(item.get_absolute_url())
    vote = Vote.objects.get()
    assert (vote.address, vote.useful, vote.reason) == (item.address, False, "unclear")
    server = broker.valkey(broker.PATIENTLY)
    for name in server.scan_iter(f"{broker.key('')}*", count=1000):
        server.delete(name)
