"""The years of the prize that public sources tell of; what they do not tell stays empty."""

from datetime import date

from django.db import migrations

OLD, NEW = "Hessischer Integrationspreis", "Hessischer Integrations- und Teilhabepreis"
# year, number, name, motto, target group, deadline, extended to, entries, winners, ceremony
YEARS = (
    (2015, 12, OLD, "Integration und Flüchtlinge", "", None, None, None, None, None),
    (2017, None, OLD, "Integration und Sprache", "", None, None, 94, None, None),
    (2018, None, OLD, "Integration und Kinder", "Kinder bis 14 Jahre", None, None, 95, 4, None),
    (2019, 16, OLD, "Integration und interreligiöser Dialog", "", None, None, 51, 8, None),
    (2020, 17, OLD, "Gemeinsam gegen Rassismus", "", date(2020, 7, 17), None, None, 4, None),
    (2021, 18, OLD, "Teilhabe und Gesundheit in Pandemiezeiten", "", date(2021, 7, 2), None, None, None, None),
    # The first deadline of 2022 is not known; only the extended one is.
    (2022, 19, OLD, "Kulturelle Vielfalt als Bereicherung", "", date(2022, 7, 22), None, 46, None, None),
    (2024, None, OLD, "", "", None, None, None, None, date(2024, 11, 12)),
    (2025, None, NEW, "", "junge Ehrenamtliche", date(2025, 7, 6), None, None, None, None),
)


def load(apps, _schema_editor):
    """Add the years, and the one winner that sources name."""
    award_year, laureate = apps.get_model("prizes", "AwardYear"), apps.get_model("prizes", "Laureate")
    names = ("number", "name", "motto", "target_group", "deadline", "extended_to", "entries", "winners", "ceremony_on")
    for year, *values in YEARS:
        award_year.objects.get_or_create(year=year, defaults=dict(zip(names, values, strict=True)))
    award_year.objects.filter(year=2025).update(highest_age=27)
    laureate.objects.get_or_create(award_year=award_year.objects.get(year=2020), name="Bildungsstätte Anne Frank")


class Migration(migrations.Migration):
    """Real past years as data."""

    dependencies = [("prizes", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
