"""What may be done to a case as a whole, by this person, in its present state: the menu and the gate of every action page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from directory.models import Rank
from directory.standing import Standing
from workflow.models import Case
from workflow.permissions import may_direct
from workflow.states import OPEN, CaseState

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

Gate = Callable[[Case, Standing, bool], bool]


@dataclass(frozen=True)
class Action:
    """One entry of the menu."""

    key: str
    label: "_StrOrPromise"
    icon: str
    url: str
    grave: bool = False


def _full(_case: Case, _standing: Standing, full: bool) -> bool:  # noqa: FBT001 -- one signature for all gates
    return full


def _directs(case: Case, standing: Standing, _full_view: bool) -> bool:  # noqa: FBT001 -- one signature for all gates
    return case.state != CaseState.FILED and may_direct(case, standing)


def _directs_unshared(case: Case, standing: Standing, _full_view: bool) -> bool:  # noqa: FBT001 -- one signature for all gates
    return case.organisation_id is not None and case.shared_on is None and _directs(case, standing, _full_view)


def _directs_proposal(case: Case, standing: Standing, _full_view: bool) -> bool:  # noqa: FBT001 -- one signature for all gates
    return case.state == CaseState.PROPOSAL and case.flow_class.knows("suspended") and may_direct(case, standing)


def _directs_deferred(case: Case, standing: Standing, _full_view: bool) -> bool:  # noqa: FBT001 -- one signature for all gates
    return case.state == CaseState.DEFERRED and may_direct(case, standing)


def _concerns(case: Case, _standing: Standing, _full_view: bool) -> bool:  # noqa: FBT001 -- one signature for all gates
    return case.state != CaseState.FILED


def _leads(case: Case, standing: Standing, _full_view: bool) -> bool:  # noqa: FBT001 -- one signature for all gates
    return case.state in OPEN and may_direct(case, standing, rank=Rank.HEAD_OF_UNIT)


ACTIONS: "dict[str, tuple[_StrOrPromise, str, Gate]]" = {
    "vermerk": (_("Vermerk schreiben"), "note", _full),
    "wiedervorlage": (_("Wiedervorlage anlegen"), "clock", _full),
    "verfuegung": (_("Verfügung treffen"), "checklist", _directs),
    "aufgabe": (_("Aufgabe hinzufügen"), "add", _directs),
    "beteiligen": (_("Stelle beteiligen"), "group", _directs),
    "freigeben": (_("Für den Partner sichtbar machen"), "eye", _directs_unshared),
    "zurueckstellen": (_("Vorgang zurückstellen"), "pause", _directs_proposal),
    "fortsetzen": (_("Vorgang jetzt fortsetzen"), "forward", _directs_deferred),
    "befangenheit": (_("Befangenheit anzeigen"), "lock", _concerns),
    "federfuehrung": (_("Federführung wechseln"), "swap", _leads),
}


def may(key: str, case: Case, standing: Standing, *, full: bool) -> bool:
    """Whether this action is open to the person now."""
    return ACTIONS[key][2](case, standing, full)


def actions_for(case: Case, standing: Standing, *, full: bool) -> list[Action]:
    """The menu: everyday work first, then what the case's flow offers from outside."""
    found = [
        Action(key, label, icon, reverse(f"case-{key}", args=[case.pk]))
        for key, (label, icon, _gate) in ACTIONS.items()
        if may(key, case, standing, full=full)
    ]
    return found + entries_for(case, standing)


def entries_for(case: Case, standing: Standing) -> list[Action]:
    """Entries of the flow whose move the present state allows: withdraw, reopen …"""
    possible = {transition.name for transition in case.get_available_state_transitions()}
    return [
        Action(
            name, entry.to.label, "flag", reverse("case-entry", args=[case.pk, name]), grave=entry.to.tone == "danger"
        )
        for name, entry in case.flow_class.entries().items()
        if entry.to.label and possible.issuperset(entry.to.moves) and may_direct(case, standing, rank=entry.rank)
    ]
