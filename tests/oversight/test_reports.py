"""Monthly reports: drafted once by the machine, signed by a person, then as they are; numbers keep the lists they count."""
from datetime import date, datetime, timedelta
from io import BytesIO
from threading import Thread

import pypdfium2
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from python_calamine import CalamineWorkbook

from openness.audit.trail import events_of
from openness.notifications.models import Notification
from openness.workflow.problems import Refused
from openness.workflow.transitions import perform
from oversight import figures, periods, reporting, sections
from oversight.models import MonthlyReport
from oversight.scope import overseen_by
from tests.city import NOW, SHANGHAI
from tests.oversight.history import bodies, office, papers
from tests.oversight.test_figures import rows_of, walk

pytestmark = pytest.mark.django_db
FEBRUARY = date(2026, 2, 1)


@pytest.fixture
def watched(city):
    """The municipal office has a supervisor; three departments have a past."""
    city.supervisor = city.person("督察", city.office, "supervisor")
    papers([city.environment, city.commerce, city.health], 60, seed=4, span=60)
    return city


def drafted(city, now=NOW):
    return reporting.draft(city.office, FEBRUARY, now=now)


def signed(city, **comments):
    report = drafted(city)
    perform(report, "comment", by=city.supervisor, now=NOW, data={f"comment_{key}": text for key, text in comments.items()})
    perform(report, "sign", by=city.supervisor, now=NOW)
    return report


def visitor(actor):
    client = Client()
    client.force_login(actor.user)
    return client


def at(*moment):
    return datetime(*moment, tzinfo=SHANGHAI)


def test_the_machine_drafts_last_month_on_the_first_working_day_and_late_and_doubled_runs_change_nothing(watched):
    assert reporting.draft_due(now=at(2026, 3, 1, 10)) == []                # a Sunday
    assert reporting.draft_due(now=at(2026, 10, 8, 8)) and reporting.due_month(at(2026, 10, 7, 23)) is None      # after the holidays
    report, = reporting.draft_due(now=at(2026, 3, 2, 9))
    assert (report.month, report.agency, report.status) == (FEBRUARY, watched.office, "draft")
    assert reporting.draft_due(now=at(2026, 3, 2, 10)) == [] == reporting.draft_due(now=at(2026, 3, 31, 10))
    later, = reporting.draft_due(now=at(2026, 4, 20, 10))                   # days late, and not a month is skipped for it
    assert later.month == date(2026, 3, 1) and MonthlyReport.objects.count() == 3
    assert events_of(report).count() == 0                                   # nobody took a step
    told = Notification.objects.filter(key="report_draft", data__pk=report.pk)
    assert [notice.recipient for notice in told] == [watched.supervisor.user]
    fresh = MonthlyReport.objects.get(pk=report.pk)
    assert (fresh.version, fresh.numbers) == (report.version, report.numbers)


def test_its_numbers_are_those_of_the_figures_for_three_months(watched):
    report, scope = drafted(watched), overseen_by([watched.office.pk])
    months = [periods.month_of(day) for day in (FEBRUARY, date(2026, 1, 1), date(2025, 2, 1))]
    for section in report.numbers["sections"]:
        for kept in section["figures"]:
            figure = sections.known()[kept["key"]]
            assert kept["numbers"] == [figure.rows(scope, month, NOW).count() for month in months], kept
            by_body = [report.numbers["bodies"][str(body.pk)][figure.key] for body in scope.bodies]
            assert [sum(each) for each in zip(*by_body, strict=True)] == kept["numbers"]
    assert sum(figure["numbers"][0] for section in report.numbers["sections"] for figure in section["figures"]) > 30


def test_who_signs_is_a_person_with_the_right_and_on_record(watched):
    report = drafted(watched)
    for actor in (watched.who(watched.office, "reviewer"), watched.who(watched.environment, "publisher")):
        with pytest.raises(Refused):
            perform(report, "sign", by=actor, now=NOW)
        assert visitor(actor).get(report.get_absolute_url()).status_code == 404
    perform(report, "sign", by=watched.supervisor, now=NOW)
    assert (report.signed_by, report.signed_at) == (watched.supervisor.user, NOW)
    assert [event.step for event in events_of(report)] == ["sign"]


def test_once_signed_nothing_changes_it(watched):
    report = signed(watched, publication="总体及时")
    for step, data in (("recompute", {}), ("comment", {"comment_publication": "改"}), ("sign", {})):
        with pytest.raises(Refused):
            perform(report, step, by=watched.supervisor, now=NOW, data=data)
    before = MonthlyReport.objects.filter(pk=report.pk).values().get()
    for change in ({"numbers": {}}, {"comments": {}}, {"status": "draft"}, {"signed_by": None}):
        with pytest.raises(DatabaseError, match="immutable"), transaction.atomic():
            MonthlyReport.objects.filter(pk=report.pk).update(**change)
    with pytest.raises(DatabaseError, match="immutable"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("delete from oversight_monthlyreport")
    assert MonthlyReport.objects.filter(pk=report.pk).values().get() == before


def test_a_draft_is_counted_anew_on_demand_and_signing_old_numbers_asks_first(watched):
    report = drafted(watched)
    perform(report, "comment", by=watched.supervisor, now=NOW, data={"comment_review": "稿"})
    papers([watched.environment], 30, seed=8, span=28)
    with pytest.raises(Refused) as refused:
        perform(report, "sign", by=watched.supervisor, now=NOW)
    assert refused.value.codes == {"changed"} and refused.value.may_be_accepted
    before = report.numbers
    perform(report, "recompute", by=watched.supervisor, now=NOW + timedelta(hours=1))
    assert report.numbers != before and report.comments == {"review": "稿"} and report.computed_at == NOW + timedelta(hours=1)
    perform(report, "sign", by=watched.supervisor, now=NOW + timedelta(hours=1))


def test_every_number_opens_its_list_of_that_month_which_says_when_it_has_changed_since(watched):
    report = signed(watched)
    client = visitor(watched.supervisor)
    links = walk(client, report.get_absolute_url())
    chosen = sorted(links)[::3]
    for address in chosen:
        assert rows_of(client, address) == links[address], address
        assert "与月报一致" in client.get(address).text
    assert len(chosen) > 15
    papers([watched.environment], 30, seed=8, span=28)
    changed = [client.get(address).text for address in chosen]
    told = [text for text in changed if "月报定稿时" in text]
    assert told and all(("月报定稿时" in text) != ("与月报一致" in text) for text in changed)
    assert walk(client, report.get_absolute_url()) == links


def test_a_body_sees_its_own_row_rank_and_the_comments_and_no_other_bodys_numbers(watched):
    city = watched
    draft = reporting.draft(city.office, date(2026, 1, 1), now=NOW)
    report = signed(city, publication="总体及时", review="请核对后报送")
    publisher = city.who(city.environment, "publisher")
    told = Notification.objects.filter(key="report", data__pk=report.pk).values_list("recipient", flat=True)
    assert publisher.user.pk in told and city.who(city.environment, "drafter").user.pk not in told
    client = visitor(publisher)
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert [each.pk for each in client.get("/desk/reports/").context["page_obj"]] == [report.pk]
    text = client.get(report.get_absolute_url()).text
    assert "总体及时" in text and "请核对后报送" in text and "市环境局" in text and "市商务局" not in text
    own = report.numbers["bodies"][str(city.environment.pk)]
    cells = [cell["value"] for section in client.get(report.get_absolute_url()).context["sections"]
             for figure in section["figures"] for cell in figure["cells"]]
    assert sum(cells) == sum(sum(numbers) for numbers in own.values()) > 0
    book = CalamineWorkbook.from_filelike(BytesIO(client.get(f"{report.get_absolute_url()[:-1]}.xlsx").content))
    words = str([book.get_sheet_by_index(n).to_python() for n in range(len(book.sheet_names))])
    assert "总体及时" in words and "市商务局" not in words
    pdf = pypdfium2.PdfDocument(client.get(f"{report.get_absolute_url()[:-1]}.pdf").content)
    words = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert "总体及时" in words and "市环境局" in words and "市商务局" not in words
    assert client.get(f"{report.get_absolute_url()}?body={city.commerce.pk}").context["body"] == city.environment
    opened = 0
    for section in client.get(report.get_absolute_url()).context["sections"]:
        for figure in section["figures"]:
            for cell in figure["cells"]:
                answer = client.get(cell["url"])
                assert answer.context["page_obj"].paginator.count == cell["value"], cell["url"]
                assert {line.body for line in answer.context["lines"]} <= {city.environment} and "催办全部" not in answer.text
                opened += bool(cell["value"])
    assert opened > 3 and "与月报一致" in client.get(f"/desk/dashboard/met/?body={city.environment.pk}&period=2026-02&report={report.pk}").text
    for more in ("", f"body={city.commerce.pk}&", f"office={city.office.pk}&", f"body={city.commerce.pk}&below=1&"):
        assert client.get(f"/desk/dashboard/met/?{more}period=2026-02&report={report.pk}").status_code == 404, more
    assert client.get(f"/desk/dashboard/met.xlsx?body={city.commerce.pk}&period=2026-02").status_code == 404
    below = client.get(f"/desk/dashboard/met/?body={city.environment.pk}&below=1&period=2026-02").context["ask"].scope
    assert below.bodies == (below.body,)
    for name in ("drafter", "secrecy"):
        assert visitor(city.who(city.environment, name)).get(report.get_absolute_url()).status_code == 403


def test_the_office_of_another_city_sees_nothing_of_it(watched):
    report = signed(watched, publication="总体及时")
    elsewhere, user = office("外厅")
    client = Client()
    client.force_login(user)
    for address in ("", "sign/", "comment/"):
        assert client.get(f"{report.get_absolute_url()}{address}").status_code == 404
    assert client.get(f"/desk/dashboard/met/?period=2026-02&report={report.pk}").context["frozen"] is None
    made = client.post("/desk/reports/draft/")
    assert made.headers["Location"] == MonthlyReport.objects.get(agency=elsewhere).get_absolute_url()
    assert set(MonthlyReport.objects.exclude(pk=report.pk).values_list("agency", flat=True)) <= {elsewhere.pk}


def test_an_app_above_adds_its_section(watched, settings):
    settings.REPORT_SECTIONS = ["oversight.sections.SECTIONS", "tests.oversight.test_reports.MORE"]
    report = drafted(watched)
    assert [section["key"] for section in report.numbers["sections"]][-1] == "more"
    assert [form for form in perform_form(report) if form == "comment_more"]
    client = visitor(watched.supervisor)
    url = next(address for address in walk(client, report.get_absolute_url()) if "/again/" in address)
    assert rows_of(client, url) == walk(client, report.get_absolute_url())[url]


MORE = (sections.Section(key="more", label="又一部分", figures=(
    figures.Figure(key="again", label="又一数字", make=figures.decided, body="drafting_agency"),)),)


def perform_form(report):
    return report.workflow["comment"].form(subject=report).fields


def test_the_sheet_of_monday_is_one_page_for_a_hundred_bodies(law):
    watching, user = office()
    papers(bodies(watching, 100), 400, seed=5, now=datetime.now(SHANGHAI))
    client = Client()
    client.force_login(user)
    pdf = pypdfium2.PdfDocument(client.get("/desk/monday.pdf").content)
    words = pdf[0].get_textpage().get_text_range()
    assert len(pdf) == 1 and "其余" in words and "未公开公文" in words
    quiet, alone = office("静厅")
    client.force_login(alone)
    assert len(pypdfium2.PdfDocument(client.get("/desk/monday.pdf").content)) == 1


def test_whoever_comments_too_late_sees_what_the_other_wrote_and_keeps_his_own_words(watched):
    report, client = drafted(watched), visitor(watched.supervisor)
    url, key = f"/desk/reports/{report.pk}/comment/", f"comment_{report.sections()[0]['key']}"
    assert client.post(url, {key: "甲的评语", "version": report.version}).status_code == 302
    late = client.post(url, {key: "乙的评语", "version": report.version})
    assert late.status_code == 409 and "甲的评语" in late.text and "乙的评语" in late.text
    report.refresh_from_db()
    perform(report, "sign", by=watched.supervisor, now=NOW, data={"accept": "changed"})
    late = client.post(url, {key: "丙的评语", "version": report.version})
    assert late.status_code == 409 and "丙的评语" in late.text and "没有提交" in late.text


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_draft_one_report(city):
    city.person("督察", city.office, "supervisor")
    made = []

    def work():
        made.append(len(reporting.draft_due(now=NOW)))
        connection.close()

    workers = [Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(made) == [0, 0, 1] and MonthlyReport.objects.count() == 1
    assert Notification.objects.filter(key="report_draft").count() == 1
