"""A year is read from what a person pastes, tried on the open clocks, and stored only when confirmed."""
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils.timezone import localdate

from documents.deadlines import PUBLISHING
from openness.agencies.models import User
from openness.audit.models import Event
from openness.deadlines.calendar import SHIPPED, missing_year
from openness.deadlines.clock import pause_clock
from openness.deadlines.loading import load_year, moves, read_days
from openness.deadlines.models import CalendarYear, Deadline, SpecialDay
from openness.notifications.models import Notification
from tests.city import at, step

pytestmark = pytest.mark.django_db
YEAR = """日期,上班
2027-01-01 至 2027-01-03 放假
2027年1月4日\t放假
2027-01-10,1
2027/2/5—2027/2/11 放假
2027-10-01～2027-10-07,休
"""


def signed(city, dated="2026-12-15"):
    """An open clock whose limit lies in 2027."""
    document = city.draft(city.environment, title="秘密的标题")
    city.claimed(document, now=at(2026, 12, 14, 9))
    step(document, "approve", city.who(city.environment, "reviewer"), now=at(2026, 12, 15, 9))
    step(document, "sign", city.who(city.environment, "signer"), now=at(2026, 12, 15, 9), dated_on=dated)
    return Deadline.objects.of(document).open().get(key="documents.publication")


@pytest.fixture
def administrator(db):
    client = Client()
    client.force_login(User.objects.create(username="root", is_superuser=True, is_staff=True))
    return client


def test_a_list_is_read_in_the_ways_that_people_write_it():
    days, faults = read_days(YEAR)
    assert faults == [] and len(days) == 3 + 1 + 1 + 7 + 7
    assert days[date(2027, 1, 10)] is True and not any(works for day, works in days.items() if day != date(2027, 1, 10))
    assert read_days(YEAR.replace("\n", "\r\n"))[0] == days


@pytest.mark.parametrize("line, said", [
    ("元旦放假", "没有认出日期，请写作 2027-01-01"), ("2027-02-30,0", "没有这一天"), ("2027-02-12", "没有写明放假还是上班"),
    ("2027-02-12,加班", "没有写明放假还是上班"), ("2027-02-05,1", "2027-02-05 前面已写作另一种"),
    ("2027-03-01,1", "2027-03-01 不是周末，不会是调休上班"), ("2027-05-01 至 2027-06-01 放假", "起止日期不对，或者超过 15 天"),
    ("2027-05-03 至 2027-05-01 放假", "起止日期不对，或者超过 15 天"),
    ("2027-05-01 和 2027-05-03 放假", "一行只写一天，或者写起止两天，如 2027-01-01 至 2027-01-03"),
])
def test_a_faulty_line_is_named_with_what_is_wrong(line, said):
    _days, [fault] = read_days(f"{YEAR}{line}\n")
    assert (fault.line, fault.said) == (7, said)


def test_two_years_or_half_a_year_are_refused():
    assert [fault.said for fault in read_days(YEAR + "2028-01-03,0\n")[1]] == ["日期属于不同年份：2027、2028。一次只载入一年。"]
    assert [fault.said for fault in read_days("2027-01-01,0\n")[1]] == ["这不是一份完整的年度放假安排，请核对后重新载入"]


def test_preview_shows_what_moves_and_stores_nothing_then_it_is_confirmed(city, administrator):
    deadline = signed(city)
    data = {"notice": "国办发明电〔2026〕x号", "days": YEAR}
    before = localdate(deadline.due_at)
    answer = administrator.post("/desk/calendar/", data)
    page = answer.content.decode()
    assert answer.status_code == 200 and "秘密的标题" not in page and "1 个时限会变动" in page
    [move], _calendar = moves(2027, read_days(YEAR)[0], now=at(2026, 12, 20))
    assert f"{before}" in page and f"{localdate(move.after[0])}" in page and f"晚 {move.days} 天" in page
    assert not CalendarYear.objects.filter(year=2027).exists() and not Notification.objects.filter(data__stage="recount").exists()
    assert administrator.post("/desk/calendar/", data | {"confirm": "1"}).status_code == 302
    deadline.refresh_from_db()
    assert (deadline.due_at, deadline.provisional) == move.after and not deadline.provisional and move.days > 0
    event = Event.objects.of(deadline.subject).get(step="recount")
    assert (event.after, event.note, event.agency) == (f"{localdate(deadline.due_at)}", "国办发明电〔2026〕x号", None)
    assert "已重新计算" in Notification.objects.get(data__stage="recount").text()
    assert "国办发明电〔2026〕x号" in administrator.get("/desk/calendar/").content.decode()
    drafter = Client()
    drafter.force_login(city.who(city.environment, "drafter").user)
    assert "期限重算" in drafter.get(f"/desk/documents/{deadline.subject_id}/").content.decode()       # by one who acts for no body


def test_faults_are_shown_and_nothing_is_stored(administrator, city):
    answer = administrator.post("/desk/calendar/", {"notice": "通知", "days": YEAR + "2027-02-30,0\n", "confirm": "1"})
    assert answer.status_code == 422 and "第 7 行" in answer.content.decode() and not CalendarYear.objects.filter(year=2027).exists()
    assert administrator.post("/desk/calendar/", {"notice": "通知", "days": " "}).status_code == 422


def test_the_command_reads_the_same_list_and_says_what_is_wrong(city, tmp_path):
    deadline, person, file = signed(city), city.who(city.office, "registrar").user, tmp_path / "2027.csv"
    file.write_text(YEAR + "2027-02-30,0\n", encoding="utf-8-sig")
    with pytest.raises(CommandError, match="7: 没有这一天"):
        call_command("load_workdays", str(file), notice="通知", by=person.username)
    file.write_text(YEAR, encoding="utf-8")
    call_command("load_workdays", str(file), notice="通知", by=person.username, stdout=StringIO())
    deadline.refresh_from_db()
    assert not deadline.provisional and CalendarYear.objects.get(year=2027).notice == "通知"


def test_a_clock_that_rests_moves_by_the_calendar_alone_and_an_hour_clock_never(city):
    deadline = signed(city)
    pause_clock(deadline.subject, PUBLISHING, now=at(2026, 12, 16, 9), cause="补正")
    load_year(2026, dict(SpecialDay.objects.filter(date__year=2026).values_list("date", "is_working_day")),
              by=city.who(city.office, "registrar"), now=at(2026, 12, 28, 9), notice="同一份")
    assert not Event.objects.filter(step="recount").exists()


def test_the_years_that_shipped_say_whose_data_they_are(city):
    assert set(CalendarYear.objects.filter(year__lt=2027).values_list("notice", flat=True)) == {SHIPPED}


def test_from_november_administrators_are_warned_until_the_next_year_is_loaded(city, administrator):
    assert (missing_year(date(2026, 10, 31)), missing_year(date(2026, 11, 1)), missing_year(date(2025, 11, 1))) == (None, 2027, None)
    for address in ("/desk/", "/desk/calendar/"):
        year = missing_year(localdate())
        assert (f"{year} 年的放假安排还没有载入" in administrator.get(address).content.decode()) == (year is not None)


def test_how_a_limit_was_counted_is_open_to_whoever_sees_the_paper(city):
    document = city.draft(city.environment)
    city.claimed(document, now=at(2026, 2, 12, 10))
    deadline = Deadline.objects.of(document).get()

    def asked(actor):
        client = Client()
        client.force_login(actor.user)
        return client.get(f"/desk/deadlines/{deadline.pk}/")
    page = asked(city.who(city.environment, "drafter")).content.decode()
    for words in ("当日不计", "第 2 日", "调休上班", "法定节假日", "周末", "未核实", "2026 年", SHIPPED, "本机关办文规定"):
        assert words in page, words
    assert asked(city.who(city.commerce, "drafter")).status_code == 404
    assert asked(city.who(city.environment, "reviewer")).status_code == 200
