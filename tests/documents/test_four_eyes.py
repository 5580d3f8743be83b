from datetime import date

import pytest

from openness.agencies.actors import Actor
from openness.agencies.models import User
from openness.audit.models import Event
from openness.workflow.problems import Refused
from tests.city import NOW, attach, step


def test_first_submitter_may_not_approve_after_a_colleague_resubmitted(city):
    document = city.draft(city.environment)
    reviewer, colleague = city.who(city.environment, "reviewer"), city.who(city.environment, "colleague")
    as_head = city.capacity(reviewer.user, city.environment, "unit_head")       # two hats
    city.reviewed(document)
    step(document, "submit", as_head)
    step(document, "claim", colleague)
    step(document, "send_back", colleague, note="请修改")
    city.claimed(document)                                                      # resubmitted by another head
    with pytest.raises(Refused) as refused:
        step(document, "approve", reviewer)
    assert refused.value.codes == {"four_eyes"}
    step(document, "approve", colleague)


def test_author_may_not_review_secrecy_nor_publish_and_reviewer_of_secrecy_may_not_approve(city):
    document = city.draft(city.environment)
    drafter, secrecy = city.who(city.environment, "drafter"), city.who(city.environment, "secrecy")
    step(document, "to_unit", drafter)
    with pytest.raises(Refused, match="不能办理"):
        step(document, "review_secrecy", city.capacity(drafter.user, city.environment, "secrecy_reviewer"), passed=True)
    step(document, "review_secrecy", secrecy, passed=True)
    step(document, "review_legality", city.who(city.environment, "legality"), passed=True)
    step(document, "submit", city.who(city.environment, "head"))
    step(document, "claim", city.who(city.environment, "reviewer"))
    with pytest.raises(Refused, match="不能审核通过"):
        step(document, "approve", city.capacity(secrecy.user, city.environment, "reviewer"))
    step(document, "approve", city.who(city.environment, "reviewer"))
    step(document, "sign", city.who(city.environment, "signer"))
    with pytest.raises(Refused) as refused:
        step(document, "publish", city.capacity(drafter.user, city.environment, "publisher"))
    assert refused.value.codes == {"four_eyes"}


def test_superuser_has_no_rights(city):
    root = User.objects.create_superuser("root", password="x")
    document = city.draft(city.environment)
    assert root.has_perm("agencies.draft_documents", city.environment)          # Django says yes: so we never ask it
    with pytest.raises(Refused, match="没有这项权限"):
        step(document, "to_unit", Actor(root, city.environment, "drafter"))
    assert not type(document).objects.visible_to(root).exists()


def test_acting_substitute_is_recorded_and_four_eyes_see_the_person_behind(city):
    document = city.draft(city.environment)
    city.claimed(document)
    reviewer, drafter = city.who(city.environment, "reviewer"), city.who(city.environment, "drafter")
    stand_in = city.person("替班", city.environment, "reviewer", acting_for=drafter.user, on=date(2026, 3, 1))
    with pytest.raises(Refused) as refused:
        step(document, "approve", stand_in)
    assert refused.value.codes == {"four_eyes"}
    ab = city.person("B岗", city.environment, "reviewer", acting_for=reviewer.user, on=date(2026, 3, 1), to=date(2026, 3, 5))
    step(document, "approve", ab)
    event = Event.objects.of(document).last()
    assert (event.actor, event.agency, event.role, event.acting_for) == (ab.user, city.environment, "reviewer", reviewer.user)


def test_an_assignment_that_has_ended_gives_nothing_whatever_the_grants_still_say(city):
    document = city.draft(city.environment)
    past = city.person("调离", city.environment, "drafter", to=date(2026, 2, 28))
    from openness.agencies.rights import derive, rights_of
    derive(past.user, on=date(2026, 2, 1))
    assert (city.environment.pk, "draft_documents") in rights_of(past.user)     # the index lags …
    with pytest.raises(Refused, match="没有这项权限"):                            # … perform does not
        step(document, "to_unit", past, now=NOW)


def test_a_review_does_not_outlive_a_change_of_the_text(city):
    document = city.draft(city.environment)
    city.reviewed(document)
    step(document, "back_to_draft", city.who(city.environment, "head"), note="改一下")
    attach(document, city.who(city.environment, "drafter"), content="新增内容")
    step(document, "to_unit", city.who(city.environment, "drafter"))
    with pytest.raises(Refused) as refused:
        step(document, "submit", city.who(city.environment, "head"))
    assert refused.value.codes == {"no_secrecy", "no_legality"}
    step(document, "review_secrecy", city.who(city.environment, "secrecy"), passed=True)
    step(document, "review_secrecy", city.who(city.environment, "secrecy"), passed=False, note="又发现问题")
    with pytest.raises(Refused) as refused:
        step(document, "submit", city.who(city.environment, "head"))
    assert "no_secrecy" in refused.value.codes                                  # the latest word counts


def test_an_office_may_refuse_incomplete_papers(city):
    city.office.refuses_incomplete = True                                       # 不齐不收
    city.office.save()
    document = city.draft(city.environment, city.office, disclosure="")
    city.reviewed(document)
    with pytest.raises(Refused) as refused:
        step(document, "submit", city.who(city.environment, "head"), accept="no_attribute")
    assert refused.value.codes == {"no_attribute"} and not refused.value.may_be_accepted


def test_signer_who_changes_the_attribute_sends_it_through_the_reviews_again(city):
    document = city.draft(city.environment, city.office, disclosure="on_request")
    city.claimed(document)
    reviewer, signer = city.who(city.office, "reviewer"), city.who(city.office, "signer")
    step(document, "approve", reviewer)
    with pytest.raises(Refused, match="没有变化"):
        step(document, "change_attribute", signer, disclosure="on_request", note="宜公开")
    step(document, "change_attribute", signer, disclosure="proactive", reasoning="涉及公众", note="宜公开")
    assert document.status == "in_review" and document.approved_digest == ""
    with pytest.raises(Refused) as refused:
        step(document, "approve", reviewer)
    assert refused.value.codes == {"no_secrecy", "no_legality"}
    step(document, "review_secrecy", city.who(city.office, "secrecy"), passed=True)
    step(document, "review_legality", city.who(city.office, "legality"), passed=True)
    step(document, "approve", reviewer)
    step(document, "sign", signer)
    step(document, "publish", city.who(city.office, "publisher"))


def test_what_is_signed_and_published_is_what_was_approved(city):
    """Even if a row was changed behind the steps' back."""
    document = city.draft(city.environment)
    city.claimed(document)
    step(document, "approve", city.who(city.environment, "reviewer"))
    type(document).objects.filter(pk=document.pk).update(title="换了标题")
    with pytest.raises(Refused) as refused:
        step(document, "sign", city.who(city.environment, "signer"))
    assert "digest" in refused.value.codes


def test_a_policy_document_that_is_kept_back_passes_the_units_own_disclosure_office_first(city):
    document = city.draft(city.environment, is_policy=True, disclosure="on_request", reasoning="仅涉特定企业")
    city.reviewed(document)
    head = city.who(city.environment, "head")
    with pytest.raises(Refused) as refused:
        step(document, "submit", head)
    assert refused.value.codes == {"no_disclosure_review"}
    step(document, "review_disclosure", city.who(city.environment, "discloser"), passed=True)
    step(document, "submit", head)


def test_only_the_approver_may_undo_the_approval_and_only_until_it_is_signed(city):
    document = city.draft(city.environment)
    city.claimed(document)
    reviewer = city.who(city.environment, "reviewer")
    step(document, "approve", reviewer)
    with pytest.raises(Refused) as refused:
        step(document, "reopen", city.who(city.environment, "colleague"))
    assert refused.value.codes == {"approver"}
    step(document, "reopen", reviewer)
    assert document.status == "in_review"
    step(document, "approve", reviewer)
    step(document, "sign", city.who(city.environment, "signer"))
    with pytest.raises(Refused, match="不能撤销审核"):
        step(document, "reopen", reviewer)


def test_an_annotation_that_says_otherwise_than_the_attribute_is_caught_at_the_gate(city):
    document = city.draft(city.environment, city.office, annotation="此件依申请公开")
    city.claimed(document, accept="annotation")
    with pytest.raises(Refused, match="附注与公开属性不一致"):
        step(document, "approve", city.who(city.office, "reviewer"))
