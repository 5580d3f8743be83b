"""The page of every step of a document; a few of them show more than the common one."""
from django.utils import timezone

from openness.workflow.transitions import Attempt
from openness.workflow.views import TransitionView

from ..effects import found_missing
from ..models import Document
from .detail import face


class DocumentStep(TransitionView):
    model = Document
    related = ("drafting_agency", "issuing_agency__office", "reviewing_office", "claimed_by", "corrects__drafting_agency")

    def initial(self):
        if self.name == "sign":
            return {"number": self.subject.number,
                    "dated_on": self.subject.dated_on or timezone.localdate(self.now)}
        if self.name == "detach":
            return {"part": self.request.GET.get("part")}
        return {}

    def context(self, form):
        context = face(self.subject, self.request.user) | {"sources": {}}
        if self.name == "send_back":
            attempt = Attempt(self.subject, self.name, self.by, self.now, form)
            context["missing"] = [message for messages, _ in found_missing(self.subject, attempt).values()
                                  for message in messages]
        return context

    def next(self):
        """A reviewer who has decided goes on with the queue; everybody else sees what became of the paper."""
        if self.name in ("send_back", "approve") and not self.request.POST.get("next"):
            return "documents:review"
        return super().next()
