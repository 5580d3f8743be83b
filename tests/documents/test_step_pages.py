"""The one page of all steps, through HTTP."""
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from documents.models import Document
from openness.agencies.models import User
from openness.agencies.rights import rights_of
from openness.audit.models import Event
from openness.publication.blocks import plain
from openness.workflow.problems import Refused
from openness.workflow.transitions import perform
from tests.city import step

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


def page(client, document, name, by):
    client.force_login(by.user)
    return client.get(f"{document.get_absolute_url()}{name}/")


def post(client, document, name, by, /, **data):
    client.force_login(by.user)
    return client.post(f"{document.get_absolute_url()}{name}/", data)


def hidden(response, name):
    tag = re.search(rf'<input[^>]* name="{name}"[^>]*>', response.text)[0]
    return re.search(r'value="([^"]*)"', tag)[1]


def accept_of(response):
    return re.search(r'<button[^>]* name="accept"[^>]* value="([^"]*)"', response.text)[1]


def test_submitting_asks_and_is_done_all_the_same(city, client, now):
    document, head = city.draft(city.environment, city.office, disclosure="", now=now), city.who(city.environment, "head")
    city.reviewed(document, now=now)
    asked = page(client, document, "submit", head)
    assert asked.status_code == 200 and 'data-problem="no_attribute"' in asked.text and "#disclosure" in asked.text
    refused = post(client, document, "submit", head, version=hidden(asked, "version"), key=hidden(asked, "key"))
    assert refused.status_code == 409 and "未明确公开属性建议" in refused.text and "仍要报送" in refused.text
    done = post(client, document, "submit", head, accept=accept_of(refused), version=hidden(refused, "version"),
                key=hidden(refused, "key"))
    assert done.status_code == 302
    document.refresh_from_db()
    assert document.status == "submitted"
    assert Event.objects.of(document).last().data == {"accept": "no_attribute"}


def test_problems_are_all_shown_with_409_and_a_form_error_has_its_anchor(city, client, now):
    document = city.draft(city.environment, city.office, disclosure="", reasoning="", now=now)
    city.claimed(document, accept="no_attribute no_reasoning", now=now)
    reviewer = city.who(city.office, "reviewer")
    refused = post(client, document, "approve", reviewer)
    assert refused.status_code == 409 and "仍要" not in refused.text
    assert set(re.findall(r'data-problem="(\w+)"', refused.text)) == {"no_attribute", "no_reasoning"}
    refused = post(client, document, "hand_over", reviewer)
    assert refused.status_code == 409 and "#id_to" in refused.text
    assert post(client, document, "hand_over", reviewer, to=city.who(city.office, "colleague").user.pk).status_code == 302


def test_stale_page_is_refused_with_both_texts(city, client, now):
    document, drafter = city.draft(city.environment, body="旧文", now=now), city.who(city.environment, "drafter")
    seen = hidden(page(client, document, "edit", drafter), "version")
    step(document, "edit", city.who(city.environment, "head"), body="同事的新文", now=now)
    refused = post(client, document, "edit", drafter, body="我的文", title=document.title, version=seen)
    assert refused.status_code == 409 and "市环境局head 已办理“修改”" in refused.text
    assert "旧文" in refused.text and "同事的新文" in refused.text and "我的文" in refused.text
    assert plain(Document.objects.get().body) == "同事的新文"


def test_the_same_key_answers_with_the_first_event(city, client, now):
    document, drafter = city.draft(city.environment, now=now), city.who(city.environment, "drafter")
    asked = page(client, document, "attach", drafter)
    sent = {"title": "附件", "version": hidden(asked, "version"), "key": hidden(asked, "key")}
    for _ in range(3):                                  # double click, back button: the version is stale by then
        sent["file"] = SimpleUploadedFile("表.txt", "表一".encode())
        assert post(client, document, "attach", drafter, **sent).status_code == 302
    assert document.parts.count() == 1 and Event.objects.of(document).filter(step="attach").count() == 1


def test_a_key_used_on_another_document_does_not_pass_for_done(city, now):
    first, second, drafter = city.draft(now=now), city.draft(now=now), city.who(city.environment, "drafter")
    perform(first, "to_unit", by=drafter, now=now, key="k")
    with pytest.raises(Refused, match="另一事项"):
        perform(second, "to_unit", by=drafter, now=now, key="k")


def test_what_is_not_stored_has_no_status_to_start_from(city, now):
    forged = Document(title="x", drafting_agency=city.environment, issuing_agency=city.environment,
                      reviewing_office=city.environment, status="in_review", disclosure="proactive")
    with pytest.raises(Refused, match="不能退文"):
        step(forged, "send_back", city.who(city.environment, "reviewer"), now=now)


def test_stranger_404_without_right_403_unknown_step_404_anonymous_to_login(city, client, now):
    document = city.draft(city.environment, now=now)
    assert page(client, document, "submit", city.who(city.commerce, "head")).status_code == 404
    assert page(client, document, "submit", city.who(city.environment, "drafter")).status_code == 403
    assert page(client, document, "nonsense", city.who(city.environment, "drafter")).status_code == 404
    client.logout()
    assert client.get(document.get_absolute_url()).status_code == 302


def test_every_step_has_a_page_or_none_and_what_is_a_consequence_has_none(city, client, now):
    document = city.draft(now=now)
    city.published(document, now=now)
    for name in Document.workflow:
        for person in ("drafter", "head", "reviewer", "publisher", "signer"):
            status = page(client, document, name, city.who(city.environment, person)).status_code
            without = ("draft", "register", "correct", "adopt", "supersede", "unlock", "purge")
            assert status in (200, 403, 404) and (status == 404) == (name in without)
    assert post(client, document, "supersede", city.who(city.environment, "publisher")).status_code == 404


def test_list_page_of_any_length_needs_the_same_few_queries(city, client, now, django_assert_max_num_queries):
    drafter = city.who(city.environment, "drafter")
    client.force_login(drafter.user)
    counts = []
    for rows in (1, 20):
        while Document.objects.count() < rows:
            document = city.draft(city.environment, joint=[city.commerce.pk], now=now)
            step(document, "to_unit", drafter, now=now) if document.pk % 2 else None
        with django_assert_max_num_queries(18) as queries:
            text = client.get("/desk/documents/").text
        counts.append(len(queries))
        assert text.count('data-row="document"') == rows
    assert "送部门内审" in text and counts[0] == counts[1]


def test_a_step_costs_few_queries(city, now, django_assert_max_num_queries):
    document = city.draft(city.environment, now=now)
    city.reviewed(document, now=now)
    with django_assert_max_num_queries(40):
        step(document, "submit", city.who(city.environment, "head"), now=now)


def test_rights_are_read_once(city, django_assert_num_queries):
    user = User.objects.get(pk=city.who(city.office, "reviewer").user.pk)
    with django_assert_num_queries(1):
        rights_of(user), rights_of(user)


def test_two_hats_the_own_post_comes_before_the_substitute_and_the_page_lets_choose(city, client, now):
    document, head = city.draft(city.environment, now=now), city.who(city.environment, "head")
    other = city.person("另一负责人", city.environment, "unit_head")
    city.capacity(head.user, city.environment, "unit_head", acting_for=other.user, on=date(2020, 1, 1))
    city.reviewed(document, now=now)
    assert "另一负责人" in page(client, document, "submit", head).text
    assert post(client, document, "submit", head).status_code == 302
    assert Event.objects.of(document).last().acting_for is None
    assert post(client, document, "recall", head, note="补一份材料", capacity="1").status_code == 302
    assert Event.objects.of(document).last().acting_for == other.user


def test_who_opens_a_paper_has_read_the_notices_about_it_and_no_others(city, client, now):
    reviewer = city.who(city.environment, "reviewer")
    first, second = city.draft(now=now), city.draft(now=now)
    for document in (first, second):
        city.reviewed(document, now=now)
        step(document, "submit", city.who(city.environment, "head"), now=now)
    client.force_login(reviewer.user)
    client.get(first.get_absolute_url())
    assert [notice.data["pk"] for notice in reviewer.user.notifications.unread()] == [second.pk]
