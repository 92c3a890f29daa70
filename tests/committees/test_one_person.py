"""Seats, deputies, groups and exclusions in any order: no answer counts of somebody who is shut out, nobody has two votes."""

import contextlib
import random
from datetime import timedelta

import pytest
from django.db.models import Count

from committees.circulation import Given, answer, count_out, enter_answer
from committees.models import AgendaItem, Ballot, Session
from committees.seating import Change, change_representative, name_deputy
from committees.session_states import Answer
from committees.sittings import invite
from directory.models import Deputyship, Membership, Rank
from tests.committees.conftest import clerk, planned, put_contract_on, waiting_contract
from tests.conftest import NOON, TODAY
from tests.factories.contracts import standing, unit, user
from workflow.chain import verify
from workflow.errors import WorkflowError
from workflow.exclusion import exclude
from workflow.models import Case, CaseEvent

pytestmark = pytest.mark.django_db
SEATS = ("KAI HMKB", "KAI HMdF", "KAI HMSI")
PEOPLE = ("hmkb", "hmdf", "hmsi", "jury1", "jury2", "geschaeftsstelle", "referatsleitung1")


@pytest.fixture
def item(house) -> AgendaItem:
    """An Umlauf about a contract that three seats are asked about."""
    session = planned("KAI", TODAY + timedelta(days=7), kind="circulation")
    item = put_contract_on(session, waiting_contract())
    invite(session.pk, [], standing=clerk(), at=NOON)
    session.attendances.exclude(seat__short__in=SEATS).delete()
    return AgendaItem.objects.select_related("session").get(pk=item.pk)


@pytest.mark.parametrize("seed", range(4))
def test_no_sequence_lets_a_person_decide_where_bias_forbids_it(item, seed):
    chance, answered = random.Random(seed), 0
    for _turn in range(90):
        before = set(Case.objects.get(pk=item.case_id).excluded)
        with contextlib.suppress(WorkflowError):
            actor, verb = _something(chance, item)
            answered += verb == "answer"
            assert verb not in {"answer", "enter", "count"} or user(actor).pk not in before
        twice = Ballot.objects.filter(item=item, recorded=False).values("given_by").annotate(seats=Count("seat"))
        assert not twice.filter(seats__gt=1).exists()
        _counted_rightly(item)
    assert answered > 0
    assert verify().faults == []
    out: set[int] = set()
    for event in CaseEvent.objects.filter(case=item.case_id).order_by("seq"):
        assert event.actor_id not in out
        if event.action == "excluded":
            out.add(event.data["person"])


def _counted_rightly(item: AgendaItem) -> None:
    """A result holds only answers of those who were free when it was counted."""
    fresh = AgendaItem.objects.get(pk=item.pk)
    if not fresh.is_decided:
        return
    excluded = set(Case.objects.get(pk=item.case_id).excluded)
    asked = dict(fresh.session.attendances.values_list("seat", "user"))
    ballots = Ballot.objects.filter(item=item, answer=Answer.YES)
    free = [one for one in ballots if (asked[one.seat_id] if one.recorded else one.given_by_id) not in excluded]
    assert fresh.yes == len(free)


def _something(chance: random.Random, item: AgendaItem) -> tuple[str, str]:
    """One act by a person chosen at random; who it was, and what."""
    actor, other, seat = chance.choice(PEOPLE), chance.choice(PEOPLE), unit(chance.choice(SEATS))
    who = {"standing": standing(actor), "at": NOON}
    given = {item.pk: Given(chance.choice(["yes", "yes", "no", "abstain", "excluded"]), "x")}
    open_now = Session.objects.get(pk=item.session_id).is_running

    def change() -> None:
        change_representative(seat, Change(user(other), TODAY + timedelta(days=chance.randint(0, 1)), "x"), **who)

    acts = {
        "exclude": lambda: chance.random() < 0.4 and exclude(item.case_id, user(actor), "x", **who),
        "deputy": lambda: name_deputy(seat, user(other), standing=who["standing"]),
        "change": change,
        "join": lambda: Membership.objects.create(user=user(other), unit=seat.represents, rank=Rank.HEAD_OF_UNIT, valid_from=TODAY),
        "stand in": lambda: actor == other or Deputyship.objects.create(principal=user(actor), deputy=user(other), valid_from=TODAY),
        "enter": lambda: enter_answer(item.session_id, seat, given, **who),
        "answer": lambda: answer(item.session_id, seat, given, **who),
        "count": lambda: open_now and chance.random() < 0.3 and count_out(item.session_id, **who),
    }  # fmt: skip
    verb = chance.choice([*acts, *["answer"] * 8])
    made = acts[verb]()
    return actor, verb if made is not False else ""
