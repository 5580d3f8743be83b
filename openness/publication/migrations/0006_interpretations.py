from importlib import import_module

from django.db import migrations, models

# As in 0003, with three more columns that a tombstone empties.
BEFORE = import_module("openness.publication.migrations.0003_withdrawal_code").NOW
MORE = ("author", "source", "link")
NOW = BEFORE.replace("or new.contact_phone <> ''", "or new.contact_phone <> ''" + "".join(
    f" or new.{name} <> ''" for name in MORE)).replace(
    "allowed.contact_phone := old.contact_phone;", "allowed.contact_phone := old.contact_phone;" + "".join(
        f" allowed.{name} := old.{name};" for name in MORE))


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0002_passwords_and_former_names'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('publication', '0005_section'),
    ]

    operations = [
        migrations.AddField(
            model_name='publicfile',
            name='alt',
            field=models.CharField(blank=True, max_length=1000, verbose_name='替代文字'),
        ),
        migrations.AddField(
            model_name='publicitem',
            name='about',
            field=models.UUIDField(null=True, verbose_name='所解读的文件'),
        ),
        migrations.AddField(
            model_name='publicitem',
            name='author',
            field=models.CharField(blank=True, max_length=100, verbose_name='解读人'),
        ),
        migrations.AddField(
            model_name='publicitem',
            name='form',
            field=models.CharField(blank=True, choices=[('text', '文字解读'), ('picture', '图解'), ('qa', '问答'), ('expert', '专家解读'), ('media', '媒体解读'), ('video', '视频'), ('press', '新闻发布会')], max_length=10, verbose_name='解读形式'),
        ),
        migrations.AddField(
            model_name='publicitem',
            name='link',
            field=models.URLField(blank=True, max_length=500, verbose_name='链接'),
        ),
        migrations.AddField(
            model_name='publicitem',
            name='source',
            field=models.CharField(blank=True, max_length=200, verbose_name='来源'),
        ),
        migrations.AddIndex(
            model_name='publicitem',
            index=models.Index(condition=models.Q(('about__isnull', False), ('superseded_at', None), ('withdrawn_at', None)), fields=['about'], name='interpretations_of_a_paper'),
        ),
        migrations.RunSQL(NOW, BEFORE),
    ]
