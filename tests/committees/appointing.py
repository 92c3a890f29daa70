"""People at a browser who bring an appointment from its beginning to an end; through the pages."""

from datetime import date

from django.urls import reverse

from committees.models import Body, Proposal
from tests.conftest import NOON, TODAY
from tests.factories.contracts import user
from workflow import clock
from workflow.automatic import run_job
from workflow.models import Case, CaseTask, TaskKind
from workflow.ticking import tick

ENDS = date(2029, 1, 17)


class Office:
    """A person at a browser, and a clock that moves."""

    def __init__(self, client, monkeypatch) -> None:
        self.client, self.monkeypatch, self.at = client, monkeypatch, NOON

    def later(self, day: date) -> None:
        self.at = NOON + (day - TODAY)
        self.monkeypatch.setattr(clock, "now", lambda: self.at)
        self.monkeypatch.setattr(clock, "today", self.at.date)
        assert tick(self.at).failed == 0

    def send(self, account: str, page: str, /, *args: int, status: int = 302, **data):
        self.client.force_login(user(account))
        answer = self.client.post(reverse(page, args=args), data)
        assert answer.status_code == status, answer.content.decode()
        return answer

    def task(self, case: Case, node: str) -> CaseTask:
        return CaseTask.objects.filter(process=case, closed_at=None, flow_task=case.flow_class.find(node).ref).first()

    def do(self, account: str, case: Case, node: str, outcome: str, status: int = 302, **data):
        page = "portal-task" if account in {"baf", "hjr"} else "task"
        answer = self.send(
            account, page, self.task(case, node).pk, status=status, outcome=outcome, **{"note": ""} | data
        )
        for job in CaseTask.objects.filter(closed_at=None, flow_task_type=TaskKind.JOB):
            run_job(job.pk, at=self.at)
        return answer


def begin(office: Office, body: Body, seats, **more) -> Case:
    data = {"seats": [seat.pk for seat in seats], "begins": TODAY.isoformat(), "ends": ENDS.isoformat()} | more
    office.send("geschaeftsstelle", "body-appointment", body.pk, **data)
    return Case.objects.filter(kind="appointment").latest("pk")


def named(seats, *, women: int, place: int = 1) -> dict:
    """What a form of names holds: one person a seat, women first."""
    data = {}
    for number, seat in enumerate(seats):
        key = f"{seat.pk}_{place}"
        data |= {
            f"given_{key}": "Kim",
            f"name_{key}": f"Person {seat.pk}-{place}",
            f"gender_{key}": "woman" if number < women else "man",
        }
    return data


def sign(office: Office, case: Case) -> None:
    """Up the line to the minister."""
    office.do("referatsleitung1", case, "sign_head", "sign")
    office.do("abteilungsleitung", case, "sign_division", "sign")
    office.do("staatssekretaer", case, "sign_secretary", "sign")
    office.do("ministerin", case, "appoint", "appoint")


def to_the_list(office: Office, body: Body, seats, *, begun=None, **names) -> Case:
    """Begun, asked for, named by the office; the list lies before it."""
    case = begin(office, body, seats, **(begun or {}))
    office.do("geschaeftsstelle", case, "concept", "request")
    office.do("geschaeftsstelle", case, "record_names", "done", **named(seats, women=len(seats)), **names)
    return case


def choose_all(office: Office, case: Case, *, reason: str = "Wenige Angaben.", **more) -> None:
    """Everybody who was named."""
    chosen = [str(pk) for pk in Proposal.objects.filter(appointment=case.pk).values_list("pk", flat=True)]
    office.do("geschaeftsstelle", case, "check_list", "forward", **{"chosen": chosen, "parity_reason": reason} | more)


def in_office(office: Office, body: Body, seats, **names) -> Case:
    """Everybody named is appointed and has accepted."""
    case = to_the_list(office, body, seats, **names)
    choose_all(office, case)
    sign(office, case)
    accepted = [str(one.pk) for one in Proposal.objects.filter(appointment=case.pk)]
    office.do("geschaeftsstelle", case, "acceptance", "done", accepted=accepted)
    case.refresh_from_db()
    return case
