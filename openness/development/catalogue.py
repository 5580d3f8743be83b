"""The English catalogue must be whole: no sentence without translation, no lost placeholder, no Chinese left over."""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.pofile import read_po

from . import bare_text, environment

IGNORED = (".*", "node_modules", "var", "staticfiles", "tests", "development")
SUFFIXES = (".py", ".html", ".txt", ".po")
CATALOGUE = Path("locale/en/LC_MESSAGES/django.po")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|(?<!%)%[sd]|\{\w*\}")
# What may stay Chinese in an English sentence: numbers of documents, the brackets they are explained by, the
# name of the language in the language menu.
MAY_STAY = re.compile(r"[\u3400-\u9fff]{0,12}〔[^〕]{0,12}〕(?:第?[\d\w%(){}]*号)?|号|中文|简体中文")


def check(root):
    """All problems, each a line; whether the sources were searched for new sentences too."""
    found = [*bare_text.problems(root)]
    if not xgettext():
        return found + (_problems_of_file(root / CATALOGUE) if (root / CATALOGUE).exists() else []), False
    with tempfile.TemporaryDirectory() as folder:
        return found + _problems_of_file(collected(root, Path(folder))), True


def xgettext():
    return shutil.which("xgettext") and shutil.which("msgmerge")


def collected(root, copy):
    """The catalogue as `make messages` would leave it, made from a copy: the check changes nothing."""
    shutil.copytree(root, copy, ignore=_unwanted, dirs_exist_ok=True)
    (copy / "locale").mkdir(exist_ok=True)
    command = [sys.executable, "-m", "django", "makemessages", "-l", "en", "--no-obsolete", "--no-wrap"]
    outcome = subprocess.run(command, cwd=copy, env=environment.without_django(), capture_output=True, text=True)
    if outcome.returncode:
        raise SystemExit(f"makemessages failed:\n{outcome.stderr}")
    return copy / CATALOGUE


def _unwanted(folder, names):
    unwanted = set(shutil.ignore_patterns(*IGNORED)(folder, names))
    files = (name for name in names if (Path(folder) / name).is_file())
    return unwanted | {name for name in files if not name.endswith(SUFFIXES)}


def _problems_of_file(file):
    if not file.exists():
        return []
    with file.open("rb") as opened:
        catalogue = read_po(opened, locale="en")
    return [problem for message in catalogue if message.id for problem in problems(message)]


def problems(message):
    """What is wrong with one entry, each line beginning with the first place in the sources."""
    sources = message.id if isinstance(message.id, tuple) else (message.id,)
    targets = message.string if isinstance(message.string, tuple) else (message.string,)
    place = "{}:{}".format(*message.locations[0]) if message.locations else str(CATALOGUE)
    if message.fuzzy or not all(targets):
        yield f"{place}: {'fuzzy' if message.fuzzy else 'no'} English for: {sources[0]}"
        return
    for source, target in zip([*sources, *[sources[-1]] * len(targets)], targets, strict=False):
        expected, found = set(PLACEHOLDER.findall(source)), set(PLACEHOLDER.findall(target))
        if expected != found:
            differing = ", ".join(sorted(expected ^ found))
            yield f"{place}: the placeholder {differing} is not in both: {source} / {target}"
        if bare_text.CJK.search(MAY_STAY.sub("", target)):
            yield f"{place}: Chinese in the English: {target}"
