"""What the Geschäftsstelle alone may do: every service asks who acts before it looks at anything else."""

import inspect

import pytest

from committees import agenda, bodies, circulation, minutes, placing, recommending, resolving, sittings
from committees.models import AgendaItem, Body, BodyRules, Mandate, Member, Recommendation, Seat, SeatGroup, Session
from tests.conftest import NOON, TODAY
from tests.factories.contracts import standing
from workflow.errors import NotAllowedError
from workflow.models import CaseTask

pytestmark = pytest.mark.django_db
NOWHERE = 0
ARGUMENTS = {
    bodies.save_body: (Body(),), bodies.save_group: (SeatGroup(), 1), bodies.save_seat: (Seat(),), bodies.save_member: (Member(),),
    bodies.declare: (Member(), None), bodies.appoint: (None,), bodies.end_mandate: (Mandate(), TODAY, "resignation"),
    sittings.save_rules: (BodyRules(),), sittings.save_session: (Session(),), sittings.invite: (NOWHERE, []), sittings.send_papers: (NOWHERE,),
    sittings.begin: (NOWHERE,), sittings.note_attendance: (NOWHERE, {}), sittings.close: (NOWHERE,), sittings.cancel: (NOWHERE, "x"),
    agenda.put_on: (NOWHERE, "task-1"), agenda.save_item: (AgendaItem(), []), agenda.move_up: (NOWHERE,), agenda.take_off: (NOWHERE,),
    placing.plan_for: (CaseTask(), Session()), circulation.enter_answer: (NOWHERE, None, {}), circulation.count_out: (NOWHERE,),
    resolving.record: (NOWHERE, None), resolving.keep_discussion: (AgendaItem(), "x"), minutes.save_remarks: (NOWHERE, "x"), minutes.issue: (NOWHERE,),
    minutes.enter_objection: (NOWHERE, "x", "x", TODAY), minutes.answer_objection: (NOWHERE, "x"), minutes.finalise: (NOWHERE,),
    recommending.save_recommendation: (Recommendation(),),
}  # fmt: skip
KNOWN = {"at": NOON, "name": "x", "short": "x"}


@pytest.mark.parametrize("service", ARGUMENTS, ids=lambda one: one.__name__)
def test_the_secretariat_alone_does_it(house, service):
    named = {name: value for name, value in KNOWN.items() if _asks_for(service, name)}
    for account in ("sachbearbeitung", "ministerin", "hmkb", "jury1", "baf"):
        with pytest.raises(NotAllowedError, match="Geschäftsstelle"):
            service(*ARGUMENTS[service], standing=standing(account), **named)


def _asks_for(service, name: str) -> bool:
    known = inspect.signature(service).parameters.get(name)
    return known is not None and known.kind is inspect.Parameter.KEYWORD_ONLY


def test_every_service_of_the_secretariat_is_asked():
    """Whatever calls the guard stands in the table above."""
    modules = (agenda, bodies, circulation, minutes, placing, recommending, resolving, sittings)
    guarded = {
        found
        for module in modules
        for _name, found in inspect.getmembers(module, inspect.isfunction)
        if found.__module__ == module.__name__ and "    require_secretariat(standing)\n" in inspect.getsource(found)
    }
    assert guarded == set(ARGUMENTS)
