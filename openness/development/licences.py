"""The licences of what the product depends on: nothing under GPL or AGPL is imported (LGPL is), nothing unknown."""

import re
from importlib.metadata import PackageNotFoundError, metadata

NAMED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==", re.MULTILINE)
COPYLEFT = re.compile(r"\bA?GPL|GNU (Affero )?General Public", re.IGNORECASE)
LESSER = re.compile(r"\bLGPL[\w.+-]*|GNU (Library or )?Lesser General Public License[\w .()+-]*", re.IGNORECASE)


def names(lock):
    """The distributions that a lock file names."""
    return NAMED.findall(lock)


def licence(information):
    """The licence as its metadata states it: the expression, else the classifiers, else the first line of the text."""
    expression = information.get("License-Expression", "").strip()
    if expression:
        return expression
    classifiers = information.get_all("Classifier") or []
    named = [line.rsplit("::", 1)[1].strip() for line in classifiers if line.startswith("License ::")]
    named = [name for name in named if name != "OSI Approved"]
    text = information.get("License", "").strip()
    return "; ".join(named) or ("" if text.upper() == "UNKNOWN" else text.split("\n")[0])


def is_acceptable(text):
    """Where an expression offers a choice, one acceptable licence is enough."""
    return bool(text) and any(not COPYLEFT.search(LESSER.sub("", choice)) for choice in text.split(" OR "))


def installed(lock):
    """(name, version, licence) of what is installed; a universal lock also names what other systems need."""
    for name in names(lock):
        try:
            information = metadata(name)
        except PackageNotFoundError:
            continue
        yield name, information["Version"], licence(information)


def report(lock):
    """The table and the lines of what is not acceptable."""
    rows = sorted(installed(lock))
    columns = [max(len(row[i]) for row in rows) for i in range(2)]
    table = [f"{name:{columns[0]}}  {version:{columns[1]}}  {text or '?'}" for name, version, text in rows]
    refused = [f"{name}: {text or 'no licence stated'}" for name, _, text in rows if not is_acceptable(text)]
    return table, refused
