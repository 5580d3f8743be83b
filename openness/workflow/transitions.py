"""The one way a status changes, for every model that has one."""
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Model
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from openness.agencies.actors import Actor
from openness.agencies.holders import Holders
from openness.agencies.rights import people_with
from openness.audit.models import Event
from openness.audit.trail import record
from openness.deadlines import clock
from openness.deadlines.rules import DeadlineRule, Extend
from openness.notifications.inbox import notify

from .forms import StepForm
from .problems import Problem, Refused, Stale

NEW = ""    # the status of what is not yet stored: a step from NEW makes it


@dataclass(frozen=True, kw_only=True)
class Transition:
    label: str
    source: tuple[str, ...]
    target: str | None = None                       # None: the status stays
    who: Holders                                    # the right, and at which agency it must be held
    form: type[StepForm] = StepForm
    checks: tuple[Callable, ...] = ()               # (subject, attempt) -> problems
    effects: tuple[Callable, ...] = ()              # set fields of the subject, before it is saved
    consequences: tuple[Callable, ...] = ()         # write other rows, after it is saved
    opens: tuple[DeadlineRule, ...] = ()
    pauses: tuple[DeadlineRule, ...] = ()
    resumes: tuple[DeadlineRule, ...] = ()
    extends: tuple[Extend, ...] = ()                # by what the field `extension` of its form says, else by all that is allowed
    closes: tuple[DeadlineRule, ...] = ()
    tell: Holders | None = None
    offered: bool = True                            # False: a consequence of another step, no button
    suits: Callable = lambda subject: True          # whether it makes sense to offer it for this subject
    icon: str = "arrow-right"
    tone: str = ""                                  # primary, danger or nothing
    hint: str = ""                                  # one sentence for the confirm page: what will happen
    template: str = ""                              # of its own, where the common page of the app does not do


class Workflow(dict):
    """A table of named transitions; being data, it gives the buttons, the diagram and the tests."""

    def __init__(self, **steps: Transition):
        super().__init__(steps)

    def available(self, subject, rights):
        """Steps to offer: right status, right held. What stands against a step is shown on its own page."""
        return {
            name: step for name, step in self.items() if step.offered and subject.status in step.source and step.suits(subject)
            and any((agency.pk, step.who.right) in rights for agency in step.who.agencies(subject))
        }


@dataclass
class Attempt:
    """One person trying one step on one subject at one moment: what checks and effects are given."""
    subject: Model
    name: str
    by: Actor
    now: datetime
    form: StepForm
    assumed: str = ""       # the status that another step, going before this one, will have brought

    @property
    def step(self) -> Transition:
        return self.subject.workflow[self.name]

    @property
    def data(self):
        return getattr(self.form, "cleaned_data", {})      # empty on the page that only asks

    def problems(self) -> list[Problem]:
        if (self.assumed or self.subject.status) not in self.step.source:
            words = {"status": self.subject.get_status_display(), "step": self.step.label}
            return [Problem("status", _("现为“%(status)s”，不能%(step)s") % words)]
        who = self.step.who
        if not any(self.by.may(who.right, agency, now=self.now) for agency in who.agencies(self.subject)):
            return [Problem("right", _("你没有这项权限"))]
        return [*self.problems_of_form(), *self.problems_of_clocks(),
                *(p for check in self.step.checks for p in check(self.subject, self))]

    def problems_of_clocks(self) -> Iterable[Problem]:
        for extend in self.step.extends:
            for words in clock.against_extending(self.subject, extend, length=self.data.get("extension")):
                yield Problem("extension", words, anchor="extension" if "extension" in self.form.fields else "")

    def problems_of_form(self) -> Iterable[Problem]:
        for field, messages in self.form.errors.items():
            label = self.form.fields[field].label if field in self.form.fields else ""
            words = gettext("；").join(messages)
            if label:
                words = words if str(label) in words else gettext("%(label)s：%(words)s") % {"label": label, "words": words}
            yield Problem("form", words, anchor=field)

    def standing(self) -> list[Problem]:
        """All of them, unless only warnings are left and each was accepted by name."""
        problems = self.problems()
        open_ones = [p for p in problems if p.blocking or p.code not in self.form.accepted()]
        return problems if open_ones else []


def lock(subject):
    """Lock the row and renew the caller's object; the caller saves its form first, then performs."""
    subject.refresh_from_db(from_queryset=type(subject)._base_manager.select_for_update(no_key=True))


def replayed(subject, name, by, key):
    """The event that this key already made: the same form sent twice waits here and gets the first answer."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{by.user.pk}:{name}:{key}"])
    earlier = Event.objects.filter(actor=by.user, step=name, key=key).first()
    if earlier and subject.pk and earlier.subject != subject:
        raise Refused([Problem("key", _("这张表单已用于办理另一事项，请重新打开页面"))])
    return earlier


@transaction.atomic
def perform(subject, name, *, by: Actor, now: datetime, data=None, files=None, version=None, key=None) -> Event:
    """Take a step: all of it, or nothing and Refused with every problem. `files` are uploads, as a form wants them."""
    if key and (earlier := replayed(subject, name, by, key)):
        return earlier
    if subject.pk:
        lock(subject)
    else:
        subject.status = NEW
    if version is not None and str(version) != str(subject.version):
        raise Stale(subject, version, by)
    step, before = subject.workflow[name], subject.status
    attempt = Attempt(subject, name, by, now, step.form({} if data is None else data, files, subject=subject))
    if problems := attempt.standing():
        raise Refused(problems)
    return carry_out(attempt, step, before, key)


def carry_out(attempt, step, before, key):
    subject, by, now, note = attempt.subject, attempt.by, attempt.now, attempt.data["note"]
    try:
        for effect in step.effects:
            effect(subject, attempt)
    except ValidationError as error:        # what shows only in the doing, such as a full quota
        raise Refused([Problem("form", message) for message in error.messages]) from error
    if step.target is not None:
        subject.status = step.target
    subject._history_user, subject._history_date = by.user, now
    subject._change_reason = f"{step.label} {note}"[:100]
    subject.save()
    event = record(subject, attempt.name, by=by, now=now, before=before, after=subject.status, note=note,
                   data=attempt.form.for_trail(), key=key)
    for consequence in step.consequences:
        consequence(subject, attempt)
    turn_clocks(attempt)
    if step.tell:
        people = people_with(step.tell, subject).exclude(pk=by.user.pk)
        notify(people, f"step/{subject._meta.app_label}.{attempt.name}", subject, now=now)
    return event


def turn_clocks(attempt):
    subject, step, now = attempt.subject, attempt.step, attempt.now
    with override(settings.LANGUAGE_CODE):      # a cause is kept in the office's language and translated when shown
        label = str(step.label)
    for rule in step.closes:
        clock.close_clock(subject, rule, now=now)
    for rule in step.pauses:
        clock.pause_clock(subject, rule, now=now, cause=label)
    for rule in step.resumes:
        clock.resume_clock(subject, rule, now=now)
    for extend in step.extends:
        clock.extend_clock(subject, extend, now=now, cause=attempt.data["note"] or label, by=attempt.by.user,
                           length=attempt.data.get("extension"))
    for rule in step.opens:
        clock.open_clock(subject, rule, now=now)


def as_warning(check, strict=lambda subject: False):
    """The same fact asked softly: a question now, a wall at a later step (可按规定予以退文), unless strict says no."""
    def asked(subject, attempt):
        return (replace(problem, blocking=strict(subject)) for problem in check(subject, attempt))
    return asked
