import django.db.models.deletion
from django.db import migrations, models

# An event stays as it was written, but for its words where they were secret: they may be emptied once a purge of its
# subject stands on the trail, and their digests have been kept.
SQL = """
create or replace function event_is_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and new.note = '' and new.data = '{}'
        and (to_jsonb(new) - 'note' - 'data') = (to_jsonb(old) - 'note' - 'data')
        and exists (select 1 from audit_wipedwords w where w.event_id = old.id)
        and exists (select 1 from audit_event e where e.step = 'purge' and e.id > old.id
                    and e.subject_type_id = old.subject_type_id and e.subject_id = old.subject_id)
    then return new; end if;
    raise exception 'audit_event is append-only';
end $$;
create function wiped_words_are_kept() returns trigger language plpgsql as $$
begin raise exception 'audit_wipedwords is append-only'; end $$;
create trigger append_only before update or delete on audit_wipedwords
    for each row execute function wiped_words_are_kept();
"""
BACK = """
drop function wiped_words_are_kept() cascade;
create or replace function event_is_append_only() returns trigger language plpgsql as $$
begin raise exception 'audit_event is append-only'; end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_event_by_step")]
    operations = [
        migrations.CreateModel(
            name="WipedWords",
            fields=[
                ("event", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True,
                                               related_name="wiped", serialize=False, to="audit.event")),
                ("note_digest", models.CharField(max_length=64)),
                ("data_digest", models.CharField(max_length=64)),
            ],
            options={"verbose_name": "已清除的说明", "verbose_name_plural": "已清除的说明"},
        ),
        migrations.RunSQL(SQL, BACK),
    ]
