"""The list of ordinary words belongs to a year; a file is looked at before a jury sees it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('prizes', '0003_rules_and_texts_of_a_year'),
    ]

    operations = [
        migrations.AddField(
            model_name='awardyear',
            name='common_words',
            field=models.TextField(blank=True, verbose_name='Gewöhnliche Wörter'),
        ),
        migrations.AddField(
            model_name='blindfile',
            name='checked_at',
            field=models.DateTimeField(null=True, verbose_name='angesehen'),
        ),
        migrations.AddField(
            model_name='blindfile',
            name='pages',
            field=models.JSONField(default=list, verbose_name='Seiten'),
        ),
    ]
