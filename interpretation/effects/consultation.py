def ask(consultation, attempt):
    consultation.asked_at = attempt.now


def answer(consultation, attempt):
    """With what was read: an answer holds for these words, and pages say when they were changed since."""
    consultation.answered_at, consultation.answered_by = attempt.now, attempt.by.user
    consultation.read = digests(consultation.plan)


def settle(consultation, attempt):
    consultation.settled_at = attempt.now


def digests(plan):
    """{id of a material that stands: digest}; of JSON, so the ids are words."""
    return {str(pk): digest for pk, digest in plan.materials.standing().values_list("pk", "digest")}
