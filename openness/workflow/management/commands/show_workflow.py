"""The tables of steps and clocks of an app, as Markdown, and the diagram of a model.

`show_workflow documents` prints the tables that the app's README holds, `show_workflow documents --write` puts them there,
`show_workflow documents.Document` adds the Mermaid diagram of one model.
"""
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from openness.deadlines.rules import RULES
from openness.rules.ships import SHIPS
from openness.workflow.transitions import NEW

BEGIN, END = "<!-- printed by show_workflow -->", "<!-- end of what is printed -->"


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("what", help="app, or app.Model")
        parser.add_argument("--write", action="store_true", help="into the README of the app")

    def handle(self, *args, what, write, **options):
        with override(settings.LANGUAGE_CODE):
            if "." in what:
                workflow = workflow_of(what)
                self.stdout.write("\n".join([*table(workflow), "", *diagram(workflow)]))
            elif write:
                readme_of(what).write_text(rewritten(what))
            else:
                self.stdout.write(tables(what))


def workflow_of(name):
    try:
        return apps.get_model(name).workflow
    except (LookupError, ValueError, AttributeError) as error:
        raise CommandError(f"{name} is no model with a workflow") from error


def readme_of(label):
    return Path(apps.get_app_config(label).path) / "README.md"


def rewritten(label):
    """The README with its tables as they are now."""
    text = readme_of(label).read_text()
    before, begin, rest = text.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not (begin and end):
        raise CommandError(f"{readme_of(label)} has no place for the tables: {BEGIN} … {END}")
    return f"{before}{BEGIN}\n{tables(label)}\n{END}{after}"


def tables(label):
    """Every workflow of an app, then its clocks."""
    try:
        models = [model for model in apps.get_app_config(label).get_models() if hasattr(model, "workflow")]
    except LookupError as error:
        raise CommandError(str(error)) from error
    parts = [f"**{model._meta.object_name}** {model._meta.verbose_name}\n\n" + "\n".join(table(model.workflow)) for model in models]
    clocks = [rule for key, rule in sorted(RULES.items()) if key.startswith(f"{label}.")]
    if clocks:
        parts.append("**Clocks**\n\n" + "\n".join(clock_table(clocks)))
    return "\n\n".join(parts)


def table(workflow):
    yield "| step | 步骤 | from | to | who | opens | closes | tells |"
    yield "|---|---|---|---|---|---|---|---|"
    for name, step in workflow.items():
        yield "| {} |".format(" | ".join([
            f"`{name}`", str(step.label), ", ".join(map(status, step.source)),
            "stays" if step.target is None else status(step.target), step.who.right,
            ", ".join(rule.key for rule in step.opens), ", ".join(rule.key for rule in step.closes),
            step.tell.right if step.tell else ""]))


def clock_table(clocks):
    yield "| clock | 时限 | figures that ship | answers | stages (lead in its unit) |"
    yield "|---|---|---|---|---|"
    for clock in clocks:
        figures = [f"{value} {unit} {clause} {start:%F}–{f'{end:%F}' if end else ''}{'' if verified else ' 未核实'}"
                   for key, value, unit, clause, start, end, verified in SHIPS if key == clock.key]
        stages = ", ".join(f"{rung.stage} {rung.lead:g}{f' × {rung.rounds}' if rung.rounds > 1 else ''}" for rung in clock.ladder)
        yield f"| `{clock.key}` | {clock.label} | {'<br>'.join(figures) or '—'} | {clock.responsible.right} | {stages} |"


def diagram(workflow):
    yield "```mermaid"
    yield "stateDiagram-v2"
    for name, step in workflow.items():
        if step.target is not None:
            for source in step.source:
                yield f"    {'[*]' if source == NEW else status(source)} --> {status(step.target)}: {name}"
    yield "```"


def status(value):
    return str(getattr(value, "value", value)) or "new"
