from django.db import migrations

SIGNED = """
create function signed_report_is_immutable() returns trigger language plpgsql as $$
begin raise exception 'a signed monthly report is immutable'; end $$;
create trigger immutable before update or delete on oversight_monthlyreport
    for each row when (old.status in ('signed')) execute function signed_report_is_immutable();
"""


class Migration(migrations.Migration):
    dependencies = [("oversight", "0001_urgings_and_reports")]
    operations = [
        migrations.RunSQL(SIGNED, "drop function signed_report_is_immutable() cascade"),
    ]
