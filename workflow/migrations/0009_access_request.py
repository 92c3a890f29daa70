"""Asking to be let into restricted cases; who is let in as a person is let in until a day."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

ANSWERS = [("granted", "gewährt"), ("refused", "abgelehnt")]


def person(**kwargs):
    return models.ForeignKey(settings.AUTH_USER_MODEL, django.db.models.deletion.PROTECT, related_name="+", **kwargs)


class Migration(migrations.Migration):
    dependencies = [("workflow", "0007_concern"), ("directory", "0001_initial"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            "AccessRequest",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit", models.ForeignKey("directory.orgunit", django.db.models.deletion.PROTECT, null=True, related_name="+", verbose_name="Einheit")),
                ("reference", models.CharField(blank=True, max_length=90, verbose_name="Vorgangszeichen")),
                ("reason", models.CharField(max_length=500, verbose_name="Grund")),
                ("asked_by", person()),
                ("asked_at", models.DateTimeField()),
                ("answer", models.CharField(blank=True, choices=ANSWERS, max_length=10, verbose_name="Antwort")),
                ("words", models.CharField(blank=True, max_length=500, verbose_name="Begründung")),
                ("until", models.DateField(null=True, verbose_name="bis")),
                ("decided_by", person(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("announced_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "Bitte um Einsicht",
                "verbose_name_plural": "Bitten um Einsicht",
                "indexes": [
                    models.Index(condition=Q(decided_at=None), fields=["id"], name="access_open"),
                    models.Index(condition=Q(announced_at=None), fields=["id"], name="access_to_tell"),
                    models.Index(fields=["asked_by", "-asked_at"], name="access_of_person"),
                ],
                "constraints": [
                    models.CheckConstraint(condition=Q(unit=None) & ~Q(reference="") | Q(reference="", unit__isnull=False), name="access_to_one"),
                    models.UniqueConstraint(
                        condition=Q(decided_at=None), fields=("asked_by", "unit", "reference"), name="access_asked_once", nulls_distinct=False
                    ),
                    models.CheckConstraint(
                        condition=Q(answer="", decided_at=None, decided_by=None)
                        | Q(answer__in=["granted", "refused"], decided_at__isnull=False, decided_by__isnull=False),
                        name="access_answered_by_somebody",
                    ),
                    models.CheckConstraint(condition=~Q(answer="granted") | Q(until__isnull=False), name="access_granted_ends"),
                    models.CheckConstraint(condition=~Q(answer="refused") | ~Q(words=""), name="access_refused_says_why"),
                ],
            },
        ),
        migrations.AddField(
            "participation",
            "request",
            models.ForeignKey("workflow.accessrequest", django.db.models.deletion.PROTECT, null=True, related_name="opened"),
        ),
        migrations.AddConstraint(
            "participation", models.CheckConstraint(condition=Q(person=None) | Q(until__isnull=False), name="participation_of_person_ends")
        ),
        migrations.AddIndex("case", models.Index(condition=Q(confidentiality="restricted"), fields=["lead_unit"], name="case_restricted")),
    ]
