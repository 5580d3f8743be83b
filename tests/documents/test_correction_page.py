"""更正: the published text begins again as a new edition, goes the whole way, and takes the old one's place."""
import pytest
from django.utils import timezone
from lxml import html

from documents.models import Document
from documents.views.comparison import rounds_of
from openness.publication.blocks import plain
from openness.publication.models import PublicItem
from openness.workflow.models import Autosave
from tests.city import attach
from tests.city import step as take
from tests.interpretation.making import interpretation

pytestmark = pytest.mark.django_db


def step(document, name, by, /, **data):
    return take(document, name, by, **{"now": timezone.now()} | data)


@pytest.fixture
def drafter(city, client):
    actor = city.who(city.environment, "drafter")
    client.force_login(actor.user)
    return actor


@pytest.fixture
def original(city, drafter):
    now = timezone.now()
    document = city.draft(city.environment, city.office, body="原来的正文", joint=[city.commerce.pk], topic=10, is_policy="on",
                          five_kinds=["decision", "service"], contact="王某", ground="P20-13", now=now)
    attach(document, drafter, title="公开的附件", content="甲", now=now)
    attach(document, drafter, title="不公开的附件", content="乙", disclosure="withheld", now=now)
    countersigned(city, document)
    interpretation(city, document, now=now)
    city.published(document, now=now)
    return document


def countersigned(city, document):
    """By the joint body; back in draft, since the review holds for the content."""
    step(document, "to_unit", city.who(city.environment, "drafter"))
    step(document, "countersign", city.who(city.commerce, "signer"), passed=True)
    step(document, "back_to_draft", city.who(city.environment, "head"), note="已会签")


def address(document):
    return f"/desk/documents/correct/{document.pk}/"


def sent(page, **changes):
    """What the form would send."""
    [form] = html.fromstring(page.text).xpath("//form[@data-autosave]")
    values = {}
    for name, value in form.form_values():
        values.setdefault(name, []).append(value)
    return values | {name: value if isinstance(value, list) else [value] for name, value in changes.items()}


def begin(client, document, **changes):
    answer = client.post(address(document), sent(client.get(address(document)), **changes))
    assert answer.status_code == 302
    return document.corrections.get()


def test_the_form_holds_the_standing_text_and_the_new_edition_its_number_and_attachments(city, client, original):
    page = client.get(address(original))
    assert "原来的正文</textarea>" in page.text and "更正沿用原字号" in page.text and original.number in page.text
    correction = begin(client, original, body="改过的正文")
    assert (correction.status, correction.edition, correction.number, correction.corrects) == ("draft", 2, original.number, original)
    for name in ("title", "genre", "topic", "is_policy", "five_kinds", "contact", "disclosure", "ground", "drafting_agency_id"):
        assert getattr(correction, name) == getattr(original, name), name
    assert plain(correction.body) == "改过的正文" and list(correction.joint.all()) == [city.commerce]
    assert [(part.title, part.disclosure) for part in correction.parts.all()] == [("公开的附件", ""), ("不公开的附件", "withheld")]
    assert plain(PublicItem.objects.get(kind="document").body) == "原来的正文"        # it stands until the correction goes out


def test_a_joint_body_that_is_left_out_is_left_out(client, original):
    assert list(begin(client, original, joint=[]).joint.all()) == []


def test_it_goes_the_whole_way_and_takes_the_place_of_the_old_edition(city, client, original):
    item = PublicItem.objects.get(kind="document")
    correction = begin(client, original, body="改过的正文")
    assert rounds_of(correction) is None
    countersigned(city, correction)
    city.published(correction, now=timezone.now())
    original.refresh_from_db()
    assert original.status == "superseded" and PublicItem.objects.current().get(kind="document").address == item.address
    client.logout()
    text = client.get(item.get_absolute_url()).text
    assert "改过的正文" in text and "原来的正文" not in text and "不公开的附件" not in text


def test_one_correction_at_a_time_and_a_second_click_gets_the_first_answer(city, client, original):
    data = sent(client.get(address(original)), body="改过的正文")
    first = client.post(address(original), data)
    again = client.post(address(original), data)
    assert first["Location"] == again["Location"] and original.corrections.count() == 1
    page = client.get(address(original))
    assert page["Location"] == first["Location"]
    refused = client.post(address(original), data | {"key": ["another"], "body": ["第三种写法"]})
    assert refused.status_code == 409 and "只能有一个更正稿" in refused.text and "第三种写法" in refused.text
    assert original.corrections.count() == 1


def test_only_what_is_public_is_corrected_and_only_by_its_drafters(city, client, original):
    draft = city.draft(city.environment, city.office, now=timezone.now())
    assert client.get(address(draft))["Location"] == draft.get_absolute_url()
    refused = client.post(address(draft), {"title": "x", "body": "y"})
    assert refused.status_code in (302, 409) and not draft.corrections.exists()
    for actor, status in ((city.who(city.office, "publisher"), 403), (city.who(city.commerce, "drafter"), 404)):
        client.force_login(actor.user)
        assert client.get(address(original)).status_code == status
        assert client.post(address(original), {"title": "x"}).status_code == status
    assert not original.corrections.exists()
    client.force_login(city.who(city.environment, "drafter").user)
    step(original, "withdraw", city.who(city.office, "publisher"), code="wrong")
    assert client.get(address(original)).status_code == 302


def test_what_is_typed_is_kept_and_given_back(client, original):
    page = client.get(address(original))
    data = sent(page, body="写了一半的更正")
    answer = client.post(address(original), data, headers={"X-Autosave": "yes"})
    assert answer.status_code == 200 and not original.corrections.exists()
    assert "写了一半的更正</textarea>" in client.get(address(original)).text
    assert client.post(address(original), sent(client.get(address(original)))).status_code == 302
    assert plain(original.corrections.get().body) == "写了一半的更正" and not Autosave.objects.exists()


def test_a_bad_field_is_refused_and_the_typed_text_stays(client, original):
    refused = client.post(address(original), sent(client.get(address(original)), title="", body="改过的正文"))
    assert refused.status_code == 409 and "#id_title" in refused.text and "改过的正文</textarea>" in refused.text
    assert not Document.objects.filter(corrects=original).exists()
