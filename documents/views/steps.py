"""The page of every step of a document; a few of them show more than the common one."""
from django.utils import timezone
from django.utils.translation import gettext as _

from openness.publication.blocks import text_of
from openness.workflow.transitions import Attempt
from openness.workflow.views import TransitionView

from ..effects import found_missing
from ..forms import DocumentForm
from ..models import Document
from .detail import face


class DocumentStep(TransitionView):
    model = Document
    template_name = "documents/step.html"
    related = ("drafting_agency", "issuing_agency__office", "reviewing_office", "claimed_by", "corrects__drafting_agency")

    def initial(self):
        if self.name == "sign":
            return {"number": self.subject.number,
                    "dated_on": self.subject.dated_on or timezone.localdate(self.now)}
        if self.name == "detach":
            return {"part": self.request.GET.get("part")}
        return {}

    def context(self, form):
        context = face(self.subject, self.request.user) | {"sources": {}, "steps": {}}
        if self.name == "send_back":
            attempt = Attempt(self.subject, self.name, self.by, self.now, form)
            context["missing"] = [message for messages, _anchor in found_missing(self.subject, attempt).values()
                                  for message in messages]
        return context

    def done(self):
        if "passed" in self.step.form.base_fields:
            verdict = _("通过") if self.request.POST.get("passed") == "True" else _("不通过")
            return _("“%(title)s”：%(step)s，结论为“%(verdict)s”") % {
                "title": self.subject, "step": self.step.label, "verdict": verdict}
        return super().done()

    def stale_rows(self, stale):
        """What the person saw and what stands now, field by field, for the fields that differ."""
        rows = []
        for name in DocumentForm.names:
            field = Document._meta.get_field(name)
            seen, current = (spoken(version, field) for version in (stale.seen, stale.current))
            if seen != current:
                rows.append((field.verbose_name, seen, current))
        return rows

    def next(self):
        """A reviewer who has decided goes on with the queue; everybody else sees what became of the paper."""
        if self.name in ("send_back", "approve") and not self.request.POST.get("next"):
            return "documents:review"
        return super().next()


def spoken(version, field):
    """The value of a field of some version, as a person reads it."""
    if version is None:
        return ""
    value = getattr(version, field.attname)
    if field.name == "body":
        return text_of(value)
    if field.is_relation:
        return str(getattr(version, field.name) or "")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value or ""))
    if isinstance(value, list):
        return _("、").join(map(str, value))
    return "" if value is None else str(value)
