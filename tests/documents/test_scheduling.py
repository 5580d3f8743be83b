"""定时公开: out at its moment and in the name of whoever ordered it, or an alarm that is told once; and 撤回."""
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone
from django.utils.timezone import localtime

from documents import scheduling, tasks
from documents.models import Document
from documents.queues import QUEUES
from documents.scheduling import publish_scheduled
from openness.agencies.models import User
from openness.agencies.rights import derive
from openness.audit.models import Event
from openness.files.models import File
from openness.notifications.models import Notification
from openness.publication.models import PublicItem
from openness.publication.vocabulary import WithdrawalReason
from openness.workflow.problems import Refused
from tests.city import attach
from tests.city import step as take

pytestmark = pytest.mark.django_db


def step(document, name, by, /, **data):
    return take(document, name, by, **{"now": timezone.now()} | data)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def publisher(city):
    return city.who(city.office, "publisher")


@pytest.fixture
def scheduled(city, now, publisher):
    """Signed, and ordered for a moment some minutes ahead."""
    def made(minutes=30, **data):
        document = city.draft(city.environment, city.office, now=now, **data)
        city.signed(document, now=now)
        step(document, "schedule", publisher, now=now, at=local(now + timedelta(minutes=minutes)))
        return document
    return made


def local(moment):
    return f"{localtime(moment):%Y-%m-%dT%H:%M:%S.%f}"


def later(document, **delta):
    return Document.objects.get(pk=document.pk).publish_at + timedelta(**delta)


def queue(name, user):
    [rows] = [each.rows for each in QUEUES if each.key == name]
    return list(rows(User.objects.get(pk=user.pk)))


def alarms(document):
    return Event.objects.of(document).filter(step="schedule_failed")


def test_it_is_public_from_its_moment_on_and_not_before_in_the_name_of_whoever_ordered_it(city, client, scheduled, publisher):
    document = scheduled()
    assert not publish_scheduled(document.pk, now=later(document, seconds=-1)) and not PublicItem.objects.exists()
    moment = later(document)
    assert publish_scheduled(document.pk, now=moment)
    item, event = PublicItem.objects.get(), Event.objects.of(document).last()
    assert item.published_at == moment and client.get(item.get_absolute_url()).status_code == 200
    assert (event.step, event.actor, event.at) == ("publish", publisher.user, moment)
    document.refresh_from_db()
    assert (document.status, document.publish_at, document.publish_failure) == ("published", None, "")
    assert not publish_scheduled(document.pk, now=moment) and PublicItem.objects.count() == 1


def test_a_tick_does_all_that_is_due_and_one_that_breaks_does_not_hold_the_others_up(
        city, client, scheduled, now, monkeypatch):
    first, broken, last = scheduled(1), scheduled(2), scheduled(3)
    future = scheduled(300)
    real = scheduling.perform

    def breaking(document, *args, **kwargs):
        if document.pk == broken.pk:
            raise ZeroDivisionError
        return real(document, *args, **kwargs)

    monkeypatch.setattr(scheduling, "perform", breaking)
    monkeypatch.setattr(tasks.timezone, "now", lambda: now + timedelta(minutes=10))
    tasks.publish_what_is_due()
    tasks.publish_what_is_due()
    assert [Document.objects.get(pk=document.pk).status for document in (first, broken, last, future)] == [
        "published", "signed", "published", "signed"]
    monkeypatch.setattr(scheduling, "perform", real)
    tasks.publish_what_is_due()                     # what was a passing fault goes out at the next tick
    assert Document.objects.get(pk=broken.pk).status == "published" and not alarms(broken).exists()


def test_the_past_is_refused_and_what_is_after_the_limit_is_asked_about(city, now, publisher):
    document = city.draft(city.environment, city.office, now=now)
    city.signed(document, now=now)
    for at in (now - timedelta(minutes=1), now):
        with pytest.raises(Refused) as refused:
            step(document, "schedule", publisher, now=now, at=local(at))
        assert refused.value.codes == {"at"}
    for at in ("", "明天", "2026-02-30T09:00", "9999999-01-01T00:00"):
        with pytest.raises(Refused) as refused:
            step(document, "schedule", publisher, now=now, at=at)
        assert refused.value.codes == {"form"}
    with pytest.raises(Refused) as refused:
        step(document, "schedule", publisher, now=now, at=local(now + timedelta(days=60)))
    assert refused.value.codes == {"late"} and refused.value.may_be_accepted
    step(document, "schedule", publisher, now=now, at=local(now + timedelta(days=60)), accept="late")
    step(document, "schedule", publisher, now=now, at=local(now + timedelta(days=2)))       # another moment instead
    assert document.publish_at == now + timedelta(days=2)


def test_the_page_takes_a_moment_and_says_what_will_happen(city, client, now, publisher):
    document = city.draft(city.environment, city.office, now=now)
    city.signed(document, now=now)
    client.force_login(publisher.user)
    page = client.get(f"{document.get_absolute_url()}schedule/")
    proposed = re.search(r'<input[^>]*name="at"[^>]*>', page.text)[0]
    version = re.search(r'name="version" value="(\d+)"', page.text)[1]
    value = re.search(r'value="([^"]+)"', proposed)
    sent = value[1] if value else local(now + timedelta(days=1))
    assert client.post(f"{document.get_absolute_url()}schedule/", {"at": sent, "version": version}).status_code == 302
    document.refresh_from_db()
    assert document.publish_at > now
    assert f"定于 {localtime(document.publish_at):%Y-%m-%d %H:%M} 公开" in client.get(document.get_absolute_url()).text
    assert document not in queue("to_publish", publisher.user) and document not in queue("unpublished", publisher.user)
    assert client.post(f"{document.get_absolute_url()}unschedule/").status_code == 302
    assert queue("to_publish", publisher.user) == [document]
    refused = client.post(f"{document.get_absolute_url()}unschedule/")
    assert refused.status_code == 409 and "没有定时公开" in refused.text


def test_published_by_hand_before_its_moment(city, scheduled, publisher):
    document = scheduled()
    moment = later(document)
    step(document, "publish", publisher)
    assert document.publish_at is None
    assert not publish_scheduled(document.pk, now=moment) and PublicItem.objects.count() == 1 and not alarms(document).exists()


def failed(document, moment, **people):
    """It did not go out: one alarm on record, its people told once, and no more tries."""
    assert not publish_scheduled(document.pk, now=moment)
    document = Document.objects.get(pk=document.pk)
    assert document.status == "signed" and document.publish_failure and not PublicItem.objects.of(document).exists()
    for _ in range(2):
        assert not publish_scheduled(document.pk, now=moment + timedelta(minutes=1))
    assert alarms(document).count() == 1
    told = Notification.objects.filter(key="schedule_failed", data__pk=document.pk).values_list("recipient", flat=True)
    assert len(told) == len(set(told)) > 0
    return document, set(told)


def test_content_that_changed_behind_its_back_is_an_alarm_and_stands_on_the_desk(city, client, scheduled, publisher):
    document = scheduled()
    Document.objects.filter(pk=document.pk).update(title="换了标题")
    supervisor = city.person("督察", city.office, "supervisor")
    document, told = failed(document, later(document))
    assert "内容与审核通过时不一致" in document.publish_failure and told == {publisher.user.pk, supervisor.user.pk}
    assert queue("unpublished", publisher.user) == [document] and queue("to_publish", publisher.user) == []
    client.force_login(publisher.user)
    assert "定时公开未成" in client.get("/desk/").text and "没有按时公开" in client.get("/desk/notices/").text
    assert "内容与审核通过时不一致" in client.get(document.get_absolute_url()).text


def test_a_schedule_whose_orderer_has_left_is_an_alarm_that_says_so(city, scheduled, publisher, now):
    document = scheduled()
    other = city.person("另一公开人员", city.office, "publisher")
    publisher.user.assignments.update(to_on=timezone.localdate(now) - timedelta(days=1))
    derive(publisher.user, on=timezone.localdate(now))
    document, told = failed(document, later(document))
    assert "你" not in document.publish_failure and publisher.user.name in document.publish_failure
    assert told == {other.user.pk}
    step(document, "publish", other)
    assert document.status == "published" and document.publish_failure == ""


def test_a_file_that_lost_its_check_is_an_alarm_and_a_new_order_after_mending_goes_out(city, scheduled, publisher, now):
    document = city.draft(city.environment, city.office, now=now)
    attach(document, city.who(city.environment, "drafter"), now=now)
    city.signed(document, now=now)
    step(document, "schedule", publisher, at=local(now + timedelta(minutes=30)))
    file = document.parts.get().file
    usable = file.state
    File.objects.filter(pk=file.pk).update(state="refused")
    document, _told = failed(document, later(document))
    assert "尚未通过安全检查" in document.publish_failure
    File.objects.filter(pk=file.pk).update(state=usable)
    document = Document.objects.get()
    step(document, "schedule", publisher, at=local(now + timedelta(hours=2)))
    assert document.publish_failure == "" and publish_scheduled(document.pk, now=later(document))


def test_a_correction_whose_original_was_withdrawn_meanwhile_is_an_alarm(city, publisher, now):
    original = city.draft(city.environment, city.office, now=now)
    city.published(original, now=now)
    correction = Document(corrects=original, drafting_agency=original.drafting_agency,
                          issuing_agency=original.issuing_agency, reviewing_office=original.reviewing_office)
    step(correction, "correct", city.who(city.environment, "drafter"), title="关于加强噪声管理的通知", body="改过的正文",
         disclosure="proactive", reasoning="涉及公众利益", genre="notice", issuing_agency=original.issuing_agency_id)
    city.signed(correction, now=now)
    step(correction, "schedule", publisher, at=local(now + timedelta(minutes=30)))
    step(original, "withdraw", publisher, code="wrong")
    correction, _told = failed(correction, later(correction))
    assert "已不在公开状态" in correction.publish_failure


def test_a_schedule_without_its_record_is_an_alarm_all_the_same(city, scheduled, now):
    document = city.draft(city.environment, city.office, now=now)
    city.signed(document, now=now)
    Document.objects.filter(pk=document.pk).update(publish_at=now)
    assert not publish_scheduled(document.pk, now=now)
    assert Document.objects.get().publish_failure == str(scheduling.GONE)
    assert Notification.objects.filter(key="schedule_failed").count() == 1


def test_five_minutes_late_it_stands_on_the_desk_even_if_no_worker_runs(city, client, scheduled, publisher, now):
    document = scheduled(1)
    for minutes, late in ((4, False), (6, True)):
        Document.objects.filter(pk=document.pk).update(publish_at=now - timedelta(minutes=minutes))
        assert (document in queue("unpublished", publisher.user)) is late
    client.force_login(publisher.user)
    assert "定时公开未成" in client.get("/desk/").text
    assert queue("unpublished", city.who(city.commerce, "publisher").user) == []


def test_a_substitutes_order_is_carried_out_in_the_same_two_names(city, publisher, now):
    document = city.draft(city.environment, city.office, now=now)
    city.signed(document, now=now)
    stand_in = city.person("替班", city.office, "publisher", acting_for=publisher.user, on=timezone.localdate(now))
    step(document, "schedule", stand_in, at=local(now + timedelta(minutes=5)))
    assert publish_scheduled(document.pk, now=later(document))
    event = Event.objects.of(document).last()
    assert (event.step, event.actor, event.acting_for) == ("publish", stand_in.user, publisher.user)


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_the_same_moment_publish_once(city):
    now, publisher = timezone.now(), city.who(city.office, "publisher")
    documents = [city.draft(city.environment, city.office, title=f"关于第{n}号的通知", now=now) for n in range(4)]
    for document in documents:
        city.signed(document, now=now)
        step(document, "schedule", publisher, at=local(now + timedelta(minutes=5)))
    Document.objects.filter(pk=documents[-1].pk).update(approved_digest="x")
    barrier = Barrier(4, timeout=30)

    def run(_n):
        try:
            went = 0
            for document in documents:
                barrier.wait()
                went += publish_scheduled(document.pk, now=now + timedelta(minutes=6))
            return went
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(run, range(4))) == 3
    assert PublicItem.objects.count() == 3 and Event.objects.filter(step="publish").count() == 3
    assert Event.objects.filter(step="schedule_failed").count() == 1
    assert Notification.objects.filter(key="schedule_failed").count() == 1


# 撤回

@pytest.fixture
def public(city, now):
    document = city.draft(city.environment, city.office, now=now)
    city.published(document, now=now)
    return document


def test_each_reason_stands_on_the_tombstone_and_the_text_is_gone(city, client, publisher, now):
    for code in WithdrawalReason.values:
        public = city.draft(city.environment, city.office, title=f"关于{code}的通知", now=now)
        city.published(public, now=now)
        item = PublicItem.objects.of(public).get()
        client.force_login(publisher.user)
        assert client.get(f"{public.get_absolute_url()}withdraw/").text.count('name="code"') == len(WithdrawalReason.values)
        assert client.post(f"{public.get_absolute_url()}withdraw/", {"code": code, "note": "<b>说明</b>"}).status_code == 302
        client.logout()
        stone = client.get(item.get_absolute_url())
        assert stone.status_code == 410 and str(WithdrawalReason(code).label) in stone.text and "&lt;b&gt;说明" in stone.text
        assert public.title in stone.text and "<p>正文" not in stone.text
        item.refresh_from_db()
        assert (item.withdrawal_code, item.body) == (code, [])
        assert item.get_absolute_url() not in client.get(f"/search/?q={code}").text
        assert Event.objects.of(public).last().data["code"] == code


def test_other_reasons_need_words_and_a_code_that_is_none_is_refused(client, public, publisher):
    client.force_login(publisher.user)
    for sent in ({}, {"code": "other"}, {"code": "nonsense", "note": "x"}, {"code": "wrong", "note": "长" * 201}):
        answer = client.post(f"{public.get_absolute_url()}withdraw/", sent)
        assert answer.status_code == 409 and PublicItem.objects.current().exists(), sent
    assert client.post(f"{public.get_absolute_url()}withdraw/", {"note": "只有说明", "hide_title": "on"}).status_code == 302
    item = PublicItem.objects.get()
    assert (item.withdrawal_code, item.title) == ("other", "")
    client.logout()
    assert public.title not in client.get(item.get_absolute_url()).text
