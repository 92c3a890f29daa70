import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("workflow", "0005_relation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Sent",
            fields=[
                ("key", models.UUIDField(primary_key=True, serialize=False, verbose_name="Einmalschlüssel")),
                ("path", models.CharField(max_length=300, verbose_name="Adresse")),
                ("content", models.CharField(max_length=64, verbose_name="Prüfsumme des Inhalts")),
                ("led_to", models.CharField(blank=True, max_length=2000, verbose_name="führte zu")),
                ("at", models.DateTimeField(db_index=True, verbose_name="am")),
                ("user", models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="gesendet von")),
            ],
            options={
                "verbose_name": "gesendetes Formular",
                "verbose_name_plural": "gesendete Formulare",
            },
        ),
    ]
