"""The nodes a flow is written with. Outcomes carry the case's legal move and what comes next; routing writes no rows.

Every function a flow names (`who`, `items`, `by`, `rule`, `period`, `run`, `do`) is given the running step: it holds the case and the day, on
which dated units are looked up.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import Node, flow
from viewflow.workflow.base import Edge
from viewflow.workflow.exceptions import FlowRuntimeError
from viewflow.workflow.fields import get_task_ref

from directory.models import Organisation, OrgUnit, Rank
from workflow.activation import TaskActivation
from workflow.models import Case, CaseTask, TaskKind
from workflow.states import Extent

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

Addressee = OrgUnit | Organisation


@dataclass(frozen=True)
class each:  # noqa: N801 -- reads as a word inside a flow
    """One `node` task per unit or organisation in `items(step)`, counted when the flow gets there."""

    node: Any
    items: Any


@dataclass(frozen=True)
class To:
    """What an outcome means: the legal move(s), then the next node(s). `cuts` drops the open rest of a round."""

    next: Any = ()
    move: str | Sequence[str] = ()
    do: Any = None
    cuts: bool = False
    label: "_StrOrPromise" = ""
    reason: bool = False
    tone: str = ""

    @property
    def moves(self) -> tuple[str, ...]:
        """The moves in order."""
        return (self.move,) if isinstance(self.move, str) else tuple(self.move)

    @property
    def targets(self) -> tuple[Any, ...]:
        """The next nodes in order."""
        return self.next if isinstance(self.next, tuple) else (self.next,)

    @property
    def splits(self) -> bool:
        """Opens a round of its own."""
        return len(self.targets) > 1 or any(isinstance(target, each) for target in self.targets)

    def bound(self, owner: Any) -> "To":
        """The same with every `this.…` looked up in the flow."""
        return replace(
            self, next=tuple(_bound(owner, target) for target in self.targets), do=this.resolve(owner, self.do)
        )


def _bound(owner: Any, target: Any) -> Any:
    if isinstance(target, each):
        return each(this.resolve(owner, target.node), this.resolve(owner, target.items))
    return this.resolve(owner, target)


class CaseNode(Node):
    """A node whose declaration stays unresolved, so that a flow that inherits it binds it anew."""

    kind: TaskKind | None = None
    shape = flow.View.shape
    bpmn_element = "userTask"

    def __init__(self, *to: To, outcomes: Mapping[str, To] | None = None) -> None:
        super().__init__()
        self._declared = dict(outcomes or ({"done": to[0]} if to else {}))
        self.outcomes: dict[str, To] = {}

    def _resolve(self, instance: Any) -> None:
        self._incoming_edges: list[Edge] = []
        self.outcomes = {name: to.bound(instance) for name, to in self._declared.items()}

    def _outgoing(self) -> Iterator[Edge]:
        labels: dict[Any, list[str]] = {}
        for name, to in self.outcomes.items():
            for target in to.targets:
                labels.setdefault(target.node if isinstance(target, each) else target, []).append(name)
        for node, names in labels.items():
            yield Edge(self, node, "next", None if names == ["done"] else " / ".join(names))

    def _create(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise FlowRuntimeError("Only the step writes tasks.")

    @property
    def ref(self) -> str:
        """The reference stored with every task of this node."""
        return get_task_ref(self)


class Entry(CaseNode):
    """A way into the flow from outside: its start, and what an official may do to the case as a whole.

    `clears` ends every open task first. `rank` is the least rank within the lead unit's line that may use it.
    """

    task_type, bpmn_element, shape = "ENTRY", "startEvent", flow.StartHandle.shape

    def __init__(self, to: To, *, rank: int = Rank.CASE_WORKER, clears: bool = False) -> None:
        super().__init__(to)
        self.rank, self.clears = rank, clears

    @property
    def to(self) -> To:
        """Its only outcome."""
        return self.outcomes["done"]


class Choice(CaseNode):
    """Goes on at once with the outcome that `by(step)` names. Never a row."""

    task_type, bpmn_element, shape = "CHOICE", "exclusiveGateway", flow.If.shape

    def __init__(self, by: Any, *, outcomes: Mapping[str, To]) -> None:
        super().__init__(outcomes=outcomes)
        self._by = by

    def _resolve(self, instance: Any) -> None:
        super()._resolve(instance)
        self.by: Callable[[Any], str] = this.resolve(instance, self._by)


class Join(CaseNode):
    """Never a row: the task that closes last in its round decides, under the case lock. `by(step, results)` names the outcome."""

    task_type, bpmn_element, shape = "JOIN", "parallelGateway", flow.Join.shape

    def __init__(self, *to: To, by: Any = None, outcomes: Mapping[str, To] | None = None) -> None:
        super().__init__(*to, outcomes=outcomes)
        self._by = by or (lambda step, results: "done")

    def _resolve(self, instance: Any) -> None:
        super()._resolve(instance)
        self.by: Callable[[Any, list[str]], str] = this.resolve(instance, self._by)


class TaskNode(CaseNode):
    """A node that becomes a row."""

    activation_class = TaskActivation
    join: Join | None = None

    def _resolve(self, instance: Any) -> None:
        super()._resolve(instance)
        targets = [target for to in self.outcomes.values() for target in to.targets]
        self.join = next((target for target in targets if isinstance(target, Join)), None)


@dataclass(frozen=True)
class Duty:
    """What a human task asks for beyond its outcomes.

    `rank` least rank in the addressed unit · `period` default period ("10 AT") or a function giving a Deadline ·
    `code` number in the office's process description · `drafts`: who completes it counts as an author · `signs`: final signature, closed
    to authors (four eyes) · `silent`: outcome when the period passes in silence (Verschweigensfrist), only where the procedure says so ·
    `opens`: how much of the case it opens to a unit that has nothing of it yet; the task alone unless the node says so ·
    `lays`: nodes whose results are laid before whoever has the task, beside the papers that were shared.
    """

    rank: int = Rank.CASE_WORKER
    period: str | Callable[[Any], Any] = "10 AT"
    code: str = ""
    drafts: bool = False
    signs: bool = False
    silent: str = ""
    opens: Extent = Extent.TASK
    lays: tuple[str, ...] = ()
    system: frozenset[str] = field(default_factory=frozenset)


class HumanTask(TaskNode):
    """Something a person of `who(step)` has to do."""

    kind = TaskKind.HUMAN
    task_type = TaskKind.HUMAN.value

    def __init__(self, *to: To, who: Any = None, outcomes: Mapping[str, To] | None = None, **duty: Any) -> None:
        super().__init__(*to, outcomes=outcomes)
        self._who = who
        self._duty = self.duty = Duty(**duty)

    def _resolve(self, instance: Any) -> None:
        super()._resolve(instance)
        self.who: Callable[[Any], Addressee | None] | None = this.resolve(instance, self._who)
        self.duty = replace(self._duty, period=this.resolve(instance, self._duty.period))

    @property
    def laid(self) -> list[str]:
        """Stored references of the nodes whose results are laid before whoever has this task."""
        return [get_task_ref(node) for node in self.flow_class.instance.nodes() if node.name in self.duty.lays]

    @property
    def choices(self) -> dict[str, To]:
        """Outcomes a person may choose; what only the clock may decide is left out."""
        hidden = self.duty.system | {self.duty.silent}
        return {name: to for name, to in self.outcomes.items() if name not in hidden}


class Job(TaskNode):
    """Work for the background: `run(step)` names the outcome, inside the completing transaction."""

    kind = TaskKind.JOB
    task_type, bpmn_element, shape = TaskKind.JOB.value, "serviceTask", flow.Function.shape

    def __init__(self, run: Any, *, outcomes: Mapping[str, To]) -> None:
        super().__init__(outcomes=outcomes)
        self._run = run

    def _resolve(self, instance: Any) -> None:
        super()._resolve(instance)
        self.run: Callable[[Any], str] = this.resolve(instance, self._run)


class WaitUntil(TaskNode):
    """Sleeps until the day `rule(step)` gives; recomputed when the dates it hangs on change (`workflow/waits.py`).

    Without a day the branch is over; one that is `patient` waits until a day is known.
    """

    kind = TaskKind.WAIT
    task_type, bpmn_element, shape = TaskKind.WAIT.value, "intermediateCatchEvent", flow.Function.shape

    def __init__(self, rule: Any, to: To, *, patient: bool = False) -> None:
        super().__init__(to)
        self._rule, self.patient = rule, patient

    def _resolve(self, instance: Any) -> None:
        super()._resolve(instance)
        self.rule: Callable[[Any], date | None] = this.resolve(instance, self._rule)


class CaseFlow(flow.Flow):
    """Base of every kind's flow, with the tasks that belong to no place in the office's plan."""

    process_class, task_class = Case, CaseTask

    adhoc = HumanTask(To(label=_("Erledigt")), rank=Rank.MEMBER, period="5 AT").Annotation(title=_("Aufgabe"))
    question = HumanTask(
        outcomes={"answer": To(label=_("Antworten"), reason=True)}, rank=Rank.MEMBER, period="5 AT"
    ).Annotation(title=_("Rückfrage beantworten"))

    @classmethod
    def find(cls, name: str) -> CaseNode:
        """The node of that name; KeyError when the flow has none."""
        node = cls.instance.node(name, no_obsolete=True)
        if not isinstance(node, CaseNode):
            raise KeyError(name)
        return node

    @classmethod
    def knows(cls, name: str) -> bool:
        """Whether the flow has a node of that name."""
        return cls.instance.node(name, no_obsolete=True) is not None

    @classmethod
    def entries(cls) -> dict[str, Entry]:
        """What may be done to a case from outside, by name."""
        return {node.name: node for node in cls.instance.nodes() if isinstance(node, Entry)}

    @classmethod
    def refs(cls, wanted: Callable[[HumanTask], Any]) -> Iterable[str]:
        """Stored references of the human nodes that satisfy `wanted`."""
        return [node.ref for node in cls.instance.nodes() if isinstance(node, HumanTask) and wanted(node)]
