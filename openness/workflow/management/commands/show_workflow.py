"""The table of steps of a model, as Markdown and as a Mermaid diagram: `show_workflow documents.Document`."""
from django.apps import apps
from django.core.management.base import BaseCommand, CommandError

from openness.workflow.transitions import NEW


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("model", help="app.Model")

    def handle(self, *args, **options):
        try:
            model = apps.get_model(options["model"])
            workflow = model.workflow
        except (LookupError, ValueError, AttributeError) as error:
            raise CommandError(f"{options['model']} is no model with a workflow") from error
        self.stdout.write("\n".join([*table(workflow), "", *diagram(workflow)]))


def table(workflow):
    yield "| step | 步骤 | from | to | who | opens | closes | tells |"
    yield "|---|---|---|---|---|---|---|---|"
    for name, step in workflow.items():
        yield "| {} |".format(" | ".join([
            f"`{name}`", str(step.label), ", ".join(map(status, step.source)),
            "stays" if step.target is None else status(step.target), step.who.right,
            ", ".join(rule.key for rule in step.opens), ", ".join(rule.key for rule in step.closes),
            step.tell.right if step.tell else ""]))


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
