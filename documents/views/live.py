"""What follows the typing on the form of a document: what is still missing, the proposed reason, precedents."""
from copy import copy

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openness.workflow.forms import StepForm
from openness.workflow.transitions import Attempt

from .. import checks
from ..forms import ANSWER
from ..precedents import precedents
from ..reasoning import THIRD_PARTIES, sentence

LINES = (       # what a draft needs, check by check; reviews come after it
    (checks.has_text, gettext_lazy("正文")), (checks.attribute_and_reasons, gettext_lazy("公开属性、依据和理由")),
    (checks.parts_have_grounds, gettext_lazy("附件单独的依据")), (checks.annotation_agrees, gettext_lazy("附注与公开属性一致")),
    (checks.configured, gettext_lazy("一并报送的材料")), (checks.answered, gettext_lazy("退文理由逐条答复")),
)


def typed(subject, form):
    """The document as it would be with what is typed; nothing is saved."""
    document = copy(subject)
    if form.is_bound:
        form.full_clean()
        for name in form.names:
            if name in form.cleaned_data and (name in form.data or name in form.data.get("shown", "").split()):
                setattr(document, name, form.cleaned_data[name])
        document.title = form.data.get("title", document.title).strip()     # an empty one is an error of the form
    else:
        for name, value in form.initial.items():
            if name in ("disclosure", "ground", "reasoning", "annotation", "title", "body", "main_recipients"):
                setattr(document, name, value or "")
    return document


def lines(document, form, now):
    """[(state, words, where to mend it)] for the list of what is missing."""
    attempt = Attempt(document, "submit", None, now, StepForm(subject=document))
    found = [("ok", _("标题"), "") if document.title else ("fail", _("没有标题"), "#id_title")]
    for check, label in LINES:
        if check is checks.configured and not settings.DOCUMENT_CHECKS:
            continue
        if check is checks.answered:
            found += unanswered(document, form, label)
            continue
        problems = list(check(document, attempt))
        found += [("fail", problem.message, place(form, problem.anchor)) for problem in problems]
        if not problems and (check is not checks.parts_have_grounds or document.pk and document.public_order()):
            found.append(("ok", label, ""))
    found.append(("wait", _("保密审查、合法性审查：送部门内审后办理"), ""))
    return found


def place(form, anchor):
    """Where on this page it is mended: a field, or the list of attachments."""
    if anchor in form.fields:
        return f"#{getattr(form[anchor], 'focus_id', form[anchor].id_for_label)}"
    return "#parts" if anchor == "parts" else ""


def unanswered(document, form, label):
    """The answers are fields of this form: what stands in them counts, not what was saved."""
    slip = document.open_slip()
    missing = [line for line in slip if not str(form[f"{ANSWER}{line.pk}"].value() or "").strip()]
    if not slip:
        return []
    return [("warn", _("还没有答复：%(reason)s") % {"reason": line}, f"#id_{ANSWER}{line.pk}") for line in missing] or [
        ("ok", label, "")]


def context_of(request, subject, form, now):
    """What the page shows when it opens, and again after each pause in the typing."""
    document, data = typed(subject, form), request.POST
    return {
        "missing_lines": lines(document, form, now),
        "precedents": precedents(request.user, document.title or "", without=subject.pk),
        "sentence": sentence(document.disclosure, document.ground, what=data.get("helper_what", "")[:200],
                             facts=data.get("helper_facts", "")[:1000], third=data.get("helper_third", "")),
        "third_parties": list(THIRD_PARTIES.items()),
    }


def parts(request, subject, form, now):
    """{name: HTML} for the script."""
    context = context_of(request, subject, form, now)
    return {name: render_to_string(f"documents/_live_{name}.html", context, request=request)
            for name in ("missing", "precedents", "sentence")}
