from datetime import date

import pytest
from guardian.shortcuts import get_objects_for_user, get_users_with_perms

from documents.models import Document
from documents.rights import REVIEWERS
from openness.agencies.models import Agency, Grant, User
from openness.agencies.rights import derive, merge, people_with, rights_of
from openness.workflow.problems import Refused
from openness.workflow.transitions import perform
from tests.city import at, step

pytestmark = pytest.mark.django_db


def sees(who):
    return set(Document.objects.visible_to(User.objects.get(pk=who.user.pk)))


def test_visible_by_right_and_status(city):
    document = city.draft(city.environment, city.office, joint=[city.commerce.pk])
    env, office = city.environment, city.office
    watchers = {"drafter": city.who(env, "drafter"), "secrecy": city.who(env, "secrecy"),
                "joint": city.who(city.commerce, "signer"), "reviewer": city.who(office, "reviewer"),
                "signer": city.who(office, "signer"), "publisher": city.who(office, "publisher"),
                "stranger": city.who(city.health, "drafter")}

    def seen_by():
        return {name for name, who in watchers.items() if document in sees(who)}

    assert seen_by() == {"drafter"}
    step(document, "to_unit", watchers["drafter"])
    assert seen_by() == {"drafter", "secrecy", "joint"}
    step(document, "submit", city.who(env, "head"), accept="no_secrecy no_legality no_countersignature")
    assert seen_by() == {"drafter", "secrecy", "joint", "reviewer"}
    step(document, "claim", watchers["reviewer"])
    step(document, "send_back", watchers["reviewer"], note="请修改")
    assert "reviewer" in seen_by()                              # what it returned …
    step(document, "edit", watchers["drafter"], body="新稿")
    assert seen_by() == {"drafter"}                             # … and not what is being written now
    city.reviewed(document)
    step(document, "countersign", watchers["joint"], passed=True)
    step(document, "submit", city.who(env, "head"))
    step(document, "claim", watchers["reviewer"])
    step(document, "approve", watchers["reviewer"])
    assert seen_by() == {"drafter", "secrecy", "joint", "reviewer", "signer"}
    step(document, "sign", watchers["signer"])
    assert seen_by() == {"drafter", "secrecy", "joint", "reviewer", "signer", "publisher"}


def test_grants_are_the_product_of_assignments_and_roles(city):
    who = city.who(city.environment, "head")
    assert rights_of(who.user) == {(city.environment.pk, right) for right in (
        "draft_documents", "head_drafting_unit", "stop_secrets",
        "answer_to_oversight", "interpret_policy", "review_interpretation", "link_with_media")}
    derive(who.user, on=date(2000, 1, 1))
    assert not Grant.objects.filter(user=who.user).exists()


def test_after_a_merger_the_successor_answers_for_the_papers_and_their_names_stay(city):
    old_paper = city.draft(city.environment, title="旧文")
    city.published(old_paper)
    open_paper = city.draft(city.commerce)
    city.claimed(open_paper)
    reviewer, drafter = city.who(city.commerce, "reviewer"), city.who(city.commerce, "drafter")
    merged = Agency.objects.create(name="市生态商务局", code="渝生商发")
    merge([city.environment, city.commerce], into=merged, on=date(2026, 3, 10))

    after = at(2026, 3, 11, 9)
    fresh = User.objects.get(pk=drafter.user.pk)
    held = {agency for agency, right in rights_of(fresh) if right == "draft_documents"}
    assert held == {merged.pk, city.environment.pk, city.commerce.pk}           # derived for the whole lineage
    assert old_paper in Document.objects.visible_to(fresh)
    assert reviewer.user in people_with(REVIEWERS, open_paper)      # so reminders arrive
    assert old_paper.issuer_name == "市环境局"
    with pytest.raises(Refused, match="没有这项权限"):
        step(open_paper, "approve", reviewer, now=after)                        # in a capacity that has ended
    step(open_paper, "approve", type(reviewer)(reviewer.user, merged, "reviewer"), now=after)
    new = Document(drafting_agency=merged, issuing_agency=merged)
    perform(new, "draft", by=type(drafter)(fresh, merged, "drafter"), now=after, data={"title": "新机构第一份"})
    then = at(2026, 3, 5, 9)                                                    # a true history may still be written
    step(Document.objects.get(pk=new.pk), "edit", type(drafter)(fresh, merged, "drafter"), now=after, body="x")
    assert drafter.may("draft_documents", city.commerce, now=then)


def test_guardian_itself_reads_the_derived_rows(city):
    user, stranger = city.who(city.office, "reviewer").user, city.who(city.commerce, "reviewer").user
    assert user.has_perm("agencies.review_documents", city.office)
    assert not stranger.has_perm("agencies.review_documents", city.office)
    assert list(get_objects_for_user(user, "agencies.review_documents")) == [city.office]
    assert user in get_users_with_perms(city.office, only_with_perms_in=["review_documents"])
