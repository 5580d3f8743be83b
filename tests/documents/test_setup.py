"""The page of an installation that is being set up says who is missing before a paper can go its whole way."""
import pytest
from django.test import Client

from documents.rights import HEAD_UNIT, PUBLISH, REVIEW, SIGN
from documents.views.setup import bodies_lacking
from openness.agencies.models import Agency, User

pytestmark = pytest.mark.django_db


def test_a_body_that_drafts_and_has_nobody_to_sign_is_named(city):
    new = Agency.objects.create(name="某局", short_name="某局", supervisor=city.office)
    city.person("新人", new, "drafter")
    assert dict(bodies_lacking())[new] == [HEAD_UNIT, REVIEW, SIGN, PUBLISH]
    assert city.environment not in dict(bodies_lacking())
    root = Client()
    root.force_login(User.objects.create(username="root", name="管理员", is_staff=True, is_superuser=True))
    said = {step.title: step.said for step in root.get("/desk/setup/").context["steps"]}["自行发文的岗位"]
    assert "某局（处室负责人、办公厅（室）审核人员、签发人、公开工作人员）" in said
    for role in ("unit_head", "reviewer", "signer", "publisher"):
        city.person(role, new, role)
    assert new not in dict(bodies_lacking())
