"""What differs between kinds of case is one object per kind; kinds announce themselves, the engine never imports them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext_lazy as _

from directory.models import UnitFunction
from workflow.models import ORIGIN, Case, CaseTask, Procedure
from workflow.states import CaseState, Phase

if TYPE_CHECKING:
    from django.forms import Form
    from django.utils.functional import _StrOrPromise

    from directory.standing import Standing
    from workflow.nodes import CaseFlow
    from workflow.steps import Step, Verdict


@dataclass(frozen=True)
class Decision:
    """A task that ends with what a body resolves. `by` is the function of the body.

    `outcomes` says what a result means for the task: adopted, rejected, returned, noted; one that is not named leaves the task open. The verdict's
    note holds the resolution, its payload `decided_on` (a date) and `mode` ("session" or "circulation").
    """

    by: UnitFunction
    outcomes: Mapping[str, str]


@dataclass(frozen=True)
class Known:
    """What everybody may know of a case, because it was published: words, and the public page they stand on."""

    case: int
    title: str
    url: str


class CasePolicy:
    """Defaults for a kind of case; a kind overrides what is special about it."""

    kind: ClassVar[str]
    label: "ClassVar[_StrOrPromise]"
    flow_class: "type[CaseFlow]"
    plan_code: ClassVar[str] = ""
    default_rules: ClassVar[Mapping[str, Any]] = {}
    state_labels: "ClassVar[Mapping[str, _StrOrPromise]]" = {}
    phase_labels: "ClassVar[Mapping[int, _StrOrPromise]]" = {}
    sentences: "ClassVar[Mapping[str, tuple[str, _StrOrPromise, str]]]" = {}
    """How the history tells what only this kind logs: icon, sentence over the event's data, key of the words below it."""
    relations: "ClassVar[Mapping[str, _StrOrPromise]]" = {}
    """Why a case of this kind is linked to its parent, in words."""
    partner_texts: "ClassVar[Mapping[str, _StrOrPromise]]" = {}
    decisions: ClassVar[Mapping[str, Decision]] = {}
    """Nodes of this kind that wait for the resolution of a body."""
    gathers: "ClassVar[_StrOrPromise]" = ""
    """What a case of this kind gathers and decides on together, in words."""

    def state_label(self, state: str) -> "_StrOrPromise":
        """German name of a state for this kind."""
        return self.state_labels.get(state, CaseState(state).label)

    def relation_label(self, relation: str) -> "_StrOrPromise":
        """German name of a relation for this kind."""
        return _("hervorgegangen aus") if relation == ORIGIN else self.relations.get(relation, "")

    def phase_label(self, phase: int) -> "_StrOrPromise":
        """German name of a phase for this kind."""
        return self.phase_labels.get(phase, Phase(phase).label)

    def partner_text(self, state: str) -> "_StrOrPromise":
        """Where a case stands, in words for the partner."""
        return self.partner_texts.get(state, self.state_label(state))

    def known(self, cases: Iterable[int], day: date) -> list[Known]:
        """What was published of these cases of this kind, for those who may not see the cases themselves."""
        return []

    def gathered(self, case: Case) -> Iterable[int]:
        """Ids of the cases it decides on together. A paper in its file tells of all of them, unless somebody says that it tells of none."""
        return ()

    def authors(self, case: Case) -> frozenset[int]:
        """Ids of everybody who drafted what is to be signed; they may not give the final signature (four eyes)."""
        drafting = case.flow_class.refs(lambda node: node.duty.drafts)
        rows = CaseTask.objects.filter(process=case, flow_task__in=drafting, closed_at__isnull=False).values_list(
            "completed_by_id", "on_behalf_of_id"
        )
        return frozenset(pk for row in rows for pk in row if pk)

    def before_start(self, step: "Step", detail: Mapping[str, Any]) -> None:
        """Write the kind's own row for a new case, from what its form gathered. Raises WorkflowError to refuse."""

    def before_complete(self, step: "Step", verdict: "Verdict") -> None:
        """Write the kind's own rows for this verdict, in the step's transaction. Raises WorkflowError to refuse."""

    def before_move(self, step: "Step", move: str) -> None:
        """Refuse a legal move whose conditions are not met, by raising WorkflowError, or write what belongs to it."""

    def on_open(self, step: "Step", tasks: Iterable[CaseTask]) -> None:
        """Write what belongs to newly opened tasks; they have their ids."""


class CasePages:
    """What the shared pages show of a kind: its forms and panels."""

    summary_template: ClassVar[str] = ""
    create_form: "ClassVar[type[Form] | None]" = None
    task_forms: "ClassVar[Mapping[str, type[Form]]]" = {}
    task_panels: ClassVar[Mapping[str, str]] = {}
    record_label: "ClassVar[_StrOrPromise]" = ""
    record_template: ClassVar[str] = ""
    portal_template: ClassVar[str] = ""

    def record(self, case: Case, standing: "Standing") -> dict[str, Any]:
        """Context of what the case is about, read in full by `standing`: a tab of the case page, and part of the print-out."""
        return {}

    def portal(self, case: Case) -> dict[str, Any]:
        """Context of the kind's own panel on the partner's case page; nothing internal."""
        return {}

    def actions(self, case: Case, standing: "Standing") -> "list[tuple[_StrOrPromise, str]]":
        """Label and address of what only this kind offers on a case."""
        return []

    def summary(self, case: Case) -> dict[str, Any]:
        """Context of the summary panel."""
        return {}

    def panel(self, task: CaseTask, standing: "Standing") -> dict[str, Any]:
        """Context of the panel above a task's form, as `standing` may see it."""
        return {}


_policies: dict[str, CasePolicy] = {}
_pages: dict[str, CasePages] = {}


def register(policy: CasePolicy, *, flow: "type[CaseFlow]", pages: CasePages) -> None:
    """Announce a kind; called from its `AppConfig.ready`. Registering twice replaces."""
    policy.flow_class = flow
    _policies[policy.kind] = policy
    _pages[policy.kind] = pages


def kinds() -> list[CasePolicy]:
    """All kinds, in the order they were announced."""
    return list(_policies.values())


def openable_kinds() -> list[CasePolicy]:
    """Kinds an official opens by a form; others come in by other ways."""
    return [policy for policy in _policies.values() if _pages[policy.kind].create_form]


def policy_for(case: Case) -> CasePolicy:
    """The policy of the case's kind."""
    return _policies[case.kind]


def policy_of(kind: str) -> CasePolicy:
    """The policy of a kind; KeyError when nobody announced it."""
    return _policies[kind]


def pages_for(case: Case) -> CasePages:
    """The pages of the case's kind."""
    return _pages[case.kind]


def pages_of(kind: str) -> CasePages:
    """The pages of a kind; KeyError when nobody announced it."""
    return _pages[kind]


ENGINE_RULES: dict[str, Any] = {
    "periods": {},
    "remind_days": 3,
    "escalate_after": "5 AT",
    "silence_is_consent": [],
    # Functions of the units that may lead a case; those that serve or watch over the others do not (Vorbelegung, nicht bestätigt).
    "led_by": [UnitFunction.NONE.value, UnitFunction.SECRETARIAT.value, UnitFunction.AWARDS.value],
}
UNCONFIRMED = _("Vorbelegung, nicht bestätigt")


@lru_cache(maxsize=256)
def rules(procedure_id: int) -> dict[str, Any]:
    """The rules of one procedure version over the kind's and the engine's defaults; versions never change, so this is kept."""
    procedure = Procedure.objects.get(pk=procedure_id)
    defaults = _policies[procedure.kind].default_rules if procedure.kind in _policies else {}
    merged = ENGINE_RULES | dict(defaults) | procedure.rules
    merged["periods"] = {**defaults.get("periods", {}), **procedure.rules.get("periods", {})}
    return merged
