"""A letter to several at once: each sees its own, signs, agrees or objects; units outside are put on record, by the sender alone."""
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone
from openpyxl import load_workbook

from openness.agencies.models import Agency, User
from openness.audit.trail import events_of
from openness.desk.context import Frame
from openness.linkage.models import Delivery, Letter
from openness.linkage.reading import letters_of, write_address
from openness.notifications.inbox import with_subjects
from openness.notifications.models import Notification
from openness.workflow.problems import Refused
from openness.workflow.transitions import perform
from tests.city import NOW
from tests.linkage.making import entry, heard, send, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(city):
    """The office wrote to the environment bureau, the commerce bureau and a newspaper."""
    city.sender = city.who(city.office, "publisher")
    city.paper = entry(city.office, city.sender, "示例日报社", kind="media")
    city.letter = send(city.office, city.sender, title="通知甲", contacts=[city.paper.pk], agencies=[city.environment.pk, city.commerce.pk])
    city.env, city.com, city.outside = (city.letter.deliveries.get(name=name) for name in ("市环境局", "市商务局", "示例日报社"))
    return city


def notices(actor):
    return [notice.text(subject) for notice, subject in with_subjects(Notification.objects.filter(recipient=actor.user), actor.user)]


def test_each_receiver_gets_its_own_and_is_told_without_a_word_of_the_letter(told):
    city = told
    assert city.outside.agency is None and city.env.agency == city.environment and city.letter.deliveries.count() == 3
    for name in ("head", "signer", "discloser"):
        assert notices(city.who(city.environment, name)) == ["市政府办公厅发来联动通知，请于 2026-03-03 前签收"]
    assert not Notification.objects.filter(recipient=city.who(city.health, "head").user).exists()
    event = events_of(city.letter).get()
    assert event.data == {"contacts": [city.paper.pk], "agencies": [city.environment.pk, city.commerce.pk], "reply_by": "2026-03-03"}


def test_a_third_body_finds_nothing_and_a_receiver_nothing_but_its_own(told):
    city, address = told, told.env.get_absolute_url()
    third, receiver, sender = (visitor(city.who(agency, "head")) for agency in (city.health, city.environment, city.office))
    before = third.get("/desk/letters/").text
    for place in (city.letter.get_absolute_url(), *(f"{address}{rest}" for rest in ("", "receive/", "agree/", "record/"))):
        assert third.get(place).status_code == 404, place
    assert third.post(f"{address}receive/").status_code == 404 and "通知甲" not in before
    assert receiver.get(address).status_code == 200 and receiver.get(city.com.get_absolute_url()).status_code == 404
    assert receiver.get(city.letter.get_absolute_url()).status_code == 404
    text = receiver.get("/desk/letters/").text + receiver.get(address).text + receiver.get("/desk/").text
    assert "通知甲" in text and "市商务局" not in text and "示例日报社" not in text
    page = sender.get(city.letter.get_absolute_url()).text
    assert all(name in page for name in ("市环境局", "市商务局", "示例日报社", "统一这样说"))
    for name in ("drafter", "secrecy"):
        assert visitor(city.who(city.environment, name)).get(address).status_code == 403
    perform(city.env, "agree", by=city.who(city.environment, "head"), now=NOW)
    assert third.get(address).status_code == 404 and third.get("/desk/letters/").text.count("通知甲") == 0


def test_both_sides_see_who_signed_and_agreed_and_the_sender_is_told(told):
    city, head = told, told.who(told.environment, "head")
    client = visitor(head)
    assert client.get("/desk/").text.count(f"{city.env.get_absolute_url()}receive/") == 1
    assert client.post(f"{city.env.get_absolute_url()}receive/", {"version": city.env.version}).status_code == 302
    signer = city.who(city.environment, "signer")
    perform(city.env, "agree", by=signer, now=NOW, data={"note": "照此办理"})
    assert (city.env.status, city.env.received_by, city.env.answered_by) == ("agreed", head.user, signer.user)
    assert sorted(notices(city.sender)) == ["“通知甲（市环境局）”已同意口径", "“通知甲（市环境局）”已签收"]
    assert notices(city.who(city.office, "head")) == []
    for actor, places in ((head, ("/desk/letters/", city.env.get_absolute_url())), (city.sender, (city.letter.get_absolute_url(),))):
        for place in places:
            assert "照此办理" in visitor(actor).get(place).text and "同意口径" in visitor(actor).get(place).text
    assert city.env.get_absolute_url() not in client.get("/desk/").text
    with pytest.raises(Refused):
        perform(city.env, "receive", by=head, now=NOW)


def test_an_objection_needs_words_and_may_become_consent(told):
    city, head = told, told.who(told.commerce, "head")
    with pytest.raises(Refused):
        perform(city.com, "object", by=head, now=NOW, data={"note": " "})
    with pytest.raises(Refused) as refused:         # asked to agree, not for an answer
        perform(city.com, "answer", by=head, now=NOW, data={"note": "好"})
    assert refused.value.codes == {"wording"}
    perform(city.com, "object", by=head, now=NOW, data={"note": "第一句不准确"})
    assert (city.com.status, city.com.received_by, city.com.answer) == ("objected", head.user, "第一句不准确")
    assert "1 家有意见" in visitor(city.sender).get("/desk/letters/?box=out").text
    perform(city.com, "agree", by=head, now=NOW)
    assert city.com.status == "agreed"


def test_a_press_is_answered_and_has_no_wording(told):
    city = told
    letter = send(city.office, city.sender, kind="press", title="请尽快解读", wording="不该有", agencies=[city.environment.pk])
    delivery, head = letter.deliveries.get(), city.who(city.environment, "head")
    assert letter.wording == "" and set(delivery.workflow.available(delivery, {(city.environment.pk, "answer_to_oversight")})) == {
        "receive", "answer"}
    for step in ("agree", "object"):
        with pytest.raises(Refused):
            perform(delivery, step, by=head, now=NOW, data={"note": "好"})
    with pytest.raises(Refused):
        perform(delivery, "answer", by=head, now=NOW)
    perform(delivery, "answer", by=head, now=NOW, data={"note": "明天公开"})
    assert (delivery.status, delivery.received_by) == ("answered", head.user)


def test_a_unit_outside_is_put_on_record_by_the_senders_side_and_never_signs(told):
    city, outside = told, told.outside
    for agency, name in ((city.environment, "head"), (city.health, "publisher")):
        with pytest.raises(Refused) as refused:
            perform(outside, "record", by=city.who(agency, name), now=NOW, data=heard())
        assert refused.value.codes == {"right"}
    for step in ("receive", "agree"):
        with pytest.raises(Refused):
            perform(outside, step, by=city.sender, now=NOW)
    with pytest.raises(Refused) as refused:
        perform(city.env, "record", by=city.sender, now=NOW, data=heard())
    assert refused.value.codes == {"inside"}
    for wrong in (heard(NOW + timedelta(minutes=5)), heard(NOW - timedelta(days=1)), heard(said_by="")):
        with pytest.raises(Refused):
            perform(outside, "record", by=city.sender, now=NOW, data=wrong)
    perform(outside, "record", by=city.sender, now=NOW, data=heard())
    with pytest.raises(Refused):
        perform(outside, "record_objection", by=city.sender, now=NOW, data=heard())
    perform(outside, "record_agreement", by=city.who(city.office, "head"), now=NOW, data=heard(note="可以"))
    assert (outside.status, outside.received_by, outside.answered_by, outside.how) == ("agreed", None, None, "phone")
    page = visitor(city.sender).get(city.letter.get_absolute_url()).text
    assert "登记：同意口径" in page and "已发 3 家，0 家签收，1 家已登记" in " ".join(page.split())
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.filter(pk=outside.pk).update(received_by=city.sender.user, received_at=NOW)


def test_a_retired_contact_is_not_offered_and_not_taken(told):
    city = told
    address = "/desk/letters/new/linkage/"
    assert "示例日报社" in visitor(city.sender).get(address).text
    perform(city.paper, "retire", by=city.sender, now=NOW, data={"note": "停刊"})
    assert "示例日报社" not in visitor(city.sender).get(address).text
    with pytest.raises(Refused):
        send(city.office, city.sender, contacts=[city.paper.pk])
    foreign = entry(city.commerce, city.who(city.commerce, "publisher"), "示例商报")
    for choice in ({"contacts": [foreign.pk]}, {"agencies": [city.office.pk]}, {"agencies": [city.government.pk + 999]}, {}):
        with pytest.raises(Refused):
            send(city.office, city.sender, **choice)
    assert Letter.objects.count() == 1


def test_a_contact_that_is_a_body_of_ours_signs_in_the_system_once_and_one_without_people_is_outside(told):
    city = told
    silent = Agency.objects.create(name="市新成立局", code="渝新发", supervisor=city.office)
    named = [entry(city.office, city.sender, f"{body}新闻处", body=body.pk).pk for body in (city.environment, silent)]
    letter = send(city.office, city.sender, contacts=named, agencies=[city.environment.pk])
    assert {(each.name, each.agency) for each in letter.deliveries.all()} == {
        ("市环境局", city.environment), ("市新成立局新闻处", None)}
    with pytest.raises(Refused):
        send(city.office, city.sender, agencies=[silent.pk])


def test_the_form_sent_twice_makes_one_letter_and_the_day_is_to_come(told):
    city, address = told, "/desk/letters/new/linkage/"
    client, today = visitor(city.sender), timezone.localdate()
    form = {"title": "通知乙", "words": "请配合", "reply_by": f"{today:%F}", "contacts": [city.paper.pk], "key": "k1"}
    answers = [client.post(address, form) for _n in range(2)]
    letter = Letter.objects.get(title="通知乙")
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, letter.get_absolute_url())] * 2
    late = client.post(address, form | {"key": "k2", "reply_by": f"{today - timedelta(days=1):%F}"})
    assert late.status_code == 409 and "不能早于今天" in late.text
    nobody = client.post(address, {name: value for name, value in form.items() if name != "contacts"} | {"key": "k3"})
    assert nobody.status_code == 409 and "至少选择一个收件单位" in nobody.text
    assert client.get("/desk/letters/new/nonsense/").status_code == 404


def test_what_was_not_signed_by_the_day_is_late_on_both_sides(told):
    city = told
    perform(city.com, "receive", by=city.who(city.commerce, "head"), now=NOW)
    sender, receiver = visitor(city.sender), visitor(city.who(city.environment, "head"))        # it is long past that day
    assert sender.get("/desk/letters/?box=out&state=late").text.count('data-row="letter"') == 1
    page = sender.get(city.letter.get_absolute_url()).text
    assert "2 家逾期" in page and page.count("逾期未签收") == 1 and page.count("逾期未登记") == 1
    assert "逾期未签收" in receiver.get(city.env.get_absolute_url()).text
    assert visitor(city.who(city.commerce, "head")).get("/desk/letters/?state=late").text.count('data-row="delivery"') == 0
    rows = load_workbook(BytesIO(sender.get("/desk/tables/letters/export/?box=out&state=late").content)).active
    assert {row[4].value for row in rows.iter_rows(min_row=2)} == {"市环境局", "示例日报社"}
    own = load_workbook(BytesIO(receiver.get("/desk/tables/letters/export/?box=in").content)).active
    assert [row[4].value for row in own.iter_rows(min_row=2)] == ["市环境局"]


def test_what_a_letter_is_about_is_named_to_those_alone_who_may_see_it(told):
    city = told
    draft = city.draft(city.environment, title="藏着的公文")
    writer = city.who(city.environment, "head")
    letter = send(city.environment, writer, about=draft, title="通知丙", agencies=[city.commerce.pk, city.office.pk])
    pages = {agency: visitor(city.who(agency, "head")).get(letter.deliveries.get(agency=agency).get_absolute_url()).text
             for agency in (city.commerce, city.office)}
    assert all("通知丙" in page and "藏着" not in page for page in pages.values())
    assert "藏着的公文" in visitor(writer).get(letter.get_absolute_url()).text
    stranger = city.who(city.commerce, "publisher")
    address = write_address("linkage", draft, to=[city.commerce])
    assert visitor(stranger).get(address).status_code == 404 and visitor(writer).get(address).context["about"] == draft
    assert 'checked' in visitor(writer).get(address).text
    for nothing in ("documents.document:0", "agencies.user:1", "x:1", "documents.document:", "nonsense", "documents.document:1:2"):
        assert visitor(writer).get(f"/desk/letters/new/press/?about={nothing}").status_code == 404
    with pytest.raises(Refused) as refused:
        send(city.commerce, stranger, about=draft, agencies=[city.office.pk])
    assert refused.value.codes == {"subject"}


def test_the_page_of_a_thing_shows_who_was_told_in_two_queries(told, django_assert_num_queries):
    city = told
    public = city.draft(city.environment, title="一份公文")
    writer, receiver, third = (city.who(agency, "head") for agency in (city.environment, city.commerce, city.health))
    letters = [send(city.environment, writer, about=public, agencies=[city.commerce.pk, city.office.pk]) for _n in range(3)]
    perform(letters[0].deliveries.get(agency=city.commerce), "receive", by=receiver, now=NOW)
    send(city.commerce, receiver, agencies=[city.office.pk])
    for actor, many in ((writer, 2), (receiver, 1)):
        user = User.objects.get(pk=actor.user.pk)
        visitor(actor).get("/desk/")
        letters_of(public, user)        # rights and content types are read once
        with django_assert_num_queries(2):
            rows = letters_of(public, user)
            seen = [(row.own, row.many, row.signed, [str(each.agency) for each in row.deliveries]) for row in rows]
        assert len(seen) == 3 and seen[-1][:3] == (actor is writer, many, 1)
    assert letters_of(public, User.objects.get(pk=third.user.pk)) == []
    request = RequestFactory().get("/")
    request.user = User.objects.get(pk=writer.user.pk)
    shown = Template("{% load linkage %}{% letters_about subject %}").render(
        Context({"request": request, "desk": Frame(request), "subject": public}))
    assert "已发 2 家，1 家签收" in shown and f"about=documents.document%3A{public.pk}" in shown


def test_sent_again_it_begins_with_the_words_and_receivers_of_before(told):
    city = told
    page = visitor(city.sender).get(write_address("linkage", again=city.letter))
    assert page.context["form"].initial["title"] == "通知甲" and page.text.count("checked") == 3
    other = visitor(city.who(city.environment, "head")).get(write_address("linkage", again=city.letter))
    assert "通知甲" not in other.text
