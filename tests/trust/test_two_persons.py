"""Once there is somebody for security, nobody gives rights alone, by any way."""
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localdate

from openness.agencies.models import Assignment, User
from openness.agencies.rights import rights_of
from openness.audit.models import Event
from openness.onboarding import changes
from openness.onboarding.columns import COLUMNS
from openness.onboarding.models import RightsChange
from openness.tables import workbooks

from .second_factors import administrator

pytestmark = pytest.mark.django_db


def visitor(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def founder(db):
    return User.objects.create(username="root", name="建立者", is_staff=True, is_superuser=True)


@pytest.fixture
def guard(db):
    return administrator("security")


@pytest.fixture
def keeper(db):
    return administrator("system")


@pytest.fixture
def li(db):
    return User.objects.create(username="li", name="李某")


def rights(user):
    return {right for _agency, right in rights_of(User.objects.get(pk=user.pk))}


def assign(client, user, agency, role="drafter", **more):
    return client.post(f"/desk/setup/people/{user.pk}/", {
        "assign": "1", "agency": agency.pk, "role": role, "from_on": f"{localdate():%F}"} | more, follow=True)


def decide(client, accept=True, **more):
    change = RightsChange.objects.latest("pk")
    return client.post(f"/desk/rights/{change.pk}/", {"confirm" if accept else "refuse": "1"} | more, follow=True)


def test_before_there_is_security_one_person_acts_and_it_says_so(city, founder, li):
    page = assign(visitor(founder), li, city.environment)
    assert "一人办理" in page.text and rights(li)
    change = RightsChange.objects.get()
    assert change.alone and change.accepted and Event.objects.of(li).get().step == "change_rights_alone"
    assert Assignment.history.get(user=li).history_user == founder


def test_a_post_waits_for_another_person(city, guard, keeper, li):
    page = assign(visitor(keeper), li, city.environment, why="新到岗")
    assert "等待安全管理员确认" in page.text and not li.assignments.exists() and not rights(li)
    assert assign(visitor(keeper), li, city.environment).text.count("已经提出") == 1 and RightsChange.objects.count() == 1
    assert visitor(keeper).post(f"/desk/rights/{RightsChange.objects.get().pk}/", {"confirm": "1"}).status_code == 403
    shown = visitor(guard).get("/desk/rights/").text
    assert "新到岗" in shown and "市环境局 · 起草人" in shown
    decide(visitor(guard))
    assert rights(li) and li.assignments.get().agency == city.environment
    assert "已经由" in decide(visitor(guard)).text and li.assignments.count() == 1          # a second click
    told = [(event.step, event.actor) for event in Event.objects.of(li).order_by("pk")]
    assert told == [("propose_rights", keeper), ("confirm_rights", guard)]
    assert Event.objects.of(li).latest("pk").data["after"].startswith("市环境局 · 起草人")


def test_a_refusal_needs_a_reason_and_changes_nothing(city, guard, keeper, li):
    assign(visitor(keeper), li, city.environment, "signer")
    assert "请写明" in decide(visitor(guard), accept=False).text and RightsChange.objects.get().accepted is None
    decide(visitor(guard), accept=False, reason="没有任命文件")
    assert RightsChange.objects.get().accepted is False and not li.assignments.exists()
    event = Event.objects.of(li).latest("pk")
    assert (event.step, event.note) == ("refuse_rights", "没有任命文件")


def test_the_proposer_never_confirms(city, guard, keeper, li):
    assert "没有另一名安全管理员" in assign(visitor(guard), li, city.environment).text and not RightsChange.objects.exists()
    second = administrator("security", "second-guard")
    assign(visitor(guard), li, city.environment)
    assert "须由另一名" in decide(visitor(guard)).text and not li.assignments.exists()
    change = RightsChange.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():           # nor by a way around the pages
        RightsChange.objects.filter(pk=change.pk).update(decided_by=guard, decided_at=timezone.now(), accepted=True)
    decide(visitor(second))
    assert li.assignments.exists()


def test_an_end_and_a_longer_stay_wait_too_and_end_sessions_when_they_come(city, guard, keeper):
    user = city.who(city.environment, "drafter").user
    session, post, yesterday = visitor(user), user.assignments.get(), localdate() - timedelta(days=1)
    visitor(keeper).post(f"/desk/setup/people/{user.pk}/", {"end": "1", "post": post.pk, "to": f"{yesterday:%F}"})
    assert session.get("/desk/").status_code == 200 and rights(user)
    decide(visitor(guard))
    assert session.get("/desk/").status_code == 302 and not rights(user)
    other = city.who(city.commerce, "drafter").user.assignments.get()
    refused = visitor(keeper).post(f"/desk/setup/people/{user.pk}/", {"end": "1", "post": other.pk, "to": f"{yesterday:%F}"})
    assert refused.status_code == 422                                   # of another person


def test_making_an_administrator_takes_two_and_no_post(city, founder, guard, keeper, li):
    drafter = city.who(city.environment, "drafter").user

    def make(by, user, part):
        return visitor(by).post(f"/desk/setup/people/{user.pk}/", {"administer": "1", "part": part}, follow=True).text

    assert "请先结束其岗位" in make(keeper, drafter, "audit")
    assert "自己" in make(keeper, keeper, "audit") and "建立系统的账号" in make(keeper, founder, "audit")
    make(keeper, li, "audit")
    li.refresh_from_db()
    assert li.administers == ""
    decide(visitor(guard))
    li.refresh_from_db()
    assert li.administers == "audit"
    assert "管理员不办理业务" in assign(visitor(keeper), li, city.environment).text and not li.assignments.exists()
    assert "唯一的安全管理员" in make(keeper, guard, "")                  # somebody must stay


def test_what_became_impossible_since_is_refused_when_it_is_confirmed(city, guard, keeper, li):
    visitor(keeper).post(f"/desk/setup/people/{li.pk}/", {"administer": "1", "part": "audit"})
    Assignment.objects.create(user=li, agency=city.environment, role="drafter", from_on=localdate())
    assert "请先结束其岗位" in decide(visitor(guard)).text
    li.refresh_from_db()
    assert li.administers == "" and RightsChange.objects.get().decided_at is None


def test_disabling_is_immediate_and_enabling_waits(city, guard, keeper):
    user = city.who(city.environment, "drafter").user
    session = visitor(user)
    visitor(keeper).post(f"/desk/setup/people/{user.pk}/", {"disable": "1"})
    assert session.get("/desk/").status_code == 302 and not rights(user)
    visitor(keeper).post(f"/desk/setup/people/{user.pk}/", {"enable": "1"})
    user.refresh_from_db()
    assert not user.is_active
    decide(visitor(guard))
    user.refresh_from_db()
    assert user.is_active and rights(user) and session.get("/desk/").status_code == 302      # the old session stays ended
    for by, target, words in ((keeper, keeper, "自己"), (keeper, guard, "唯一的安全管理员")):
        assert words in visitor(by).post(f"/desk/setup/people/{target.pk}/", {"disable": "1"}, follow=True).text
    assert [event.step for event in Event.objects.of(user).order_by("pk")] == ["disable_account", "propose_rights", "confirm_rights"]


def workbook(city):
    labels = [column.label for column in COLUMNS["staff"]]
    row = {"login": "wang", "name": "王某", "body": city.environment.name, "role": "起草人"}
    cells = [row.get(column.name, "") for column in COLUMNS["staff"]]
    out = workbooks.write([workbooks.Sheet("人员和任职", [workbooks.Column(str(label)) for label in labels], [cells])])
    return SimpleUploadedFile("人员.xlsx", out if isinstance(out, bytes) else io.BytesIO(out).getvalue())


def test_a_workbook_of_people_waits_like_one_change(city, guard, keeper):
    client = visitor(keeper)
    preview = client.post("/desk/setup/import/staff/", {"file": workbook(city)})["Location"]
    page = client.get(preview)
    assert "须由安全管理员确认" in page.text
    client.post(preview, {"digest": page.context["digest"], "confirm": "1"})
    assert not User.objects.filter(username="wang").exists()
    assert visitor(guard).get(preview).status_code == 200               # whoever confirms sees what it is
    assert client.post(preview, {"digest": page.context["digest"], "confirm": "1"}).status_code == 409
    assert client.post(preview, {"drop": "1"}).status_code == 409       # it is on record
    decide(visitor(guard))
    assert rights(User.objects.get(username="wang"))
    stranger = administrator("system", "another")
    assert visitor(stranger).get(preview).status_code == 404


def test_a_workbook_of_which_the_ground_shifted_is_not_imported(city, guard, keeper):
    client = visitor(keeper)
    preview = client.post("/desk/setup/import/staff/", {"file": workbook(city)})["Location"]
    client.post(preview, {"digest": client.get(preview).context["digest"], "confirm": "1"})
    User.objects.create(username="wang", name="另一人")
    assert "有变动" in decide(visitor(guard)).text and not Assignment.objects.filter(user__username="wang").exists()


def test_nonsense_is_answered_calmly(city, guard, keeper, li):
    page = f"/desk/setup/people/{li.pk}/"
    for data in ({}, {"assign": "1"}, {"assign": "1", "agency": "x", "role": "emperor", "from_on": "9999-99-99"},
                 {"assign": "1", "agency": city.office.pk, "role": "drafter", "from_on": "2026-01-01", "acting_for": "nobody\0"},
                 {"end": "1", "post": "x"}, {"administer": "1", "part": "emperor"}):
        assert visitor(keeper).post(page, data).status_code == 422, data
    assert visitor(keeper).get("/desk/setup/people/987654321/").status_code == 404
    assert visitor(guard).post("/desk/rights/987654321/", {"confirm": "1"}).status_code == 404
    backwards = assign(visitor(keeper), li, city.environment, to_on="2020-01-01")
    assert "早于开始日期" in backwards.text and not RightsChange.objects.exists()
    assert list(changes.waiting()) == []
