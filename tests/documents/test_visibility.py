"""visible_to() against a predicate that was written from decision 16 alone: any posts, any paper, any day."""
from datetime import date, timedelta
from itertools import product

import pytest
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from documents import visibility
from documents.choices import Status
from documents.models import Document, JointBody
from documents.rights import REVIEW
from openness.agencies.models import Agency, Assignment, User
from openness.agencies.rights import assign, derive, merge
from openness.roles import ROLES
from tests.city import step

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
ORDER = ("unit_review", "submitted", "in_review", "returned", "approved", "signed", "published", "retained", "superseded",
         "withdrawn")
SINCE = {       # the bodies to which a role shows a paper, and the status from which it does; before it, nothing
    "drafter": {"drafting": "draft"}, "unit_head": {"drafting": "draft"},
    "secrecy_reviewer": {"drafting": "unit_review", "office": "submitted"},
    "legality_reviewer": {"drafting": "unit_review", "office": "submitted"},
    "disclosure_reviewer": {"drafting": "unit_review"},
    "registrar": {"office": "submitted"}, "reviewer": {"office": "submitted"},
    "signer": {"joint": "unit_review", "issuing": "approved"},
    "publisher": {"office": "signed"}, "supervisor": {},
}


def sees(posts, is_active, paper, on):
    """posts: (role, agencies whose papers the post covers, from, to). The whole of decision 16."""
    if paper.status in ("locked", "purged"):
        return False
    bodies = {"drafting": {paper.drafting_agency_id}, "issuing": {paper.issuing_agency_id},
              "office": {paper.issuing_agency.office_id or paper.issuing_agency_id},
              "joint": {row.agency_id for row in paper.jointbody_set.all()}}
    for role, covered, start, end in posts:
        if not (is_active and start <= on and (end is None or on <= end)):
            continue
        for relation, since in SINCE[role].items():
            reached = since == "draft" or paper.status in ORDER[ORDER.index(since):]
            if reached and bodies[relation] & covered:
                return True
    return False


def papers(city):
    """Every status on every route: own paper, for the office, for the government, joint with one body and with two."""
    env, commerce, health, office = city.environment, city.commerce, city.health, city.office
    routes = [(env, env, []), (env, office, []), (env, city.government, []), (commerce, commerce, [env]),
              (health, office, [env, commerce]), (office, office, [])]
    for serial, ((drafting, issuing, joint), status) in enumerate(product(routes, Status.values), 1):
        paper = Document.objects.create(
            title=f"文{serial}", number=f"文〔2026〕{serial}号", status=status, disclosure="proactive", dated_on=TODAY,
            drafting_agency=drafting, issuing_agency=issuing, reviewing_office=issuing.reviewing_office)
        JointBody.objects.bulk_create(JointBody(document=paper, agency=agency) for agency in joint)
    return list(Document.objects.select_related("issuing_agency").prefetch_related("jointbody_set"))


days = st.integers(-3, 3).map(lambda n: TODAY + timedelta(days=n))
post = st.fixed_dictionaries({
    "role": st.sampled_from(sorted(ROLES)), "agency": st.integers(0, 4), "start": days,
    "length": st.none() | st.integers(0, 3), "substitute": st.booleans()})


def test_every_role_stands_in_the_predicate():
    assert SINCE.keys() == ROLES.keys() and {*ORDER, "draft", "discarded", "locked", "purged"} == set(Status.values)


def test_a_person_sees_what_posts_dates_and_status_show_and_nothing_else(city):
    look_at(city, 120)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_five_thousand_people_see_what_posts_dates_and_status_show(city):
    look_at(city, 5000)


def test_the_predicate_sees_a_status_that_is_shown_too_early(city, monkeypatch):
    """The control run: an office that sees drafts is found."""
    monkeypatch.setattr(visibility, "SEES", (*visibility.SEES, (REVIEW, "reviewing_office", visibility.ALL)))
    with pytest.raises(AssertionError):
        look_at(city, 1000, phases=[Phase.generate], derandomize=True)


def look_at(city, examples, **more):
    everything = papers(city)
    agencies = [city.office, city.government, city.environment, city.commerce, city.health]
    other = User.objects.create(username="代理对象")
    seen_at_all = set()

    @settings(max_examples=examples, deadline=None, database=None, **more)
    @given(posts=st.lists(post, max_size=4), is_active=st.sampled_from([True, True, True, False]), on=days)
    def check(posts, is_active, on):
        with transaction.atomic():
            user = User.objects.create(username="某人", is_active=is_active, is_superuser=len(posts) % 2 == 0)
            for each in posts:
                each["end"] = None if each["length"] is None else each["start"] + timedelta(days=each["length"])
                Assignment.objects.create(
                    user=user, agency=agencies[each["agency"]], role=each["role"], from_on=each["start"], to_on=each["end"],
                    acting_for=other if each["substitute"] else None)
            derive(user, on=on)
            known = [(each["role"], {agencies[each["agency"]].pk}, each["start"], each["end"]) for each in posts]
            visible = set(Document.objects.visible_to(User.objects.get(pk=user.pk)))
            assert visible == {paper for paper in everything if sees(known, is_active, paper, on)}
            seen_at_all.update(paper.pk for paper in visible)
            transaction.set_rollback(True)

    check()
    assert len(seen_at_all) > len(everything) / 2       # the examples reach something


def test_the_successor_sees_the_papers_of_the_bodies_it_took_over_and_the_former_staff_no_longer(city):
    everything = papers(city)
    former, later = city.who(city.health, "drafter").user, TODAY + timedelta(days=30)
    bureau = Agency.objects.create(name="市卫生健康委员会", supervisor=city.office)
    newcomer = User.objects.create(username="新来的")
    assign(newcomer, bureau, "secrecy_reviewer", on=TODAY)
    merge([city.health], into=bureau, on=TODAY)
    derive(newcomer, former, on=later)
    lineage = {bureau.pk, city.health.pk}
    for user, role in ((newcomer, "secrecy_reviewer"), (former, "drafter")):
        visible = set(Document.objects.visible_to(User.objects.get(pk=user.pk)))
        assert visible == {paper for paper in everything if sees([(role, lineage, TODAY, None)], True, paper, later)}
        assert visible


def test_a_paper_that_was_returned_is_a_draft_again_with_the_first_edit(city):
    document = city.draft(city.environment, city.office)
    city.claimed(document)
    step(document, "send_back", city.who(city.office, "reviewer"), note="请改")
    watching = [city.who(city.office, "reviewer").user, city.who(city.environment, "secrecy").user]
    assert all(Document.objects.visible_to(user).exists() for user in watching)
    step(document, "edit", city.who(city.environment, "drafter"), title="改")
    assert not any(Document.objects.visible_to(user).exists() for user in watching)


def test_nobody_at_all_sees_nothing(city):
    papers(city)
    superuser = User.objects.create(username="root", is_superuser=True, is_staff=True)
    assert not Document.objects.visible_to(superuser).exists()
    User.objects.filter(pk=city.who(city.environment, "drafter").user.pk).update(is_active=False)
    assert not Document.objects.visible_to(User.objects.get(pk=city.who(city.environment, "drafter").user.pk)).exists()
