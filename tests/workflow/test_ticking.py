"""What happens because time passes: once, on its day, and all of it after a week without a worker."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from directory.models import Deputyship
from notifications.models import Message
from notifications.services import announce_deputies, drain
from tests.conftest import NOON, TODAY
from tests.factories.contracts import before_decision, in_coordination, in_force, proposal, standing, unit, user
from workflow.announcements import Chore
from workflow.automatic import finish_wait
from workflow.desk import set_follow_up
from workflow.errors import WorkflowError
from workflow.models import Case, CaseEvent, CaseTask, FollowUp, Outbox, Procedure
from workflow.office import suspend
from workflow.policies import rules
from workflow.services import complete
from workflow.steps import Verdict
from workflow.ticking import tick


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=ZoneInfo("Europe/Berlin"))


def kinds(**where) -> list[str]:
    return list(Outbox.objects.filter(**where).order_by("pk").values_list("kind", flat=True))


def test_a_deferral_returns_on_its_day_and_not_before(house):
    driver = before_decision()
    driver.do("decide_proposal", "defer", "später", until=date(2026, 12, 21))
    tick(at(date(2026, 12, 20)))
    assert Case.objects.get(pk=driver.case.pk).state == "deferred"
    tick(at(date(2026, 12, 21)))
    assert Case.objects.get(pk=driver.case.pk).state == "proposal"
    assert [task.node.name for task in driver.case.task_set.filter(closed_at=None)] == ["decision_note"]
    assert tick(at(date(2026, 12, 21))).counts.get("waits") is None


def test_a_suspended_case_goes_on_with_its_deadlines_moved_by_the_real_days(house):
    driver = proposal()
    before = driver.tasks("check_partner")[0].due_on
    suspend(
        driver.case.pk,
        until=TODAY + timedelta(days=30),
        reason="Haushaltssperre",
        standing=standing("sachbearbeitung"),
        at=NOON,
    )
    with pytest.raises(WorkflowError, match="zurückgestellt"):
        complete(
            driver.tasks("check_partner")[0].pk, Verdict("checked", "x"), standing=standing("sachbearbeitung"), at=NOON
        )
    tick(at(TODAY + timedelta(days=37)))  # a week late: the worker was off
    task = driver.tasks("check_partner")[0]
    assert (task.paused_on, task.due_on >= before + timedelta(days=37)) == (None, True)


def test_a_week_without_a_worker_moves_no_deadline_of_the_contract(house):
    driver = in_force(day=date(2025, 2, 3))
    asked_on = driver.tasks("next_report")[0].due_on
    tick(at(asked_on + timedelta(days=7)))
    report = driver.tasks("interim_report")[0]
    assert (asked_on, report.due_on) == (date(2026, 1, 1), date(2026, 3, 31))


def test_a_duty_asked_for_after_its_day_still_gives_time(house):
    driver = in_force(day=date(2025, 2, 3))
    tick(at(date(2026, 6, 1)))
    assert driver.tasks("interim_report")[0].due_on == date(2026, 6, 15)


def test_a_task_is_reminded_of_once_and_told_late_once(house):
    task = proposal().tasks("check_partner")[0]
    for day in (date(2026, 12, 3), date(2026, 12, 4), date(2026, 12, 5), date(2026, 12, 8), date(2026, 12, 9)):
        tick(at(day))
    assert kinds(task=task, kind__in=["due_soon", "overdue"]) == ["due_soon", "overdue"]


def test_after_a_week_off_a_late_task_is_told_late_and_not_due_soon(house):
    task = proposal().tasks("check_partner")[0]
    tick(at(date(2026, 12, 10)))
    assert kinds(task=task, kind__in=["due_soon", "overdue"]) == ["overdue"]


def test_a_late_task_climbs_one_rank_per_period(house):
    task = proposal().tasks("check_partner")[0]  # due on Monday, 7 December 2026
    levels = {}
    for day in (date(2026, 12, 11), date(2026, 12, 14), date(2026, 12, 18), date(2026, 12, 21), date(2027, 3, 1)):
        tick(at(day))
        task.refresh_from_db()
        levels[day] = task.escalation_level
    assert list(levels.values()) == [0, 1, 1, 2, 3]
    drain(at(date(2027, 3, 1)))
    told = (
        Message.objects.filter(outbox__kind="escalated", outbox__task=task)
        .order_by("outbox_id")
        .values_list("recipient__username", flat=True)
    )
    assert list(told) == ["referatsleitung", "abteilungsleitung", "staatssekretaer"]


def test_a_resting_task_is_neither_late_nor_escalated(house):
    driver = proposal()
    suspend(driver.case.pk, until=date(2027, 6, 1), reason="x", standing=standing("sachbearbeitung"), at=NOON)
    assert tick(at(date(2027, 1, 15))).counts == {}


def test_a_follow_up_becomes_one_task(house):
    driver = proposal()
    row = FollowUp(on=date(2026, 12, 1), reason="Nachfragen", for_unit=unit("VI 3"), for_user=user("sachbearbeitung"))
    set_follow_up(driver.case.pk, row, standing=standing("sachbearbeitung"), at=NOON)
    for _time in range(2):
        tick(at(date(2026, 12, 8)))
    tasks = CaseTask.objects.filter(title="Wiedervorlage: Nachfragen")
    assert [task.owner for task in tasks] == [user("sachbearbeitung")]


def test_silence_is_consent_only_where_the_procedure_says_so(house):
    driver = in_coordination()
    late = max(task.due_on for task in driver.tasks("cosign_house")) + timedelta(days=1)
    tick(at(late))
    assert len(driver.tasks("cosign_house")) == 4
    Procedure.objects.create(
        kind="contract", version=9, valid_from=TODAY, rules={"silence_is_consent": ["cosign_house"]}
    )
    Case.objects.filter(pk=driver.case.pk).update(procedure=Procedure.objects.get(version=9))
    rules.cache_clear()
    tick(at(late))
    assert driver.tasks("cosign_house") == []
    lapsed = CaseEvent.objects.filter(case=driver.case, action="cosign_house:lapsed")
    assert [(event.actor, event.on_behalf_of) for event in lapsed] == [(None, None)] * 4


def test_one_failing_item_does_not_stop_the_others(house, caplog):
    broken, sound = before_decision(), before_decision()
    for driver in (broken, sound):
        driver.do("decide_proposal", "defer", "später", until=date(2026, 12, 21))
    Case.objects.filter(pk=broken.case.pk).update(state="negotiation")
    done = tick(at(date(2026, 12, 21)))
    assert (done.failed, done.counts["waits"]) == (1, 1)
    assert Case.objects.get(pk=sound.case.pk).state == "proposal"


def test_a_wait_that_was_finished_is_not_finished_again(house):
    driver = before_decision()
    driver.do("decide_proposal", "defer", "später", until=date(2026, 12, 21))
    wait = driver.tasks("deferred")[0]
    for _time in range(2):
        finish_wait(wait.pk, at=at(date(2026, 12, 21)))
    assert CaseEvent.objects.filter(action="deferred:done").count() == 1


def test_a_deputyship_that_begins_is_told_to_both_once(house):
    Deputyship.objects.create(principal=user("recht"), deputy=user("haushalt"), valid_from=TODAY)
    for _time in range(2):
        announce_deputies(NOON)
    assert sorted(Message.objects.values_list("recipient__username", flat=True)) == ["haushalt", "recht"]


def test_a_job_is_announced_with_the_commit_that_opened_it(house):
    driver = in_coordination()
    driver.do_all("cosign_house", lambda task: ("consent", "", {}))
    driver.do_all("cosign_ressort", lambda task: ("consent", "", {}))
    driver.do("partner_feedback", "agreed")
    driver.do("committee_decision", "approved", "ja", decided_on=driver.day, mode="session")
    release = driver.tasks("release")[0]
    complete(release.pk, Verdict("release"), standing=standing("abteilungsleitung"), at=NOON)
    assert len(driver.tasks("verify_text")) == 1
    assert Outbox.objects.get(kind="job").task == driver.tasks("verify_text")[0]


def test_a_chore_that_fails_stops_neither_its_other_items_nor_the_other_chores(house, monkeypatch):
    acted: list[tuple[str, int]] = []

    def act(pk: int, /, *, at: datetime) -> None:
        if pk == 1:
            raise ValueError(at)
        acted.append(("some", pk))

    def lost(at: datetime) -> list[int]:
        raise ValueError(at)

    known = [Chore("broken", lost, act), Chore("some", lambda _at: [1, 2], act)]
    monkeypatch.setattr("workflow.announcements._chores", known)
    done = tick(at(TODAY))
    assert (done.failed, done.counts["some"], acted) == (2, 1, [("some", 2)])
