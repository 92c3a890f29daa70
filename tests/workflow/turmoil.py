"""A small world of cases at different points of their life, and acts at random upon it, allowed or not."""

import contextlib
import random
from datetime import timedelta

from directory.models import Deputyship, Membership, Rank
from tests.conftest import NOON, TODAY
from tests.factories.contracts import (
    before_decision,
    in_coordination,
    in_force,
    negotiated,
    proposal,
    standing,
    unit,
    user,
)
from workflow.desk import Errand, add_task, share_case
from workflow.errors import WorkflowError
from workflow.exclusion import exclude, readmit
from workflow.models import Case, CaseTask, Confidentiality, Participation
from workflow.office import act, change_lead_unit
from workflow.participations import Involvement, end_involvement, involve
from workflow.services import ask_back, claim, complete, hand_over, release
from workflow.states import Extent
from workflow.steps import Verdict

PEOPLE = (
    "sachbearbeitung", "sachbearbeitung2", "referatsleitung", "referatsleitung2", "abteilungsleitung", "staatssekretaer", "recht", "haushalt",
    "presse", "registratur", "geschaeftsstelle", "hmkb", "baf",
)  # fmt: skip
PLACES = ("VI 3", "VI 2", "VI", "HMSI-L", "Z 1", "Z 3", "Presse", "FAG HMKB")
UNTIL = TODAY + timedelta(days=30)
RANKS = (Rank.CASE_WORKER, Rank.HEAD_OF_UNIT, Rank.HEAD_OF_DIVISION, Rank.STATE_SECRETARY)


def world(chance: random.Random) -> list[Case]:
    """One case at each point, some of them restricted, one unknown to its partner."""
    cases = [
        make().case for make in (proposal, before_decision, negotiated, in_coordination, in_force, before_decision)
    ]
    for case in chance.sample(cases, 2):
        Case.objects.filter(pk=case.pk).update(confidentiality=Confidentiality.RESTRICTED)
    Case.objects.filter(pk=cases[0].pk).update(shared_on=None)
    return [Case.objects.get(pk=case.pk) for case in cases]


def act_at_random(chance: random.Random, case: Case) -> None:
    """One act by a person chosen at random; what is refused changes nothing."""
    with contextlib.suppress(WorkflowError, KeyError):  # what a form would have gathered is missing
        _act(chance, case.pk)


def _act(chance: random.Random, pk: int) -> None:
    actor, other = user(chance.choice(PEOPLE)), user(chance.choice(PEOPLE))
    who = {"standing": standing(actor.username), "at": NOON}
    place, ending = unit(chance.choice(PLACES)), Participation.objects.filter(case=pk, ended_at=None).first()
    acts = [
        lambda: exclude(pk, chance.choice([actor, other]), "x", **who),
        lambda: readmit(pk, other, "x", **who),
        lambda: actor == other or Deputyship.objects.create(principal=actor, deputy=other, valid_from=TODAY),
        lambda: Membership.objects.create(user=other, unit=place, rank=chance.choice(RANKS), valid_from=TODAY),
        lambda: change_lead_unit(pk, to=unit(chance.choice(["VI 2", "VI 3"])), reason="x", **who),
        lambda: involve(pk, Involvement(chance.choice([place, other]), extent=chance.choice([Extent.TASK, Extent.FILE]), until=UNTIL, reason="x"), **who),
        lambda: end_involvement(ending.pk if ending else 0, **who) if ending else None,
        lambda: add_task(pk, Errand("Prüfen", place), **who),
        lambda: share_case(pk, **who),
        lambda: act(pk, "withdraw", reason="x", **who),
        lambda: Case.objects.filter(pk=pk).update(confidentiality=chance.choice(Confidentiality.values)),
    ]  # fmt: skip
    tasks = list(CaseTask.objects.filter(process=pk, closed_at=None, flow_task_type="HUMAN").order_by("pk"))
    if tasks:
        task = chance.choice(tasks)
        outcome = chance.choice(list(task.node.choices))
        acts += [
            lambda: claim(task.pk, **who),
            lambda: release(task.pk, **who),
            lambda: hand_over(task.pk, to=other, reason="x", **who),
            lambda: ask_back(task.pk, "Warum?", to=place, **who),
            *[lambda: complete(task.pk, Verdict(outcome, "x"), **who)] * 6,
        ]
    chance.choice(acts)()
