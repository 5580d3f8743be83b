"""待签发: what a leader reads of each paper in half a minute, and signs one by one or several at once."""
from dataclasses import dataclass
from uuid import uuid4

from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openness.audit.models import Event
from openness.digits import wholes
from openness.workflow.problems import Problem, Refused, Stale
from openness.workflow.transitions import perform
from openness.workflow.views import key_of, key_of_page

from ..models import Document
from .foresight import attempt_of, proposed
from .signing_cards import cards_of, signer_of, standing

MOST = 30                   # papers on the page; beyond it the page says so
LONGEST = 20_000            # a longer text is read on the page of the paper


@require_http_methods(["GET", "HEAD", "POST"])
def signing(request):
    """POST asks once more and then signs, each paper by itself: what stands against one does not stop the others."""
    now = timezone.now()
    if request.method != "POST":
        return page(request, now, chosen=chosen_of(request.GET), everything="all" in request.GET)
    chosen = chosen_of(request.POST)
    if not chosen:
        messages.warning(request, _("还没有选择公文：请先勾选要签发的公文，再按“签发选中的”"))
        return redirect("documents:signing")
    seen = seen_by(request.user, chosen)
    if "confirmed" not in request.POST:
        return confirm(request, chosen, seen, now)
    outcomes = [signed(seen.get(pk), version, request, now) for pk, version in chosen.items()]
    left = {outcome.document.pk: "" for outcome in outcomes if outcome.problems and outcome.document}
    status = 409 if any(outcome.problems for outcome in outcomes) else 200
    return page(request, now, chosen=left, outcomes=outcomes, status=status)


def chosen_of(data):
    """{pk: the version that the page showed}, in the order of the page."""
    return {pk: data.get(f"version_{pk}", "") for pk in wholes(data.getlist("paper"))}


def seen_by(user, chosen):
    """{pk: document} of what the person may see by now, whatever has become of it."""
    return Document.objects.visible_to(user).whole().in_bulk(list(chosen))


@dataclass(frozen=True)
class Outcome:
    """What became of one paper, or would: signed, or what stands against it. No document: it may not be seen any more."""
    document: Document | None
    problems: list[Problem]

    @property
    def may_be_asked(self):
        """Only questions are left: they are answered on the paper's own page."""
        return bool(self.problems) and not any(problem.blocking for problem in self.problems)


def gone():
    return Problem("gone", _("有一件公文已不在你的待签发之列，没有签发：可能审核人撤销了审核，或者你的签发权限有变动"))


def signed(document, version, request, now):
    """One paper, in its own transaction; sent again with the same key it gives the first answer."""
    by = signer_of(request.user, document, now)
    if by is None:
        return Outcome(None, [gone()])
    try:
        perform(document, "sign", by=by, now=now, data=proposed(document, now), version=version,
                key=key_for(document, request))
    except Refused as refused:
        return Outcome(document, refused.problems)
    except IntegrityError:      # the same number at the same moment: whoever came first has it
        return Outcome(document, [Problem("clash", _("同一时刻有别的公文使用了这个发文字号，请核对后重新签发"))])
    document.refresh_from_db()
    return Outcome(document, [])


def key_for(document, request):
    """Of the page and the paper, as long as the trail can hold it."""
    key = f"{key_of(request)}:{document.pk}"
    return key if key_of(request) and len(key) <= Event._meta.get_field("key").max_length else None


def confirm(request, chosen, seen, now):
    """The papers once more, with number, date and attribute; what cannot go with them is named with its reason."""
    foreseen = [expected(seen.get(pk), version, request.user, now) for pk, version in chosen.items()]
    ready = [{"document": outcome.document, "version": chosen[outcome.document.pk],
              "by": signer_of(request.user, outcome.document, now)} for outcome in foreseen if not outcome.problems]
    return render(request, "documents/signing.html", {
        "confirming": True, "ready": ready, "kept_back": [outcome for outcome in foreseen if outcome.problems],
        "chosen": chosen, "key": key_of_page(request) or uuid4(), "today": localdate(now), "step": Document.workflow["sign"]})


def expected(document, version, user, now):
    """What signing would answer, with nothing done yet."""
    by = signer_of(user, document, now)
    if by is None:
        return Outcome(None, [gone()])
    if version != str(document.version):
        return Outcome(document, Stale(document, version, by).problems)
    return Outcome(document, attempt_of(document, by, now).problems())


def page(request, now, *, chosen, everything=False, outcomes=(), status=200):
    """What waits, the longest waiting first."""
    documents = list(standing(request.user)[:MOST + 1])
    cards = cards_of(documents[:MOST], request.user, now)
    for card in cards:
        card.chosen = not card.problems and (everything or card.document.pk in chosen)
    return render(request, "documents/signing.html", status=status, context={
        "cards": cards, "full": len(documents) > MOST, "most": MOST, "can_choose": any(not card.problems for card in cards),
        "everything": everything, "key": uuid4(), "today": localdate(now), "longest": LONGEST,
        "done": [outcome for outcome in outcomes if not outcome.problems],
        "refused": [outcome for outcome in outcomes if outcome.problems]})
