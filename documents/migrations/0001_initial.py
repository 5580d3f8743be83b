import django.contrib.postgres.fields
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import documents.models.document


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agencies', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportedText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='文件名')),
                ('text', models.TextField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': '导入',
                'verbose_name_plural': '导入',
                'ordering': ['-at'],
            },
        ),
        migrations.CreateModel(
            name='JointBody',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Part',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(verbose_name='顺序')),
                ('title', models.CharField(max_length=200, verbose_name='附件标题')),
                ('disclosure', models.CharField(blank=True, choices=[('proactive', '主动公开'), ('on_request', '依申请公开'), ('withheld', '不予公开')], max_length=20, verbose_name='公开属性')),
            ],
            options={
                'verbose_name': '附件',
                'verbose_name_plural': '附件',
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('secrecy', '保密审查'), ('legality', '合法性审查'), ('disclosure', '政务公开工作机构审查'), ('countersignature', '会签')], max_length=20, verbose_name='审查')),
                ('passed', models.BooleanField(verbose_name='通过')),
                ('opinion', models.TextField(blank=True, verbose_name='意见')),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': '审查',
                'verbose_name_plural': '审查',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SlipLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField(verbose_name='轮次')),
                ('code', models.CharField(choices=[('no_attribute', '未明确公开属性建议'), ('no_reasoning', '未依法依规说明理由'), ('no_ground', '未列明不予公开的依据，或所列依据当时无效'), ('no_interpretation', '未一并报送政策解读材料'), ('no_secrecy', '未经保密审查，或审查后内容有改动'), ('no_legality', '未经合法性审查，或审查后内容有改动'), ('no_disclosure_review', '拟不公开的政策性文件未经本单位政务公开工作机构审查'), ('no_countersignature', '联合发文单位尚未会签'), ('no_body', '没有正文'), ('annotation', '附注与公开属性不一致'), ('format', '公文格式不符合规定'), ('content', '内容需要修改'), ('personal_data', '含有应作区分处理的个人信息')], max_length=30, verbose_name='退文理由')),
                ('detail', models.CharField(blank=True, max_length=200)),
                ('anchor', models.CharField(blank=True, max_length=30)),
                ('by_system', models.BooleanField()),
            ],
            options={
                'verbose_name': '退文单',
                'verbose_name_plural': '退文单',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('status', models.CharField(choices=[('draft', '起草'), ('unit_review', '部门内审'), ('submitted', '已报送'), ('in_review', '审核中'), ('returned', '已退文'), ('approved', '审核通过'), ('signed', '已签发'), ('published', '已公开'), ('retained', '不公开归档'), ('superseded', '已更正'), ('withdrawn', '已撤回'), ('discarded', '作废')], editable=False, max_length=20, verbose_name='状态')),
                ('title', models.CharField(max_length=300, verbose_name='标题')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='发文字号')),
                ('genre', models.CharField(choices=[('resolution', '决议'), ('decision', '决定'), ('order', '命令（令）'), ('communique', '公报'), ('announcement', '公告'), ('public_notice', '通告'), ('opinion', '意见'), ('notice', '通知'), ('circular', '通报'), ('report', '报告'), ('request', '请示'), ('reply', '批复'), ('bill', '议案'), ('letter', '函'), ('minutes', '纪要')], default='notice', max_length=20, verbose_name='文种')),
                ('main_recipients', models.TextField(blank=True, max_length=2000, verbose_name='主送机关')),
                ('copy_recipients', models.TextField(blank=True, max_length=2000, verbose_name='抄送机关')),
                ('body', models.JSONField(blank=True, default=list, validators=[documents.models.document.is_body], verbose_name='正文')),
                ('dated_on', models.DateField(blank=True, null=True, verbose_name='成文日期')),
                ('annotation', models.CharField(blank=True, max_length=100, verbose_name='附注')),
                ('printing_office', models.CharField(blank=True, max_length=100, verbose_name='印发机关')),
                ('printed_on', models.DateField(blank=True, null=True, verbose_name='印发日期')),
                ('topic', models.PositiveSmallIntegerField(blank=True, choices=[(1, '国务院组织机构'), (2, '综合政务'), (3, '国民经济管理、国有资产监管'), (4, '财政、金融、审计'), (5, '国土资源、能源'), (6, '农业、林业、水利'), (7, '工业、交通'), (8, '商贸、海关、旅游'), (9, '市场监管、安全生产监管'), (10, '城乡建设、环境保护'), (11, '科技、教育'), (12, '文化、广电、新闻出版'), (13, '卫生、体育'), (14, '人口与计划生育、妇女儿童工作'), (15, '劳动、人事、监察'), (16, '公安、安全、司法'), (17, '民政、扶贫、救灾'), (18, '民族、宗教'), (19, '对外事务'), (20, '港澳台侨工作'), (21, '国防'), (22, '其他')], null=True, verbose_name='主题分类')),
                ('five_kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('decision', '决策公开'), ('execution', '执行公开'), ('management', '管理公开'), ('service', '服务公开'), ('result', '结果公开')], max_length=20), blank=True, default=list, verbose_name='五公开')),
                ('disclosure', models.CharField(blank=True, choices=[('proactive', '主动公开'), ('on_request', '依申请公开'), ('withheld', '不予公开')], max_length=20, verbose_name='公开属性')),
                ('ground', models.CharField(blank=True, max_length=20, verbose_name='法律依据')),
                ('reasoning', models.TextField(blank=True, max_length=2000, verbose_name='理由')),
                ('is_policy', models.BooleanField(default=False, verbose_name='政策性文件')),
                ('is_major', models.BooleanField(default=False, verbose_name='重大政策')),
                ('is_normative', models.BooleanField(default=False, verbose_name='规范性文件')),
                ('contact', models.CharField(blank=True, max_length=50, verbose_name='联系人')),
                ('contact_phone', models.CharField(blank=True, max_length=30, verbose_name='联系电话')),
                ('round', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('submitted_at', models.DateTimeField(editable=False, null=True)),
                ('review_since', models.DateTimeField(editable=False, null=True)),
                ('digest', models.CharField(editable=False, max_length=64)),
                ('approved_digest', models.CharField(blank=True, editable=False, max_length=64)),
                ('issuer_name', models.CharField(blank=True, editable=False, max_length=200)),
                ('edition', models.PositiveSmallIntegerField(default=1, editable=False)),
                ('claimed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('corrects', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='documents.document')),
                ('drafting_agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='起草单位')),
                ('issuing_agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='发文机关')),
                ('reviewing_office', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
            ],
            options={
                'verbose_name': '公文',
                'verbose_name_plural': '公文',
            },
        ),
        migrations.CreateModel(
            name='HistoricalDocument',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('status', models.CharField(choices=[('draft', '起草'), ('unit_review', '部门内审'), ('submitted', '已报送'), ('in_review', '审核中'), ('returned', '已退文'), ('approved', '审核通过'), ('signed', '已签发'), ('published', '已公开'), ('retained', '不公开归档'), ('superseded', '已更正'), ('withdrawn', '已撤回'), ('discarded', '作废')], editable=False, max_length=20, verbose_name='状态')),
                ('title', models.CharField(max_length=300, verbose_name='标题')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='发文字号')),
                ('genre', models.CharField(choices=[('resolution', '决议'), ('decision', '决定'), ('order', '命令（令）'), ('communique', '公报'), ('announcement', '公告'), ('public_notice', '通告'), ('opinion', '意见'), ('notice', '通知'), ('circular', '通报'), ('report', '报告'), ('request', '请示'), ('reply', '批复'), ('bill', '议案'), ('letter', '函'), ('minutes', '纪要')], default='notice', max_length=20, verbose_name='文种')),
                ('main_recipients', models.TextField(blank=True, max_length=2000, verbose_name='主送机关')),
                ('copy_recipients', models.TextField(blank=True, max_length=2000, verbose_name='抄送机关')),
                ('body', models.JSONField(blank=True, default=list, validators=[documents.models.document.is_body], verbose_name='正文')),
                ('dated_on', models.DateField(blank=True, null=True, verbose_name='成文日期')),
                ('annotation', models.CharField(blank=True, max_length=100, verbose_name='附注')),
                ('printing_office', models.CharField(blank=True, max_length=100, verbose_name='印发机关')),
                ('printed_on', models.DateField(blank=True, null=True, verbose_name='印发日期')),
                ('topic', models.PositiveSmallIntegerField(blank=True, choices=[(1, '国务院组织机构'), (2, '综合政务'), (3, '国民经济管理、国有资产监管'), (4, '财政、金融、审计'), (5, '国土资源、能源'), (6, '农业、林业、水利'), (7, '工业、交通'), (8, '商贸、海关、旅游'), (9, '市场监管、安全生产监管'), (10, '城乡建设、环境保护'), (11, '科技、教育'), (12, '文化、广电、新闻出版'), (13, '卫生、体育'), (14, '人口与计划生育、妇女儿童工作'), (15, '劳动、人事、监察'), (16, '公安、安全、司法'), (17, '民政、扶贫、救灾'), (18, '民族、宗教'), (19, '对外事务'), (20, '港澳台侨工作'), (21, '国防'), (22, '其他')], null=True, verbose_name='主题分类')),
                ('five_kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('decision', '决策公开'), ('execution', '执行公开'), ('management', '管理公开'), ('service', '服务公开'), ('result', '结果公开')], max_length=20), blank=True, default=list, verbose_name='五公开')),
                ('disclosure', models.CharField(blank=True, choices=[('proactive', '主动公开'), ('on_request', '依申请公开'), ('withheld', '不予公开')], max_length=20, verbose_name='公开属性')),
                ('ground', models.CharField(blank=True, max_length=20, verbose_name='法律依据')),
                ('reasoning', models.TextField(blank=True, max_length=2000, verbose_name='理由')),
                ('is_policy', models.BooleanField(default=False, verbose_name='政策性文件')),
                ('is_major', models.BooleanField(default=False, verbose_name='重大政策')),
                ('is_normative', models.BooleanField(default=False, verbose_name='规范性文件')),
                ('contact', models.CharField(blank=True, max_length=50, verbose_name='联系人')),
                ('contact_phone', models.CharField(blank=True, max_length=30, verbose_name='联系电话')),
                ('round', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('submitted_at', models.DateTimeField(editable=False, null=True)),
                ('review_since', models.DateTimeField(editable=False, null=True)),
                ('digest', models.CharField(editable=False, max_length=64)),
                ('approved_digest', models.CharField(blank=True, editable=False, max_length=64)),
                ('issuer_name', models.CharField(blank=True, editable=False, max_length=200)),
                ('edition', models.PositiveSmallIntegerField(default=1, editable=False)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('claimed_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('corrects', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='documents.document')),
                ('drafting_agency', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='agencies.agency', verbose_name='起草单位')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('issuing_agency', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='agencies.agency', verbose_name='发文机关')),
                ('reviewing_office', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='agencies.agency')),
            ],
            options={
                'verbose_name': 'historical 公文',
                'verbose_name_plural': 'historical 公文',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalJointBody',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('agency', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='agencies.agency')),
                ('document', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='documents.document')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical joint body',
                'verbose_name_plural': 'historical joint bodys',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalPart',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(verbose_name='顺序')),
                ('title', models.CharField(max_length=200, verbose_name='附件标题')),
                ('disclosure', models.CharField(blank=True, choices=[('proactive', '主动公开'), ('on_request', '依申请公开'), ('withheld', '不予公开')], max_length=20, verbose_name='公开属性')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('document', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='documents.document')),
            ],
            options={
                'verbose_name': 'historical 附件',
                'verbose_name_plural': 'historical 附件',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
