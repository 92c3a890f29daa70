"""From a task that waits for a body to an agenda, in one or two clicks, for the Geschäftsstelle alone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from committees.circulation import Given, answer, count_out
from committees.models import AgendaItem, Session
from committees.sittings import invite
from contracts.demo import stages
from contracts.models import CommitteeDecision
from tests.committees.conftest import clerk, planned, put_contract_on, running, waiting_contract, with_item
from tests.conftest import NOON, TODAY
from tests.factories.contracts import proposal, standing, unit
from workflow.models import CaseTask

LAST_DAY = TODAY + timedelta(days=7)
SITTING = {"kind": "session", "held_on": "2026-12-16", "begins_at": "10:00", "place": "Wiesbaden"}
UMLAUF = {"kind": "circulation", "held_on": "2026-12-16"}
HEADING = 'id="placing"'


def task_of(driver, node: str = "committee_decision") -> CaseTask:
    (task,) = driver.tasks(node)
    return task


def summing_up() -> CaseTask:
    """The Geschäftsstelle has to sum up what the Ressorts voted."""
    driver = stages.examined(proposal(), [])
    driver.do_all("vote", lambda task: ("nil_return", "", {}))
    return task_of(driver, "summarise_vote")


def offered(page) -> dict:
    (offer,) = page.context["offers"]
    return offer.shown


def test_open_agendas_of_the_body_are_offered_and_one_click_puts_the_task_on(pages):
    task = task_of(waiting_contract())
    first, umlauf = planned(), planned("KAI", LAST_DAY, kind="circulation")
    planned("FAG")
    running("KAI")
    page = pages("geschaeftsstelle", "task", task.pk)
    assert [session for session, _when in offered(page)["sessions"]] == [first, umlauf]
    text = page.content.decode()
    for wanted in ("Auf die Tagesordnung setzen", "In den Umlauf nehmen", "Neue Sitzung", "Neuer Umlauf", "Zugestimmt"):
        assert wanted in text
    sent = pages("geschaeftsstelle", "session-put-on", first.pk, punkt=offered(page)["key"])
    item = AgendaItem.objects.get(task=task)
    assert (sent.status_code, sent.url, item.session) == (302, f"{first.get_absolute_url()}#top-{item.pk}", first)


def test_a_task_that_stands_on_an_agenda_says_so_and_is_put_on_no_other(pages):
    driver = waiting_contract()
    session, _other = planned(), planned()
    with_item(session)
    item = put_contract_on(session, driver)
    text = pages("geschaeftsstelle", "task", item.task_id).content.decode()
    assert "Steht als Punkt 2 auf der Tagesordnung" in text
    assert f'href="{session.get_absolute_url()}#top-{item.pk}"' in text
    for unwanted in ("Auf die Tagesordnung setzen", "Neue Sitzung", "Neuer Umlauf"):
        assert unwanted not in text


@pytest.mark.parametrize("account", ["sachbearbeitung", "referatsleitung", "staatssekretaer"])
def test_whoever_does_not_run_the_bodies_reads_the_task_without_the_offer(pages, account):
    task = task_of(waiting_contract())
    planned()
    page = pages(account, "task", task.pk)
    assert (page.status_code, page.context["offers"], HEADING in page.content.decode()) == (200, [], False)
    assert pages(account, "session-for-task", task.pk).status_code == 403
    assert pages(account, "session-for-task", task.pk, **SITTING, body=unit("KAI").pk).status_code == 403
    assert Session.objects.count() == 1


@pytest.mark.parametrize("account", ["hmkb", "jury1", "baf"])
def test_for_others_there_is_no_such_task(pages, account):
    task = task_of(waiting_contract())
    planned()
    assert {pages(account, name, task.pk).status_code for name in ("task", "session-for-task")} == {404}


def test_a_task_that_no_body_decides_is_offered_nothing(pages):
    driver = proposal()
    task = task_of(driver, "check_partner")
    page = pages("sachbearbeitung", "task", task.pk)
    assert (page.status_code, page.context["offers"]) == (200, [])
    assert pages("sachbearbeitung", "session-for-task", task.pk).status_code == 404


def test_a_task_that_is_done_is_offered_nothing(pages):
    driver = waiting_contract()
    task = task_of(driver)
    driver.do("committee_decision", "approved", decided_on=driver.day, mode="session")
    assert pages("geschaeftsstelle", "task", task.pk).context["offers"] == []


@pytest.mark.parametrize(("kind", "form", "label"), [("session", SITTING, "1. Sitzung 2026"), ("circulation", UMLAUF, "1. Umlauf 2026")])  # fmt: skip
def test_a_new_session_or_umlauf_begins_with_the_task_on_its_agenda(pages, kind, form, label):
    driver = waiting_contract()
    task = task_of(driver)
    page = pages("geschaeftsstelle", "session-for-task", task.pk, query=f"?verfahren={kind}")
    assert (page.status_code, page.context["form"]["kind"].value()) == (200, kind)
    assert driver.case.title in page.content.decode()
    chosen = page.context["form"].fields["body"].queryset
    assert list(chosen) == [unit("KAI")]
    sent = pages("geschaeftsstelle", "session-for-task", task.pk, **form, body=unit("KAI").pk)
    session = Session.objects.get()
    assert (sent.status_code, sent.url, session.label) == (302, session.get_absolute_url(), label)
    item = session.items.get()
    assert (item.task, item.case, item.title) == (task, driver.case, driver.case.title)
    assert item.versions.exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"held_on": ""}, "held_on"), ({"kind": "circulation", "held_on": "2026-11-23"}, "held_on"), ({"body": "FAG"}, "body")],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_planned(pages, changed, field):
    task = task_of(waiting_contract())
    filled = SITTING | {"body": "KAI"} | changed
    sent = pages("geschaeftsstelle", "session-for-task", task.pk, **filled | {"body": unit(filled["body"]).pk})
    assert (sent.status_code, list(sent.context["form"].errors), Session.objects.count()) == (422, [field], 0)
    assert "Wiesbaden" in sent.content.decode()


def test_what_stands_on_an_agenda_meanwhile_is_planned_nowhere_else(pages):
    driver = waiting_contract()
    item = put_contract_on(planned(), driver)
    sent = pages("geschaeftsstelle", "session-for-task", item.task_id, **SITTING, body=unit("KAI").pk)
    assert (sent.status_code, "steht inzwischen auf einer Tagesordnung" in sent.content.decode()) == (422, True)
    assert item.task.get_absolute_url() in sent.content.decode()
    assert (Session.objects.count(), AgendaItem.objects.count()) == (1, 1)


def test_after_an_umlauf_without_unanimity_the_task_tells_of_it_and_waits_for_a_session(pages):
    driver = waiting_contract()
    session = planned("KAI", LAST_DAY, kind="circulation")
    item = put_contract_on(session, driver)
    invite(session.pk, [], standing=clerk(), at=NOON)
    answer(session.pk, unit("KAI HMKB"), {item.pk: Given("no")}, standing=standing("hmkb"), at=NOON)
    count_out(session.pk, standing=clerk(), at=NOON)
    page = pages("geschaeftsstelle", "task", item.task_id)
    assert "Im Umlauf nicht einstimmig; wird in einer Sitzung beraten." in page.content.decode()
    assert "Auf die Tagesordnung setzen" not in page.content.decode()
    following = planned()
    assert pages("geschaeftsstelle", "session-put-on", following.pk, punkt=offered(page)["key"]).status_code == 302
    assert not CommitteeDecision.objects.exists()


def test_the_facharbeitsgruppe_is_asked_the_same_way(pages):
    task = summing_up()
    session = planned("FAG")
    planned("KAI")
    page = pages("geschaeftsstelle", "task", task.pk)
    assert (offered(page)["body"], [one for one, _when in offered(page)["sessions"]]) == (unit("FAG"), [session])
    assert "Zusammenfassung abgeben" in page.content.decode()
    assert pages("geschaeftsstelle", "session-for-task", task.pk, **UMLAUF, body=unit("FAG").pk).status_code == 302
    assert AgendaItem.objects.get().task == task


def test_the_page_takes_no_more_queries_for_more_sessions(pages):
    task = task_of(waiting_contract())

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert pages("geschaeftsstelle", "task", task.pk).status_code == 200
        return len(found)

    planned()
    queries()
    before = queries()
    for _time in range(3):
        planned()
    assert queries() == before
