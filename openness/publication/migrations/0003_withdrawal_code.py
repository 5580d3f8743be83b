from importlib import import_module

from django.db import migrations, models

FORMER = import_module("openness.publication.migrations.0002_immutable").SQL
WORD = "create function public_item_is_immutable()"
BEFORE = FORMER[:FORMER.index("create trigger")].strip().replace(WORD, WORD.replace("create", "create or replace", 1))
# the reason of a withdrawal is a code now; words may be added to it
NOW = BEFORE.replace("new.withdrawal_reason = ''", "new.withdrawal_code = ''").replace(
    "allowed.withdrawal_reason := '';", "allowed.withdrawal_reason := ''; allowed.withdrawal_code := '';")
CODED = """
alter table publication_publicitem disable trigger immutable;
update publication_publicitem set withdrawal_code = 'other' where withdrawn_at is not null;
alter table publication_publicitem enable trigger immutable;
"""


class Migration(migrations.Migration):
    dependencies = [("publication", "0002_immutable")]
    operations = [
        migrations.AddField("publicitem", "withdrawal_code", models.CharField(blank=True, max_length=20, default="", choices=[
            ("wrong", "内容有误"), ("personal", "含有不宜公开的个人信息"), ("unlawful", "依法不应公开"), ("double", "重复公开"),
            ("replaced", "已由新的文件取代"), ("other", "其他原因")]), preserve_default=False),
        migrations.RunSQL(NOW, BEFORE),
        migrations.RunSQL(CODED, migrations.RunSQL.noop),
    ]
