"""One press for all that is overdue; each body is told of its own, signs for it, answers; nobody sees another's."""
from datetime import timedelta
from io import BytesIO
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localdate
from openpyxl import load_workbook

from openness.agencies.rights import merge
from openness.audit.trail import events_of
from openness.deadlines.models import Deadline
from openness.notifications.models import Notification
from openness.workflow.problems import Refused
from openness.workflow.transitions import perform
from oversight.figures import OVERDUE
from oversight.models import Urging, UrgingReceipt
from oversight.scope import overseen_by
from tests.city import NOW
from tests.oversight.history import bodies, office, papers

pytestmark = pytest.mark.django_db


@pytest.fixture
def watching(city):
    """The municipal office watches; two departments have a publication overdue, a third has none."""
    city.supervisor = city.person("督察", city.office, "supervisor")
    for agency in (city.environment, city.commerce):
        city.signed(city.draft(agency, title=f"{agency}藏着的公文"), now=NOW)
    Deadline.objects.filter(key="documents.publication").update(due_at=NOW - timedelta(days=3))
    return city


def late(city):
    return OVERDUE.rows(overseen_by([city.office.pk]), None, NOW)


def urge(city, *, now=NOW, rows=None, **more):
    urging = Urging(agency=city.office)
    rows = late(city) if rows is None else rows
    data = {"items": ",".join(str(row.pk) for row in rows), "words": "请尽快办理", "until": f"{localdate(now) + timedelta(days=3):%F}"} | more
    perform(urging, "send", by=city.supervisor, now=now, data=data)
    return urging


def visitor(actor):
    client = Client()
    client.force_login(actor.user)
    return client


def test_one_press_makes_a_receipt_a_body_and_tells_who_answers_for_each_clock(watching):
    city, urging = watching, urge(watching)
    receipts = {receipt.agency: receipt for receipt in urging.receipts.all()}
    assert receipts.keys() == {city.environment, city.commerce}
    for agency, receipt in receipts.items():
        assert receipt.status == "sent" and [item.deadline.agency for item in receipt.items.all()] == [agency]
        told = Notification.objects.filter(key="urging", data__pk=receipt.pk).values_list("recipient", flat=True)
        assert set(told) == {city.who(agency, "publisher").user.pk}
    assert [event.step for event in events_of(urging)] == ["send"] and events_of(urging).get().data["items"] == 2
    notice = Notification.objects.filter(key="urging").first()
    assert "1 件事项已逾期" in notice.text() and "藏着" not in notice.text()


def test_a_body_signs_and_answers_and_both_sides_see_it(watching):
    city, urging = watching, urge(watching)
    receipt = urging.receipts.get(agency=city.environment)
    publisher, signer = city.who(city.environment, "publisher"), city.who(city.environment, "signer")
    assert visitor(publisher).get("/desk/").text.count(f"{receipt.get_absolute_url()}receive/") == 1
    answer = visitor(publisher).post(f"{receipt.get_absolute_url()}receive/", {"version": receipt.version})
    assert answer.status_code == 302
    perform(receipt, "answer", by=signer, now=NOW, data={"note": "明天公开"})
    receipt.refresh_from_db()
    assert (receipt.status, receipt.received_by, receipt.answered_by, receipt.answer) == ("answered", publisher.user, signer.user, "明天公开")
    assert Notification.objects.filter(recipient=city.supervisor.user, key="step/oversight.answer").count() == 1
    for actor in (city.supervisor, publisher):
        for address in ("/desk/urgings/", receipt.get_absolute_url()):
            assert "明天公开" in visitor(actor).get(address).text
    assert receipt.get_absolute_url() not in visitor(publisher).get("/desk/").text
    with pytest.raises(Refused):
        perform(receipt, "receive", by=publisher, now=NOW)


def test_an_answer_without_a_signature_is_a_signature(watching):
    receipt = urge(watching).receipts.get(agency=watching.environment)
    by = watching.who(watching.environment, "head")
    perform(receipt, "answer", by=by, now=NOW, data={"note": "已公开"})
    assert (receipt.status, receipt.received_by, receipt.received_at) == ("answered", by.user, NOW)
    empty = urge(watching, accept="urged").receipts.get(agency=watching.environment)
    with pytest.raises(Refused):
        perform(empty, "answer", by=by, now=NOW, data={"note": " "})


def test_a_body_sees_its_own_receipt_and_no_other_and_titles_by_its_own_rights(watching):
    city = watching
    urging = urge(city)
    mine, other = (urging.receipts.get(agency=agency) for agency in (city.environment, city.commerce))
    publisher = visitor(city.who(city.environment, "publisher"))
    text = publisher.get(mine.get_absolute_url()).text
    assert "市环境局藏着的公文" in text and "市商务局" not in text
    assert publisher.get(other.get_absolute_url()).status_code == 404
    assert "市商务局" not in publisher.get("/desk/urgings/").text and "市商务局" not in publisher.get("/desk/").text
    assert publisher.post(f"{other.get_absolute_url()}receive/").status_code == 404
    legal = visitor(city.who(city.environment, "discloser")).get(mine.get_absolute_url()).text      # may answer, sees the paper too
    assert "市环境局藏着的公文" in legal
    office_text = visitor(city.supervisor).get(mine.get_absolute_url()).text
    assert "藏着" not in office_text and "未公开公文" in office_text
    for name in ("drafter", "secrecy"):
        assert visitor(city.who(city.environment, name)).get(mine.get_absolute_url()).status_code == 403
    assert visitor(city.who(city.health, "publisher")).get(mine.get_absolute_url()).status_code == 404
    assert visitor(city.who(city.health, "publisher")).get("/desk/urgings/").context["page_obj"].paginator.count == 0


def test_urging_again_within_a_day_asks_first_and_says_who_did_when(watching):
    urge(watching)
    with pytest.raises(Refused) as refused:
        urge(watching, now=NOW + timedelta(hours=23))
    assert refused.value.codes == {"urged"} and refused.value.may_be_accepted
    assert "督察" in str(refused.value) and "2026-03-02 10:00" in str(refused.value)
    assert Urging.objects.count() == 1
    urge(watching, now=NOW + timedelta(hours=23), accept="urged")
    urge(watching, now=NOW + timedelta(hours=47, minutes=1))
    assert Urging.objects.count() == 3


def test_only_what_is_overdue_and_overseen_is_urged(watching):
    city = watching
    elsewhere, stranger = office("外厅")
    papers(bodies(elsewhere, 1, "外"), 60, seed=1)
    foreign = OVERDUE.rows(overseen_by([elsewhere.pk]), None, NOW)
    assert foreign.exists()
    met = late(city).filter(agency=city.commerce).get()
    Deadline.objects.filter(pk=met.pk).update(closed_at=NOW)
    urging = urge(city, rows=[*late(city), met, *foreign])
    assert [receipt.agency for receipt in urging.receipts.all()] == [city.environment]
    with pytest.raises(Refused) as refused:
        urge(city, rows=foreign)
    assert refused.value.codes == {"nothing"}
    with pytest.raises(Refused) as refused:
        perform(Urging(agency=elsewhere), "send", by=city.supervisor, now=NOW, data={"items": "1", "words": "x", "until": "2026-03-09"})
    assert refused.value.codes == {"right"}
    assert visitor(city.supervisor).get("/desk/urgings/").context["page_obj"].paginator.count == 1
    client = Client()
    client.force_login(stranger)
    assert client.get("/desk/urgings/").context["page_obj"].paginator.count == 0


def test_where_nobody_answers_the_supervisors_are_told_and_a_successor_gets_what_its_predecessor_owed(city):
    watching, user = office()
    first, second = bodies(watching, 2)
    supervisor = city.person("督办员", watching, "supervisor")
    papers([first, second], 40, seed=2)
    merge([first], into=second, on=NOW.date())
    urging = Urging(agency=watching)
    rows = OVERDUE.rows(overseen_by([watching.pk]), None, NOW)
    perform(urging, "send", by=supervisor, now=NOW, data={
        "items": ",".join(str(row.pk) for row in rows), "words": "请办", "until": "2026-03-05"})
    receipt = urging.receipts.get()
    assert receipt.agency == second and receipt.items.count() == rows.count() > 1
    assert {row.agency_id for row in rows} == {first.pk, second.pk}
    assert set(Notification.objects.filter(key="urging").values_list("recipient", flat=True)) == {user.pk, supervisor.user.pk}


def test_the_dialog_previews_and_the_same_form_sent_twice_urges_once(watching):
    city = watching
    Deadline.objects.filter(key="documents.publication").update(due_at=timezone.now() - timedelta(days=3))
    client, address = visitor(city.supervisor), "/desk/urgings/new/"
    page = client.get(address, headers={"X-Sheet": "yes"})
    assert page.status_code == 200 and 'id="sheet-h"' in page.text and "催办 2 件，发给 2 个单位" in page.text
    assert page.text.count("你单位有 1 件事项已逾期") == 2 and "藏着" not in page.text
    one = OVERDUE.rows(overseen_by([city.office.pk]), None, timezone.now()).first()
    assert "催办 1 件，发给 1 个单位" in client.get(f"{address}?deadline={one.pk}").text
    form = {"items": page.context["form"].initial["items"], "words": "请办", "until": f"{localdate() + timedelta(days=3):%F}", "key": "k1"}
    assert client.post(address, form).status_code == client.post(address, form).status_code == 302
    assert Urging.objects.count() == 1
    again = client.post(address, form | {"key": "k2"})
    assert again.status_code == 409 and "仍要催办 2 件" in again.text and Urging.objects.count() == 1
    assert client.post(address, form | {"key": "k2", "accept": "urged"}).status_code == 302 and Urging.objects.count() == 2
    assert client.get(address).text.count('data-problem="urged"') >= 1
    assert visitor(city.who(city.office, "reviewer")).post(address, form).status_code == 403


def test_receipts_late_and_unsigned_have_lists_of_their_own(watching):
    urging = urge(watching)
    Urging.objects.filter(pk=urging.pk).update(until=localdate() - timedelta(days=1))
    receipt = urging.receipts.get(agency=watching.environment)
    perform(receipt, "receive", by=watching.who(watching.environment, "publisher"), now=NOW)
    client = visitor(watching.supervisor)
    counts = {state: client.get(f"/desk/urgings/?state={state}").text.count('data-row="receipt"') for state in ("", "sent", "received", "late")}
    assert counts == {"": 2, "sent": 1, "received": 1, "late": 1}
    assert not UrgingReceipt.objects.late(localdate()).filter(pk=receipt.pk).exists()


def test_the_list_leaves_as_a_table_with_the_rows_of_its_page(watching):
    city, office_ = watching, watching.supervisor
    urge(city)
    rows = exported(visitor(office_))
    assert {row[1] for row in rows} == {str(receipt.agency) for receipt in UrgingReceipt.objects.all()} and len(rows) > 1
    body = UrgingReceipt.objects.filter(agency=city.environment).get()
    own = exported(visitor(city.who(city.environment, "head")))
    assert [row[1] for row in own] == [city.environment.name] and own[0][2] == body.items.count()
    assert exported(visitor(office_), "?state=answered") == []
    assert visitor(city.who(city.environment, "drafter")).get("/desk/tables/urgings/export/").status_code == 403
    assert visitor(office_).get("/desk/tables/dashboard/export/").status_code == 404        # it has a file of its own


def exported(client, query=""):
    answer = client.get(f"/desk/tables/urgings/export/{query}")
    book = load_workbook(BytesIO(b"".join(answer.streaming_content) if answer.streaming else answer.content))
    return [[cell.value for cell in row] for row in book.active.iter_rows(min_row=2)]


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_send_one_urging_and_the_other_is_asked_first(watching):
    items, answers = ",".join(str(row.pk) for row in late(watching)), []
    words = {"items": items, "words": "请尽快办理", "until": f"{localdate(timezone.now()) + timedelta(days=3):%F}"}
    together = Barrier(3, timeout=30)

    def press(client):
        together.wait()
        answers.append(client.post("/desk/urgings/new/", words).status_code)
        connection.close()

    people = [Thread(target=press, args=(visitor(watching.supervisor),)) for _n in range(3)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert sorted(answers) == [302, 409, 409] and Urging.objects.count() == 1


def test_before_it_is_sent_a_former_body_counts_for_its_successor(watching):
    merge([watching.environment], into=watching.commerce, on=localdate(NOW) - timedelta(days=1))
    page = visitor(watching.supervisor).get("/desk/urgings/new/")
    assert [(row["agency"], row["n"]) for row in page.context["bodies"]] == [(watching.commerce, 2)]
    assert set(urge(watching).receipts.values_list("agency", flat=True)) == {watching.commerce.pk}
