from django.conf import settings
from django.db import migrations, models

import openness.files.models


class Migration(migrations.Migration):

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('files', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='file',
            name='clean_sha256',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='file',
            name='clean_size',
            field=models.PositiveBigIntegerField(default=0, verbose_name='公开副本大小'),
        ),
        migrations.AddField(
            model_name='file',
            name='note',
            field=models.CharField(blank=True, max_length=200, verbose_name='说明'),
        ),
        migrations.AddField(
            model_name='file',
            name='removed',
            field=models.JSONField(blank=True, default=dict, verbose_name='清除记录'),
        ),
        migrations.AddField(
            model_name='file',
            name='state',
            field=models.CharField(choices=[('quarantine', '待查毒'), ('usable', '可用'), ('refused', '查毒未通过')], default='usable', max_length=10, verbose_name='状态'),
        ),
        migrations.AlterField(      # what was there before the scanner is usable; what comes asks the settings
            model_name='file',
            name='state',
            field=models.CharField(choices=[('quarantine', '待查毒'), ('usable', '可用'), ('refused', '查毒未通过')], default=openness.files.models.first_state, max_length=10, verbose_name='状态'),
        ),
        migrations.AddIndex(
            model_name='file',
            index=models.Index(condition=models.Q(('state', 'quarantine')), fields=['uploaded_at'], name='files_in_quarantine'),
        ),
    ]
