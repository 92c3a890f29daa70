"""The versions of the Integrationsplan as sources tell of them; names of Handlungsfelder that no source gives are not made up."""

from datetime import date

from django.db import migrations

# name, day, resolution, structure
VERSIONS = (
    ("Konzept 2014", None, "Konzept zur Integrationspolitik 2014", "Elf Handlungsfelder, als Beispiele genannt."),
    ("Integrationsplan 2017", None, "Kabinettbeschluss vom Dezember 2017", "Sieben Themenfelder; ihre Namen sind nicht belegt."),
    (
        "Integrationsplan 2.0", date(2023, 4, 24), "Kabinettbeschluss vom 24.04.2023",
        "Rassismus und Diskriminierung erstmals als eigenes Handlungsfeld; weitere Namen sind nicht belegt.",
    ),
)


def load(apps, _schema_editor):
    """Add the versions."""
    version = apps.get_model("committees", "PlanVersion")
    for order, (name, day, adopted, structure) in enumerate(VERSIONS, 1):
        version.objects.get_or_create(
            name=name, defaults={"adopted_on": day, "adopted": adopted, "structure": structure, "order": order}
        )


class Migration(migrations.Migration):
    """Real versions as data."""

    dependencies = [("committees", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
