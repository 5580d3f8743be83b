import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def honest_wording(apps, _):
    """What the loader of 2007–2026 wrote was the name of a package; it is the State Council's yearly notices as it gives them."""
    from openness.deadlines.calendar import SHIPPED
    apps.get_model("deadlines", "CalendarYear").objects.filter(notice="chinesecalendar").update(notice=SHIPPED)


class Migration(migrations.Migration):

    dependencies = [
        ('deadlines', '0002_known_years'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='reminder',
            name='late',
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('length', models.PositiveSmallIntegerField()),
                ('cause', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('deadline', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='extensions', to='deadlines.deadline')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('length__gt', 0)), name='an_extension_adds')],
            },
        ),
        migrations.RunPython(honest_wording, migrations.RunPython.noop),
    ]
