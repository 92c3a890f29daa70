"""Every move from every state: legal or refused, nothing else."""

import pytest
from django_fsm import TransitionNotAllowed

from workflow.models import Case
from workflow.states import CaseState as S

LEGAL = {
    "take_up": {S.PROPOSAL: S.NEGOTIATION},
    "defer": {S.PROPOSAL: S.DEFERRED},
    "resume": {S.DEFERRED: S.PROPOSAL},
    "reject": {S.PROPOSAL: S.REJECTED, S.NEGOTIATION: S.REJECTED},
    "reopen": {S.REJECTED: S.PROPOSAL},
    "freeze": {S.NEGOTIATION: S.SIGNATURE},
    "reopen_text": {S.SIGNATURE: S.NEGOTIATION},
    "enter_into_force": {S.SIGNATURE: S.IN_FORCE},
    "evaluate": {S.IN_FORCE: S.EVALUATION},
    "close": {S.EVALUATION: S.COMPLETED},
    "terminate": {S.IN_FORCE: S.TERMINATED, S.EVALUATION: S.TERMINATED},
    "withdraw": dict.fromkeys((S.PROPOSAL, S.DEFERRED, S.NEGOTIATION, S.SIGNATURE), S.WITHDRAWN),
    "file": dict.fromkeys((S.COMPLETED, S.REJECTED, S.WITHDRAWN, S.TERMINATED), S.FILED),
}
TABLE = [(move, state, targets.get(state)) for move, targets in LEGAL.items() for state in S]


def case_in(state: S) -> Case:
    case = Case()
    Case._meta.get_field("state").set_state(case, state)
    return case


@pytest.mark.parametrize(("move", "state", "target"), TABLE)
def test_each_move_from_each_state(move, state, target):
    case = case_in(state)
    if target is None:
        with pytest.raises(TransitionNotAllowed):
            getattr(case, move)()
        assert case.state == state
    else:
        getattr(case, move)()
        assert case.state == target


def test_there_is_no_other_move():
    moves = {transition.name for transition in Case().get_all_state_transitions()}
    assert moves == set(LEGAL)


def test_the_state_cannot_be_assigned():
    with pytest.raises(AttributeError):
        case_in(S.PROPOSAL).state = S.IN_FORCE
