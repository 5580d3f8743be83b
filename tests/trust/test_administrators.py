"""Three administrators who exclude one another, none of whom has any business; the founder steps back."""
import io
import re

import openpyxl
import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from openness.agencies.actors import capacities
from openness.agencies.holders import Holders
from openness.agencies.models import Assignment, Grant, User
from openness.agencies.rights import derive, rights_of
from openness.audit.models import Event
from tests.city import NOW

from .second_factors import administrator

pytestmark = pytest.mark.django_db
SYSTEM = ("/desk/setup/", "/desk/setup/import/bodies/", "/desk/setup/bodies/", "/desk/setup/bodies/merge/", "/admin/agencies/agency/",
          "/admin/rules/rule/", "/admin/deadlines/calendaryear/")
SECURITY = ("/admin/agencies/user/", "/admin/agencies/assignment/")
BOTH = ("/desk/setup/people/", "/desk/rights/", "/desk/setup/import/staff/", "/admin/")
REVIEW, TRAIL = "/desk/access-review/", "/desk/trail/"


@pytest.fixture
def founder(db):
    return User.objects.create(username="root", name="建立者", is_staff=True, is_superuser=True)


def visitor(user):
    client = Client()
    client.force_login(user)
    return client


def opened(user):
    client = visitor(user)
    return {address for address in (*SYSTEM, *SECURITY, *BOTH, REVIEW, TRAIL) if client.get(address).status_code == 200}


def test_each_opens_the_own_pages_and_no_others(city, founder):
    assert opened(founder) == {*SYSTEM, *SECURITY, *BOTH, REVIEW}          # before anybody is appointed
    three = {part: administrator(part) for part in ("system", "security", "audit")}
    assert opened(three["system"]) == {*SYSTEM, *BOTH}
    assert opened(three["security"]) == {*SECURITY, *BOTH, REVIEW}
    assert opened(three["audit"]) == {REVIEW, TRAIL}
    assert opened(founder) == {*SYSTEM, *BOTH}
    assert opened(city.who(city.office, "reviewer").user) == set()
    User.objects.filter(administers="security").update(is_active=False)
    assert opened(founder) >= set(SECURITY)                                 # nobody is left without a guard


def test_navigation_shows_what_opens(city, founder):
    for part, wanted in (("system", {"/desk/setup/", "/desk/setup/people/", "/desk/rights/"}),
                         ("security", {"/desk/setup/people/", "/desk/rights/", REVIEW}), ("audit", {REVIEW, TRAIL})):
        client = visitor(administrator(part))
        page = client.get("/desk/").text
        side = set(re.findall(r'href="(/desk/[^"]*)"', page[page.index('id="side"'):page.index("</nav>")]))
        ours = {"/desk/setup/", "/desk/setup/people/", "/desk/rights/", REVIEW, TRAIL}
        assert side & ours == wanted, part
        assert all(client.get(address).status_code == 200 for address in side), part


def test_one_person_is_one_of_them_and_the_founder_none():
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(username="a", administers="system,audit"[:10])
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(username="b", administers="audit", is_superuser=True)


def test_an_administrator_has_no_business_whatever_a_row_says(city):
    document = city.draft()
    actor = city.who(city.environment, "head")
    right = next(iter(rights_of(User.objects.get(pk=actor.user.pk))))[1]
    holders = Holders(right, "drafting_agency")
    assert capacities(actor.user, holders, document, now=NOW)
    User.objects.filter(pk=actor.user.pk).update(administers="system")
    user = User.objects.get(pk=actor.user.pk)
    derive(user, on=NOW.date())
    assert Assignment.objects.filter(user=user).exists() and not Grant.objects.filter(user=user).exists()
    assert not capacities(user, holders, document, now=NOW) and not actor.may(right, city.environment, now=NOW)
    assert visitor(User.objects.get(pk=user.pk)).get(document.get_absolute_url()).status_code == 404


def test_djangos_admin_changes_no_right(city, founder):
    guard, colleague = administrator("security"), administrator("system")
    client, person = visitor(guard), city.who(city.environment, "drafter").user
    post = person.assignments.get()
    assert client.get(f"/admin/agencies/assignment/{post.pk}/change/").status_code == 200
    assert client.post(f"/admin/agencies/assignment/{post.pk}/change/", {"role": "signer"}).status_code == 403
    assert client.get("/admin/agencies/assignment/add/").status_code == 403
    change = f"/admin/agencies/user/{person.pk}/change/"
    assert client.post(change, {"username": person.username, "name": "改名", "email": "", "is_superuser": "on", "is_staff": "on",
                                "administers": "audit", "is_active": ""}).status_code == 302
    person.refresh_from_db()
    assert (person.name, person.is_superuser, person.is_staff, person.administers, person.is_active) == ("改名", False, False, "", True)
    for other in (founder, colleague):
        assert client.post(f"/admin/agencies/user/{other.pk}/change/", {"username": "x", "name": "x"}).status_code == 403
        assert client.get(f"/admin/agencies/user/{other.pk}/password/").status_code == 403
    assert visitor(colleague).get(change).status_code == 403
    assert client.get("/admin/otp_totp/totpdevice/").status_code == 404


def test_there_is_one_door_to_djangos_admin(city, founder):
    assert Client().get("/admin/login/?next=/admin/rules/rule/")["Location"] == "/login/?next=/admin/rules/rule/"
    assert Client().get("/admin/", follow=True).redirect_chain[-1][0] == "/login/?next=/admin/"
    assert Client().post("/admin/login/", {"username": "root", "password": "x"}).status_code == 302
    assert visitor(city.who(city.office, "reviewer").user).get("/admin/", follow=True).status_code == 403


def test_passwords_are_given_by_security_alone(city, founder):
    guard, colleague, person = administrator("security"), administrator("system"), city.who(city.environment, "drafter").user
    for user, answer in ((colleague, 403), (founder, 403), (guard, 200)):
        client = visitor(user)
        assert client.post("/desk/setup/people/", {"person": person.pk, "show": "1"}).status_code == answer
        assert ("发放并显示" in client.get("/desk/setup/people/").text) == (answer == 200)
    for act in ("reset_factor", "unlock", "sessions"):
        assert visitor(colleague).post(f"/desk/setup/people/{person.pk}/", {act: "1"}).status_code == 403
        assert visitor(guard).post(f"/desk/setup/people/{person.pk}/", {act: "1"}).status_code == 302
    steps = list(Event.objects.of(person).order_by("pk").values_list("step", flat=True))
    assert steps == ["reset_password", "reset_second_factor", "unlock_account", "end_sessions"]


def test_audit_reads_the_trail_without_a_word_of_papers_and_its_export_is_on_it(city):
    auditor = administrator("audit")
    document = city.draft(title="绝不外传的标题")
    city.reviewed(document)
    client = visitor(auditor)
    asked = f"{TRAIL}?first=2026-03-01&last=2026-03-03"
    page = client.get(asked)
    assert "环境局drafter" in page.text and "送部门内审" in page.text and "绝不外传" not in page.text
    few = client.get(f"{asked}&person=市环境局secrecy")
    assert few.context["page_obj"].paginator.count == 1
    assert client.get(f"{asked}&step=送部门内审").context["page_obj"].paginator.count == 1
    assert client.get(f"{asked}&body=商务").context["page_obj"].paginator.count == 0
    kind = Event.objects.of(document).first().subject_type_id
    assert client.get(f"{asked}&thing={kind}&number={document.pk}").context["page_obj"].paginator.count == Event.objects.of(document).count()
    assert client.get(f"{TRAIL}?first=2026-03-03&last=2026-03-09").context["page_obj"].paginator.count == 0
    assert client.get(f"{TRAIL}?first=nonsense&number=-1").status_code == 422
    book = client.get(f"{asked}&export=1")
    cells = [cell.value for row in openpyxl.load_workbook(io.BytesIO(book.content)).active.iter_rows() for cell in row]
    assert "环境局drafter" in str(cells) and "绝不外传" not in str(cells)
    event = Event.objects.of(auditor).get(step="export")
    assert event.data["list"] == "trail" and event.data["asked"]["first"] == "2026-03-01"


