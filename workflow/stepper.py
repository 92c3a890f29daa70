"""Where a case stands among its phases, with the days on which each began."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from workflow.models import Case, CaseEvent
from workflow.policies import policy_for
from workflow.states import ENDED, PHASE_OF, CaseState, Phase


@dataclass(frozen=True)
class PhaseStep:
    """One step of the stepper; `state` is done, now or todo."""

    label: Any
    state: str
    note: str


def steps_of(case: Case) -> list[PhaseStep]:
    """The four phases in order; one query. A case that ended early has its last phase as done."""
    begun = _begun(case)
    present = case.phase or max(begun)
    over = case.state in ENDED
    policy = policy_for(case)
    return [
        PhaseStep(policy.phase_label(phase), _look(phase, present, over=over), _note(begun.get(phase), phase, present))
        for phase in Phase
    ]


def _begun(case: Case) -> dict[Phase, date]:
    """The latest day on which each phase began; a case opens in the first."""
    begun = {Phase.PROPOSAL: timezone.localtime(case.opened_at).date()}
    moves = CaseEvent.objects.filter(case=case).exclude(source="").order_by("seq").values_list("source", "target", "at")
    for source, target, at in moves:
        phase = PHASE_OF.get(CaseState(target)) if target else None
        if phase and source != target and PHASE_OF.get(CaseState(source)) != phase:
            begun[phase] = timezone.localtime(at).date()
    return begun


def _look(phase: Phase, present: Phase, *, over: bool) -> str:
    if phase < present or (over and phase == present):
        return "done"
    return "now" if phase == present else "todo"


def _note(day: date | None, phase: Phase, present: Phase) -> str:
    if day is None or phase > present:
        return ""
    return _("seit %(day)s") % {"day": f"{day:%d.%m.%Y}"} if phase == present else f"{day:%d.%m.%Y}"
