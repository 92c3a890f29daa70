"""The Umlauf: everybody is asked, one "no" leads to a session, silence is no consent."""

from datetime import date, timedelta

import pytest

from committees import circulation
from committees.circulation import Given, answer, count_out
from committees.models import AgendaItem, Ballot, Session
from committees.seating import name_deputy
from committees.sittings import invite
from contracts.models import CommitteeDecision
from directory.models import Membership
from tests.committees.conftest import clerk, planned, put_contract_on, waiting_contract, with_item
from tests.conftest import NOON, TODAY
from tests.factories.contracts import standing, unit, user
from workflow.chain import verify
from workflow.errors import NotAllowedError, WorkflowError
from workflow.models import CaseTask, ExternalMail
from workflow.services import complete
from workflow.steps import Verdict

LAST_DAY = TODAY + timedelta(days=7)
SHORTS = ("StK", "HMSI", "HMdI", "HMdF", "HMdJ", "HMKB", "HMWK", "HMWVW", "HMLU", "HMD", "HMFG")


def circulating(body: str = "KAI", driver=None) -> Session:
    session = planned(body, LAST_DAY, kind="circulation")
    if driver:
        put_contract_on(session, driver)
    else:
        with_item(session, "Soll so verfahren werden?")
    invite(session.pk, [], standing=clerk(), at=NOON)
    session.refresh_from_db()
    return session


def say(session: Session, short: str, value: str, day: date = TODAY) -> None:
    given = {item.pk: Given(value) for item in session.items.all()}
    seat = unit(f"{session.body.short} {short}")
    answer(session.pk, seat, given, standing=standing(short.lower(), day), at=NOON)


def test_members_answer_on_a_page_of_their_own(pages):
    session = circulating()
    item, seat = session.items.get(), unit("KAI HMKB")
    mail = ExternalMail.objects.get(address="hmkb@example.org")
    assert f"/gremien/sitzungen/{session.pk}/umlauf/" in mail.body
    assert pages("hmkb", "session-answer", session.pk, seat.pk).status_code == 200
    empty = pages("hmkb", "session-answer", session.pk, seat.pk, **{f"remark_{item.pk}": "Noch unklar"})
    assert (empty.status_code, "Noch unklar" in empty.content.decode(), Ballot.objects.count()) == (422, True, 0)
    for value in ("no", "yes"):
        sent = pages("hmkb", "session-answer", session.pk, seat.pk, **{f"answer_{item.pk}": value})
        assert sent.status_code == 302
    ballot = Ballot.objects.get()
    assert (ballot.answer, ballot.given_by, ballot.on_behalf_of, ballot.recorded) == ("yes", user("hmkb"), None, False)


def test_nobody_answers_for_another_seat_nor_sees_how_it_answered(pages):
    session = circulating()
    item, foreign = session.items.get(), unit("KAI HMdF")
    refused = pages("hmkb", "session-answer", session.pk, foreign.pk, **{f"answer_{item.pk}": "yes"})
    assert (refused.status_code, Ballot.objects.count()) == (403, 0)
    with pytest.raises(NotAllowedError):
        answer(session.pk, foreign, {item.pk: Given("yes")}, standing=standing("hmkb"), at=NOON)
    assert pages("sachbearbeitung", "session-answer", session.pk, foreign.pk).status_code == 404
    assert pages("hmkb", "session-answer", session.pk, unit("FAG HMKB").pk).status_code == 404
    answer(session.pk, foreign, {item.pk: Given("no", "Bedenken XY")}, standing=standing("hmdf"), at=NOON)
    assert "Bedenken XY" not in pages("hmkb", "session-circulation", session.pk).content.decode()
    assert "Bedenken XY" in pages("geschaeftsstelle", "session-circulation", session.pk).content.decode()


def test_a_deputy_answers_in_the_representatives_name(pages):
    Membership.objects.create(user=user("jury1"), unit=unit("HMKB"), valid_from=TODAY, rank=20)
    name_deputy(unit("KAI HMKB"), user("jury1"), standing=clerk())
    session = circulating()
    item = session.items.get()
    sent = pages("jury1", "session-answer", session.pk, unit("KAI HMKB").pk, **{f"answer_{item.pk}": "yes"})
    ballot = Ballot.objects.get()
    assert (sent.status_code, ballot.given_by, ballot.on_behalf_of) == (302, user("jury1"), user("hmkb"))


def test_what_came_by_another_way_is_entered_with_how_it_came(pages):
    session = circulating()
    item, seat = session.items.get(), unit("KAI HMKB")
    args = ("geschaeftsstelle", "session-answer", session.pk, seat.pk)
    refused = pages(*args, **{f"answer_{item.pk}": "yes"})
    assert (refused.status_code, "Vermerken Sie, wie und wann" in refused.content.decode()) == (422, True)
    assert pages(*args, **{f"answer_{item.pk}": "yes", f"remark_{item.pk}": "Fax vom 23.11."}).status_code == 302
    assert Ballot.objects.get().recorded is True


def test_unanimity_completes_the_task_that_waits(pages):
    driver = waiting_contract()
    session = circulating(driver=driver)
    for short in SHORTS[:-1]:
        say(session, short, "yes")
    refused = pages("geschaeftsstelle", "session-count", session.pk, x="1")
    assert (refused.status_code, "Es fehlen noch Antworten" in refused.content.decode()) == (422, True)
    say(session, SHORTS[-1], "abstain")
    assert pages("geschaeftsstelle", "session-count", session.pk, x="1").status_code == 302
    session.refresh_from_db()
    item = session.items.get()
    assert (session.state, item.result, item.yes, item.abstained) == ("closed", "adopted", 10, 1)
    decision = CommitteeDecision.objects.get(contract_id=driver.case.pk)
    assert (decision.mode, decision.result, decision.decided_on) == ("circulation", "approved", TODAY)
    assert {task.node.name for task in driver.case.task_set.filter(closed_at=None)} == {"release"}
    assert verify().faults == []


def test_one_no_sends_the_item_to_a_session_where_it_waits(pages):
    driver = waiting_contract()
    session = circulating(driver=driver)
    say(session, "HMKB", "no")
    assert pages("geschaeftsstelle", "session-count", session.pk, x="1").status_code == 302
    item = session.items.get()
    assert (item.result, CaseTask.objects.get(pk=item.task_id).is_open) == ("postponed", True)
    (waiting,) = pages("geschaeftsstelle", "session", planned("KAI").pk).context["waiting"]
    assert (waiting.title, waiting.postponed) == (driver.case.title, True)


def test_silence_is_no_consent(house):
    session = circulating()
    for short in SHORTS[:-1]:
        say(session, short, "yes")
    after = LAST_DAY + timedelta(days=1)
    with pytest.raises(WorkflowError, match="abgelaufen"):
        say(session, SHORTS[-1], "yes", after)
    count_out(session.pk, standing=clerk(after), at=NOON + timedelta(days=8))
    item = session.items.get()
    assert (item.result, "Schweigen gilt nicht" in item.resolution) == ("postponed", True)


def test_if_one_task_refuses_nothing_is_counted(pages):
    driver = waiting_contract()
    session = planned("KAI", LAST_DAY, kind="circulation")
    with_item(session, "Erster Punkt")
    item = put_contract_on(session, driver)
    invite(session.pk, [], standing=clerk(), at=NOON)
    for short in SHORTS:
        say(session, short, "yes")
    CaseTask.objects.filter(pk=item.task_id).update(owner=user("recht"), status="ASSIGNED", claimed_at=NOON)
    sent = pages("geschaeftsstelle", "session-count", session.pk, x="1")
    assert (sent.status_code, f"Punkt {item.order}: Diese Aufgabe bearbeitet" in sent.content.decode()) == (422, True)
    session.refresh_from_db()
    assert session.state == "running"
    assert set(AgendaItem.objects.values_list("result", flat=True)) == {""}
    assert CommitteeDecision.objects.count() == 0


def test_an_item_whose_case_was_decided_meanwhile_does_not_hold_up_the_others(pages):
    driver = waiting_contract()
    session = planned("KAI", LAST_DAY, kind="circulation")
    first, item = with_item(session, "Erster Punkt"), put_contract_on(session, driver)
    invite(session.pk, [], standing=clerk(), at=NOON)
    for short in SHORTS:
        say(session, short, "yes")
    verdict = Verdict("approved", "", {"decided_on": TODAY, "mode": "session"})
    complete(item.task_id, verdict, standing=clerk(), at=NOON)
    assert pages("geschaeftsstelle", "session-count", session.pk, x="1").status_code == 302
    assert [row.result for row in session.items.all()] == ["adopted", "dropped"]
    assert (first.session, CommitteeDecision.objects.count()) == (session, 1)


def test_an_answer_that_comes_while_it_is_counted_is_not_passed_over(house, monkeypatch):
    session = circulating()
    for short in SHORTS:
        say(session, short, "yes")
    settled = circulation._settle

    def changed_mind(item, resolution, **who):
        Ballot.objects.filter(item=item, seat=unit("KAI HMKB")).update(answer="no")
        settled(item, resolution, **who)

    monkeypatch.setattr(circulation, "_settle", changed_mind)
    with pytest.raises(WorkflowError, match="noch eine Antwort eingegangen"):
        count_out(session.pk, standing=clerk(), at=NOON)
    assert session.items.get().result == ""


def test_what_is_asked_does_not_change_while_it_is_asked(pages):
    session = circulating()
    item = session.items.get()
    assert pages("geschaeftsstelle", "session-item", session.pk, item.pk, title="Anders").status_code == 422
    assert pages("geschaeftsstelle", "session-item-off", session.pk, item.pk, x="1").status_code == 422
    assert pages("geschaeftsstelle", "session-record", session.pk, item.pk, result="noted").status_code == 422
    item.refresh_from_db()
    assert (item.title, item.result) == ("Soll so verfahren werden?", "")


def test_an_umlauf_needs_seats_and_vacant_ones_are_not_asked(pages):
    conference = planned("IK", LAST_DAY, kind="circulation")
    with_item(conference)
    sent = pages("geschaeftsstelle", "session-invite", conference.pk, guests="")
    assert "braucht besetzte Sitze" in sent.content.decode()
    Membership.objects.filter(unit=unit("KAI HMKB")).update(valid_to=date(2026, 1, 1))
    assert circulating().attendances.count() == 10


def test_a_counted_umlauf_shows_everybody_how_all_answered(pages):
    session = circulating()
    say(session, "HMdF", "no")
    pages("geschaeftsstelle", "session-count", session.pk, x="1")
    assert "KAI HMdF</strong> Nein" in pages("hmkb", "session-circulation", session.pk).content.decode()
    pages("geschaeftsstelle", "session-issue", session.pk, x="1")
    assert "KAI HMdF: Nein" in pages("hmkb", "session-minutes", session.pk).content.decode()
