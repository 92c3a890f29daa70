"""Rules, deadline and texts of a year as data. Days set before were fixed days, and stayed even on a Sunday, as the one of 2025 did."""

from django.db import migrations, models
from django.db.models import F


def keep_fixed_days(apps, _schema_editor):
    """Every Einsendeschluss there is was named as a day."""
    years = apps.get_model("prizes", "AwardYear").objects.exclude(deadline=None)
    years.update(named_day=F("deadline"), deadline_rule="exact")


class Migration(migrations.Migration):
    """Columns first, then what they hold of the years there are."""

    dependencies = [
        ('prizes', '0002_history'),
        ('workflow', '0005_relation'),
    ]

    operations = [
        migrations.AddField(
            model_name='awardyear',
            name='deadline_period',
            field=models.CharField(blank=True, max_length=10, verbose_name='Frist ab der Ausschreibung'),
        ),
        migrations.AddField(
            model_name='awardyear',
            name='deadline_rule',
            field=models.CharField(blank=True, choices=[('', 'noch nicht festgelegt'), ('exact', 'Genau dieser Tag, auch an einem Samstag, Sonntag oder Feiertag (§ 31 Abs. 3 Satz 2 HVwVfG)'), ('shifted', 'Dieser Tag; an einem Samstag, Sonntag oder Feiertag erst der nächste Werktag (§ 31 Abs. 3 Satz 1 HVwVfG)'), ('period', 'Eine Frist ab der Ausschreibung, berechnet am Tag der Billigung')], default='', max_length=8, verbose_name='Wie der Einsendeschluss gilt'),
        ),
        migrations.AddField(
            model_name='awardyear',
            name='derivation',
            field=models.JSONField(editable=False, null=True, verbose_name='Herleitung des Einsendeschlusses'),
        ),
        migrations.AddField(
            model_name='awardyear',
            name='form_hints',
            field=models.TextField(blank=True, verbose_name='Hinweise zur Nominierung'),
        ),
        migrations.AddField(
            model_name='awardyear',
            name='in_hessen',
            field=models.BooleanField(default=True, verbose_name='Das Projekt muss in Hessen stattfinden'),
        ),
        migrations.AddField(
            model_name='awardyear',
            name='lowest_age',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Mindestalter der Engagierten'),
        ),
        migrations.AddField(
            model_name='awardyear',
            name='must_have_begun',
            field=models.BooleanField(default=True, verbose_name='Das Projekt muss bereits laufen (erprobt)'),
        ),
        migrations.AddField(
            model_name='awardyear',
            name='named_day',
            field=models.DateField(blank=True, null=True, verbose_name='Tag des Einsendeschlusses'),
        ),
        migrations.AddField(
            model_name='awardyear',
            name='no_former_winners',
            field=models.BooleanField(default=True, verbose_name='Ein Projekt kann nur einmal ausgezeichnet werden'),
        ),
        migrations.AddField(
            model_name='awardyear',
            name='refusal_text',
            field=models.TextField(blank=True, verbose_name='Text der E-Mail an nicht Berücksichtigte'),
        ),
        migrations.AddField(
            model_name='awardyear',
            name='winners_text',
            field=models.TextField(blank=True, verbose_name='Absatz im Schreiben an Ausgezeichnete'),
        ),
        migrations.AddField(
            model_name='nomination',
            name='ages',
            field=models.CharField(blank=True, choices=[('', 'nicht gefragt'), ('yes', 'ja'), ('no', 'nein'), ('unknown', 'weiß ich nicht')], default='', max_length=8, verbose_name='Alter der Engagierten passt'),
        ),
        migrations.AddField(
            model_name='nomination',
            name='in_hessen',
            field=models.BooleanField(null=True, verbose_name='Findet in Hessen statt'),
        ),
        migrations.AlterField(
            model_name='nomination',
            name='place',
            field=models.CharField(max_length=120, verbose_name='Ort'),
        ),
        migrations.AddConstraint(
            model_name='awardyear',
            constraint=models.CheckConstraint(condition=models.Q(('lowest_age', None), ('highest_age', None), ('highest_age__gte', models.F('lowest_age')), _connector='OR'), name='award_ages_in_order'),
        ),
        migrations.RunPython(keep_fixed_days, migrations.RunPython.noop),
    ]
