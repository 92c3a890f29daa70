"""Fictional people and the four partners. Names of people are invented; names of organisations are public."""

from datetime import date
from typing import Any

from directory.models import (
    Contact,
    ContactRole,
    Deputyship,
    Membership,
    Organisation,
    OrganisationKind,
    OrgUnit,
    Rank,
    User,
)
from directory.reference import LEGISLATURE_21, LONG_AGO, RESSORTS

PASSWORD = "demo"  # noqa: S105 -- the demonstration's password is public; the command refuses to run elsewhere

# account, first name, last name, unit, rank, function title
STAFF = (
    ("sachbearbeitung", "Anna", "Sommer", "VI 3", Rank.CASE_WORKER, "Sachbearbeiterin"),
    ("sachbearbeitung2", "Burak", "Yılmaz", "VI 3", Rank.CASE_WORKER, "Sachbearbeiter"),
    ("referatsleitung", "Claudia", "Winter", "VI 3", Rank.HEAD_OF_UNIT, "Referatsleiterin"),
    ("referatsleitung2", "Daniel", "Herbst", "VI 2", Rank.HEAD_OF_UNIT, "Referatsleiter"),
    ("referatsleitung1", "Birgit", "Engel", "VI 1", Rank.HEAD_OF_UNIT, "Leiterin der Geschäftsstelle"),
    ("preisbuero", "Petra", "Lang", "VI 2", Rank.CASE_WORKER, "Sachbearbeiterin Integrationspreis"),
    ("abteilungsleitung", "Eva", "Lindner", "VI", Rank.HEAD_OF_DIVISION, "Abteilungsleiterin"),
    ("staatssekretaer", "Felix", "Brandt", "HMSI-L", Rank.STATE_SECRETARY, "Staatssekretär"),
    ("ministerin", "Gudrun", "Sander", "HMSI-L", Rank.MINISTER, "Ministerin"),
    ("buero", "Hannah", "Keil", "Büro StS", Rank.CASE_WORKER, "Büroleiterin"),
    ("recht", "Ismail", "Demir", "Z 1", Rank.CASE_WORKER, "Justiziar"),
    ("haushalt", "Julia", "Roth", "Z 3", Rank.CASE_WORKER, "Beauftragte für den Haushalt"),
    ("datenschutz", "Karl", "Vogt", "Datenschutz", Rank.CASE_WORKER, "Datenschutzbeauftragter"),
    ("presse", "Lena", "Fuchs", "Presse", Rank.CASE_WORKER, "Pressereferentin"),
    ("geschaeftsstelle", "Mara", "Stein", "VI 1", Rank.CASE_WORKER, "Geschäftsstelle"),
    ("registratur", "Norbert", "Pohl", "Z 5", Rank.CASE_WORKER, "Registrator"),
    ("fachadmin", "Olga", "Peters", "Z 6", Rank.CASE_WORKER, "Fachadministratorin"),
    ("revision", "Paul", "Quandt", "Revision", Rank.CASE_WORKER, "Revisor"),
)
REPRESENTATIVES = (
    "Rita Albers",
    "Sven Busch",
    "Tanja Conrad",
    "Umut Deniz",
    "Vera Ebert",
    "Willi Frank",
    "Xenia Graf",
    "Yasmin Haas",
    "Zoe Illing",
    "Arno Jung",
    "Britta Kern",
)
# account, short, name, kind, legal form, city, first name, last name, role, function title
PARTNERS = (
    ("baf", "BAF", "Bildungsstätte Anne Frank e. V.", OrganisationKind.ASSOCIATION, "Carla", "Mertens"),
    ("hjr", "HJR", "Hessischer Jugendring e. V.", OrganisationKind.FEDERATION, "David", "Nolte"),
    (
        "iaf",
        "iaf",
        "Verband binationaler Familien und Partnerschaften, iaf e. V.",
        OrganisationKind.FEDERATION,
        "Elif",
        "Okay",
    ),
    ("drk", "DRK", "Deutsches Rotes Kreuz, Landesverband Hessen e. V.", OrganisationKind.FEDERATION, "Frank", "Petri"),
)
WITHOUT_WORK = (
    ("jury1", "Greta", "Ruhland"),
    ("jury2", "Hakan", "Sahin"),
    ("jury3", "Ines", "Thoma"),
    ("jury4", "Jan", "Ulrich"),
    ("jury5", "Kira", "Wagner"),
)


def load_people() -> None:
    """Create every account of the demonstration; existing ones stay as they are."""
    for account, first, last, unit, rank, function in STAFF:
        _member(_user(account, first, last), OrgUnit.objects.get(short=unit, valid_to=None), rank, LONG_AGO, function)
    for (short, _name, _confirmed), person in zip(RESSORTS, REPRESENTATIVES, strict=True):
        first, last = person.split(" ")
        user = _user(short.lower(), first, last)
        for body in ("FAG", "KAI"):
            _member(
                user,
                OrgUnit.objects.get(short=f"{body} {short}"),
                Rank.REPRESENTATIVE,
                LEGISLATURE_21,
                f"Ressortvertretung {short}",
            )
    for account, short, name, kind, first, last in PARTNERS:
        organisation, _created = Organisation.objects.get_or_create(
            short=short,
            defaults={"name": name, "kind": kind, "legal_form": "eingetragener Verein", "valid_from": LONG_AGO},
        )
        Contact.objects.get_or_create(
            user=_user(account, first, last), organisation=organisation,
            defaults={"role": ContactRole.SIGNATORY, "valid_from": LONG_AGO, "function_title": "Vorstand (fiktiv)"},
        )  # fmt: skip
    for account, first, last in WITHOUT_WORK:
        _user(account, first, last)


def load_deputies(today: date) -> None:
    """One deputyship in force: the colleague stands in for the case worker."""
    people = {user.username: user for user in User.objects.filter(username__in=["sachbearbeitung", "sachbearbeitung2"])}
    Deputyship.objects.get_or_create(
        principal=people["sachbearbeitung"],
        deputy=people["sachbearbeitung2"],
        valid_from=today,
        defaults={"reason": "Fortbildung"},
    )


def _user(account: str, first: str, last: str) -> User:
    user, created = User.objects.get_or_create(
        username=account, defaults={"first_name": first, "last_name": last, "email": f"{account}@example.org"}
    )
    if created:
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
    return user


def _member(  # noqa: PLR0917 -- a row of the staff list
    user: User, unit: OrgUnit, rank: Rank, since: date, function: str
) -> None:
    defaults: dict[str, Any] = {"valid_from": since, "function_title": function}
    Membership.objects.get_or_create(user=user, unit=unit, rank=rank, defaults=defaults)


def accounts() -> list[tuple[str, str]]:
    """Account and what it stands for, in the order of the house."""
    rows = [(account, f"{first} {last}, {function}") for account, first, last, _unit, _rank, function in STAFF]
    rows += [(short.lower(), f"Ressortvertretung {short}") for short, _name, _confirmed in RESSORTS]
    rows += [(account, name) for account, _short, name, _kind, _first, _last in PARTNERS]
    return rows + [(account, "noch ohne Aufgaben") for account, _first, _last in WITHOUT_WORK]
