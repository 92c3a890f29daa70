"""Befangenheit: whoever is excluded from a case neither sees nor changes it, by whatever way."""

import contextlib
import random

import pytest

from directory.models import Deputyship, Membership, Rank
from documents.models import Document
from notifications.models import Message
from notifications.services import drain
from tests.conftest import NOON, TODAY
from tests.factories.contracts import before_decision, in_coordination, proposal, standing, unit, user
from workflow.chain import verify
from workflow.desk import Errand, add_task, set_follow_up, write_note
from workflow.errors import InputError, NotAllowedError, WorkflowError
from workflow.exclusion import exclude, readmit
from workflow.models import Case, CaseEvent, CaseTask, FollowUp
from workflow.office import act
from workflow.services import ask_back, claim, complete, hand_over, release
from workflow.steps import Verdict
from workflow.ticking import tick

pytestmark = pytest.mark.django_db
CANARY = "Kanarienvogel"


def shut(driver, account: str) -> Case:
    return exclude(driver.case.pk, user(account), "Mitglied im Vorstand", standing=standing(account), at=NOON)


def pages(driver) -> list[str]:
    case = driver.case.pk
    tabs = ("", "inhalt/", "dokumente/", "verlauf/", "beteiligte/", "fristen/", "druck/", "vermerk/", "befangenheit/")
    tasks = CaseTask.objects.filter(process=case).values_list("pk", flat=True)
    return [f"/vorgaenge/{case}/{tab}" for tab in tabs] + [f"/aufgaben/{pk}/" for pk in tasks]


def lists(driver) -> list[str]:
    return [
        "/aufgaben/", "/aufgaben/?ansicht=frei", "/aufgaben/?ansicht=einheit", f"/aufgaben/?q={CANARY[:8]}", "/vorgaenge/", f"/vorgaenge/?q={CANARY[:8]}",
        "/vorgaenge/?format=csv", "/fristen/", "/fristen/?frist=ueberfaellig", "/nachrichten/",
    ]  # fmt: skip


@pytest.mark.parametrize("account", ["sachbearbeitung", "referatsleitung", "abteilungsleitung", "registratur", "hmkb"])
def test_nothing_of_the_case_is_seen_any_more(client, account):
    driver = in_coordination(title=CANARY)
    drain(NOON)
    who = user(account)
    client.force_login(who)
    before = "".join(client.get(path).content.decode() for path in lists(driver))
    assert CANARY in before
    shut(driver, account)
    drain(NOON)
    for path in lists(driver):
        answer = client.get(path)
        assert CANARY not in answer.content.decode(), path
    assert {client.get(path).status_code for path in pages(driver)} <= {404, 405}
    for row in Document.objects.filter(case=driver.case):
        for version in row.versions.all():
            assert client.get(version.get_absolute_url()).status_code == 404
    assert not Message.objects.visible_to(standing(account)).filter(outbox__case=driver.case).exists()


def ways(driver, account: str):
    """Everything that writes to a case, as this person would call it."""
    task = driver.tasks("check_partner")[0].pk
    who = {"standing": standing(account), "at": NOON}
    follow_up = FollowUp(on=TODAY.replace(year=2027), reason="x", for_unit=unit("VI 3"))
    return {
        "claim": lambda: claim(task, **who),
        "release": lambda: release(task, **who),
        "hand_over": lambda: hand_over(task, to=user("sachbearbeitung2"), reason="x", **who),
        "complete": lambda: complete(task, Verdict("checked", "x"), **who),
        "ask_back": lambda: ask_back(task, "?", to=unit("Z 1"), **who),
        "withdraw": lambda: act(driver.case.pk, "withdraw", reason="x", **who),
        "note": lambda: write_note(driver.case.pk, kind="status", text="x", occurred_on=TODAY, **who),
        "task": lambda: add_task(driver.case.pk, Errand(title="x", to=unit("VI 3")), **who),
        "follow_up": lambda: set_follow_up(driver.case.pk, follow_up, **who),
        "readmit": lambda: readmit(driver.case.pk, user(account), "doch nicht", **who),
        "again": lambda: exclude(driver.case.pk, user("sachbearbeitung2"), "x", **who),
    }


@pytest.mark.parametrize("account", ["sachbearbeitung", "referatsleitung"])
def test_no_way_of_writing_is_left(account):
    driver = proposal()
    shut(driver, account)
    number = CaseEvent.objects.filter(case=driver.case).count()
    for name, way in ways(driver, account).items():
        with pytest.raises((WorkflowError, NotAllowedError)):
            way()
        assert CaseEvent.objects.filter(case=driver.case).count() == number, name
    assert verify().faults == []


def test_open_tasks_go_back_and_nobody_gives_them_again():
    driver = proposal()
    task = driver.tasks("check_partner")[0].pk
    claim(task, standing=standing("sachbearbeitung"), at=NOON)
    shut(driver, "sachbearbeitung")
    assert CaseTask.objects.get(pk=task).owner is None
    with pytest.raises(InputError):
        hand_over(task, to=user("sachbearbeitung"), reason="x", standing=standing("referatsleitung"), at=NOON)
    claim(task, standing=standing("sachbearbeitung2"), at=NOON)


def test_a_follow_up_for_somebody_excluded_comes_to_the_unit():
    driver = proposal()
    row = FollowUp(on=TODAY.replace(day=24), reason="x", for_unit=unit("VI 3"), for_user=user("sachbearbeitung"))
    set_follow_up(driver.case.pk, row, standing=standing("sachbearbeitung"), at=NOON)
    shut(driver, "sachbearbeitung")
    assert tick(NOON.replace(day=25)).failed == 0
    task = FollowUp.objects.get(pk=row.pk).task
    assert (task.owner, task.unit) == (None, unit("VI 3"))


def test_the_deputy_of_somebody_excluded_may(client):
    driver = before_decision()
    Deputyship.objects.create(principal=user("staatssekretaer"), deputy=user("abteilungsleitung"), valid_from=TODAY)
    driver.case.refresh_from_db()
    shut(driver, "staatssekretaer")
    task = driver.tasks("decide_proposal")[0].pk
    with pytest.raises(NotAllowedError):
        complete(task, Verdict("reject", "x"), standing=standing("staatssekretaer"), at=NOON)
    deputy = standing("abteilungsleitung")
    assert CaseTask.objects.visible_to(deputy).filter(pk=task).exists()
    done = complete(task, Verdict("reject", "x"), standing=deputy, at=NOON)
    assert (done.completed_by, done.on_behalf_of) == (user("abteilungsleitung"), user("staatssekretaer"))


def test_the_head_decides_about_others_and_nobody_about_herself(client):
    driver = proposal()
    path = f"/vorgaenge/{driver.case.pk}/befangenheit/"
    client.force_login(user("referatsleitung"))
    other = user("sachbearbeitung")
    assert client.post(path, {"person": f"out:{other.pk}", "reason": ""}).status_code == 422
    assert client.post(path, {"person": f"out:{other.pk}", "reason": "Bruder"}).status_code == 302
    assert Case.objects.get(pk=driver.case.pk).excluded == [other.pk]
    page = client.get(f"/vorgaenge/{driver.case.pk}/beteiligte/").content.decode()
    assert f"{other}</span>" in page
    assert "ausgeschlossen" in page
    assert client.post(path, {"person": f"in:{other.pk}", "reason": "Irrtum"}).status_code == 302
    assert Case.objects.get(pk=driver.case.pk).excluded == []
    client.force_login(other)
    mine = user("referatsleitung").pk
    assert client.post(path, {"person": f"out:{mine}", "reason": "x"}).status_code == 422
    answer = client.post(path, {"person": f"out:{other.pk}", "reason": "Bruder"})
    assert answer.headers["Location"] == "/aufgaben/"
    assert client.get(path).status_code == 404
    assert [event.action for event in CaseEvent.objects.filter(case=driver.case).order_by("-seq")[:3]] == [
        "excluded", "readmitted", "excluded",
    ]  # fmt: skip


def test_nobody_lifts_her_own_exclusion():
    driver = proposal()
    shut(driver, "referatsleitung")
    head = {"standing": standing("referatsleitung"), "at": NOON}
    with pytest.raises(NotAllowedError, match="Über die eigene Befangenheit"):
        readmit(driver.case.pk, user("referatsleitung"), "Irrtum", **head)


@pytest.mark.parametrize("account", ["sachbearbeitung2", "recht", "hmkb", "referatsleitung2"])
def test_the_head_alone_decides_about_others(account):
    driver = proposal()
    who = {"standing": standing(account), "at": NOON}
    with pytest.raises(NotAllowedError):
        exclude(driver.case.pk, user("sachbearbeitung"), "Bruder", **who)
    shut(driver, "sachbearbeitung")
    with pytest.raises(NotAllowedError):
        readmit(driver.case.pk, user("sachbearbeitung"), "Irrtum", **who)


def test_who_does_not_see_the_case_declares_nothing(client):
    driver = proposal()
    for account in ("hmdf", "baf", "jury1"):
        client.force_login(user(account))
        assert client.get(f"/vorgaenge/{driver.case.pk}/befangenheit/").status_code in {403, 404}


PEOPLE = ("sachbearbeitung", "sachbearbeitung2", "referatsleitung", "referatsleitung2", "abteilungsleitung", "staatssekretaer", "recht", "hmkb")  # fmt: skip


@pytest.mark.parametrize("seed", range(8))
def test_no_sequence_lets_a_person_decide_where_bias_or_four_eyes_forbids_it(seed):
    """Delegations, deputies, groups and exclusions in any order; every decision in the history is by a person who was allowed at that time."""
    chance = random.Random(seed)
    driver = chance.choice([before_decision, in_coordination])()
    first = CaseEvent.objects.filter(case=driver.case).order_by("-seq")[0].seq
    for _turn in range(150):
        with contextlib.suppress(WorkflowError, KeyError):  # what a form would have gathered is missing
            _something(chance, driver.case.pk)
    assert _decisions(driver, first) > 0
    assert verify().faults == []


def _decisions(driver, first: int) -> int:
    """Go through the history; how many decisions were made after `first`, each by somebody who might."""
    signing, drafting = _refs(driver, "signs"), _refs(driver, "drafts")
    authors: set[int] = set()
    out: set[int] = set()
    decided = 0
    for event in CaseEvent.objects.filter(case=driver.case).select_related("task").order_by("seq"):
        people = {event.actor_id, event.on_behalf_of_id} - {None}
        if event.seq > first and event.actor_id:
            assert event.actor_id not in out
        if ":" in event.action and event.task:
            ref = event.task.flow_task.ref
            decided += event.seq > first
            assert ref not in signing or not people & authors
            authors |= people if ref in drafting else set()
        if event.action == "excluded":
            out.add(event.data["person"])
        elif event.action == "readmitted":
            assert event.actor_id != event.data["person"]
            out.discard(event.data["person"])
    return decided


def _refs(driver, duty: str) -> set[str]:
    return set(driver.case.flow_class.refs(lambda node: getattr(node.duty, duty)))


def _something(chance: random.Random, pk: int) -> None:
    """One act by a person chosen at random, allowed or not."""
    actor, other = chance.choice(PEOPLE), chance.choice(PEOPLE)
    who = {"standing": standing(actor), "at": NOON}
    tasks = list(CaseTask.objects.filter(process=pk, closed_at=None, flow_task_type="HUMAN"))
    task = chance.choice(tasks)
    outcome = chance.choice(list(task.node.choices))
    places, ranks = ["VI 3", "HMSI-L", "VI", "Z 1"], [Rank.CASE_WORKER, Rank.HEAD_OF_UNIT, Rank.STATE_SECRETARY]
    dated = {"valid_from": TODAY}
    acts = [
        lambda: exclude(pk, user(chance.choice([actor, other])), "x", **who),
        lambda: readmit(pk, user(other), "x", **who),
        lambda: actor == other or Deputyship.objects.create(principal=user(actor), deputy=user(other), **dated),
        lambda: Membership.objects.create(user=user(other), unit=unit(chance.choice(places)), rank=chance.choice(ranks), **dated),
        lambda: claim(task.pk, **who),
        lambda: release(task.pk, **who),
        lambda: hand_over(task.pk, to=user(other), reason="x", **who),
    ]  # fmt: skip
    chance.choice([*acts, *[lambda: complete(task.pk, Verdict(outcome, "x"), **who)] * 12])()
