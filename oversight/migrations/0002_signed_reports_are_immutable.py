from django.db import migrations

SIGNED = """
create function signed_report_is_immutable() returns trigger language plpgsql as $$
begin raise exception 'a signed monthly report is immutable'; end $$;
create trigger immutable before update or delete on oversight_monthlyreport
    for each row when (old.status in ('signed')) execute function signed_report_is_immutable();
"""
# Figures ask the trail for steps of a period; the trail itself has only its index by subject.
BY_STEP = "create index event_by_step on audit_event (subject_type_id, step, at) include (subject_id)"


class Migration(migrations.Migration):
    dependencies = [("oversight", "0001_urgings_and_reports"), ("audit", "0002_append_only")]
    operations = [
        migrations.RunSQL(SIGNED, "drop function signed_report_is_immutable() cascade"),
        migrations.RunSQL(BY_STEP, "drop index event_by_step"),
    ]
