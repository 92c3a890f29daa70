"""Many hands at once, on real connections and in real processes."""

import random
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from viewflow.workflow.token import Token

from directory.models import User
from tests.child import result, start
from tests.conftest import NOON, TODAY
from tests.factories.contracts import in_coordination, proposal, standing, unit, user
from workflow.chain import verify
from workflow.errors import AlreadyDoneError, NotAllowedError
from workflow.exclusion import shut_out
from workflow.models import Case, CaseEvent, CaseTask
from workflow.opening import opened_case
from workflow.permissions import Authority
from workflow.services import claim, complete
from workflow.steps import Step, Verdict

pytestmark = pytest.mark.race
ACCOUNTS = ("sachbearbeitung", "sachbearbeitung2", "referatsleitung", "sachbearbeitung")
TASKS, CASES = 500, 10


def errands(number: int) -> list[int]:
    """Open errands of the lead unit, spread over some cases."""
    cases = [proposal().case for _number in range(CASES)]
    node = cases[0].flow_class.find("adhoc")
    rows = [
        CaseTask(
            process=cases[place % CASES], flow_task=node, flow_task_type="HUMAN", token=Token("side"), title=f"Auftrag {place}", opened_at=NOON,
            unit=unit("VI 3"), rank=10,
        )
        for place in range(number)
    ]  # fmt: skip
    return [row.pk for row in CaseTask.objects.bulk_create(rows)]


def complete_all(account: str, ids: list[int], seed: int) -> dict[str, list]:
    """In a process of its own: try every task, in an order of its own."""
    who = standing(account, TODAY)
    random.Random(seed).shuffle(ids)
    won, told = [], []
    for pk in ids:
        try:
            complete(pk, Verdict("done", f"von {account}"), standing=who, at=NOON)
        except AlreadyDoneError as error:
            told.append([pk, error.message])
        else:
            won.append(pk)
    return {"won": won, "told": told}


@pytest.mark.slow
def test_four_processes_complete_each_of_500_tasks_exactly_once(race_db):
    ids = errands(TASKS)
    processes = [start(complete_all, account, ids, seed) for seed, account in enumerate(ACCOUNTS)]
    answers = [result(process) for process in processes]
    assert sorted(pk for answer in answers for pk in answer["won"]) == sorted(ids)
    assert min(len(answer["won"]) for answer in answers) > 0
    names = dict(CaseTask.objects.filter(pk__in=ids).values_list("pk", "completed_by"))
    people = {person.pk: str(person) for person in User.objects.filter(pk__in=set(names.values()))}
    losers = [(pk, message) for answer in answers for pk, message in answer["told"]]
    assert len(losers) == TASKS * (len(ACCOUNTS) - 1)
    assert [message for pk, message in losers if people[names[pk]] not in message] == []
    assert CaseEvent.objects.filter(action="adhoc:done").count() == TASKS
    assert verify().faults == []


def at_once(*acts) -> list:
    """All of them, each on a connection of its own; what each returned or raised."""

    def run(act):
        try:
            return act()
        except Exception as error:  # noqa: BLE001 -- the error is the result
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_two_claims_one_winner(race_db):
    task = proposal().tasks("check_partner")[0]
    people = [standing("sachbearbeitung"), standing("sachbearbeitung2")]
    answers = at_once(*(lambda who=who: claim(task.pk, standing=who, at=NOON) for who in people))
    assert sorted(type(answer).__name__ for answer in answers) == ["AlreadyDoneError", "CaseTask"]


def test_eight_co_signers_at_once_close_one_round_once(race_db):
    driver = in_coordination(ressorts=("HMKB", "HMFG", "HMWK"))
    tasks = [*driver.tasks("cosign_house"), *driver.tasks("cosign_ressort"), *driver.tasks("partner_feedback")]
    assert len(tasks) == 8
    accounts = {
        "Z 1": "recht",
        "Z 3": "haushalt",
        "Datenschutz": "datenschutz",
        "Presse": "presse",
        "FAG HMKB": "hmkb",
        "FAG HMFG": "hmfg",
        "FAG HMWK": "hmwk",
    }

    def sign(task: CaseTask):
        account = accounts[task.unit.short] if task.unit else "baf"
        outcome = "consent" if task.unit else "agreed"
        return lambda: complete(task.pk, Verdict(outcome), standing=standing(account), at=NOON)

    answers = at_once(*map(sign, tasks))
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert [task.title for task in CaseTask.objects.human().open().filter(process=driver.case)] == [
        "Beschluss des Kabinettsausschusses herbeiführen"
    ]
    assert verify().faults == []


def complete_and_hang(task_id: int) -> None:
    """In a process of its own: everything is written, nothing committed."""
    flush = Step.flush

    def slow(step: Step) -> None:
        flush(step)
        print("written", flush=True)  # noqa: T201 -- the parent waits for it
        time.sleep(60)

    Step.flush = slow
    complete(task_id, Verdict("checked", "geprüft"), standing=standing("sachbearbeitung"), at=NOON)


def test_a_request_that_dies_before_its_commit_leaves_nothing_behind(race_db):
    driver = proposal()
    task, events = driver.tasks("check_partner")[0], CaseEvent.objects.count()
    with start(complete_and_hang, task.pk) as process:
        assert process.stdout.readline().strip() == "written"
        process.kill()
    task.refresh_from_db()
    assert (task.is_open, CaseEvent.objects.count()) == (True, events)
    complete(task.pk, Verdict("checked", "geprüft"), standing=standing("sachbearbeitung2"), at=NOON)
    task.refresh_from_db()
    assert task.completed_by == user("sachbearbeitung2")


def test_the_same_form_sent_by_two_windows_opens_one_successor(race_db):
    driver = proposal()
    driver.do("assign_fields", "assigned", by="referatsleitung", fields_of_action=[], affected_units=[])
    task = driver.tasks("check_partner")[0]
    who = standing("sachbearbeitung")
    at_once(*[lambda: complete(task.pk, Verdict("checked", "geprüft"), standing=who, at=NOON)] * 2)
    assert Case.objects.get(pk=driver.case.pk).task_set.filter(closed_at=None).count() == 1


def test_who_is_excluded_while_waiting_for_the_case_is_refused(race_db):
    driver = proposal()
    task, person = driver.tasks("check_partner")[0].pk, user("sachbearbeitung")

    def shut():
        with opened_case(driver.case.pk, at=NOON) as step:
            step.authority = Authority(person)
            shut_out(step, person, "Bruder")
            time.sleep(0.5)

    def decide():
        time.sleep(0.2)
        return complete(task, Verdict("checked", "x"), standing=standing("sachbearbeitung"), at=NOON)

    assert isinstance(at_once(shut, decide)[1], NotAllowedError)
    assert CaseTask.objects.get(pk=task).is_open
