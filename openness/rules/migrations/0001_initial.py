import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.comparison
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agencies', '0001_initial'),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name='Rule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=50, verbose_name='规则')),
                ('value', models.JSONField(verbose_name='数值')),
                ('unit', models.CharField(choices=[('hours', '小时'), ('working_days', '个工作日'), ('calendar_days', '日'), ('months', '个月'), ('date', '日期'), ('set', '清单'), ('flag', '是否'), ('amount', '元')], max_length=20, verbose_name='单位')),
                ('clause', models.CharField(max_length=200, verbose_name='依据')),
                ('from_on', models.DateField(verbose_name='自')),
                ('to_on', models.DateField(blank=True, null=True, verbose_name='至')),
                ('verified', models.BooleanField(default=False, verbose_name='已核实')),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='适用机关')),
            ],
            options={
                'verbose_name': '规则',
                'verbose_name_plural': '规则',
                'ordering': ['key', 'from_on'],
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('key', '='), (django.db.models.functions.comparison.Coalesce(models.F('agency_id'), models.Value(0)), '='), (models.Func(models.F('from_on'), models.F('to_on'), models.Value('[]'), function='daterange'), '&&')], name='one_rule_on_a_day')],
            },
        ),
    ]
