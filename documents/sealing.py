"""A paper that turns out to be secret (decision 7): stopped by whoever sees it, settled by two people who review for secrecy."""
from django.utils.translation import gettext_lazy as _

from openness.audit.models import Event
from openness.linkage.models import Letter
from openness.publication.publishing import forget_titles, withdraw
from openness.publication.vocabulary import WithdrawalReason
from openness.purging.wiping import wipe, wipe_rows
from openness.workflow.problems import Problem
from openness.workflow.transitions import perform

from .choices import Status
from .companions import companions
from .visibility import SEALED

OUT = (Status.PUBLISHED, Status.SUPERSEDED, Status.WITHDRAWN)


def remember(document, attempt):
    document.locked_from, document.publish_at, document.claimed_by = document.status, None, None


def take_off(document, attempt):
    """What was before the public comes down, all editions of it, since they say much the same; a draft of a correction is
    stopped alone. The tombstone says nothing of a secret: 其他原因, and no title."""
    if document.locked_from not in OUT:
        return
    withdraw(document, now=attempt.now, code=WithdrawalReason.OTHER, keep_title=False)
    for companion in companions():
        companion.stop(document, attempt)
    for edition in others(document):
        if edition.status not in SEALED:
            perform(edition, "lock", by=attempt.by, now=attempt.now, data={"sign": attempt.data["sign"]})


def others(document):
    """The editions before and after this one."""
    found, around = [], [document.editions()[-1]]
    while around:
        edition = around.pop()
        found.append(edition)
        around += edition.corrections.order_by("pk")
    return sorted((edition for edition in found if edition.pk != document.pk), key=lambda edition: edition.pk)


def by_another_than_who_locked(document, attempt):
    locked = Event.objects.of(document).filter(step="lock").last()
    if locked and locked.actor_id in attempt.by.people:
        yield Problem("own_lock", _("封存和处理须由两人分别办理：你封存了这件公文，请由另一位保密审查人员处理"))


def was_never_out(document, attempt):
    if document.locked_from in OUT:
        yield Problem("was_out", _("这件公文公开过，封存时已经撤下，不能恢复；不涉密的，请另行起草公文"))


def purge(document, attempt):
    """Everything of it that says something, wherever it stands; the tombstone before the public keeps no title either."""
    for rows in (document.relations, document.parts):
        wipe_rows(rows.all(), attempt)
        rows.model.history.filter(document_id=document.pk).delete()     # of those too that went before
    for rows in (document.slip_lines, document.reviews):
        for row in rows.all():
            wipe(row, attempt)
    for imported in document.imported_from.all():
        forget_import(imported, attempt)
    if all(edition.status in SEALED for edition in others(document)):       # else it explains what still stands
        for companion in companions():
            companion.purge(document, attempt)
    for letter in Letter.objects.of(document):
        for row in (letter, *letter.deliveries.all()):
            wipe(row, attempt)
    wipe(document, attempt)
    forget_titles(document)
    document.refresh_from_db()


def forget_import(imported, attempt):
    type(imported)._base_manager.filter(pk=imported.pk).update(file=None, state=imported.FAILED)
    wipe(imported, attempt)
