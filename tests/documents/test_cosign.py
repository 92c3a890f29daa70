"""Mitzeichnung: given on exactly one version, by a person with a form, settled with words, überholt by the next version."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.demo.papers import paper
from directory.models import Deputyship, Membership, Rank
from documents.cosigning import cosign_table, open_dissents, supersede
from documents.models import CoSignature
from tests.conftest import NOON
from tests.factories.contracts import TODAY, in_coordination, standing, user
from workflow.automatic import let_lapse
from workflow.errors import WorkflowError
from workflow.models import Case, Procedure
from workflow.procedures import rules
from workflow.services import complete
from workflow.steps import Verdict

UNITS = {"Datenschutz", "Presse", "Z 1", "Z 3", "FAG HMKB"}


@pytest.fixture
def driver(house):
    return in_coordination()


def rows(driver, **wanted):
    return CoSignature.objects.filter(task__process=driver.case, **wanted)


def task_of(driver, short: str):
    nodes = ("cosign_house", "cosign_ressort")
    return next(task for node in nodes for task in driver.tasks(node) if task.unit.short == short)


def again(driver, text: str = "zweite"):
    """A dissent leads to a further version, which goes round once more."""
    driver.do_all("cosign_house", lambda task: ("dissent", "So nicht.", {}))
    driver.do_all("cosign_ressort", lambda task: ("consent", "", {})).do("partner_feedback", "agreed")
    driver.do("resolve_head", "revise", "Wir ändern den Text.")
    return driver.do("draft", "circulate", by="sachbearbeitung", file=paper("neu.pdf", text), remark=text)


def table(client, driver, account: str = "sachbearbeitung"):
    client.force_login(user(account))
    return client.get(reverse("case-documents", args=[driver.case.pk]))


def test_every_unit_is_asked_about_the_present_version_and_its_bytes(driver):
    version = driver.contract.draft.versions.get()
    asked = rows(driver).select_related("task__unit")
    assert {row.task.unit.short for row in asked} == UNITS
    assert {(row.version_id, row.sha256, row.outcome) for row in asked} == {(version.pk, version.sha256, "")}


def test_a_co_signature_has_a_person_a_moment_and_a_form(driver):
    task = task_of(driver, "Z 1")
    complete(task.pk, Verdict("remarks", "  § 3 kürzen.  ", {}), standing=standing("recht"), at=NOON)
    row = rows(driver).get(task=task)
    assert (row.outcome, row.statement) == ("remarks", "§ 3 kürzen.")
    assert (row.signer, row.rank, row.form, row.signed_at) == (user("recht"), Rank.CASE_WORKER, "Im Auftrag", NOON)


@pytest.mark.parametrize(
    ("principal", "rank", "form"),
    [
        ("staatssekretaer", Rank.STATE_SECRETARY, "In Vertretung der Staatssekretärin/des Staatssekretärs"),
        ("referatsleitung", Rank.HEAD_OF_UNIT, "Im Auftrag"),
    ],
)
def test_a_deputy_signs_in_her_own_form_and_says_for_whom(driver, principal, rank, form):
    """Whoever stands in for the Staatssekretär has not his rank, and says so; for anybody else a deputy signs as everybody does."""
    task = task_of(driver, "Z 1")
    Membership.objects.create(user=user(principal), unit=task.unit, rank=rank, valid_from=TODAY)
    Deputyship.objects.create(principal=user(principal), deputy=user("haushalt"), valid_from=TODAY)
    complete(task.pk, Verdict("consent", "", {}), standing=standing("haushalt"), at=NOON)
    row = rows(driver).get(task=task)
    assert (row.signer, row.rank, row.form) == (user("haushalt"), rank, form)


def test_whoever_has_the_rank_signs_in_its_form(driver):
    task = task_of(driver, "Z 1")
    Membership.objects.create(user=user("staatssekretaer"), unit=task.unit, rank=Rank.STATE_SECRETARY, valid_from=TODAY)
    complete(task.pk, Verdict("consent", "", {}), standing=standing("staatssekretaer"), at=NOON)
    assert rows(driver).get(task=task).form == "In Vertretung"


def test_nothing_is_co_signed_on_a_version_that_is_no_longer_the_present_one(driver):
    """Even where the task were still open: the click comes after the next version."""
    task = task_of(driver, "Z 1")
    assert supersede(driver.contract.draft, NOON) == len(UNITS)
    with pytest.raises(WorkflowError, match="überholt"):
        complete(task.pk, Verdict("consent", "", {}), standing=standing("recht"), at=NOON)
    task.refresh_from_db()
    assert (task.closed_at, rows(driver).get(task=task).signed_at) == (None, None)


def test_bytes_other_than_those_asked_about_cannot_be_signed(driver):
    task = task_of(driver, "Z 1")
    rows(driver, task=task).update(sha256="0" * 64)
    with pytest.raises(WorkflowError, match="überholt"):
        complete(task.pk, Verdict("consent", "", {}), standing=standing("recht"), at=NOON)


def test_a_further_version_asks_all_again_and_keeps_what_was_said(driver):
    again(driver)
    old, new = rows(driver, version__number=1), rows(driver, version__number=2)
    assert (old.count(), new.count()) == (len(UNITS), len(UNITS))
    assert not old.filter(superseded_at=None).exists()
    assert {(row.outcome, row.statement) for row in old.exclude(outcome="consent")} == {("dissent", "So nicht.")}
    assert set(new.values_list("outcome", "superseded_at")) == {("", None)}


def test_a_dissent_on_an_earlier_version_no_longer_stands_in_the_way(driver):
    again(driver)
    assert open_dissents(driver.case) == []
    driver.do_all("cosign_house", lambda task: ("consent", "", {}))
    driver.do_all("cosign_ressort", lambda task: ("consent", "", {})).do("partner_feedback", "agreed")
    assert driver.tasks("committee_decision")


def test_a_dissent_stands_until_it_is_settled_with_words(driver):
    driver.do_all(
        "cosign_house", lambda task: ("dissent", "Nein.", {}) if task.unit.short == "Z 1" else ("consent", "", {})
    )
    driver.do_all("cosign_ressort", lambda task: ("consent", "", {})).do("partner_feedback", "agreed")
    assert [row.task.unit.short for row in open_dissents(driver.case)] == ["Z 1"]
    driver.do("resolve_head", "settled", "  In § 3 klargestellt. ")
    assert open_dissents(driver.case) == []
    row = rows(driver).get(outcome="dissent")
    assert (row.resolution, row.resolved_at is not None, row.superseded_at) == ("In § 3 klargestellt.", True, None)


def test_silence_is_recorded_as_nobodys_signature(driver):
    procedure = Procedure.objects.create(
        kind="contract", version=9, valid_from=TODAY, rules={"silence_is_consent": ["cosign_house"]}
    )
    Case.objects.filter(pk=driver.case.pk).update(procedure=procedure)
    rules.cache_clear()
    task = task_of(driver, "Z 1")
    let_lapse(task.pk, at=NOON + (task.due_on - TODAY) + timedelta(days=1))
    row = rows(driver).get(task=task)
    assert (row.outcome, row.signer, row.form, row.rank) == ("lapsed", None, "", None)


def test_the_table_has_one_row_per_unit_with_the_earlier_ones_below(client, driver):
    again(again(driver), "dritte")
    found = cosign_table(driver.case)
    assert [row.unit for row in found] == sorted(UNITS)
    assert {(row.current.version.number, row.current.superseded_at) for row in found} == {(3, None)}
    assert {tuple(one.version.number for one in row.earlier) for row in found} == {(2, 1)}
    text = table(client, driver).content.decode()
    assert text.count("2 frühere") == len(UNITS)
    assert "Fassung 1: Dissens (überholt) – So nicht." in text


@pytest.mark.parametrize(("account", "shown"), [("buero", True), ("revision", True), ("recht", False), ("hmkb", False)])
def test_who_said_what_is_for_those_with_the_whole_file(client, driver, account, shown):
    answer = table(client, driver, account)
    assert (answer.status_code, bool(answer.context["cosigning"])) == (200, shown)


def test_the_table_takes_the_same_queries_after_three_rounds(client, driver):
    table(client, driver)
    counts = []
    for text in ("", "zweite", "dritte"):
        if text:
            again(driver, text)
        with CaptureQueriesContext(connection) as queries:
            table(client, driver)
        counts.append(len(queries))
    assert len(set(counts)) == 1
