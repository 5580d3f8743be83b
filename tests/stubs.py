"""Stand-ins for apps above documents that do not exist yet: the seams are tested with them (decision 29)."""
from documents.choices import ReturnReason
from documents.models import ImportedText
from openness.agencies.models import User
from openness.workflow.problems import Problem
from tests.city import NOW

CHECKS = ["tests.stubs.material_arrives_with_the_draft"]
COMPANIONS = ["tests.stubs.companions"]


def interpretation(document, text="为什么要管"):
    """A material, kept in a table that happens to be at hand."""
    return ImportedText.objects.create(user=User.objects.first(), name=f"material-{document.pk}", text=text, at=NOW)


def materials(document):
    return ImportedText.objects.filter(name__in=[f"material-{each.pk}" for each in document.editions()])


def material_arrives_with_the_draft(document, attempt):
    """二（二）：牵头起草部门在上报代拟稿时应一并报送政策解读材料。"""
    if document.is_policy and document.drafting_agency_id != document.issuing_agency_id and not materials(document):
        reason = ReturnReason.NO_INTERPRETATION
        yield Problem(reason.value, reason.label, "interpretations")


def companions(subject):
    if subject._meta.label != "documents.Document":
        return []
    found = list(materials(subject))
    for each in found:
        each.as_public = lambda each=each: {
            "kind": "interpretation", "agency": subject.issuing_agency, "title": "解读", "issuer": "起草部门",
            "dated_on": subject.dated_on, "digest": "", "body": [{"k": "p", "t": each.text}]}
    return found


def broken_companions(subject):
    found = companions(subject)
    for each in found:
        each.as_public = lambda: 1 / 0
    return found
