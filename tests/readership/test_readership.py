"""这条信息有用吗, and how often a page was read: exact, nameless, and never in the reader's way."""
import socket
import threading
import time
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
import redis
from django.core import signing
from django.db import connection
from django.test import Client, RequestFactory
from django.utils import timezone

from openness.agencies.networks import place_of
from openness.publication.models import PublicItem
from openness.readership import broker, counting, demo, limiting
from openness.readership.figures import readership_of, readership_of_many
from openness.readership.models import Batch, Reads, Vote
from tests.publication.making import put

CHROME = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/109.0 Safari/537.36"}
TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def counters(settings):
    """Keys of this test alone."""
    prefix = f"test-{uuid4()}:"
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = settings.CELERY_BROKER_TRANSPORT_OPTIONS | {"global_keyprefix": prefix}
    broker.rest.until = 0
    server = broker.valkey(broker.PATIENTLY)
    try:
        server.ping()
    except redis.RedisError:
        pytest.fail("REDIS_URL does not answer: run the suite with make test")
    yield SimpleNamespace(names=lambda: [*server.scan_iter(f"{prefix}*", count=1000)], server=server)
    for name in server.scan_iter(f"{prefix}*", count=1000):
        server.delete(name)
    broker.rest.until = 0


@pytest.fixture
def item(city):
    return put(city.office, "关于噪声的通知", "正文。")


def url(item):
    return f"/useful/{item.address}/"


def flush():
    counting.flush(now=timezone.now())


def withdrawn(item):
    PublicItem.objects.filter(pk=item.pk).update(withdrawn_at=timezone.now(), body=[], withdrawal_code="wrong")


# Votes

def test_one_answer_of_one_visitor_a_day(item, client):
    asked = client.get(url(item)).text
    assert "这条信息有用吗" in asked and "谢谢" not in asked
    answer = client.post(url(item), {"useful": "yes"}, follow=True)
    assert "已经记下：有用" in answer.text and "主要是什么原因" not in answer.text and "不保存姓名" in answer.text
    assert "no-store" in answer["Cache-Control"]
    again = client.post(url(item), {"useful": "no"}, follow=True)
    assert "已经记下：有用" in again.text and Vote.objects.get().useful
    client.post(url(put(item.agency, "另一件")), {"useful": "no"})
    assert Vote.objects.count() == 2


def test_who_found_no_help_may_say_why_once(item, client):
    assert "主要是什么原因" in client.post(url(item), {"useful": "no"}, follow=True).text
    assert "主要是什么原因" in client.post(url(item), {"reason": "nonsense"}, follow=True).text
    assert "信息过时" in client.post(url(item), {"reason": "outdated"}, follow=True).text
    client.post(url(item), {"reason": "other"})
    assert Vote.objects.get().reason == "outdated"
    Client().post(url(item), {"reason": "other"})           # somebody else has no vote to give a reason for
    assert Vote.objects.get().reason == "outdated"


def test_only_yes_and_no_are_answers(item, client):
    assert client.post(url(item), {"useful": "perhaps"}).status_code == 422
    assert client.post(url(item)).status_code == 422 and not Vote.objects.exists()


def test_a_form_from_elsewhere_is_no_vote(item):
    assert Client(enforce_csrf_checks=True).post(url(item), {"useful": "yes"}).status_code == 403
    assert not Vote.objects.exists()


def test_what_is_withdrawn_or_unknown_takes_no_votes(item, client):
    withdrawn(item)
    for method in (client.get, client.post):
        assert method(url(item), {"useful": "yes"}).status_code == 410
        assert method(f"/useful/{uuid4()}/", {"useful": "yes"}).status_code == 404
    assert not Vote.objects.exists()


def test_a_cookie_of_another_day_or_made_up_counts_for_nothing(item, client):
    client.post(url(item), {"useful": "no"})
    vote = Vote.objects.get()
    kept = client.cookies["useful"]
    assert kept["httponly"] and kept["path"] == "/useful/" and kept["max-age"] == 24 * 3600
    day, votes = signing.loads(kept.value, salt="openness.readership")
    assert votes == {item.address.hex: vote.pk}             # all that it holds
    forged = [kept.value[:-1] + ("x" if kept.value[-1] != "x" else "y"), "a:b:c", "\x00", '["2026"]',
              signing.dumps([day, votes], key="another", salt="openness.readership"),
              signing.dumps(["2020-01-01", votes], salt="openness.readership"), signing.dumps("x", salt="openness.readership")]
    for value in forged:
        stranger = Client()
        stranger.cookies["useful"] = value
        assert "谢谢" not in stranger.get(url(item)).text, value
        stranger.post(url(item), {"reason": "other"})
    assert Vote.objects.get().reason == ""


def test_a_vote_holds_nothing_of_the_person():
    assert {field.name for field in Vote._meta.fields} == {"id", "address", "useful", "reason", "on"}


def test_a_thousand_votes_from_one_place_are_limited_with_a_sentence(item, counters):
    for _turn in range(limiting.ON_ONE_ITEM):
        assert Client().post(url(item), {"useful": "no"}).status_code == 302
    refused = Client().post(url(item), {"useful": "no"})
    assert refused.status_code == 429 and refused["Retry-After"] == "3600" and "请一小时后再试" in refused.text
    assert Client().post(url(item), {"useful": "yes"}, REMOTE_ADDR="10.9.8.7").status_code == 302
    assert Vote.objects.count() == limiting.ON_ONE_ITEM + 1
    request = RequestFactory().post("/", REMOTE_ADDR="10.1.1.1")
    taken = sum(not limiting.too_many(request, uuid4()) for _turn in range(1000))
    assert taken == limiting.FROM_ONE_PLACE
    assert all(0 < counters.server.ttl(name) <= limiting.HOUR for name in counters.names())
    assert not any("10.1.1.1" in name or "127.0.0.1" in name for name in counters.names())


@pytest.mark.parametrize("proxies, told, place", [
    (0, "6.6.6.6", "10.0.0.1"), (1, "6.6.6.6, 7.7.7.7", "7.7.7.7"), (2, "6.6.6.6, 7.7.7.7", "6.6.6.6"), (2, "7.7.7.7", "10.0.0.1"),
    (1, "2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002")])
def test_the_place_is_what_our_own_proxy_saw(settings, proxies, told, place):
    settings.TRUSTED_PROXIES = proxies
    assert place_of(RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=told)) == place


# Reads

def test_people_are_counted_and_robots_are_not(item, client, city):
    page = item.get_absolute_url()
    for _turn in range(3):
        client.get(page, headers=CHROME)
    for agent in ("Mozilla/5.0 (compatible; Baiduspider/2.0)", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://x)", "curl/8.5", "",
                  "Sogou web spider/4.0", "python-requests/2.31", "Mozilla/5.0 (compatible; bingbot/2.0)", "HeadlessChrome/120"):
        client.get(page, headers={"User-Agent": agent})
    client.head(page, headers=CHROME)
    client.get(page, headers=CHROME | {"Sec-Purpose": "prefetch"})
    client.get(f"/p/{uuid4()}/", headers=CHROME)
    client.get("/", headers=CHROME)
    staff = Client()
    staff.force_login(city.who(city.office, "reviewer").user)
    staff.get(page, headers=CHROME)
    withdrawn(put(city.office, "撤回的"))
    client.get(PublicItem.objects.get(title="撤回的").get_absolute_url(), headers=CHROME)
    assert not Reads.objects.exists()           # a reader waits for no row
    flush()
    assert readership_of(item.address).reads == 3 and Reads.objects.count() == 1


def test_a_batch_whose_writer_was_killed_is_neither_lost_nor_doubled(db, counters):
    address = uuid4()
    for _turn in range(5):
        counting.count_read(address, on=TODAY)
    batch = next(counting.waiting())            # killed after the rename
    counting.count_read(address, on=TODAY)
    assert len(counters.names()) == 2
    flush()
    assert readership_of(address).reads == 6 and counters.names() == []
    counters.server.hset(batch, str(address), 5)        # killed after the commit: the batch is still there
    flush()
    assert readership_of(address).reads == 6 and counters.names() == []
    counting.flush(now=timezone.now() + timedelta(days=3))
    assert not Batch.objects.exists()


def test_days_are_kept_apart_and_added_up(db, django_assert_num_queries):
    one, two, silent = uuid4(), uuid4(), uuid4()
    for on, address, times in ((TODAY, one, 2), (TODAY + timedelta(days=1), one, 3), (TODAY, two, 1)):
        for _turn in range(times):
            counting.count_read(address, on=on)
    flush()
    Vote.objects.bulk_create(Vote(address=one, useful=useful, reason=reason, on=TODAY) for useful, reason in (
        (True, ""), (True, ""), (False, ""), (False, "other"), (False, "other"), (False, "unclear")))
    with django_assert_num_queries(2):
        found = readership_of_many([one, two, silent])
    assert (found[one].reads, found[one].yes, found[one].no, found[one].reasons) == (5, 2, 4, {"other": 2, "unclear": 1})
    assert (found[two].reads, found[two].yes, found[silent].reads, found[silent].reasons) == (1, 0, 0, {})
    assert readership_of(one, since=TODAY + timedelta(days=1)).reads == 3
    assert (readership_of(one, until=TODAY).reads, readership_of(one, since=TODAY + timedelta(days=1)).no) == (2, 0)


@pytest.mark.django_db(transaction=True)
def test_several_workers_at_once_write_each_read_once(counters):
    addresses, faults = [uuid4() for _each in range(20)], []

    def guarded(work):
        def run():
            try:
                work()
            except Exception as error:      # a thread's own fault would not fail the test
                faults.append(error)
            finally:
                connection.close()
        return threading.Thread(target=run)

    def read():
        for turn in range(300):
            broker.valkey(broker.PATIENTLY).hincrby(broker.key(f"reads:{TODAY}"), str(addresses[turn % 20]), 1)

    def write():
        for _turn in range(12):
            flush()

    threads = [guarded(work) for work in (read, read, write, write, write)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    flush()
    assert faults == [] and counters.names() == []
    assert {address: found.reads for address, found in readership_of_many(addresses).items()} == dict.fromkeys(addresses, 30)


def test_the_demonstration_has_readers_and_a_second_seed_adds_none(item):
    for _turn in range(2):
        demo.seed(None, item.published_at + timedelta(days=5))
        found = readership_of(item.address)
        assert Reads.objects.count() <= 6 and 5 < found.reads < 400 and found.yes + found.no < found.reads


# Without Valkey

def test_without_valkey_pages_are_shown_and_votes_taken(item, client, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/2"
    for _turn in range(2):
        assert client.get(item.get_absolute_url(), headers=CHROME).status_code == 200
    broker.rest.until = 0
    for _turn in range(limiting.ON_ONE_ITEM + 5):
        assert Client().post(url(item), {"useful": "yes"}).status_code == 302
    assert readership_of(item.address).yes == limiting.ON_ONE_ITEM + 5


def test_a_valkey_that_does_not_answer_holds_nobody_up(item, client, settings):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.REDIS_URL = f"redis://127.0.0.1:{silent.getsockname()[1]}/2"
        begun = time.monotonic()
        for _turn in range(100):
            counting.count_read(item.address, on=TODAY)
        assert time.monotonic() - begun < 1         # the first waits 50 ms, the others not at all
        assert client.get(item.get_absolute_url(), headers=CHROME).status_code == 200
        broker.rest.until = 0
        assert client.post(url(item), {"useful": "yes"}).status_code == 302
