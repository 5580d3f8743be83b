from ..responsible import responsible


def set_fields(plan, attempt):
    for name, value in attempt.form.changes().items():
        setattr(plan, name, value)


def find_responsible(plan, attempt):
    """谁起草、谁解读: computed; whoever thinks otherwise changes it with a reason."""
    found = responsible(plan.document)
    plan.agency, plan.rule = found.agency, found.rule


def change_agency(plan, attempt):
    plan.agency, plan.changed_because = attempt.data["agency"], attempt.data["note"]


def ask(plan, attempt):
    plan.exemption, plan.asked_by = attempt.data["note"], attempt.by.user


def begin(plan, attempt):
    plan.begun_at = attempt.now
