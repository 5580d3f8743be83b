from django.db import migrations

# Two moments may be set, once each: superseded, and withdrawn together with the emptying of the content.
SQL = """
create function public_item_is_immutable() returns trigger language plpgsql as $$
declare allowed publication_publicitem := new;
begin
    if tg_op = 'DELETE' then raise exception 'publication_publicitem is never deleted'; end if;
    if old.superseded_at is null then allowed.superseded_at := null; end if;
    if old.withdrawn_at is null and new.withdrawn_at is not null then
        if new.body <> '[]' or new.main_recipients <> '' or new.copy_recipients <> '' or new.annotation <> ''
           or new.printing_office <> '' or new.contact <> '' or new.contact_phone <> '' or new.withdrawal_reason = '' then
            raise exception 'a tombstone has a reason and no content'; end if;
        if new.title not in (old.title, '') or new.number not in (old.number, '') then
            raise exception 'a tombstone keeps its title or hides it'; end if;
        allowed.withdrawn_at := null; allowed.withdrawal_reason := '';
        allowed.body := old.body; allowed.main_recipients := old.main_recipients;
        allowed.copy_recipients := old.copy_recipients; allowed.annotation := old.annotation;
        allowed.printing_office := old.printing_office;
        allowed.contact := old.contact; allowed.contact_phone := old.contact_phone;
        allowed.title := old.title; allowed.number := old.number;
    end if;
    if allowed is distinct from old then raise exception 'publication_publicitem is immutable'; end if;
    return new;
end $$;
create trigger immutable before update or delete on publication_publicitem
    for each row execute function public_item_is_immutable();

create function public_file_goes_with_its_item() returns trigger language plpgsql as $$
declare gone timestamptz;
begin
    select withdrawn_at into gone from publication_publicitem where id = coalesce(old.item_id, new.item_id);
    if tg_op = 'UPDATE' or (tg_op = 'DELETE' and gone is null) or (tg_op = 'INSERT' and gone is not null) then
        raise exception 'publication_publicfile is immutable while its item stands'; end if;
    return coalesce(new, old);
end $$;
create trigger immutable before insert or update or delete on publication_publicfile
    for each row execute function public_file_goes_with_its_item();

alter table publication_searchrow set (fillfactor = 85, toast_tuple_target = 128);
alter table publication_searchrow alter tsv set storage external;
"""
UNDO = "drop function public_item_is_immutable() cascade; drop function public_file_goes_with_its_item() cascade"


class Migration(migrations.Migration):
    dependencies = [("publication", "0001_initial")]
    operations = [migrations.RunSQL(SQL, UNDO)]
