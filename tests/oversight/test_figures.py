"""The numbers of the office against a slow count in plain Python, and every number of a page against the list it opens."""
import html
import re
from collections import defaultdict
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import localdate
from python_calamine import CalamineWorkbook

from documents.models import Document
from openness.agencies.models import Agency
from openness.agencies.rights import merge
from openness.audit.models import Event
from openness.deadlines.calendar import Calendar, end_of
from openness.deadlines.models import Deadline
from oversight import figures, periods
from oversight.dashboard import Dashboard
from oversight.ranking import compared, rank
from oversight.scope import Body, overseen_by
from oversight.sections import known
from tests.city import NOW
from tests.oversight.history import bodies, office, papers

pytestmark = pytest.mark.django_db
NUMBER = re.compile(r'<a href="([^"]*)" data-number="(\d+)"|<a class="zw-kpi-big" href="([^"]*)" data-number="(\d+)"')


def oracle(period, now):
    """{figure: {body: set of cases}}, case by case, without a query that counts."""
    start, end = period.moments
    found, paused = defaultdict(lambda: defaultdict(set)), set(Deadline.objects.filter(
        pauses__until=None, pauses__isnull=False).values_list("pk", flat=True))
    papers_by_id, first = {each.pk: each for each in Document.objects.all()}, {}
    for event in sorted(Event.objects.all(), key=lambda each: (each.at, each.pk)):
        paper = papers_by_id[event.subject_id]
        if event.step in ("approve", "send_back"):
            first.setdefault(paper.pk, event)
        if event.step == "publish" and start <= event.at < end:
            for name in ["published", *(f"kind-{kind}" for kind in paper.five_kinds or ["none"])]:
                found[name][paper.drafting_agency_id].add(paper.pk)
    for pk, event in first.items():
        if start <= event.at < end:
            for name in ("decided", "passed" if event.step == "approve" else "returned"):
                found[name][papers_by_id[pk].drafting_agency_id].add(pk)
    today, calendar = localdate(now), Calendar(localdate(now))
    ahead, day = 0, today - timedelta(days=1)
    while ahead < 15:
        day += timedelta(days=1)
        ahead += calendar.is_working(day)
    for clock in Deadline.objects.exclude(pk__in=paused):
        at = min(end, now)
        names = []
        if clock.closed_at is None:
            names += ["overdue"] if clock.due_at < now else ["due"] if clock.due_at <= end_of(day) else []
        if clock.due_at < at and (clock.closed_at is None or clock.closed_at >= at):
            names.append("left-over")
        if clock.key == "documents.publication":
            in_time = clock.closed_at is not None and clock.closed_at <= clock.due_at
            over = clock.closed_at if in_time else clock.due_at
            if start <= over < min(end, now):
                names += ["ended", "met" if in_time else "missed"]
        for name in names:
            found[name][clock.agency_id].add(clock.pk)
    return found


@pytest.mark.parametrize("seed", range(4))
def test_every_figure_counts_what_a_slow_count_finds(law, seed):
    watching, user = office()
    below, foreign = bodies(watching, 4), bodies(office("外厅")[0], 2, "外")
    below += bodies(below[0], 2, "下")
    papers([*below, *foreign], 60, seed=seed)
    scope = overseen_by([watching.pk])
    months = [periods.month_of(NOW.date()), periods.month_of(NOW.date()).before(), periods.quarter_of(date(2025, 12, 1)),
              periods.Period("range", date(2026, 1, 10), date(2026, 2, 20))]
    counted = figures.counts([(figure, month) for figure in known().values() for month in months], scope, NOW)
    some = 0
    for month in months:
        slow = oracle(month, NOW)
        for figure in known().values():
            numbers = counted[figure.key, figures.key_of(figure, month)]
            listed = defaultdict(set)
            for body, pk in figure.rows(scope, month, NOW).values_list(figure.body, "pk"):
                listed[body].add(pk)
            wanted = {body: cases for body, cases in slow[figure.key].items() if body in scope.ids}
            assert listed == wanted and numbers == {body: len(cases) for body, cases in wanted.items()}, (figure.key, str(month))
            some += sum(numbers.values())
    assert some > 100           # and what is not overseen was there to be counted by mistake


def walk(client, address):
    """{address of a list: the number that leads to it} of a page."""
    text = client.get(address).text
    pairs = [(a or c, int(b or d)) for a, b, c, d in NUMBER.findall(text)]
    assert len(pairs) == text.count("data-number=")         # no number without an address
    return {html.unescape(url): number for url, number in pairs}


def rows_of(client, address):
    """Rows of a list, over all its pages."""
    n = page = 0
    while True:
        page += 1
        answer = client.get(f"{address}&page={page}")
        assert answer.status_code == 200, address
        n += answer.text.count('data-row="case"') + answer.text.count('data-row="receipt"')
        if not answer.context["page_obj"].has_next():
            return n


def test_every_number_of_the_page_opens_a_list_of_exactly_that_many_rows(law):
    now = timezone.now()
    watching, user = office()
    below = bodies(watching, 3)
    below += bodies(below[1], 1, "下")
    papers(below, 70, seed=7, now=now, span=70)
    merge([below[0]], into=below[2], on=localdate(now) - timedelta(days=20))
    client = Client()
    client.force_login(user)
    last = periods.month_of(localdate(now)).before()
    big = followed = 0
    for page in (f"dashboard/?period=range&from={last.start}&to={localdate(now)}&by=first-pass", "monday/",
                 f"dashboard/?body={below[1].pk}&below=1&period={now:%Y}"):
        for address, number in walk(client, f"/desk/{page}").items():
            assert rows_of(client, address) == number, (page, address)
            big, followed = max(big, number), followed + 1
    assert followed > 90 and big > 20           # lists of more than one page were among them


def test_a_file_has_the_rows_of_its_list(law):
    watching, user = office()
    papers(bodies(watching, 2), 50, seed=3, now=timezone.now(), span=60)
    client = Client()
    client.force_login(user)
    year = f"period={localdate():%Y}"
    for key in known():
        n = client.get(f"/desk/dashboard/{key}/?{year}").context["page_obj"].paginator.count
        book = CalamineWorkbook.from_filelike(BytesIO(client.get(f"/desk/dashboard/{key}.xlsx?{year}").content))
        assert len(book.get_sheet_by_index(0).to_python()) == n + 1, key


def test_the_page_asks_the_same_queries_for_three_bodies_and_for_thirty(law):
    watching, user = office()
    client = Client()
    client.force_login(user)
    asked = {}
    for many in (3, 27):
        papers(bodies(watching, many, f"局{many}-"), many * 5, seed=many, now=timezone.now())
        for address in ("/desk/dashboard/", "/desk/dashboard/overdue/", f"/desk/dashboard/decided/?period={localdate():%Y}", "/desk/monday/"):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            asked.setdefault(address, []).append(len(queries))
    assert all(many <= few for few, many in asked.values()), asked     # fewer where one kind of item fills the sheet
    assert max(asked["/desk/dashboard/"]) <= 15, asked


def test_where_there_is_nothing_to_take_a_share_of_there_is_a_dash(law):
    watching, user = office()
    bodies(watching, 2)
    client = Client()
    client.force_login(user)
    text = client.get("/desk/dashboard/?period=2015-03").text
    assert "0.0%" not in text and "100.0%" not in text and text.count("无件") == 3       # the office itself is a body too
    assert figures.share(0, 0) is None and figures.share(0, 3) == 0


def place(number, part, whole):
    return Body(Agency(pk=number, name=str(number)), frozenset([number])), part, whole


def test_ranks_few_cases_get_none_and_ties_go_to_who_has_more():
    rows = [place(1, 1, 1), place(2, 19, 20), place(3, 10, 10), place(4, 20, 20), place(5, 0, 0), place(6, 10, 10), place(7, 2, 4)]
    places = rank(rows)
    assert [(each.body.pk, each.rank, each.state) for each in places] == [
        (4, 1, "ranked"), (3, 2, "ranked"), (6, 2, "ranked"), (2, 4, "ranked"), (7, 5, "ranked"), (1, None, "few"), (5, None, "none")]
    later = compared(places, rank([place(2, 5, 5), place(4, 1, 5), place(1, 9, 9)]))
    assert {each.body.pk: each.climbed for each in later} == {4: 2, 2: -2, 3: None, 6: None, 7: None, 1: None, 5: None}


def test_an_office_watches_what_stands_below_it_former_bodies_included_and_nothing_else(law):
    watching, user = office()
    first, second = bodies(watching, 2)
    deep, = bodies(first, 1, "下")
    older, = bodies(None, 1, "旧")
    merge([older], into=second, on=date(2025, 5, 1))
    other, stranger = office("外厅")
    foreign, = bodies(other, 1, "外")
    scope = overseen_by([watching.pk])
    assert set(scope.ids) == {each.pk for each in (watching, first, second, deep, older)}
    assert {body.pk: body.ids for body in scope.bodies}[second.pk] == {second.pk, older.pk}
    client = Client()
    client.force_login(user)
    for address in ("/desk/dashboard/", "/desk/dashboard/overdue/", "/desk/monday/", "/desk/urgings/new/"):
        assert client.get(f"{address}?body={foreign.pk}").status_code == 404
        assert client.get(f"{address}?office={other.pk}").status_code == 404
        assert client.get(f"{address}?body={older.pk}").status_code in (200, 302)
    client.force_login(stranger)
    assert client.get(f"/desk/dashboard/?body={foreign.pk}").status_code == 200 != client.get(f"/desk/dashboard/?body={first.pk}").status_code


def test_titles_are_shown_of_what_is_public_and_no_number_of_anything_else(city):
    watching = city.person("督察", city.office, "supervisor").user
    city.signed(city.draft(title="藏着的公文"))
    city.published(city.draft(title="公开的公文"))
    hidden, public = Document.objects.get(status="signed"), Document.objects.get(status="published")
    client = Client()
    client.force_login(watching)
    text = client.get("/desk/dashboard/decided/?period=2026-03").text
    assert "公开的公文" in text and public.number in text
    assert "藏着的公文" not in text and hidden.number not in text and f"未公开公文 #{hidden.pk}" in text
    book = client.get("/desk/dashboard/decided.xlsx?period=2026-03").content
    words = str(CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python())
    assert "公开的公文" in words and "藏着的公文" not in words and hidden.number not in words


def test_periods_of_an_address():
    def key(**query):
        found = periods.parse({name.rstrip("_"): value for name, value in query.items()}, date(2026, 3, 15))
        return found.key, found.start.isoformat(), found.end.isoformat()
    assert key() == key(period="2026-13") == key(period="0001-01") == key(period="２０２６-03") == ("2026-03", "2026-03-01", "2026-03-31")
    assert key(period="2026-Q1") == ("2026-Q1", "2026-01-01", "2026-03-31")
    assert key(period="2024") == ("2024", "2024-01-01", "2024-12-31")
    assert key(period="range", from_="2026-01-05", to="2026-02-03") == ("range", "2026-01-05", "2026-02-03")
    assert key(period="range", from_="2026-02-05", to="2026-02-03")[0] == "2026-03"
    months = [periods.month_of(date(2026, n, 1)) for n in range(1, 13)]
    assert [month.before() for month in months[1:]] == months[:-1]
    assert str(periods.Period("range", date(2026, 1, 11), date(2026, 1, 20)).before().start) == "2026-01-01"
    for first in (periods.month_of, periods.quarter_of, periods.year_of):
        each = first(date(2026, 8, 9))
        assert periods.parse(each.query, date(2000, 1, 1)) == each and each.before().end < each.start
        assert each.year_before().start.replace(year=2026) == each.start


def test_a_day_of_the_chart_counts_what_is_due_on_it(law):
    watching, user = office()
    papers(bodies(watching, 2), 80, seed=9)
    scope = overseen_by([watching.pk])
    days = Dashboard(scope, scope, periods.month_of(NOW.date()), NOW).days()
    slow = oracle(periods.month_of(NOW.date()), NOW)
    assert sum(bar["value"] for bar in days[1:]) == sum(map(len, slow["due"].values())) > 3
    assert days[0]["value"] == sum(map(len, slow["overdue"].values())) > 0
    assert [bar["kind"] for bar in days[:6]] == ["over", "today", "soon", "soon", "soon", "ok"]



def test_a_bureau_under_the_government_is_watched_by_the_office_of_that_government(city):
    city.environment.supervisor = city.government
    city.environment.save()
    scope = overseen_by([city.office.pk])
    assert city.environment.pk in scope.ids and city.government.pk not in scope.ids
    assert city.environment.overseer == city.office and city.office.overseer is None
    assert {city.office, city.government} <= set(city.environment.drafts_for())
