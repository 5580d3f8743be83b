"""`make test` and its relatives: each step says itself in one line, the first that fails ends the run."""

import os
import shlex
import subprocess
import sys

from . import environment, frontend
from .bootstrap import ROOT, say
from .browser import chromium
from .places import TEST
from .stack import stack

PYTHON = sys.executable
DJANGO = [PYTHON, "-m", "django"]
NO_TESTS = 5  # pytest's exit code
# each process with a database, files and broker keys of its own; one more than there are cores, since tests with a browser and
# those that kill servers wait
PROCESSES = str(min(4, (os.cpu_count() or 1) + 1))
SIDE_BY_SIDE = ["-n", PROCESSES, "--dist", "loadfile", "--no-loadscope-reorder"]
PRODUCT = ["openness", "documents", "interpretation", "sentiment", "websites", "oversight"]
COMPILE = "from openness.management.commands.prepare import compile_catalogues as go; go(['locale'])"


def test():
    require_browser()
    with stack(TEST, "make test", environment.tests, throw_away=True) as children:
        frontend.build(children)
        step(children, "ruff", [PYTHON, "-m", "ruff", "check", "--quiet"])
        bandit = [PYTHON, "-m", "bandit", "-q", "-ll", "-c", "pyproject.toml", "-r", *PRODUCT, "-x", "openness/development"]
        step(children, "bandit", bandit)
        deploy = [*DJANGO, "check", "--deploy", "--fail-level", "WARNING"]
        step(children, "production settings", deploy, environment.deployable())
        step(children, "migrations", [*DJANGO, "makemigrations", "--check", "--dry-run", "--verbosity", "1"])
        step(children, "translations", [PYTHON, "-m", "openness.development", "catalogue"])
        step(children, "licences", [PYTHON, "-m", "openness.development", "licences", "--quiet"])
        pytest(children, "not slow")
        say("all checks passed")


def test_long():
    require_browser()
    with stack(TEST, "make test", environment.tests, throw_away=True) as children:
        frontend.build(children)
        pytest(children, "slow", fine=(0, NO_TESTS))


def audit():
    """Known vulnerabilities of what the product depends on. --strict: without the advisory service the answer is no, never yes."""
    command = [PYTHON, "-m", "pip_audit", "--strict", "--disable-pip", "--require-hashes", "-r", "requirements.lock"]
    code = subprocess.run(command, cwd=ROOT).returncode
    if code:
        raise SystemExit("Not audited, or something was found (see above): an audit needs the advisory service to answer for every package.")
    say("no known vulnerability")


def bench():
    if not (ROOT / "tests/bench").is_dir():
        say("there is no tests/bench yet")
        return
    with stack(TEST, "make test", environment.tests, throw_away=True) as children:
        step(children, "measurements", [PYTHON, "-m", "tests.bench", *arguments()])


def pytest(children, marked, fine=(0,)):
    step(children, "translations for the tests", [PYTHON, "-c", COMPILE])
    step(children, "pytest", [PYTHON, "-m", "pytest", "-m", marked, *(arguments() or SIDE_BY_SIDE)], fine=fine)


def arguments():
    """What the developer adds to pytest: make test ARGS="-k word"."""
    return shlex.split(os.environ.get("ARGS", ""))


def step(children, name, command, env=None, fine=(0,)):
    say(name)
    code = children.run(name, command, env=env)
    if code not in fine:
        say(f"{name}: failed (exit code {code})")
        sys.exit(code if code > 0 else 128 - code)


def require_browser():
    """Decision 34: without a Chromium the browser tests are skipped, except in continuous integration."""
    if chromium():
        return
    if os.environ.get("CI"):
        raise SystemExit("No Chromium was found (CHROMIUM=/path/to/it), and CI must not skip the browser tests.")
    say("no Chromium was found (CHROMIUM=/path/to/it): the browser tests will be skipped")
