"""The prize in the demonstration: a call that is open, and fictional nominations at several points of their way."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from directory.models import OrgUnit, User
from directory.standing import standing_of
from prizes.models import AwardYear, Criterion, NomineeKind
from prizes.policy import NominationPolicy
from workflow import clock
from workflow.models import Case, CaseTask, Confidentiality
from workflow.office import NewCase, open_case, open_file
from workflow.services import complete
from workflow.steps import Verdict

BERLIN = ZoneInfo("Europe/Berlin")
ENTRIES = (
    ("Nachbarschaftscafé Nordend (fiktiv)", "Tisch für alle", "Frankfurt am Main"),
    ("Sportverein Rhönblick (fiktiv)", "Mitlaufen", "Fulda"),
    ("Chor der Vielen (fiktiv)", "Stimmen der Stadt", "Kassel"),
    ("Initiative Lesestunde (fiktiv)", "Zweisprachig vorlesen", "Gießen"),
    ("Initiative Lesestunden (fiktiv)", "Zweisprachig Vorlesen", "Gießen"),
    ("Bildungsstätte Anne Frank", "Gemeinsam gegen Rassismus (Muster)", "Frankfurt am Main"),
    ("Werkstatt Neuanfang (fiktiv)", "Räder reparieren", "Darmstadt"),
    ("Jugendforum Lahntal (fiktiv)", "Wir reden mit", "Marburg"),
)


def load(day: date) -> AwardYear:
    """Open a call around `day` and bring nominations on their way."""
    unit = OrgUnit.objects.valid_on(day).get(short="VI 2")
    year = AwardYear.objects.create(
        year=day.year + 1, name="Hessischer Integrations- und Teilhabepreis", motto="Gemeinsam stark (Muster)", lead_unit=unit,
        case_file=open_file(unit, NominationPolicy.plan_code, subject=f"Integrationspreis {day.year + 1}", year=day.year),
        published_on=day - timedelta(days=30), deadline=day + timedelta(days=30), runs_until=date(day.year + 1, 12, 31),
        introduction="Ausgezeichnet werden Menschen und Organisationen, die Zusammenleben gestalten. (Muster)",
    )  # fmt: skip
    names = ("Wirkung", "Übertragbarkeit", "Beteiligung")
    Criterion.objects.bulk_create(
        Criterion(award_year=year, name=name, order=place) for place, name in enumerate(names, 1)
    )
    for number, entry in enumerate(ENTRIES):
        case = _nominate(year, entry, day - timedelta(days=10 - number))
        if number < 3:
            _answer(case, "check", "admissible", day)
        if number < 1:
            _answer(case, "longlist", "take", day)
    return year


def _nominate(year: AwardYear, entry: tuple[str, str, str], day: date) -> Case:
    nominee, project, place = entry
    detail: dict[str, Any] = {
        "award_year": year, "nominee": nominee, "nominee_kind": NomineeKind.ORGANISATION, "project": project, "place": place,
        "description": "Das Projekt bringt Menschen zusammen. (Muster)", "self_nominated": False, "nominator": "Kim Beispiel",
        "nominator_email": "kim.beispiel@example.org", "starts_on": date(day.year - 1, 3, 1), "ends_on": None, "nominee_contact": "",
    }  # fmt: skip
    new = NewCase(
        kind=NominationPolicy.kind, title=f"{project} ({nominee})", lead_unit=year.lead_unit, file=year.case_file,  # type: ignore[arg-type]  # set above
        confidentiality=Confidentiality.RESTRICTED, detail=detail,
    )  # fmt: skip
    return open_case(new, opened_by=None, at=datetime.combine(day, time(10), BERLIN))


def _answer(case: Case, node: str, outcome: str, day: date) -> None:
    """By the unit of the prize, now."""
    task = CaseTask.objects.get(process=case, closed_at=None, flow_task=case.flow_class.find(node).ref)
    account = "referatsleitung2" if node == "longlist" else "preisbuero"
    complete(task.pk, Verdict(outcome), standing=standing_of(User.objects.get(username=account), day), at=clock.now())
