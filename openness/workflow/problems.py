"""What stands against a step, in words for the person who wants to take it."""
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


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

    def __init__(self, current, seen):
        self.current = current
        self.seen = current.history.filter(version=seen).first() if str(seen).isdigit() else None
        super().__init__([Problem("stale", _("你打开页面后，内容已被他人修改或办理，请核对后再办理"))])
