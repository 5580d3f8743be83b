from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.CreateModel(
        name="Sign",
        fields=[
            ("name", models.CharField(max_length=30, primary_key=True, serialize=False)),
            ("at", models.DateTimeField()),
            ("words", models.CharField(blank=True, max_length=300)),
        ],
        options={"verbose_name": "运行迹象", "verbose_name_plural": "运行迹象"},
    )]
