"""What a person does with a task, and what the services refuse past every page."""

from datetime import date, timedelta

import pytest

from directory.models import Deputyship
from tests.conftest import NOON, TODAY
from tests.factories.contracts import before_decision, in_coordination, proposal, standing, to_be_signed, unit, user
from workflow.automatic import finish_wait, let_lapse
from workflow.errors import AlreadyDoneError, InputError, NotAllowedError, WorkflowError
from workflow.models import CaseTask
from workflow.office import resume_tasks, suspend
from workflow.opening import opened_case
from workflow.services import ask_back, claim, complete, extend_deadline, hand_over, release
from workflow.steps import Verdict

pytestmark = pytest.mark.usefixtures("house")


def who(account: str, day: date = TODAY) -> dict:
    return {"standing": standing(account, day), "at": NOON + timedelta(days=(day - TODAY).days)}


def checking(**claimed):
    """The examination of the partner, free or somebody's."""
    task = proposal().tasks("check_partner")[0]
    if claimed:
        claim(task.pk, **who(claimed["by"]))
        task.refresh_from_db()
    return task


@pytest.mark.parametrize(
    ("account", "error"),
    [("sachbearbeitung", AlreadyDoneError), ("referatsleitung", AlreadyDoneError), ("recht", NotAllowedError)],
)
def test_what_somebody_has_is_claimed_by_nobody(account, error):
    task = checking(by="sachbearbeitung") if account != "recht" else checking()
    with pytest.raises(error):
        claim(task.pk, **who(account))


@pytest.mark.parametrize(
    ("account", "allowed"),
    [
        ("sachbearbeitung", True),
        ("sachbearbeitung2", False),
        ("referatsleitung", True),
        ("abteilungsleitung", True),
        ("referatsleitung2", False),
    ],
)
@pytest.mark.parametrize("act", ["release", "hand_over"])
def test_a_task_is_put_elsewhere_by_who_has_it_or_leads_the_unit(act, account, allowed):
    task = checking(by="sachbearbeitung")
    acts = {
        "release": lambda: release(task.pk, **who(account)),
        "hand_over": lambda: hand_over(task.pk, to=user("sachbearbeitung2"), reason="Urlaub", **who(account)),
    }
    if allowed:
        acts[act]()
    else:
        with pytest.raises(NotAllowedError, match="Weitergeben darf nur"):
            acts[act]()
    task.refresh_from_db()
    kept = user("sachbearbeitung")
    assert task.owner == (kept if not allowed else {"release": None, "hand_over": user("sachbearbeitung2")}[act])


def test_a_free_task_is_not_passed_on_by_whoever_could_take_it():
    task = checking()
    with pytest.raises(NotAllowedError):
        hand_over(task.pk, to=user("sachbearbeitung2"), reason="x", **who("sachbearbeitung"))


def test_handing_over_and_asking_back_say_why():
    task = checking(by="sachbearbeitung")
    with pytest.raises(InputError, match="Grund"):
        hand_over(task.pk, to=user("sachbearbeitung2"), reason=" ", **who("sachbearbeitung"))
    with pytest.raises(InputError, match="Rückfrage"):
        ask_back(task.pk, " ", to=unit("Z 1"), **who("sachbearbeitung"))


@pytest.mark.parametrize("to", ["recht", "hmkb", "baf", "jury1"])
def test_a_task_goes_to_nobody_whose_place_does_not_fit(to):
    task = checking(by="sachbearbeitung")
    with pytest.raises(InputError) as refused:
        hand_over(task.pk, to=user(to), reason="x", **who("referatsleitung"))
    assert refused.value.field == "to"


def test_a_task_goes_to_nobody_who_could_only_do_it_for_another():
    task = checking(by="sachbearbeitung")
    Deputyship.objects.create(principal=user("sachbearbeitung2"), deputy=user("recht"), valid_from=TODAY)
    with pytest.raises(InputError):
        hand_over(task.pk, to=user("recht"), reason="x", **who("referatsleitung"))


@pytest.mark.parametrize(
    ("verdict", "field"),
    [(Verdict("unsinn"), "outcome"), (Verdict(""), "outcome"), (Verdict("reject", "  "), "note")],
)
def test_a_verdict_is_one_of_the_nodes_with_a_reason_where_it_asks_for_one(verdict, field):
    task = before_decision().tasks("decide_proposal")[0]
    with pytest.raises(InputError) as refused:
        complete(task.pk, verdict, **who("staatssekretaer"))
    assert refused.value.field == field


def test_what_only_silence_decides_is_no_choice_of_a_person():
    task = in_coordination().tasks("cosign_house")[0]
    person = {"Z 1": "recht", "Z 3": "haushalt", "Datenschutz": "datenschutz", "Presse": "presse"}[task.unit.short]
    with pytest.raises(InputError):
        complete(task.pk, Verdict("lapsed"), **who(person))


def test_a_question_asked_on_the_last_day_still_moves_the_end():
    task = checking()
    end = task.due_on
    asked = ask_back(task.pk, "Liegt der Registerauszug vor?", to=unit("Z 1"), **who("sachbearbeitung", end))
    answered = end + timedelta(days=4)
    complete(asked.pk, Verdict("answer", "Ja."), **who("recht", answered))
    task.refresh_from_db()
    assert (task.paused_on, task.due_on) == (None, answered)


def test_a_question_asked_when_the_end_has_passed_gives_no_new_one():
    task = checking()
    late = task.due_on + timedelta(days=1)
    asked = ask_back(task.pk, "Liegt der Registerauszug vor?", to=unit("Z 1"), **who("sachbearbeitung", late))
    complete(asked.pk, Verdict("answer", "Ja."), **who("recht", late + timedelta(days=3)))
    before, task = task.due_on, CaseTask.objects.get(pk=task.pk)
    assert (task.paused_on, task.due_on) == (None, before)


def test_one_question_at_a_time():
    task = checking()
    ask_back(task.pk, "Erste?", to=unit("Z 1"), **who("sachbearbeitung"))
    with pytest.raises(WorkflowError, match="läuft bereits eine Rückfrage"):
        ask_back(task.pk, "Zweite?", to=unit("Z 3"), **who("sachbearbeitung"))


def test_who_decides_without_the_answer_needs_it_no_longer():
    task = checking()
    asked = ask_back(task.pk, "Erste?", to=unit("Z 1"), **who("sachbearbeitung"))
    complete(task.pk, Verdict("checked", "Auch so klar."), **who("sachbearbeitung"))
    asked.refresh_from_db()
    assert (asked.is_open, asked.outcome) == (False, "")


def test_a_deferred_case_lets_no_task_be_completed_but_what_was_given_meanwhile():
    driver = proposal()
    suspend(driver.case.pk, until=TODAY + timedelta(days=30), reason="x", **who("sachbearbeitung"))
    with pytest.raises(WorkflowError, match="zurückgestellt"):
        complete(driver.tasks("check_partner")[0].pk, Verdict("checked", "x"), **who("sachbearbeitung"))
    with opened_case(driver.case.pk, at=NOON) as step:
        errand = step.open(driver.case.flow_class.find("adhoc"), unit("VI 3"))
    complete(errand.pk, Verdict("done"), **who("sachbearbeitung"))


def test_what_waits_for_an_answer_goes_on_waiting_when_the_case_goes_on():
    task = checking()
    ask_back(task.pk, "Erste?", to=unit("Z 1"), **who("sachbearbeitung"))
    with opened_case(task.process_id, at=NOON) as step:
        resume_tasks(step)
    task.refresh_from_db()
    assert task.paused_on == TODAY


def test_what_is_recorded_for_the_partner_says_how_it_came():
    task = to_be_signed().tasks("sign_partner")[0]
    with pytest.raises(InputError, match="wie und wann der Partner"):
        complete(task.pk, Verdict("signed", " "), **who("sachbearbeitung"))


@pytest.mark.parametrize(
    ("account", "allowed"),
    [
        ("sachbearbeitung", True),
        ("referatsleitung", True),
        ("abteilungsleitung", True),
        ("recht", False),
        ("referatsleitung2", False),
        ("baf", False),
    ],
)
def test_a_deadline_is_extended_by_the_lead_or_the_head_of_who_has_it(account, allowed):
    task = checking()
    until = task.due_on + timedelta(days=7)
    if allowed:
        extend_deadline(task.pk, until=until, reason="Unterlagen fehlen.", **who(account))
    else:
        with pytest.raises(NotAllowedError):
            extend_deadline(task.pk, until=until, reason="Unterlagen fehlen.", **who(account))
    assert (CaseTask.objects.get(pk=task.pk).due_on == until) is allowed


@pytest.mark.parametrize(
    ("days", "reason", "field"), [(7, " ", "reason"), (0, "x", "until"), (-1, "x", "until"), (15, "x", "until")]
)
def test_an_extension_has_a_reason_and_lies_between_the_end_and_the_utmost_day(days, reason, field):
    task = checking()
    CaseTask.objects.filter(pk=task.pk).update(hard_due_on=task.due_on + timedelta(days=14))
    with pytest.raises(InputError) as refused:
        extend_deadline(task.pk, until=task.due_on + timedelta(days=days), reason=reason, **who("sachbearbeitung"))
    assert refused.value.field == field
    extend_deadline(task.pk, until=task.due_on + timedelta(days=14), reason="x", **who("sachbearbeitung"))


def test_on_its_day_nothing_is_late_and_silence_says_nothing_yet():
    task = in_coordination().tasks("cosign_house")[0]
    assert not CaseTask.objects.overdue(task.due_on).filter(pk=task.pk).exists()
    assert CaseTask.objects.overdue(task.due_on + timedelta(days=1)).filter(pk=task.pk).exists()
    for days, is_open in ((0, True), (1, False)):
        let_lapse(task.pk, at=NOON + timedelta(days=(task.due_on - TODAY).days + days))
        task.refresh_from_db()
        assert task.is_open is is_open


def test_silence_says_nothing_while_a_task_rests():
    task = in_coordination().tasks("cosign_house")[0]
    CaseTask.objects.filter(pk=task.pk).update(paused_on=task.due_on)
    let_lapse(task.pk, at=NOON + timedelta(days=365))
    assert CaseTask.objects.get(pk=task.pk).is_open


def test_a_wait_is_over_on_its_day_and_not_before():
    driver = before_decision().do("decide_proposal", "defer", "Später.", until=TODAY + timedelta(days=60))
    (wait,) = driver.tasks("deferred")
    for days, is_open in ((59, True), (60, False)):
        finish_wait(wait.pk, at=NOON + timedelta(days=days))
        wait.refresh_from_db()
        assert wait.is_open is is_open
