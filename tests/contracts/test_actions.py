"""Kündigung, Nachtrag and one more co-signer, through their pages."""

from datetime import timedelta

import pytest
from django.urls import reverse

from contracts.demo import stages
from contracts.models import AmendmentTerms, Relation, Termination
from directory.models import User
from directory.standing import standing_of
from documents.models import CoSignature
from tests.factories.contracts import TODAY, in_coordination, in_force, negotiated, proposal, unit, user
from workflow.models import Case, CaseTask
from workflow.services import complete
from workflow.states import CaseState
from workflow.steps import Verdict


@pytest.fixture
def send(client, house):
    """`send(account, name, case, **data)` answers the form's page, or shows it without data."""

    def ask(account: str, name: str, pk: int, **data):
        client.force_login(user(account))
        address = reverse(name, args=[pk])
        return client.post(address, data) if data else client.get(address)

    return ask


@pytest.fixture
def running(house):
    """In force for 36 months with six months' notice; pages see it today."""
    return in_force(day=TODAY - timedelta(days=200))


def letter(**changed) -> dict[str, str]:
    days = {"declared_on": TODAY, "received_on": TODAY, "effective_on": TODAY + timedelta(days=200)}
    data = {name: day.isoformat() for name, day in days.items()}
    return {"side": "partner", "kind": "ordinary", "reasons": "Neue Aufgaben."} | data | changed


def text_of(answer) -> str:
    return answer.content.decode()


def test_a_notice_takes_effect_on_its_day_and_the_final_report_stays_due(send, running):
    answer = send("referatsleitung", "contract-notice", running.case.pk, **letter())
    assert answer.status_code == 302
    notice = Termination.objects.get(contract_id=running.case.pk)
    running.until(notice.effective_on - timedelta(days=1))
    running.case.refresh_from_db()
    assert running.case.state == CaseState.IN_FORCE
    running.until(notice.effective_on)
    running.case.refresh_from_db()
    assert running.case.state == CaseState.TERMINATED
    names = {task.node.name for task in running.case.task_set.filter(closed_at=None)}
    assert "last_report" in names
    assert not names & {"next_talk", "next_report", "renewal_time", "end_of_term", "status_talk"}
    stages.reported(running, "bis zur Kündigung", "last_report", "review_last")
    assert running.tasks("file_away")
    page = text_of(send("sachbearbeitung", "case-record", running.case.pk))
    assert "Neue Aufgaben." in page
    assert "ordentliche Kündigung" in page


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"reasons": " "}, "zwingend erforderlich"),
        ({"declared_on": "2026-11-24"}, "liegt in der Zukunft"),
        ({"received_on": "2026-11-24"}, "zwischen Erklärung und heute"),
        ({"received_on": "2026-11-22"}, "zwischen Erklärung und heute"),
        ({"effective_on": "2026-11-22"}, "nicht vor ihrem Zugang"),
        ({"effective_on": "2027-05-22"}, "frühestens zum 23.05.2027"),
        ({"effective_on": "2040-01-01"}, "endet ohnehin am"),
        ({"kind": "unsinn"}, "gültige Auswahl"),
    ],
)
def test_a_notice_that_cannot_be_right_is_refused_where_it_is_wrong(send, running, changed, message):
    answer = send("referatsleitung", "contract-notice", running.case.pk, **letter(**changed))
    assert answer.status_code == 422
    assert message in text_of(answer)
    if "reasons" not in changed:
        assert "Neue Aufgaben." in text_of(answer)
    assert not Termination.objects.exists()


@pytest.mark.parametrize("kind", ["extraordinary", "section_60", "agreed"])
def test_only_an_ordinary_notice_is_bound_to_the_agreed_period(send, running, kind):
    data = letter(kind=kind, effective_on=TODAY.isoformat())
    assert send("referatsleitung", "contract-notice", running.case.pk, **data).status_code == 302


def test_a_contract_is_given_notice_once(send, running):
    send("referatsleitung", "contract-notice", running.case.pk, **letter())
    answer = send("referatsleitung", "contract-notice", running.case.pk, **letter())
    assert answer.status_code == 403
    assert Termination.objects.count() == 1


@pytest.mark.parametrize(
    ("account", "status"),
    [
        ("sachbearbeitung", 403),
        ("referatsleitung2", 404),
        ("hmkb", 403),
        ("baf", 404),
        ("hjr", 404),
        ("fachadmin", 404),
    ],
)
@pytest.mark.parametrize("data", [{}, letter()])
def test_others_give_no_notice(send, running, account, status, data):
    assert send(account, "contract-notice", running.case.pk, **data).status_code == status
    assert not Termination.objects.exists()


@pytest.mark.parametrize("name", ["contract-notice", "contract-amendment"])
def test_what_is_not_in_force_has_neither_notice_nor_amendment(send, name):
    case = proposal().case
    assert send("referatsleitung", name, case.pk).status_code == 403


def amended(running, send):
    answer = send("sachbearbeitung", "contract-amendment", running.case.pk, title="Nachtrag: längere Laufzeit")
    assert answer.status_code == 302
    return type(running)(Case.objects.get(parent=running.case, relation=Relation.AMENDMENT), TODAY)


def test_a_second_amendment_of_the_same_name_is_asked_about_first(send, running):
    amended(running, send)
    asked = send("sachbearbeitung", "contract-amendment", running.case.pk, title="Nachtrag längere Laufzeit")
    assert (asked.status_code, "Ja, als weiteren Vorgang anlegen" in asked.content.decode()) == (422, True)
    meant = send(
        "sachbearbeitung", "contract-amendment", running.case.pk, title="Nachtrag längere Laufzeit", weiterer="on"
    )
    assert (meant.status_code, Case.objects.filter(parent=running.case, relation=Relation.AMENDMENT).count()) == (
        302,
        2,
    )


def test_an_amendment_changes_the_terms_of_its_contract_and_moves_what_hangs_on_them(send, running):
    amendment = amended(running, send)
    before = running.contract
    new_end = before.ends_on + timedelta(days=365)
    amendment.do("scope", "submit", subject="Ein Jahr länger.", new_ends_on=new_end, by="sachbearbeitung")
    amendment.do("approve_scope", "approve")
    stages.submitted(stages.released(stages.cosigned(stages.drafted(amendment))))
    assert running.contract.ends_on == before.ends_on
    stages.signed(amendment)
    after = running.contract
    assert (after.ends_on, after.last_notice_on > before.last_notice_on) == (new_end, True)
    wait = CaseTask.objects.get(
        process=running.case, closed_at=None, flow_task=running.case.flow_class.find("end_of_term").ref
    )
    assert wait.due_on == new_end + timedelta(days=1)
    amendment.case.refresh_from_db()
    assert (amendment.case.state, AmendmentTerms.objects.get().applied_at is not None) == (CaseState.COMPLETED, True)
    assert "Ein Jahr länger." in text_of(send("sachbearbeitung", "case-record", running.case.pk))


def test_whoever_decides_on_an_amendment_reads_what_it_changes(send, running):
    amendment = amended(running, send)
    amendment.do("scope", "submit", subject="Zwei neue Orte.", new_ends_on=None, by="sachbearbeitung")
    task = amendment.tasks("approve_scope")[0]
    assert "Zwei neue Orte." in text_of(send("abteilungsleitung", "task", task.pk))


def test_an_amendment_needs_a_name(send, running):
    answer = send("sachbearbeitung", "contract-amendment", running.case.pk, title=" ")
    assert (answer.status_code, Case.objects.filter(parent=running.case).count()) == (422, 0)


def co_signer(driver, short: str, reason: str = "Fachlich berührt.") -> dict[str, str]:
    beside = driver.tasks("cosign_house")[0]
    return {"beside": str(beside.pk), "unit": str(unit(short).pk), "reason": reason}


def test_a_unit_asked_in_mid_round_is_waited_for(send):
    driver = in_coordination()
    answer = send("sachbearbeitung", "contract-co-signer", driver.case.pk, **co_signer(driver, "VI 2"))
    assert answer.status_code == 302
    asked = [task for task in driver.tasks("cosign_house") if task.unit == unit("VI 2")]
    assert len(asked) == 1
    assert CoSignature.objects.filter(task=asked[0], superseded_at=None).exists()
    for task in driver.tasks("cosign_house"):
        if task != asked[0]:
            consent(driver, task)
    driver.do_all("cosign_ressort", lambda task: ("consent", "", {})).do("partner_feedback", "agreed")
    assert not driver.tasks("committee_decision")
    driver.do("cosign_house", "consent")
    assert driver.tasks("committee_decision")


def consent(driver, task: CaseTask) -> None:
    """By whoever sits in the task's unit."""
    person = User.objects.filter(memberships__unit=task.unit, memberships__valid_to=None)[0]
    complete(task.pk, Verdict("consent"), standing=standing_of(person, driver.day), at=driver.now())


@pytest.mark.parametrize(
    ("short", "reason", "message"),
    [("Z 1", "Noch einmal.", "in dieser Runde bereits gefragt"), ("VI 2", " ", "zwingend erforderlich")],
)
def test_a_further_co_signer_is_refused_with_a_reason(send, short, reason, message):
    driver = in_coordination()
    answer = send("sachbearbeitung", "contract-co-signer", driver.case.pk, **co_signer(driver, short, reason))
    assert (answer.status_code, message in text_of(answer)) == (422, True)
    assert len(driver.tasks("cosign_house")) == 4


def test_no_further_co_signer_without_a_round(send):
    driver = negotiated()
    assert send("sachbearbeitung", "contract-co-signer", driver.case.pk).status_code == 403
