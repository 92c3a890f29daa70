"""Reference data: the Ressorts of the 21st legislature, the line of the integration ministry, the bodies, the eleven Handlungsfelder.

Names follow the appointments of 18 January 2024; abbreviations that no source confirms are marked. Numbers and names of the ministry's own
divisions and units are samples, in force since 2014 so that older contracts find them. Which Ressort answers for a Handlungsfeld is an editable default, not a confirmed assignment.
"""

from datetime import date
from typing import Any

from directory.models import FieldCatalogue, FieldOfAction, OrgUnit, Responsibility, UnitFunction, UnitKind

LEGISLATURE_21 = date(2024, 1, 18)
LEGISLATURE_20_END = date(2024, 1, 17)
LEGISLATURE_20 = date(2019, 1, 18)
LONG_AGO = date(2014, 1, 18)
LEAD = "HMSI"

# short, name, abbreviation confirmed
RESSORTS = (
    ("StK", "Hessische Staatskanzlei", False),
    ("HMSI", "Hessisches Ministerium für Arbeit, Integration, Jugend und Soziales", True),
    ("HMdI", "Hessisches Ministerium des Innern, für Sicherheit und Heimatschutz", True),
    ("HMdF", "Hessisches Ministerium der Finanzen", True),
    ("HMdJ", "Hessisches Ministerium der Justiz und für den Rechtsstaat", False),
    ("HMKB", "Hessisches Ministerium für Kultus, Bildung und Chancen", True),
    ("HMWK", "Hessisches Ministerium für Wissenschaft und Forschung, Kunst und Kultur", False),
    ("HMWVW", "Hessisches Ministerium für Wirtschaft, Energie, Verkehr, Wohnen und ländlichen Raum", False),
    ("HMLU", "Hessisches Ministerium für Landwirtschaft und Umwelt, Weinbau, Forsten, Jagd und Heimat", True),
    ("HMD", "Hessisches Ministerium für Digitalisierung und Innovation", False),
    ("HMFG", "Hessisches Ministerium für Familie, Senioren, Sport, Gesundheit und Pflege", False),
)
# short, name, successor in the 21st legislature
FORMER = (
    ("HMSI (20. LP)", "Hessisches Ministerium für Soziales und Integration", "HMSI"),
    ("HKM", "Hessisches Kultusministerium", "HMKB"),
    ("HMdIS", "Hessisches Ministerium des Innern und für Sport", "HMdI"),
    ("HMUKLV", "Hessisches Ministerium für Umwelt, Klimaschutz, Landwirtschaft und Verbraucherschutz", "HMLU"),
    ("HMWEVW", "Hessisches Ministerium für Wirtschaft, Energie, Verkehr und Wohnen", "HMWVW"),
)
# short, name, kind, function, short of the unit above
HOUSE = (
    ("HMSI-L", "Hausleitung des HMSI", UnitKind.LEADERSHIP, UnitFunction.TOP_MANAGEMENT, "HMSI"),
    ("Büro StS", "Büro der Hausleitung", UnitKind.STAFF, UnitFunction.FRONT_OFFICE, "HMSI"),
    ("Presse", "Presse und Öffentlichkeitsarbeit", UnitKind.STAFF, UnitFunction.PRESS, "HMSI"),
    ("Revision", "Interne Revision", UnitKind.STAFF, UnitFunction.AUDIT, "HMSI"),
    ("Datenschutz", "Behördlicher Datenschutz", UnitKind.STAFF, UnitFunction.PRIVACY, "HMSI"),
    ("Z", "Zentralabteilung (Muster)", UnitKind.DIVISION, UnitFunction.NONE, "HMSI"),
    ("Z 1", "Justiziariat (Muster)", UnitKind.SECTION, UnitFunction.LEGAL, "Z"),
    ("Z 3", "Haushalt (Muster)", UnitKind.SECTION, UnitFunction.BUDGET, "Z"),
    ("Z 5", "Registratur (Muster)", UnitKind.SECTION, UnitFunction.REGISTRY, "Z"),
    ("Z 6", "Fachadministration (Muster)", UnitKind.SECTION, UnitFunction.ADMINISTRATION, "Z"),
    ("VI", "Abteilung Integration (Muster)", UnitKind.DIVISION, UnitFunction.NONE, "HMSI"),
    ("VI 1", "Geschäftsstelle Integrationsgremien (Muster)", UnitKind.SECTION, UnitFunction.SECRETARIAT, "VI"),
    ("VI 2", "Integrationsförderung (Muster)", UnitKind.SECTION, UnitFunction.AWARDS, "VI"),
    ("VI 3", "Integrationsverträge (Muster)", UnitKind.SECTION, UnitFunction.NONE, "VI"),
)
# each body with the prefix of its seats, one per Ressort; without a prefix it has none
BODIES = (
    ("KAI", "Kabinettsausschuss Integration", UnitKind.BODY, UnitFunction.CABINET_COMMITTEE, "KAI"),
    (
        "FAG",
        "Facharbeitsgruppe des Kabinettsausschusses Integration",
        UnitKind.WORKING_GROUP,
        UnitFunction.EXPERT_GROUP,
        "FAG",
    ),
    ("IK", "Hessische Integrationskonferenz", UnitKind.BODY, UnitFunction.NONE, ""),
)
# each Handlungsfeld with the Ressorts in charge by default
FIELDS = (
    ("sprache-bildung", "Sprache und Bildung", ("HMKB",)),
    ("wirtschaft-arbeit", "Wirtschaft und Arbeitsmarkt", ("HMSI", "HMWVW")),
    ("familie-gleichberechtigung", "Familie und Gleichberechtigung", ("HMFG",)),
    ("gesundheit-pflege", "Gesundheit und Pflege", ("HMFG",)),
    ("partizipation", "Gesellschaftliche und politische Partizipation", ("HMSI",)),
    ("religion-kultur", "Religion und Kultur", ("HMWK",)),
    ("sport", "Integration und Sport", ("HMFG",)),
    ("oeffnung", "Interkulturelle Öffnung der Landesverwaltung", ("HMdI",)),
    ("antidiskriminierung", "Antidiskriminierung", ("HMSI",)),
    ("zuwanderung", "Zuwanderung", ("HMdI",)),
    ("fluechtlinge", "Flüchtlinge", ("HMSI",)),
)


def load_reference() -> None:
    """Create or refresh all of it; running it twice changes nothing."""
    for short, name, confirmed in RESSORTS:
        _unit(short, name, kind=UnitKind.DEPARTMENT, name_confirmed=confirmed)
    for short, name, successor in FORMER:
        former: dict[str, Any] = {"valid_to": LEGISLATURE_20_END, "successor": _current(successor)}
        _unit(short, name, since=LEGISLATURE_20, kind=UnitKind.DEPARTMENT, **former)
    for short, name, kind, function, above in HOUSE:
        _unit(short, name, since=LONG_AGO, kind=kind, function=function, parent=_current(above))
    for short, name, kind, function, seat_prefix in BODIES:
        body = _unit(short, name, since=LONG_AGO, kind=kind, function=function)
        if seat_prefix:
            _seats(body, seat_prefix)
    _fields()


def _unit(short: str, name: str, *, since: date = LEGISLATURE_21, **fields: Any) -> OrgUnit:
    unit, _created = OrgUnit.objects.update_or_create(short=short, valid_from=since, defaults={"name": name, **fields})
    return unit


def _current(short: str) -> OrgUnit:
    return OrgUnit.objects.get(short=short, valid_to=None)


def _seats(body: OrgUnit, prefix: str) -> None:
    for short, _name, _confirmed in RESSORTS:
        _unit(
            f"{prefix} {short}",
            f"{body.name}: Sitz {short}",
            kind=UnitKind.SEAT,
            parent=body,
            represents=_current(short),
        )


def _fields() -> None:
    catalogue, _created = FieldCatalogue.objects.update_or_create(
        version="2014",
        defaults={"valid_from": LONG_AGO, "source": "Konzept zur Integrationspolitik 2014, elf Handlungsfelder"},
    )
    for order, (code, name, ressorts) in enumerate(FIELDS, 1):
        field, _created = FieldOfAction.objects.update_or_create(
            catalogue=catalogue, code=code, defaults={"name": name, "order": order}
        )
        for short in ressorts:
            Responsibility.objects.get_or_create(field=field, unit=_current(short), valid_from=LEGISLATURE_21)
