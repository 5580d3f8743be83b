import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agencies', '0001_initial'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='PublicItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('edition', models.PositiveSmallIntegerField(default=1)),
                ('subject_id', models.PositiveBigIntegerField()),
                ('kind', models.CharField(choices=[('document', '政策文件'), ('interpretation', '政策解读')], max_length=30)),
                ('title', models.CharField(max_length=300, verbose_name='标题')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='发文字号')),
                ('index_number', models.CharField(max_length=40, verbose_name='索引号')),
                ('issuer', models.CharField(max_length=200, verbose_name='发布机构')),
                ('genre', models.CharField(blank=True, choices=[('resolution', '决议'), ('decision', '决定'), ('order', '命令（令）'), ('communique', '公报'), ('announcement', '公告'), ('public_notice', '通告'), ('opinion', '意见'), ('notice', '通知'), ('circular', '通报'), ('report', '报告'), ('request', '请示'), ('reply', '批复'), ('bill', '议案'), ('letter', '函'), ('minutes', '纪要')], max_length=20, verbose_name='文种')),
                ('topic', models.PositiveSmallIntegerField(choices=[(1, '国务院组织机构'), (2, '综合政务'), (3, '国民经济管理、国有资产监管'), (4, '财政、金融、审计'), (5, '国土资源、能源'), (6, '农业、林业、水利'), (7, '工业、交通'), (8, '商贸、海关、旅游'), (9, '市场监管、安全生产监管'), (10, '城乡建设、环境保护'), (11, '科技、教育'), (12, '文化、广电、新闻出版'), (13, '卫生、体育'), (14, '人口与计划生育、妇女儿童工作'), (15, '劳动、人事、监察'), (16, '公安、安全、司法'), (17, '民政、扶贫、救灾'), (18, '民族、宗教'), (19, '对外事务'), (20, '港澳台侨工作'), (21, '国防'), (22, '其他')], null=True, verbose_name='主题分类')),
                ('five_kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('decision', '决策公开'), ('execution', '执行公开'), ('management', '管理公开'), ('service', '服务公开'), ('result', '结果公开')], max_length=20), default=list)),
                ('dated_on', models.DateField(verbose_name='成文日期')),
                ('main_recipients', models.TextField(blank=True, verbose_name='主送机关')),
                ('copy_recipients', models.TextField(blank=True, verbose_name='抄送机关')),
                ('annotation', models.CharField(blank=True, max_length=100, verbose_name='附注')),
                ('printing_office', models.CharField(blank=True, max_length=100, verbose_name='印发机关')),
                ('printed_on', models.DateField(null=True, verbose_name='印发日期')),
                ('contact', models.CharField(blank=True, max_length=50, verbose_name='联系人')),
                ('contact_phone', models.CharField(blank=True, max_length=30, verbose_name='联系电话')),
                ('body', models.JSONField(default=list)),
                ('digest', models.CharField(max_length=64)),
                ('published_at', models.DateTimeField(verbose_name='发布日期')),
                ('superseded_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawal_reason', models.CharField(blank=True, max_length=200, verbose_name='撤回理由')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('subject_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='contenttypes.contenttype')),
            ],
            options={
                'verbose_name': '公开信息',
                'verbose_name_plural': '公开信息',
            },
        ),
        migrations.CreateModel(
            name='PublicFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=200, verbose_name='标题')),
                ('name', models.CharField(max_length=200, verbose_name='文件名')),
                ('kind', models.CharField(max_length=10)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveBigIntegerField()),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='publication.publicitem')),
            ],
            options={
                'verbose_name': '公开附件',
                'verbose_name_plural': '公开附件',
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='SearchRow',
            fields=[
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='search_row', serialize=False, to='publication.publicitem')),
                ('published_on', models.DateField()),
                ('year', models.PositiveSmallIntegerField()),
                ('agency_id', models.PositiveBigIntegerField()),
                ('topic', models.PositiveSmallIntegerField(null=True)),
                ('genre', models.CharField(max_length=20)),
                ('kind', models.CharField(max_length=30)),
                ('number_prefix', models.CharField(blank=True, max_length=40)),
                ('number_year', models.PositiveSmallIntegerField(null=True)),
                ('number_serial', models.PositiveIntegerField(null=True)),
                ('tsv', django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['tsv'], name='search_lexemes'), models.Index(fields=['-published_on', '-item'], name='search_newest'), models.Index(fields=['number_year', 'number_serial'], name='search_number')],
            },
        ),
        migrations.AddIndex(
            model_name='publicitem',
            index=models.Index(condition=models.Q(('superseded_at', None), ('withdrawn_at', None)), fields=['-published_at', '-id'], name='newest_public'),
        ),
        migrations.AddIndex(
            model_name='publicitem',
            index=models.Index(fields=['subject_type', 'subject_id'], name='public_by_subject'),
        ),
        migrations.AddIndex(
            model_name='publicitem',
            index=models.Index(fields=['index_number'], name='public_by_index_number'),
        ),
        migrations.AddConstraint(
            model_name='publicitem',
            constraint=models.UniqueConstraint(fields=('address', 'edition'), name='one_row_per_edition'),
        ),
        migrations.AddConstraint(
            model_name='publicitem',
            constraint=models.UniqueConstraint(condition=models.Q(('superseded_at', None), ('withdrawn_at', None)), fields=('address',), name='one_current_edition'),
        ),
        migrations.AddConstraint(
            model_name='publicfile',
            constraint=models.UniqueConstraint(fields=('item', 'order'), name='one_public_file_at_a_place'),
        ),
    ]
