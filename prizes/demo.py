"""The prize in the demonstration: a call that is open, and a year before its jury. Everybody nominated is fictional."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from directory.models import User
from directory.standing import Standing, standing_of
from documents.rendering import render
from prizes.identity import identity_of
from prizes.jury.attachments import add_blind_file
from prizes.jury.judging import Judgement, declare, judge, name_connections
from prizes.jury.preparation import Version, appoint, check_entry, enter_longlist, jury_of
from prizes.models import AwardYear, DeadlineRule, Jury, NomineeKind
from prizes.policy import NominationPolicy
from prizes.services import save_year
from workflow.automatic import finish_wait
from workflow.models import Case, CaseTask, Confidentiality, TaskKind
from workflow.office import NewCase, open_case
from workflow.services import complete
from workflow.steps import Verdict

BERLIN = ZoneInfo("Europe/Berlin")
CRITERIA = [
    {"name": "Wirkung", "weight": 2},
    {"name": "Übertragbarkeit", "weight": 1},
    {"name": "Beteiligung", "weight": 1},
]
OFFICE, HEAD, SECRETARY = "preisbuero", "referatsleitung2", "staatssekretaer"
JURY = ("jury1", "jury2", "jury3", "jury4", "jury5")
Entry = tuple[str, str, str]
ENTRIES: tuple[Entry, ...] = (
    ("Nachbarschaftscafé Nordend (fiktiv)", "Tisch für alle", "Frankfurt am Main"),
    ("Sportverein Rhönblick (fiktiv)", "Mitlaufen", "Fulda"),
    ("Chor der Vielen (fiktiv)", "Stimmen der Stadt", "Kassel"),
    ("Initiative Lesestunde (fiktiv)", "Zweisprachig vorlesen", "Gießen"),
    ("Initiative Lesestunden (fiktiv)", "Zweisprachig Vorlesen", "Gießen"),
    ("Bildungsstätte Anne Frank", "Gemeinsam gegen Rassismus (Muster)", "Frankfurt am Main"),
    ("Werkstatt Neuanfang (fiktiv)", "Räder reparieren", "Darmstadt"),
    ("Jugendforum Lahntal (fiktiv)", "Wir reden mit", "Marburg"),
)
# What the checklist is to find, by place in the list above.
ODD: dict[int, dict[str, Any]] = {6: {"starts_on": None}, 7: {"in_hessen": False, "place": "Mainz"}}
JUDGED: tuple[Entry, ...] = (
    ("Sprachbrücke Taunus (fiktiv)", "Sprachpaten", "Bad Homburg"),
    ("Gartenfreunde Mainaue (fiktiv)", "Beete ohne Grenzen", "Hanau"),
    ("Theaterlabor Nordstadt (fiktiv)", "Meine Straße, deine Straße", "Kassel"),
    ("Elternkreis Bergstraße (fiktiv)", "Eltern lotsen Eltern", "Bensheim"),
)


def load(day: date) -> AwardYear:
    """Open a call around `day`, bring nominations on their way, and lay the ones of the year before before the jury."""
    before_jury(day)
    year = open_call(day, year=day.year + 1, motto="Gemeinsam stark (Muster)", since=30, days=30)
    for number, entry in enumerate(ENTRIES):
        case = nominate(year, entry, day - timedelta(days=10 - number), **ODD.get(number, {}))
        if number < 3:
            do(case, "check", "admissible", by=OFFICE, day=day)
        if number < 1:
            do(case, "longlist", "take", by=HEAD, day=day)
    attach(year, day)
    return year


def attach(year: AwardYear, day: date) -> None:
    """An attachment for the jury that the office still has to look at: it names those who must not be named."""
    jury = jury_of(year, day)
    enter_longlist(jury)
    entry = jury.nominations.select_related("nomination__award_year", "jury").order_by("number")[0]
    nomination = entry.nomination
    told = f"{nomination.nominee} lädt ein: {nomination.project}.\n\nRückfragen beantwortet {nomination.nominator}, {nomination.nominator_email}. Beim ersten Abend waren 43 Menschen da, gez. K. B."
    paper = render("letter", "einladung.pdf", dict.fromkeys(("recipient", "reference"), "") | {"title": "Einladung", "sender": nomination.place, "date": f"{day:%d.%m.%Y}", "body": told, "closing": "Herzlich willkommen"})  # fmt: skip
    add_blind_file(entry, paper, standing=_standing(OFFICE, day))


def open_call(day: date, *, year: int, motto: str = "", since: int = 0, days: int = 30) -> AwardYear:
    """A year whose call went out `since` days ago and takes nominations until `days` from `day`."""
    start = day - timedelta(days=since)
    row = AwardYear(
        year=year, name="Hessischer Integrations- und Teilhabepreis", motto=motto, runs_until=date(year, 12, 31),
        named_day=day + timedelta(days=days), deadline_rule=DeadlineRule.EXACT,
        introduction="Ausgezeichnet werden Menschen und Organisationen, die Zusammenleben gestalten. (Muster)",
        form_hints="Erzählen Sie an einem Beispiel, was sich durch das Projekt verändert hat. (Muster)",
        winners_text="Wir freuen uns darauf, Sie bei der Verleihung kennenzulernen. (Muster)",
    )  # fmt: skip
    save_year(row, CRITERIA, standing=_standing(OFFICE, start), at=_at(start))
    assert row.case is not None  # noqa: S101 -- a year that was saved has one
    do(row.case, "prepare_call", "done", by=OFFICE, day=start)
    do(row.case, "approve_head", "sign", by=HEAD, day=start)
    do(row.case, "approve_call", "approve", by=SECRETARY, day=start)
    return AwardYear.objects.select_related("case__lead_unit", "case__case_file").get(pk=row.pk)


def before_jury(day: date) -> Jury:
    """A call that has ended, and a jury that judges without names."""
    start = day - timedelta(days=60)
    year = open_call(start, year=day.year, motto="Brücken bauen (Muster)", days=30)
    for number, entry in enumerate(JUDGED):
        case = nominate(year, entry, start + timedelta(days=2 + number))
        do(case, "check", "admissible", by=OFFICE, day=day - timedelta(days=20))
        do(case, "longlist", "take", by=HEAD, day=day - timedelta(days=18))
    call_ends(year, day - timedelta(days=29))
    jury = lay_before(year, day - timedelta(days=12), JURY)
    first = jury.nominations.order_by("number")[0]
    juror = _standing(JURY[0], day)
    name_connections(jury, "", standing=juror, at=_at(day))
    declare(first, biased=False, reason="", standing=juror, at=_at(day))
    points = {one.pk: 7 for one in year.criteria.all()}
    judge(first, Judgement(points, comment="Überzeugend, auch anderswo denkbar."), standing=juror, at=_at(day))
    return jury


def lay_before(year: AwardYear, day: date, jurors: tuple[str, ...]) -> Jury:
    """Call the jury, release every text without names as it was made, and open the judging."""
    office = _standing(OFFICE, day)
    jury = jury_of(year, day)
    jury.scores_due = day + timedelta(days=30)
    jury.save(update_fields=["scores_due"])
    appoint(jury, User.objects.filter(username__in=jurors), standing=office)
    enter_longlist(jury)
    for entry in jury.nominations.select_related("nomination__award_year", "jury"):
        asked = Version(entry.project, entry.description).doubts(identity_of(entry.nomination))
        read = Version(entry.project, entry.description, frozenset(doubt.word for doubt in asked))
        check_entry(entry, read, standing=office, at=_at(day))
    assert year.case is not None  # noqa: S101 -- a year that was saved has one
    do(year.case, "prepare_jury", "done", by=OFFICE, day=day)
    jury.refresh_from_db()
    return jury


def call_ends(year: AwardYear, day: date) -> None:
    """The Einsendeschluss passes."""
    wait = CaseTask.objects.get(process=year.case, closed_at=None, flow_task_type=TaskKind.WAIT)
    finish_wait(wait.pk, at=_at(day))


def nominate(year: AwardYear, entry: Entry, day: date, **changed: Any) -> Case:
    """A nomination by somebody else, as the public page would send it."""
    nominee, project, place = entry
    detail: dict[str, Any] = {
        "award_year": year, "nominee": nominee, "nominee_kind": NomineeKind.ORGANISATION, "project": project, "place": place, "in_hessen": True,
        "description": f"Das Projekt „{project}“ bringt Menschen zusammen. (Muster)", "self_nominated": False, "nominator": "Kim Beispiel",
        "nominator_email": "kim.beispiel@example.org", "starts_on": date(year.year - 2, 3, 1), "ends_on": None, "nominee_contact": "",
    }  # fmt: skip
    assert year.lead_unit is not None  # noqa: S101 -- a year that was saved has one
    new = NewCase(
        kind=NominationPolicy.kind, title=f"{project} ({nominee})", lead_unit=year.lead_unit, file=year.case_file,
        confidentiality=Confidentiality.RESTRICTED, detail=detail | changed,
    )  # fmt: skip
    return open_case(new, opened_by=None, at=_at(day))


def do(case: Case, node: str, outcome: str, *, by: str, day: date, note: str = "") -> None:  # noqa: PLR0913 -- who does what, where and when, each under its own name
    """Somebody completes the open task of a node."""
    task = CaseTask.objects.get(process=case, closed_at=None, flow_task=case.flow_class.find(node).ref)
    complete(task.pk, Verdict(outcome, note), standing=_standing(by, day), at=_at(day))


def _standing(account: str, day: date) -> Standing:
    return standing_of(User.objects.get(username=account), day)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10), BERLIN)
