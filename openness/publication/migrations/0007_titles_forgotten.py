from importlib import import_module

from django.db import migrations

FORMER = import_module("openness.publication.migrations.0006_interpretations")
# The title of a tombstone may still be taken away, never given back.
ALLOWED = "    if allowed is distinct from old then"
MORE = """    if old.withdrawn_at is not null and new.title in (old.title, '') and new.number in (old.number, '')
       and new.withdrawal_reason in (old.withdrawal_reason, '') then
        allowed.title := old.title; allowed.number := old.number; allowed.withdrawal_reason := old.withdrawal_reason;
    end if;
"""
BEFORE = FORMER.NOW
NOW = BEFORE.replace(ALLOWED, MORE + ALLOWED)


class Migration(migrations.Migration):
    dependencies = [("publication", "0006_interpretations")]
    operations = [migrations.RunSQL(NOW, BEFORE)]
