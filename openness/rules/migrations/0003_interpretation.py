from django.db import migrations

from openness.rules.ships import load


class Migration(migrations.Migration):
    """The figures that came with policy interpretation, for databases that were loaded before."""
    dependencies = [("rules", "0002_ships")]
    operations = [migrations.RunPython(lambda apps, _: load(apps.get_model("rules", "Rule")), migrations.RunPython.noop)]
