"""Rules of the house that no linter knows, each as a walk over the syntax; each is shown to see what it forbids."""
import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

from openness.workflow.management.commands.show_workflow import readme_of, rewritten

ROOT = Path(__file__).resolve().parent.parent
APPS = ("openness", "documents", "interpretation", "sentiment", "websites", "oversight")
FILES = [file for app in APPS for file in sorted((ROOT / app).rglob("*.py")) if "migrations" not in file.parts]
NETWORK = {"requests", "urllib.request", "http.client", "httpx", "aiohttp", "ftplib", "smtplib", "telnetlib", "socket", "urllib3"}
# who may, and why
MAY_OPEN_SOCKETS = {
    "openness/development",             # the runner: asks its own servers on loopback
    "openness/files/scanning.py",       # clamd, named in the settings
    "openness/parsing/child.py", "openness/parsing/zygote.py",      # socket pairs to processes of our own
}
MAY_TRUST_MARKUP = {
    "openness/ui/templatetags/ui.py",                       # our own components, whose parts were rendered and escaped before
    "openness/publication/templatetags/publication.py",     # sanitised on the same line
}
MAY_SET_STATUS = {"openness/workflow/transitions.py"}


def tree(file):
    return ast.parse(file.read_text())


def allowed(file, places):
    where = str(file.relative_to(ROOT))
    return any(where == place or where.startswith(f"{place}/") for place in places)


def statuses_set(module):
    """Lines that give something a status: by assignment, update() or setattr()."""
    for node in ast.walk(module):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign | ast.AnnAssign) else []
        for target in targets:
            for each in target.elts if isinstance(target, ast.Tuple) else [target]:
                if isinstance(each, ast.Attribute) and each.attr == "status":
                    yield node.lineno
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in ("update", "bulk_create") and any(word.arg == "status" for word in node.keywords):
                yield node.lineno
            if name == "setattr" and len(node.args) > 1 and getattr(node.args[1], "value", "") == "status":
                yield node.lineno


def networks_imported(module):
    for node in ast.walk(module):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        if any(name == each or name.startswith(f"{each}.") for name in names for each in NETWORK):
            yield node.lineno


def markup_trusted(module):
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in ("mark_safe", "SafeString", "SafeText"):
                yield node.lineno
            if name == "format_html" and node.args and isinstance(node.args[0], ast.JoinedStr | ast.BinOp):
                yield node.lineno


def found(rule, places):
    return [f"{file.relative_to(ROOT)}:{line}" for file in FILES if not allowed(file, places) for line in rule(tree(file))]


@pytest.mark.parametrize("rule, places", [
    (statuses_set, MAY_SET_STATUS), (networks_imported, MAY_OPEN_SOCKETS), (markup_trusted, MAY_TRUST_MARKUP)])
def test_nothing_is_done_where_it_may_not_be(rule, places):
    assert all(any(allowed(file, {place}) and list(rule(tree(file))) for file in FILES) for place in places), "an allowance nobody needs"
    assert found(rule, places) == []


@pytest.mark.parametrize("rule, code", [
    (statuses_set, "paper.status = 'published'"), (statuses_set, "a, paper.status = 1, 2"), (statuses_set, "rows.update(status='x')"),
    (statuses_set, "setattr(paper, 'status', 'x')"), (networks_imported, "import requests"), (networks_imported, "from urllib import request"),
    (networks_imported, "import http.client as c"), (networks_imported, "from socket import create_connection"),
    (markup_trusted, "mark_safe(x)"), (markup_trusted, "safestring.SafeString(x)"), (markup_trusted, "format_html(f'<b>{x}</b>')"),
])
def test_the_rule_sees_what_it_forbids(rule, code):
    assert list(rule(ast.parse(code)))


def test_templates_trust_no_markup_and_carry_no_script_or_style():
    forbidden = re.compile(r"\|\s*safe\b|\bautoescape\s+off|<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)"
                           r"|\sstyle=|<style|\son[a-z]+=", re.I)
    pages = list((ROOT / "templates").rglob("*.html"))
    tags = re.compile(r"{%(?!\s*autoescape).*?%}", re.S)         # {% include … with style="…" %} names a class
    assert len(pages) > 100
    assert {str(file.relative_to(ROOT)): match.group() for file in pages if (match := forbidden.search(tags.sub("", file.read_text())))} == {}


@pytest.mark.django_db
@pytest.mark.parametrize("label", ["documents", "interpretation", "oversight", "websites", "linkage"])
def test_the_readme_of_an_app_holds_the_tables_of_today(label):
    assert readme_of(label).read_text() == rewritten(label), f"manage.py show_workflow {label} --write"


def test_every_app_has_a_readme_and_every_workflow_stands_in_one():
    with_steps = {model._meta.app_label for model in apps.get_models() if hasattr(model, "workflow")}
    assert with_steps == {"documents", "interpretation", "oversight", "websites", "linkage"}
    assert all((ROOT / app / "README.md").exists() for app in APPS[1:])


def test_ships_no_path_of_a_machine_and_no_host_of_a_registry():
    words = re.compile(r"/(?:home|root|Users)/[a-z]+/|pypi\.org|registry\.npmjs|files\.pythonhosted")
    kinds, foreign = (".py", ".html", ".md", ".txt", ".js", ".scss"), {"dist", "pasted", "test_house.py"}
    kept = [file for app in (*APPS, "tests", "templates", "docs") for file in (ROOT / app).rglob("*")
            if file.suffix in kinds and not foreign & {*file.parts}]
    assert {str(file.relative_to(ROOT)): match.group() for file in kept if (match := words.search(file.read_text()))} == {}
