"""A year of the prize from the call to the file, through the pages: 95 nominations, five jurors, two of them biased, four winners."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from documents.models import Document
from prizes.models import AwardYear, Jury, JuryNomination, JuryStage, Laureate, Nomination
from tests.conftest import NOON, TODAY
from tests.factories.contracts import user
from workflow import clock
from workflow.automatic import run_job
from workflow.chain import verify
from workflow.models import Case, CaseTask, ExternalMail, TaskKind
from workflow.ticking import tick

JURORS = ("jury1", "jury2", "jury3", "jury4", "jury5")
IBAN = "DE02 1203 0000 0000 2020 51"


class Office:
    """A person at a browser, and a clock that moves."""

    def __init__(self, client, monkeypatch) -> None:
        self.client, self.monkeypatch, self.at = client, monkeypatch, NOON

    def later(self, **span: int) -> None:
        """Time passes, and what is due happens."""
        self.at += timedelta(**span)
        self.monkeypatch.setattr(clock, "now", lambda: self.at)
        self.monkeypatch.setattr(clock, "today", self.at.date)
        assert tick(self.at).failed == 0
        for job in CaseTask.objects.filter(closed_at=None, flow_task_type=TaskKind.JOB):
            run_job(job.pk, at=self.at)

    def get(self, account: str, name: str, *args: int | str, query: str = "") -> str:
        self.client.force_login(user(account))
        answer = self.client.get(reverse(name, args=args) + query)
        assert answer.status_code == 200, answer
        return answer.content.decode()

    def post(self, account: str, page: str, /, *args: int | str, query: str = "", **data) -> None:
        self.client.force_login(user(account))
        answer = self.client.post(reverse(page, args=args) + query, data)
        assert answer.status_code == 302, answer.content.decode()

    def do(self, account: str, case: Case, node: str, outcome: str, **data) -> None:
        task = CaseTask.objects.get(process=case, closed_at=None, flow_task=case.flow_class.find(node).ref)
        self.post(account, "task", task.pk, outcome=outcome, **{"note": ""} | data)


@pytest.fixture
def office(client, house, monkeypatch) -> Office:
    return Office(client, monkeypatch)


def call(office: Office) -> AwardYear:
    """Prepared, signed by the head, approved by the Staatssekretär; only then it is public."""
    form = {
        "year": "2027",
        "name": "Integrationspreis",
        "motto": "Brücken",
        "prize_money": "20000",
        "criteria": "Wirkung = 2\nBeteiligung",
        "in_hessen": "on",
        "runs_until": "2027-12-31",
        "highest_age": "27",
        "no_former_winners": "on",
    }
    office.post("preisbuero", "award-year-new", **form)
    case = AwardYear.objects.get(year=2027).case
    task = case.task_set.get(closed_at=None)
    office.client.force_login(user("preisbuero"))
    refused = office.client.post(reverse("task", args=[task.pk]), {"outcome": "done", "note": ""})
    assert "Einsendeschluss in der Zukunft" in refused.content.decode()
    deadline = TODAY + timedelta(days=30)
    office.post(
        "preisbuero",
        "award-year-edit",
        2027,
        **form
        | {
            "named_day": deadline.isoformat(),
            "deadline_rule": "shifted",
            "ceremony_on": "2027-06-01",
            "ceremony_place": "Biebrich",
        },
    )
    office.do("preisbuero", case, "prepare_call", "done")
    assert "Brücken" not in office.client.get(reverse("prize")).content.decode()
    office.do("referatsleitung2", case, "approve_head", "sign")
    office.do("staatssekretaer", case, "approve_call", "approve")
    assert "Brücken" in office.client.get(reverse("prize")).content.decode()
    return AwardYear.objects.get(year=2027)


def nominate(office: Office, number: int) -> None:
    """Somebody writes on the public page, from the mailed link to the receipt."""
    from prizes.services import begin_draft

    office.client.logout()
    mail = f"person{number}@example.org"
    begin_draft(AwardYear.objects.get(year=2027), mail, at=office.at)
    link = re.search(r"/oeffentlich/preis/nominierung/[\w-]+/", ExternalMail.objects.get(address=mail).body)[0]
    pages = (
        {"nominator": f"Person {number}", "self_nominated": "nein"},
        {"nominee": f"Gruppe {number:02}", "nominee_kind": "initiative", "place": "Kassel", "nominee_contact": ""},
        {"project": f"Vorhaben {number:02}", "starts_on": "2025-01-01", "ends_on": ""},
        {"in_hessen": "ja", "ages": "yes"},
        {"description": f"Die Gruppe {number:02} hilft."},
        {},
        {"privacy": "on"},
    )
    for step, data in enumerate(pages, 1):
        assert office.client.post(f"{link}{step}/", data).status_code == 302


def decide_many(office: Office, account: str, node: str, outcome: str, cases: list[Case]) -> None:
    tasks = CaseTask.objects.filter(process__in=cases, closed_at=None, flow_task_type=TaskKind.HUMAN)
    office.post(
        account, "award-year", 2027, query=f"?aufgabe={node}", outcome=outcome, note="Nach den Regeln des Jahres.",
        tasks=[str(pk) for pk in tasks.values_list("pk", flat=True)],
    )  # fmt: skip


def longlist(office: Office) -> None:
    """95 in, 10 inadmissible, 12 on the longlist."""
    for number in range(95):
        nominate(office, number)
    cases = list(Case.objects.filter(kind="nomination").order_by("pk"))
    decide_many(office, "preisbuero", "check", "inadmissible", cases[:10])
    decide_many(office, "preisbuero", "check", "admissible", cases[10:])
    decide_many(office, "referatsleitung2", "longlist", "leave", cases[10:83])
    decide_many(office, "referatsleitung2", "longlist", "take", cases[83:])


def prepare(office: Office, year: AwardYear) -> Jury:
    """Members, texts without names, and the jury begins."""
    members = [str(user(one).pk) for one in JURORS]
    due = (office.at.date() + timedelta(days=20)).isoformat()
    office.post("preisbuero", "award-jury", 2027, members=members, scores_due=due, ranking="mean", quorum="")
    office.get("preisbuero", "award-jury", 2027)
    for entry in JuryNomination.objects.all():
        assert "Gruppe" not in entry.description.replace("Die Gruppe", "")
        text = {"project": entry.project, "description": entry.description}
        page = office.get("preisbuero", "award-jury-entry", 2027, entry.number)
        asked = re.findall(r'name="read" value="(\d\d)"', page)
        assert asked == [entry.nomination.project[-2:]]
        office.post("preisbuero", "award-jury-entry", 2027, entry.number, **text, read=asked)
    office.do("preisbuero", year.case, "prepare_jury", "done")
    return Jury.objects.get(award_year=year)


def score(office: Office, jury: Jury) -> None:
    """Everybody declares and judges; jury1 and jury2 are connected with some."""
    best = list(jury.nominations.order_by("nomination__nominee"))
    connected = {
        "jury1": best[0].nomination.nominee,
        "jury2": f"{best[0].nomination.nominee}\n{best[5].nomination.nominee}",
    }
    for juror in JURORS:
        office.post(juror, "jury-year", 2027, names=connected.get(juror, ""))
        for entry in jury.nominations.all():
            if entry.nomination.nominee in connected.get(juror, ""):
                continue
            office.post(juror, "jury-judge", 2027, entry.number, biased="nein")
            value = 9 - best.index(entry) // 2
            points = {f"criterion_{one.pk}": max(value, 0) for one in jury.award_year.criteria.all()}
            office.post(juror, "jury-judge", 2027, entry.number, seen=0, **points)


def resolve(office: Office, jury: Jury) -> list[JuryNomination]:
    """Four winners, two of them tied on the first place; the biased do not vote."""
    office.post("preisbuero", "award-jury", 2027, schritt="namen")
    best = list(jury.nominations.order_by("nomination__nominee"))[:4]
    votes = {}
    for entry, (rank, amount, yes) in zip(
        best, ((1, "7000", 3), (1, "7000", 5), (3, "4000", 5), (4, "2000", 5)), strict=True
    ):
        names = {"rank": rank, "amount": amount, "yes": yes, "no": 0, "abstained": 0}
        votes |= {f"{name}_{entry.pk}": value for name, value in names.items()}
    office.post(
        "preisbuero", "award-jury-session", 2027, held_on=office.at.date().isoformat(), place="Wiesbaden", chair=str(user("jury3").pk),
        present=[str(user(one).pk) for one in JURORS], course="", **votes,
    )  # fmt: skip
    office.post("jury3", "jury-result", 2027)
    return best


def award(office: Office, case: Case, outcome: str) -> None:
    """The letter is answered, the money ordered."""
    office.do("preisbuero", case, "letter", outcome, iban=IBAN)
    office.do("haushalt", case, "payment", "ordered", iban=IBAN)


@pytest.mark.slow
def test_a_prize_year_from_the_call_to_the_file(office):
    year = call(office)
    office.later(days=2)
    longlist(office)
    office.later(days=40)
    jury = prepare(office, year)
    score(office, jury)
    office.later(days=20)
    winners = resolve(office, jury)
    assert Jury.objects.get(pk=jury.pk).stage == JuryStage.FIXED
    office.do("preisbuero", year.case, "jury_session", "done")
    office.do("referatsleitung2", year.case, "sign_head", "sign")
    assert Case.objects.filter(kind="nomination", state="negotiation").count() == 12
    office.do("staatssekretaer", year.case, "sign_secretary", "sign")
    office.later(minutes=1)
    states = Case.objects.filter(kind="nomination")
    assert (states.filter(state="signature").count(), states.filter(state="rejected").count()) == (4, 91)
    assert Document.objects.filter(kind="certificate").count() == 4
    for place, entry in enumerate(winners):
        award(office, entry.nomination.case, "consented" if place else "discreet")
    hand_out(office, year, winners)
    finish(office, year, winners)


def hand_out(office: Office, year: AwardYear, winners: list[JuryNomination]) -> None:
    """Press text and payments; on the day of the ceremony those who agreed are public."""
    figures = office.get("preisbuero", "award-figures", 2027)
    assert "1 weitere Auszeichnung wird auf Wunsch nicht genannt." in figures
    assert "DE02120300000000202051" in office.get("preisbuero", "award-payments", 2027)
    office.do("presse", year.case, "press_text", "done")
    office.do("preisbuero", year.case, "ceremony_plan", "done")
    assert {row.versions.count() for row in Document.objects.filter(kind="certificate")} == {2}
    office.later(days=200)
    public = office.client.get(reverse("prize")).content.decode()
    assert [entry.nomination.nominee in public for entry in winners] == [False, True, True, True]
    assert list(Laureate.objects.filter(award_year=year).values_list("place", "amount")) == [
        (1, Decimal(7000)), (3, Decimal(4000)), (4, Decimal(2000)),
    ]  # fmt: skip


def finish(office: Office, year: AwardYear, winners: list[JuryNomination]) -> None:
    """Statistics and contact a year later; then everything is in the file."""
    office.later(days=365)
    office.do("preisbuero", year.case, "statistics", "done", note="Frist früher setzen.")
    year.refresh_from_db()
    assert (year.entries, year.winners) == (95, 4)
    for entry in winners:
        office.do("preisbuero", entry.nomination.case, "follow_up", "stays", note="Läuft weiter.")
    office.do("registratur", year.case, "file_away", "done")
    office.later(days=2)
    assert set(Case.objects.values_list("state", flat=True)) == {"filed"}
    assert Nomination.objects.filter(case__filed_on=None).count() == 0
    assert verify().faults == []
