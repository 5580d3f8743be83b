"""What stands still is seen, by the page, by /metrics and by a process outside, and by all three alike."""
import re
import subprocess
import sys
from datetime import timedelta

import psycopg2
import pytest
from django.db import connection
from django.utils import timezone

from openness import watcher
from openness.agencies.models import User
from openness.audit.models import Event
from openness.audit.tasks import seal_trail
from openness.deadlines.models import CalendarYear, Deadline
from openness.operations import failing, views
from openness.operations.checks import NOT_SERVED, missing_years
from openness.operations.models import Sign
from openness.operations.tasks import beat
from openness.rules.models import Rule
from tests.kernel.test_workers import on_test_database

WITHOUT_A_BROKER = {"queue"}


def bad(now=None):
    return {check.name for check in views.evaluate(now or timezone.now()) if not check.ok} - WITHOUT_A_BROKER


def test_each_thing_that_stands_still_is_seen_alone(well):
    now = timezone.now()
    assert bad() == set()
    Sign.leave(Sign.HEARTBEAT, now - timedelta(minutes=3))
    assert bad() == {"heartbeat"}
    beat()
    assert bad() == set()
    late = Deadline.objects.create(
        subject=well.environment, key="x", rule=Rule.objects.first(), agency=well.environment, right="x", started_at=now,
        due_at=now, next_reminder_at=now - timedelta(minutes=3))
    assert bad() == {"reminder"}
    late.delete()
    Sign.leave(Sign.BACKUP, now - timedelta(hours=26))
    assert bad() == {"backup"}
    Sign.leave(Sign.BACKUP, now)
    CalendarYear.objects.filter(year=now.year).delete()
    assert bad() == {"calendar"}


def test_events_that_nobody_seals_are_seen(well):
    well.draft(now=timezone.now() - timedelta(minutes=6))
    assert bad() == {"unsealed"}


def test_the_next_calendar_is_awaited_from_november():
    assert [missing_years(2026, month, [2026]) for month in (10, 11)] == [[], [2027]]
    assert missing_years(2026, 11, [2026, 2027]) == [] and missing_years(2026, 1, []) == [2026]


def test_old_anchors_and_no_anchors_are_seen(well, settings):
    line = settings.ANCHOR_DIR / "anchors.jsonl"
    line.write_text(line.read_text().replace(str(timezone.now().year), "2020", 1))
    assert bad() == {"anchor"}


def test_a_failed_task_leaves_its_name_and_no_words(well):
    failing.remember(sender=beat, exception=ValueError("张三"))
    assert bad() == {"failure"}
    assert Sign.objects.get(name=Sign.FAILURE).words == "openness.operations.tasks.beat: ValueError"
    Sign.leave(Sign.FAILURE, timezone.now() - timedelta(hours=2))
    assert bad() == set()


def test_metrics_open_with_their_token_alone(client, well, settings):
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
    settings.METRICS_TOKEN = "t" * 20
    assert [client.get("/metrics", headers=headers).status_code for headers in (
        {}, {"Authorization": "Bearer x"}, {"Authorization": f"Bearer {settings.METRICS_TOKEN}"})] == [404, 404, 200]


def test_page_metrics_and_watcher_say_the_same(client, well, settings):
    settings.METRICS_TOKEN = "t" * 20
    Sign.leave(Sign.HEARTBEAT, timezone.now() - timedelta(minutes=9))
    (settings.MEDIA_ROOT / NOT_SERVED).touch()
    expected = {"heartbeat", "agreement", *WITHOUT_A_BROKER}
    text = client.get("/metrics", headers={"Authorization": f"Bearer {settings.METRICS_TOKEN}"}).content.decode()
    assert set(re.findall(r'openness_check_ok\{check="(\w+)",unit="\w+"\} 0.0', text)) == expected
    boss = User.objects.create(username="boss", name="管理员", is_superuser=True, is_staff=True, is_active=True)
    client.force_login(boss)
    page = client.get("/desk/operations/")
    assert {check.name for check in page.context["bad"]} == expected and page.content.decode().count("zw-badge-red") == len(expected)


def test_while_data_are_not_verified_nothing_is_served(client, well, settings):
    assert client.get("/").status_code == client.get("/readyz").status_code == 200
    (settings.MEDIA_ROOT / NOT_SERVED).touch()
    assert [client.get(address).status_code for address in ("/", "/search/", "/desk/", "/readyz", "/livez", "/login/")] == [
        503, 503, 503, 503, 200, 200]


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_stays_open_holds_the_seal_and_is_seen(well):
    idle = psycopg2.connect(**connection.get_connection_params() | {"application_name": "forgotten"})
    try:
        with idle.cursor() as cursor:
            cursor.execute("select pg_current_xact_id(), set_config('openness.x', 'y', true)")
        well.draft()
        seal_trail()
        assert Event.objects.filter(seal=None).exists()
        checked = {check.name: check for check in views.evaluate(timezone.now() + timedelta(minutes=6))}
        assert not checked["unsealed"].ok and "forgotten" in checked["horizon"].words and checked["horizon"].value > 0
    finally:
        idle.close()
    seal_trail()
    assert not Event.objects.filter(seal=None).exists() and bad() == set()


@pytest.mark.django_db(transaction=True)
def test_the_watcher_alarms_outside_django(well, settings, tmp_path):
    env = on_test_database() | {"MEDIA_ROOT": str(settings.MEDIA_ROOT), "ANCHOR_DIR": str(settings.ANCHOR_DIR), "REDIS_URL": settings.REDIS_URL,
                                "WATCHER_COMMAND": f"tee {tmp_path / 'said'}"}

    def once(**more):
        return subprocess.run([sys.executable, "-m", "openness.watcher", "--once"], env=env | more, capture_output=True, text=True)
    Sign.leave(Sign.HEARTBEAT, timezone.now() - timedelta(minutes=9))
    said = once()
    assert said.returncode == 1 and "ALARM heartbeat 后台任务" in said.stderr
    assert (tmp_path / "said").read_text().splitlines() == said.stderr.splitlines() and "ALARM reminder" not in said.stderr
    assert "ALARM database" in once(DATABASE_URL="postgres://nobody@127.0.0.1:1/none").stderr


def test_an_alarm_needs_two_looks_is_repeated_and_ends():
    memory = watcher.Memory()
    assert [memory.say(bad, now) for bad, now in (
        ({"disk": "d"}, 0), ({"disk": "d"}, 30), ({"disk": "d"}, 60), ({"disk": "d", "queue": "q"}, 90), ({"disk": "d"}, 1900), ({}, 1930))
    ] == [[], ["ALARM disk d"], [], [], ["ALARM disk d"], ["OVER disk"]]
