"""Test T28: what is taken away, read although it is kept back, refused or changed in the admin stands on the trail."""
import json

import pytest
from django.utils import timezone

from openness.agencies.models import User
from openness.audit.models import Event
from openness.audit.trail import LOOKS, events_of
from openness.files.models import File
from openness.rules.models import Rule
from tests.city import attach
from tests.hostile import client_of

pytestmark = pytest.mark.django_db
PRINTS = ("pdf", "docx", "draft-sheet", "disclosure-sheet")
EXPORTS = ("documents", "notices", "review")


def looks(user=None):
    rows = Event.objects.filter(step__in=(*LOOKS, "admin_change", "admin_add"))
    return list((rows.filter(actor=user) if user else rows).values_list("step", "subject_id", "data"))


@pytest.fixture
def paper(city):
    document = city.draft(disclosure="withheld", ground="E15", reasoning="第三方不同意", title="不公开的标题", now=timezone.now())
    attach(document, city.who(city.environment, "drafter"), name="名单.txt", content="名单")
    return document


def test_reading_what_is_kept_back_is_an_event_once_a_day_and_what_is_public_is_none(city, paper):
    drafter, head = (city.who(city.environment, name).user for name in ("drafter", "head"))
    for _ in range(3):
        assert client_of(head).get(paper.get_absolute_url()).status_code == 200
    client_of(drafter).get(f"{paper.get_absolute_url()}edit/")
    client_of(drafter).get(city.draft(now=timezone.now()).get_absolute_url())
    assert looks(head) == [("read", paper.pk, {})] and looks(drafter) == [("read", paper.pk, {})]
    assert not set(LOOKS) & set(events_of(paper).values_list("step", flat=True))        # no part of its story


def test_a_reviewer_who_has_it_open_in_the_queue_has_read_it(city):
    document = city.draft(disclosure="on_request", reasoning="过程性信息", now=timezone.now())
    city.reviewed(document, now=timezone.now())
    from tests.city import step
    step(document, "submit", city.who(city.environment, "head"), now=timezone.now(), accept="no_secrecy no_legality")
    reviewer = city.who(city.environment, "reviewer").user
    assert client_of(reviewer).get(f"/desk/review/{document.pk}/").status_code == 200
    assert looks(reviewer) == [("read", document.pk, {})]


def test_every_download_and_every_printed_sheet_is_an_event_each_time(city, paper):
    head, file = city.who(city.environment, "head").user, File.objects.of(paper).get()
    for _ in range(2):
        assert client_of(head).get(f"/desk/files/{file.pk}/").status_code == 200
    assert client_of(head).get(f"/desk/files/{file.pk}/?copy=clean").status_code == 200
    for form in PRINTS:
        assert client_of(head).get(f"{paper.get_absolute_url()}print/{form}/").status_code == 200, form
    assert looks(head) == [("download", paper.pk, {"file": file.pk, "copy": copy}) for copy in (False, False, True)] + [
        ("print", paper.pk, {"form": form}) for form in PRINTS]


def test_what_was_not_given_is_no_download(city, paper):
    stranger, file = city.who(city.commerce, "drafter").user, File.objects.of(paper).get()
    assert client_of(stranger).get(f"/desk/files/{file.pk}/").status_code == 404
    assert client_of(stranger).get(f"{paper.get_absolute_url()}print/pdf/").status_code == 404
    assert looks() == []


@pytest.mark.parametrize("key", EXPORTS)
def test_an_export_names_the_list_and_the_number_of_rows(city, paper, key):
    user = city.who(city.environment, "reviewer").user
    assert client_of(user).get(f"/desk/tables/{key}/export/?q=不公开的标题").status_code == 200
    [(step, _pk, data)] = looks(user)
    assert step == "export" and data["list"] == key and isinstance(data["rows"], int)
    assert "不公开的标题" not in json.dumps(data, ensure_ascii=False)


def test_doors_that_are_not_his_are_on_the_trail_once_a_day(city):
    drafter = city.who(city.environment, "drafter").user
    for _ in range(2):
        assert client_of(drafter).get("/desk/setup/").status_code == 403
    assert client_of(drafter).post("/desk/review/", {}).status_code == 403
    assert [(step, data["path"]) for step, _pk, data in looks(drafter)] == [("refused", "/desk/setup/"), ("refused", "/desk/review/")]


def test_what_the_admin_changes_is_on_the_trail_without_what_was_typed(city):
    root = User.objects.create(username="root", name="管理员", is_staff=True, is_superuser=True)
    rule = Rule.objects.filter(key="documents.review").get()
    answer = client_of(root).post(f"/admin/rules/rule/{rule.pk}/change/", {
        "key": rule.key, "agency": "", "value": "4", "unit": "working_days", "clause": "本机关的新规定", "from_on": "2008-05-01", "to_on": ""})
    assert answer.status_code == 302
    [(step, pk, data)] = looks(root)
    assert (step, pk) == ("admin_change", rule.pk) and "本机关的新规定" not in json.dumps(data, ensure_ascii=False) and data["fields"]
