"""What stands against a step, in words for the person who wants to take it."""
from dataclasses import dataclass

from django.utils.translation import gettext as _

from openness.audit.trail import events_of
from openness.digits import whole


@dataclass(frozen=True)
class Problem:
    code: str
    message: str
    anchor: str = ""            # the field or part to mend, so that the page can link to it
    blocking: bool = True       # otherwise a question: do it all the same?


class Refused(Exception):
    """All problems at once, never only the first."""

    def __init__(self, problems):
        self.problems = problems
        super().__init__("；".join(str(problem.message) for problem in problems))

    @property
    def codes(self):
        return {problem.code for problem in self.problems}

    @property
    def may_be_accepted(self):
        return not any(problem.blocking for problem in self.problems)


class Stale(Refused):
    """Somebody saved since the page was read: both texts at hand, nothing overwritten."""

    def __init__(self, current, seen, by):
        self.current, version = current, whole(str(seen), 8)
        self.seen = current.history.filter(version=version).first() if version is not None else None
        last = events_of(current).last()
        words = {"who": last.actor, "step": current.workflow[last.step].label} if last and last.step in current.workflow else {}
        if not words:
            message = _("你打开页面后，内容已有变动，请核对后再办理")
        elif last.actor_id == by.user.pk:
            message = _("你打开本页后，自己已在别处办理“%(step)s”，请核对后再办理") % words
        else:
            message = _("你打开本页后，%(who)s 已办理“%(step)s”，请核对后再办理") % words
        super().__init__([Problem("stale", message)])
