"""``python -m openness.development <target>``: the targets of the Makefile."""

import os
import sys

from .bootstrap import ROOT, say
from .children import ChildFailed


def catalogue():
    from . import catalogue

    problems, searched = catalogue.check(ROOT)
    if not searched and os.environ.get("CI"):
        problems.append("xgettext was not found, and CI must not skip the search for new sentences.")
    elif not searched:
        say("xgettext was not found (package gettext): new sentences are not searched for")
    if problems:
        sys.exit("\n".join([*problems, f"{len(problems)} problems in templates and the English catalogue"]))


def licences():
    from . import licences

    table, refused = licences.report((ROOT / "requirements.lock").read_text())
    if "--quiet" not in sys.argv:
        print("\n".join(table))
    if refused:
        sys.exit("\n".join(["not acceptable as dependencies:", *refused]))


def main():
    from . import checks, demo, smoke, tools

    targets = {
        "demo": demo.demo,
        "test": checks.test,
        "test-long": checks.test_long,
        "bench": checks.bench,
        "audit": checks.audit,
        "fmt": tools.fmt,
        "shell": tools.shell,
        "manage": tools.manage,
        "messages": tools.messages,
        "licences": licences,
        "catalogue": catalogue,
        "smoke": smoke.smoke,
    }
    if len(sys.argv) < 2 or sys.argv[1] not in targets:
        sys.exit(f"python -m openness.development {' | '.join(targets)}")
    try:
        targets[sys.argv[1]]()
    except KeyboardInterrupt:
        sys.exit(130)
    except ChildFailed as failure:
        sys.exit(str(failure))


if __name__ == "__main__":
    main()
