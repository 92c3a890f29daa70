"""The ways a contract may go besides the straight one."""

from datetime import date, timedelta

import pytest

from contracts.demo import stages
from contracts.demo.papers import paper
from contracts.models import CommitteeDecision, Declaration, Relation, Report
from tests.conftest import NOON
from tests.factories.contracts import in_coordination, in_force, negotiated, standing, to_be_signed, user
from workflow.automatic import finish_wait
from workflow.chain import verify
from workflow.errors import InputError, NotAllowedError, WorkflowError
from workflow.models import Case, TaskKind
from workflow.services import complete
from workflow.states import CaseState
from workflow.steps import Verdict


def open_nodes(driver) -> set[str]:
    tasks = driver.case.task_set.filter(closed_at=None)
    return {task.node.name for task in tasks}


def state(driver) -> str:
    driver.case.refresh_from_db()
    return driver.case.state


def disputed():
    driver = in_coordination()
    return stages.cosigned(driver, dissent_of="Datenschutz")


@pytest.mark.parametrize(
    ("steps", "nodes", "stand"),
    [
        ([("resolve_head", "settled")], {"committee_decision"}, CaseState.NEGOTIATION),
        ([("resolve_head", "revise")], {"draft"}, CaseState.NEGOTIATION),
        ([("resolve_head", "escalate"), ("resolve_division", "revise")], {"draft"}, CaseState.NEGOTIATION),
        (
            [("resolve_head", "escalate"), ("resolve_division", "escalate"), ("resolve_secretary", "settled")],
            {"committee_decision"},
            CaseState.NEGOTIATION,
        ),
        (
            [("resolve_head", "escalate"), ("resolve_division", "escalate"), ("resolve_secretary", "fail")],
            {"file_away"},
            CaseState.REJECTED,
        ),
    ],
)
def test_a_dissent_climbs_until_somebody_settles_it(house, steps, nodes, stand):
    driver = disputed()
    for node, outcome in steps:
        driver.wait(1).do(node, outcome, "Begründung.")
    assert (open_nodes(driver), state(driver)) == (nodes, stand)


@pytest.mark.parametrize(
    ("outcome", "nodes", "stand"),
    [
        ("approved", {"release"}, CaseState.NEGOTIATION),
        ("return", {"incorporate"}, CaseState.NEGOTIATION),
        ("rejected", {"file_away"}, CaseState.REJECTED),
    ],
)
def test_the_kabinettsausschuss_decides(house, outcome, nodes, stand):
    driver = stages.cosigned(in_coordination())
    assert open_nodes(driver) == {"committee_decision"}
    driver.do("committee_decision", outcome, "Beschluss.", decided_on=driver.day, mode="session")
    assert (open_nodes(driver), state(driver)) == (nodes, stand)
    assert CommitteeDecision.objects.get(contract_id=driver.case.pk).get_result_display()


@pytest.mark.parametrize("mode", CommitteeDecision.Mode.values)
def test_what_was_decided_elsewhere_is_recorded_with_day_and_procedure(client, house, mode):
    driver = stages.cosigned(in_coordination())
    (task,) = driver.tasks("committee_decision")
    client.force_login(user("geschaeftsstelle"))
    verdict = {"outcome": "approved", "decided_on": "2026-11-20", "mode": mode, "note": "10 Ja, 1 Enthaltung."}
    assert client.post(task.get_absolute_url(), verdict).status_code == 302
    decision = CommitteeDecision.objects.get(contract_id=driver.case.pk)
    assert (decision.body, decision.mode, decision.decided_on) == (
        "Kabinettsausschuss Integration",
        mode,
        date(2026, 11, 20),
    )
    assert (decision.result, decision.text, decision.task) == ("approved", "10 Ja, 1 Enthaltung.", task)


def test_a_resolution_has_a_day_that_is_not_ahead(house):
    driver = stages.cosigned(in_coordination())
    for day in (None, driver.day + timedelta(days=1)):
        with pytest.raises(InputError, match="Datum des Beschlusses"):
            driver.do("committee_decision", "approved", decided_on=day, mode="session")


def test_a_contract_without_other_ressorts_needs_no_committee(house):
    driver = in_coordination(ressorts=())
    assert not driver.tasks("cosign_ressort")
    assert open_nodes(stages.cosigned(driver)) == {"release"}


def test_the_cabinet_decides_where_the_key_points_ask_for_it(house):
    driver = negotiated(ressorts=())
    driver.contract.__class__.objects.filter(pk=driver.case.pk).update(cabinet_required=True)
    driver = stages.cosigned(stages.drafted(driver)).wait(1)
    assert open_nodes(driver) == {"cabinet_paper"}
    driver.do("cabinet_paper", "approved", "Beschlossen.", decided_on=driver.day, mode="session")
    assert open_nodes(driver) == {"release"}
    assert str(CommitteeDecision.objects.get(contract_id=driver.case.pk)).startswith("Kabinett ")


def test_a_party_that_does_not_sign_reopens_the_text(house):
    driver = to_be_signed().wait(1)
    sign_state(driver)
    driver.do("sign_partner", "decline", "Der Vorstand möchte § 4 ändern.")
    assert state(driver) == CaseState.NEGOTIATION
    declaration = Declaration.objects.get(contract_id=driver.case.pk)
    assert declaration.withdrawn_at is not None
    assert driver.contract.final_version is None
    assert "sign_state" not in open_nodes(driver)


def sign_state(driver) -> None:
    driver.do(
        "sign_state", "signed", person="F. Brandt", capacity="Staatssekretär", signed_on=driver.day, place="Wiesbaden",
        form="paper", original_location="", file=paper("land.pdf", "Unterschrift"),
    )  # fmt: skip


def confirmed(effective_in: int):
    driver = to_be_signed().wait(5)
    sign_state(driver)
    driver.do(
        "sign_partner", "signed", person="C. Mertens", capacity="Vorstand", signed_on=driver.day, place="Frankfurt",
        form="paper", original_location="", file=paper("partner.pdf", "Unterschrift"),
    )  # fmt: skip
    effective_on = driver.day + timedelta(days=effective_in)
    return driver.do(
        "confirm_force",
        "confirm",
        state_received_on=driver.day,
        partner_received_on=driver.day,
        effective_on=effective_on,
    ), effective_on


def test_a_contract_with_a_later_beginning_waits_for_it(house):
    driver, effective_on = confirmed(effective_in=40)
    assert (open_nodes(driver), state(driver)) == ({"force_day"}, CaseState.SIGNATURE)
    driver.until(effective_on - timedelta(days=1))
    assert state(driver) == CaseState.SIGNATURE
    driver.until(effective_on)
    assert state(driver) == CaseState.IN_FORCE
    assert {"next_talk", "end_of_term", "publish"} <= open_nodes(driver)
    assert driver.contract.ends_on == stages_end(effective_on)


def stages_end(start: date) -> date:
    return start.replace(year=start.year + 3) - timedelta(days=1)


@pytest.mark.parametrize("field", ["state_received_on", "partner_received_on"])
@pytest.mark.parametrize("days", [-30, 1])
def test_receipt_lies_between_signature_and_today(house, field, days):
    driver, _day = to_be_signed().wait(5), None
    sign_state(driver)
    driver.do(
        "sign_partner", "signed", person="C. Mertens", capacity="Vorstand", signed_on=driver.day, place="Frankfurt",
        form="paper", original_location="", file=paper("partner.pdf", "Unterschrift"),
    )  # fmt: skip
    received = {"state_received_on": driver.day, "partner_received_on": driver.day}
    with pytest.raises(InputError, match="Zugang"):
        driver.do("confirm_force", "confirm", **(received | {field: driver.day + timedelta(days=days)}))
    assert state(driver) == CaseState.SIGNATURE


def test_a_report_is_sent_back_and_handed_in_again(house):
    driver = in_force()
    asked = next(task for task in driver.case.task_set.filter(closed_at=None) if task.node.name == "next_report")
    driver.until(asked.due_on)
    text = {"progress": "Drei Workshops.", "deviations": "", "outlook": "Weiter so."}
    driver.do("interim_report", "submit", period="2027", file=None, **text)
    driver.do("review_report", "return", "Bitte Teilnehmerzahlen nennen.")
    driver.do(
        "interim_report", "submit", period="2027", file=None, **(text | {"progress": "Drei Workshops, 60 Personen."})
    )
    driver.do("review_report", "accept")
    reports = Report.objects.filter(contract_id=driver.case.pk).order_by("submitted_at")
    assert [bool(report.accepted_at) for report in reports] == [False, True]
    assert "next_report" in open_nodes(driver)


def ended():
    """The term is over; the evaluation lies with the Staatssekretär."""
    driver = in_force()
    driver.until(driver.contract.ends_on + timedelta(days=1))
    stages.reported(driver, "gesamt", "final_report", "review_final")
    return stages.evaluated(driver)


@pytest.mark.parametrize("outcome", ["renew", "adapt", "end", "transfer"])
def test_the_decision_at_the_end_opens_a_renewal_where_it_says_so(house, outcome):
    driver = ended().do("decide_outcome", outcome, "Begründung.")
    assert state(driver) == CaseState.COMPLETED
    linked = Case.objects.filter(parent=driver.case)
    assert [case.relation for case in linked] == ([Relation.RENEWAL] if outcome in {"renew", "adapt"} else [])


def test_a_renewal_prepared_in_time_is_not_opened_twice(house):
    driver = in_force()
    wait = next(task for task in driver.case.task_set.filter(closed_at=None) if task.node.name == "renewal_time")
    driver.until(wait.due_on).do("prepare_renewal", "renew", "Bewährt.")
    renewal = Case.objects.get(parent=driver.case)
    assert (renewal.state, renewal.relation) == (CaseState.NEGOTIATION, Relation.RENEWAL)
    driver.until(driver.contract.ends_on + timedelta(days=1))
    stages.reported(driver, "gesamt", "final_report", "review_final")
    stages.evaluated(driver).do("decide_outcome", "renew", "Fortführen.")
    assert Case.objects.filter(parent=driver.case).count() == 1


def test_a_renewal_runs_from_the_key_points_into_force(house):
    driver = ended().do("decide_outcome", "renew", "Fortführen.")
    renewal = type(driver)(Case.objects.get(parent=driver.case), driver.day)
    assert renewal.contract.theme == driver.contract.theme
    stages.measured(stages.mandated(renewal), "Räume", "Workshops")
    stages.submitted(stages.released(stages.cosigned(stages.drafted(renewal))))
    stages.signed(renewal)
    assert (state(renewal), renewal.contract.effective_on > driver.contract.ends_on) == (CaseState.IN_FORCE, True)
    assert verify().faults == []


def test_no_filing_while_somebody_has_something_to_do(house):
    driver = ended().do("decide_outcome", "end", "Ziele erreicht.")
    assert not {"status_talk", "interim_report", "prepare_renewal"} & open_nodes(driver)
    with pytest.raises(WorkflowError, match="Evaluation in Facharbeitsgruppe und Konferenz vorstellen"):
        driver.do("file_away", "done")
    stages.announced(driver, "Gemeinsam lernen.").do("present", "done").do("file_away", "done")
    assert (state(driver), open_nodes(driver)) == (CaseState.FILED, set())


def test_the_author_of_a_text_does_not_release_it(house):
    """Four eyes: the Abteilungsleitung uploaded the draft itself."""
    driver = negotiated(ressorts=())
    task = driver.tasks("draft")[0]
    task.unit = user("abteilungsleitung").memberships.get().unit
    task.rank = 20
    task.save()
    driver.do("draft", "circulate", by="abteilungsleitung", file=paper("v.pdf", "Text"), remark="")
    stages.cosigned(driver)
    release = driver.tasks("release")[0]
    with pytest.raises(NotAllowedError, match="Vier-Augen"):
        complete(release.pk, Verdict("release"), standing=standing("abteilungsleitung"), at=NOON)


def test_a_wait_is_over_once_however_often_it_is_finished(house):
    driver, _effective_on = confirmed(effective_in=3)
    wait = driver.case.task_set.get(closed_at=None, flow_task_type=TaskKind.WAIT)
    for _again in range(3):
        finish_wait(wait.pk, at=NOON + timedelta(days=900))
    names = [task.node.name for task in driver.case.task_set.filter(closed_at=None)]
    assert sorted(names) == sorted(set(names))
