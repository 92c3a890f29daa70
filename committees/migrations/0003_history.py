"""The bodies that public sources tell of and what happened to them; no persons, and what sources do not tell stays empty.

A body hangs on its unit. The units are made here under the short names and days that `directory.reference` uses, so that loading the
reference afterwards finds and refreshes them, and an empty installation has its bodies too.
"""

from datetime import date

from django.db import migrations
from django.utils import timezone

SINCE = date(2014, 1, 18)
# short, name, kind of unit, function, valid from, valid to
UNITS = (
    ("KAI", "Kabinettsausschuss Integration", "body", "cabinet_committee", SINCE, None),
    ("FAG", "Facharbeitsgruppe des Kabinettsausschusses Integration", "working_group", "expert_group", SINCE, None),
    ("IK", "Hessische Integrationskonferenz", "body", "", SINCE, None),
    ("IB", "Integrationsbeirat", "body", "", date(2000, 4, 1), date(2019, 12, 31)),
)
BODIES = {
    "KAI": {
        "kind": "cabinet_committee", "legal_basis": "Beschluss der Landesregierung", "legislature": "21. Wahlperiode",
        "chair": "Staatssekretärin oder Staatssekretär des HMSI", "meets": "auf Einladung, in der Regel zweimal",
        "remark": "In der 21. Wahlperiode auf Ebene der Staatssekretärinnen und Staatssekretäre erneut eingesetzt, gültig bis zu deren Ende; ein Tag ist nicht belegt.",
    },
    "FAG": {"kind": "expert_group", "meets": "", "remark": "Je eine Vertretung der Ressorts."},
    "IK": {
        "kind": "conference", "legal_basis": "§ 10 IntTG", "legislature": "21. Wahlperiode", "size_min": 60, "size_max": 80,
        "begins": date(2024, 9, 23), "meets": "etwa zweimal im Jahr",
    },
    "IB": {
        "kind": "advisory_board", "legislature": "19. Wahlperiode", "meets": "zweimal im Jahr", "begins": date(2014, 11, 18),
        "ends": date(2019, 12, 31), "dissolved": date(2019, 12, 31),
        "remark": "Der Tag der Zusammenführung im Dezember 2019 ist nicht belegt; eingetragen ist das Monatsende.",
    },
}  # fmt: skip
MILESTONES = (
    ("IB", date(2000, 4, 1), "month", "eingesetzt"),
    ("IB", date(2009, 1, 1), "year", "für die Jahre 2009 bis 2014 mit 34 Personen besetzt"),
    ("IB", date(2014, 11, 18), "day", "für die 19. Wahlperiode konstituiert"),
    ("IB", date(2019, 12, 1), "month", "durch Beschluss des Kabinetts mit der Integrationskonferenz zusammengeführt"),
    ("IK", date(2009, 1, 1), "year", "erste Zusammenkunft, rund 120 Teilnehmende, ohne feste Mitgliedschaft"),
    ("IK", date(2012, 1, 1), "year", "zweite Zusammenkunft"),
    ("IK", date(2014, 1, 1), "year", "neues Konzept mit 60 bis 70 Personen"),
    ("IK", date(2015, 3, 19), "day", "für die 19. Wahlperiode konstituiert"),
    ("IK", date(2019, 12, 1), "month", "durch Beschluss des Kabinetts mit dem Integrationsbeirat zusammengeführt, mehr als 70 Mitglieder"),
    ("IK", date(2024, 9, 23), "day", "für die 21. Wahlperiode in Weiterstadt-Braunshardt konstituiert, rund 80 Mitglieder"),
    ("IK", date(2025, 1, 1), "year", "zweite Sitzung der 21. Wahlperiode in Friedberg (Wetterau)"),
    ("KAI", date(2014, 4, 7), "day", "eingesetzt"),
    ("KAI", date(2014, 7, 14), "day", "konstituiert"),
    ("KAI", date(2014, 9, 15), "day", "zweite Sitzung"),
)  # fmt: skip


def load(apps, _schema_editor):
    """Add units, bodies and what happened to them."""
    body_model, milestone = apps.get_model("committees", "Body"), apps.get_model("committees", "Milestone")
    units, now = _units(apps.get_model("directory", "OrgUnit")), timezone.now()
    for short, values in BODIES.items():
        body_model.objects.get_or_create(unit=units[short], defaults=values | {"created_at": now, "modified_at": now})
    body_model.objects.filter(unit=units["FAG"]).update(parent=units["KAI"].pk)
    for short, on, precision, text in MILESTONES:
        milestone.objects.get_or_create(body_id=units[short].pk, on=on, text=text, defaults={"precision": precision})


def _units(model):
    found = {}
    for short, name, kind, function, valid_from, valid_to in UNITS:
        values = {"name": name, "kind": kind, "function": function, "valid_to": valid_to}
        unit, _created = model.objects.get_or_create(short=short, valid_from=valid_from, defaults=values)
        # A historical model has no save() of ours that writes the path.
        model.objects.filter(pk=unit.pk, path="").update(path=f"/{unit.pk}/")
        found[short] = unit
    model.objects.filter(pk=found["IB"].pk).update(successor=found["IK"].pk)
    return found


class Migration(migrations.Migration):
    """Real bodies as data."""

    dependencies = [("committees", "0002_integration_plan"), ("directory", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
