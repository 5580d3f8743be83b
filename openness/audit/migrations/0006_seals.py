import django.db.models.deletion
from django.db import migrations, models

# The transaction that wrote an event, unknown to Django: rows are sealed in this order below the snapshot horizon. Nothing of the
# trail is changed, deleted or emptied; only a test's connection, which says so when it opens, may truncate.
SQL = """
alter table audit_event add column xid xid8 not null default pg_current_xact_id();
create index event_in_sealing_order on audit_event (xid, id);
create function trail_is_append_only() returns trigger language plpgsql as $$
begin raise exception '% is append-only', tg_table_name; end $$;
create function trail_is_not_truncated() returns trigger language plpgsql as $$
begin
    if coalesce(current_setting('openness.may_truncate', true), '') = 'on' then return null; end if;
    raise exception '% is append-only', tg_table_name;
end $$;
create trigger append_only before update or delete on audit_seal for each row execute function trail_is_append_only();
create trigger append_only before update or delete on audit_epoch for each row execute function trail_is_append_only();
create trigger not_truncated before truncate on audit_event execute function trail_is_not_truncated();
create trigger not_truncated before truncate on audit_wipedwords execute function trail_is_not_truncated();
create trigger not_truncated before truncate on audit_seal execute function trail_is_not_truncated();
create trigger not_truncated before truncate on audit_epoch execute function trail_is_not_truncated();
"""
BACK = """
drop function trail_is_append_only() cascade;
drop function trail_is_not_truncated() cascade;
alter table audit_event drop column xid;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0005_wiped_words")]
    operations = [
        migrations.CreateModel(
            name="Epoch",
            fields=[
                ("number", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("after_event", models.PositiveBigIntegerField()),
                ("at", models.DateTimeField()),
                ("cause", models.CharField(max_length=200)),
            ],
            options={"verbose_name": "固化纪元", "verbose_name_plural": "固化纪元"},
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("position", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("epoch", models.PositiveIntegerField(default=0)),
                ("algorithm", models.CharField(max_length=10)),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("event", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="seal", to="audit.event")),
            ],
            options={"verbose_name": "固化", "verbose_name_plural": "固化", "ordering": ["position"]},
        ),
        migrations.RunSQL(SQL, BACK),
    ]
