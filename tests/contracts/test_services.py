"""What the services of a contract refuse past every page: notice, Nachtrag, one more co-signer, declarations."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db.utils import IntegrityError

from contracts.demo.papers import paper
from contracts.models import Declaration, Termination
from contracts.services import Notice, give_notice, open_amendment
from tests.conftest import TODAY
from tests.factories.contracts import before_decision, in_coordination, in_force, proposal, standing, to_be_signed, unit
from workflow.errors import AlreadyDoneError, InputError, NotAllowedError, WorkflowError
from workflow.models import Case, CaseTask
from workflow.rounds import add_to_round

pytestmark = pytest.mark.usefixtures("house")
NOTICE = Notice("partner", "ordinary", "Neue Aufgaben.", TODAY, TODAY, TODAY + timedelta(days=200))


def who(account: str, day: date = TODAY) -> dict:
    return {
        "standing": standing(account, day),
        "at": datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("Europe/Berlin")),
    }


def running():
    """In force for 36 months with six months' notice."""
    return in_force(day=TODAY - timedelta(days=200))


@pytest.mark.parametrize(
    ("account", "allowed"),
    [
        ("sachbearbeitung", False),
        ("referatsleitung", True),
        ("abteilungsleitung", True),
        ("referatsleitung2", False),
        ("recht", False),
        ("baf", False),
    ],
)
def test_notice_is_recorded_by_the_head_of_the_lead_unit_or_above(account, allowed):
    case = running().case
    if allowed:
        give_notice(case.pk, NOTICE, **who(account))
    else:
        with pytest.raises(NotAllowedError):
            give_notice(case.pk, NOTICE, **who(account))
    assert Termination.objects.exists() is allowed


@pytest.mark.parametrize("stage", [proposal, to_be_signed])
def test_only_what_is_in_force_is_given_notice_or_amended(stage):
    case = stage().case
    with pytest.raises(WorkflowError, match="nur ein Vertrag, der in Kraft ist"):
        give_notice(case.pk, NOTICE, **who("referatsleitung"))
    with pytest.raises(WorkflowError, match="der in Kraft ist"):
        open_amendment(case.pk, title="Länger", **who("sachbearbeitung"))


def test_an_amendment_is_neither_given_notice_nor_amended():
    case = open_amendment(running().case.pk, title="Länger", **who("sachbearbeitung"))
    Case.objects.filter(pk=case.pk).update(state="in_force")
    with pytest.raises(WorkflowError, match="nur ein Vertrag, der in Kraft ist"):
        give_notice(case.pk, NOTICE, **who("referatsleitung"))
    with pytest.raises(WorkflowError, match="der in Kraft ist"):
        open_amendment(case.pk, title="Noch länger", **who("sachbearbeitung"))


def test_notice_is_given_once():
    case = running().case
    give_notice(case.pk, NOTICE, **who("referatsleitung"))
    with pytest.raises(WorkflowError, match="bereits eine Kündigung"):
        give_notice(case.pk, NOTICE, **who("referatsleitung"))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"reasons": " "}, "reasons"),
        ({"declared_on": TODAY + timedelta(days=1)}, "declared_on"),
        ({"received_on": TODAY + timedelta(days=1)}, "received_on"),
        ({"received_on": TODAY - timedelta(days=1)}, "received_on"),
        ({"effective_on": TODAY - timedelta(days=1)}, "effective_on"),
        ({"effective_on": TODAY + timedelta(days=100)}, "effective_on"),
        ({"effective_on": date(2040, 1, 1)}, "effective_on"),
        ({"effective_on": date(2040, 1, 1), "kind": "agreed"}, "effective_on"),
    ],
)
def test_a_notice_has_reasons_and_days_in_their_order(changed, field):
    with pytest.raises(InputError) as refused:
        give_notice(running().case.pk, replace(NOTICE, **changed), **who("referatsleitung"))
    assert refused.value.field == field


@pytest.mark.parametrize("kind", ["extraordinary", "section_60", "agreed"])
def test_a_notice_of_another_kind_works_from_its_receipt_on(kind):
    """The agreed period does not bind it, and still it works on nothing that is past."""
    case = running().case
    with pytest.raises(InputError, match="nicht vor ihrem Zugang"):
        give_notice(
            case.pk, replace(NOTICE, kind=kind, effective_on=TODAY - timedelta(days=1)), **who("referatsleitung")
        )
    give_notice(case.pk, replace(NOTICE, kind=kind, effective_on=TODAY), **who("referatsleitung"))


def test_the_database_keeps_no_notice_that_works_before_it_came():
    driver = running()
    with pytest.raises(IntegrityError, match="termination_after_receipt"):
        Termination.objects.create(contract=driver.contract, **vars(replace(NOTICE, effective_on=date(2026, 1, 1))))


@pytest.mark.parametrize(
    ("account", "allowed"), [("sachbearbeitung2", True), ("referatsleitung2", False), ("recht", False), ("baf", False)]
)
def test_an_amendment_is_begun_by_the_lead_unit(account, allowed):
    case = running().case
    if allowed:
        open_amendment(case.pk, title="Länger", **who(account))
    else:
        with pytest.raises(NotAllowedError):
            open_amendment(case.pk, title="Länger", **who(account))
    assert Case.objects.filter(parent=case).exists() is allowed


@pytest.mark.parametrize("new_end", [TODAY, TODAY - timedelta(days=1)])
def test_an_amendment_ends_the_contract_on_a_day_to_come(new_end):
    driver = running()
    case = open_amendment(driver.case.pk, title="Kürzer", **who("sachbearbeitung"))
    amendment = type(driver)(case, TODAY)
    with pytest.raises(InputError) as refused:
        amendment.do("scope", "submit", subject="Kürzer.", new_ends_on=new_end, by="sachbearbeitung")
    assert refused.value.field == "new_ends_on"


@pytest.mark.parametrize(
    ("account", "allowed"),
    [
        ("sachbearbeitung", True),
        ("referatsleitung", True),
        ("recht", False),
        ("referatsleitung2", False),
        ("hmkb", False),
    ],
)
def test_one_more_is_asked_by_the_lead_unit(account, allowed):
    task = in_coordination().tasks("cosign_house")[0]
    if allowed:
        add_to_round(task.pk, unit("VI 2"), reason="Fachlich berührt.", **who(account))
    else:
        with pytest.raises(NotAllowedError):
            add_to_round(task.pk, unit("VI 2"), reason="Fachlich berührt.", **who(account))
    assert CaseTask.objects.filter(process=task.case, unit=unit("VI 2")).exists() is allowed


def test_nobody_is_asked_twice_in_a_round():
    driver = in_coordination()
    beside = next(task for task in driver.tasks("cosign_house") if task.unit != unit("Z 1"))
    with pytest.raises(InputError, match="bereits gefragt"):
        add_to_round(beside.pk, unit("Z 1"), reason="Noch einmal.", **who("sachbearbeitung"))


def test_nobody_joins_a_round_beside_a_task_that_is_done_or_belongs_to_none():
    driver = in_coordination()
    task = next(task for task in driver.tasks("cosign_house") if task.unit == unit("Z 1"))
    driver.do_all("cosign_house", lambda _task: ("consent", "", {}))
    with pytest.raises(AlreadyDoneError):
        add_to_round(task.pk, unit("VI 2"), reason="x", **who("sachbearbeitung"))
    alone = before_decision().tasks("decide_proposal")[0]
    with pytest.raises(NotAllowedError, match="keiner laufenden Runde"):
        add_to_round(alone.pk, unit("VI 2"), reason="x", **who("sachbearbeitung"))


def signature(driver, **changed) -> dict:
    return {
        "person": "F. Brandt", "capacity": "Staatssekretär", "signed_on": driver.day, "place": "Wiesbaden", "form": "paper",
        "original_location": "", "file": paper("l.pdf", "Unterschrift"),
    } | changed  # fmt: skip


@pytest.mark.parametrize(("changed", "field"), [({"file": None}, "file"), ({"signed_on": None}, "signed_on")])
def test_a_declaration_has_its_paper_and_a_day_that_has_come(changed, field):
    driver = to_be_signed()
    days = {"signed_on": driver.day + timedelta(days=1)} if "signed_on" in changed else {}
    with pytest.raises(InputError) as refused:
        driver.do("sign_state", "signed", **signature(driver, **changed | days))
    assert refused.value.field == field


def test_nothing_is_declared_without_a_final_text():
    driver = to_be_signed()
    type(driver.contract).objects.filter(pk=driver.case.pk).update(final_version=None)
    with pytest.raises(WorkflowError, match="keine freigegebene Endfassung"):
        driver.do("sign_state", "signed", **signature(driver))


def test_the_states_declaration_is_received_only_when_that_was_confirmed():
    driver = to_be_signed()
    driver.do("sign_state", "signed", **signature(driver)).do("sign_partner", "signed", **signature(driver))
    received = dict(Declaration.objects.filter(contract_id=driver.case.pk).values_list("side", "received_on"))
    assert received == {"state": None, "partner": driver.day}


def test_a_side_declares_itself_once():
    driver = to_be_signed()
    driver.do("sign_state", "signed", **signature(driver))
    row = Declaration.objects.get(contract_id=driver.case.pk)
    row.pk = None
    with pytest.raises(IntegrityError, match="declaration_once_per_side"):
        row.save(force_insert=True)


@pytest.mark.parametrize("until", [None, TODAY])
def test_a_deferral_decided_at_the_top_has_a_day_to_come(until):
    driver = before_decision()
    day = until and driver.day
    with pytest.raises(InputError) as refused:
        driver.do("decide_proposal", "defer", "Später.", until=day)
    assert refused.value.field == "until"


def test_a_partner_that_is_missing_is_said_and_not_passed_over():
    driver = in_coordination()
    Case.objects.filter(pk=driver.case.pk).update(organisation=None)
    driver.do_all("cosign_house", lambda _task: ("dissent", "Nein.", {}))
    driver.do_all("cosign_ressort", lambda _task: ("consent", "", {})).do("partner_feedback", "agreed")
    driver.do("resolve_head", "revise", "Neu.")
    with pytest.raises(WorkflowError, match="noch kein Partner"):
        driver.do("draft", "circulate", by="sachbearbeitung", file=paper("n.pdf", "n"), remark="")
