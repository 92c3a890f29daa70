"""The one door to a case: open under the lock, move and follow in memory, flush set-based."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed
from viewflow.fsm import TransitionNotAllowed as TaskTransitionNotAllowed
from viewflow.workflow.status import PROCESS, STATUS
from viewflow.workflow.token import Token

from directory.models import Organisation, OrgUnit, User
from workflow.due import set_due
from workflow.errors import AlreadyDoneError, InputError, NotAllowedError, WorkflowError
from workflow.models import Case, CaseEvent, CaseTask, Outbox
from workflow.nodes import Addressee, CaseNode, Choice, Entry, HumanTask, Job, Join, TaskNode, To, WaitUntil, each
from workflow.policies import policy_for
from workflow.rows import Table
from workflow.states import CaseState
from workflow.verdicts import already_done
from workflow.wakeup import wake_after_commit

if TYPE_CHECKING:
    from workflow.permissions import Authority

SIDE = Token("side")
SHARE = "share"
"""The field by which whoever sends the partner something says that it may see the case from now on."""
CASES, TASKS, EVENTS, OUTBOX = Table(Case), Table(CaseTask), Table(CaseEvent), Table(Outbox)


@dataclass(frozen=True)
class Verdict:
    """How a task was completed: the outcome, words for it, and what the task's form gathered."""

    outcome: str
    note: str = ""
    payload: Mapping[str, Any] = field(default_factory=dict)


class Step:
    """One command on one case. Collects what changes in memory; `flush` is the only writer."""

    def __init__(
        self, case: Case, *, authority: "Authority | None", at: datetime, task: CaseTask | None = None
    ) -> None:
        self.case, self.authority, self.at, self.task = case, authority, at, task
        self.verdict: Verdict | None = None
        self.day: date = timezone.localtime(at).date()
        self.born: list[CaseTask] = []
        self.changed: dict[int, tuple[CaseTask, set[str]]] = {}
        self.events: list[CaseEvent] = []
        self.outbox: list[Outbox] = []
        self._excluded = frozenset(case.excluded)
        self._case_fields: set[str] = set()
        self._before = case.state

    # what happens, in memory

    def log(self, action: str, *, task: CaseTask | None = None, **data: Any) -> None:
        """Add an entry to the history; the state before and after is that of the whole step."""
        actor, principal = (self.authority.actor, self.authority.on_behalf_of) if self.authority else (None, None)
        self.events.append(
            CaseEvent(
                case=self.case, task=task or self.task, actor=actor, on_behalf_of=principal, action=action,
                source=self._before, target=self.case.state, at=self.at, data=data,
            )
        )  # fmt: skip

    def announce(self, kind: str, *, task: CaseTask | None = None, **data: Any) -> None:
        """Put into the outbox that something happened; who is told, and how, is decided when it is drained."""
        self.outbox.append(Outbox(case=self.case, task=task, kind=kind, at=self.at, data=data))

    def move(self, *moves: str) -> None:
        """Make legal moves of the state machine; WorkflowError when the state does not allow one."""
        for name in moves:
            policy_for(self.case).before_move(self, name)
            try:
                getattr(self.case, name)()
            except TransitionNotAllowed as error:
                state = policy_for(self.case).state_label(self.case.state)
                raise WorkflowError(_("Das ist im Stand „%(state)s“ nicht möglich.") % {"state": state}) from error
            self.case.state_since = self.at
            self.touch_case("state", "state_since")
            if self.case.state == CaseState.FILED:
                self.case.status, self.case.filed_on = PROCESS.DONE, self.day
                self.touch_case("status", "filed_on")

    def touch_case(self, *fields: str) -> None:
        """Mark fields of the case as changed."""
        self._case_fields.update(fields)

    def touch(self, task: CaseTask, *fields: str) -> None:
        """Mark fields of a task as changed."""
        self.changed.setdefault(task.pk, (task, set()))[1].update(fields)

    def close(self, verdict: Verdict, *, task: CaseTask | None = None) -> None:
        """Complete a task as `verdict` says; AlreadyDoneError when it is no longer open."""
        task = task or self.task
        assert task is not None  # noqa: S101 -- a step that closes was opened on a task
        self._transit(task, "complete")
        self.verdict = verdict
        task.outcome, task.note, task.closed_at = verdict.outcome, verdict.note, self.at
        fields = ["status", "outcome", "note", "closed_at"]
        if self.authority:
            task.completed_by, task.on_behalf_of = self.authority.actor, self.authority.on_behalf_of
            fields += ["completed_by", "on_behalf_of"]
            if task.owner_id is None:
                task.owner_id, task.claimed_at = self.authority.actor.pk, self.at
                fields += ["owner", "claimed_at"]
        self.touch(task, *fields)

    def cancel(self, task: CaseTask) -> None:
        """End an open task without a result."""
        self._transit(task, "cancel")
        task.closed_at = self.at
        self.touch(task, "status", "closed_at")

    def claim(self, task: CaseTask, user: User) -> None:
        """Give a free task to a person; InputError for somebody who is excluded from the case."""
        if user.pk in self.case.excluded:
            raise InputError("to", _("%(person)s ist von diesem Vorgang ausgeschlossen.") % {"person": user})
        self._transit(task, "claim")
        task.owner, task.claimed_at = user, self.at
        self.touch(task, "status", "owner", "claimed_at")

    def release(self, task: CaseTask) -> None:
        """Put a task back to its unit."""
        self._transit(task, "release")
        task.owner, task.claimed_at = None, None
        self.touch(task, "status", "owner", "claimed_at")

    def fail(self, task: CaseTask, reason: str) -> None:
        """Mark a job as failed, with a reason that holds no personal data."""
        self._transit(task, "fail")
        task.note = reason
        self.touch(task, "status", "note")

    def retry(self, task: CaseTask) -> None:
        """Let a failed job be tried again."""
        self._transit(task, "retry")
        self.touch(task, "status")

    def _transit(self, task: CaseTask, verb: str) -> None:
        activation = task.node.activation_class(task)
        try:
            getattr(activation, verb)()
        except TaskTransitionNotAllowed as error:
            raise AlreadyDoneError(already_done(task)) from error

    # where it goes

    def follow(self, node: CaseNode, outcome: str, token: Token) -> None:
        """Make the outcome's move and open what comes next."""
        to = node.outcomes[outcome]
        self.move(*to.moves)
        if to.do:
            to.do(self)
        if to.cuts:
            self._cut(token)
            token = token.get_base_split_token() if token.is_split_token() else token
        targets = self._targets(to)
        if to.splits and not targets:
            self._close_empty_round(to, token)
        for number, (target, addressee) in enumerate(targets, 1):
            self._enter(target, addressee, Token(f"{token}/{self._source()}_{number}") if to.splits else token)

    def enter(self, entry: Entry, *, token: Token | None = None) -> None:
        """Come into the flow from outside. An entry that clears ends every open task first."""
        if entry.clears:
            self.cancel_open()
        self.follow(entry, "done", token or Token("start"))

    def open(
        self, node: TaskNode, addressee: Addressee | None = None, *, token: Token = SIDE, **fields: Any
    ) -> CaseTask:
        """Open a task; `fields` override what the node says (title, owner, instruction, due_on …)."""
        task = CaseTask(
            process=self.case, flow_task=node, flow_task_type=node.task_type, token=token, cause=self.task,
            title=str(node.task_title), opened_at=self.at,
        )  # fmt: skip
        if isinstance(addressee, OrgUnit):
            task.unit = addressee
        elif isinstance(addressee, Organisation):
            task.organisation = addressee
        if isinstance(node, HumanTask):
            task.rank, task.opens = node.duty.rank, node.duty.opens
            set_due(task, node, self)
        for name, value in fields.items():
            setattr(task, name, value)
        if task.owner_id in self.case.excluded:
            task.owner_id = None
        if task.owner_id is not None:
            task.status, task.claimed_at = STATUS.ASSIGNED, self.at
        if task.organisation_id is not None and task.organisation_id == self.case.organisation_id:
            self._require_shared()
        self.born.append(task)
        return task

    def share(self) -> None:
        """Let the partner see the case from today on; whoever does it says so, and it is in the history."""
        if self.case.shared_on is None and self.case.organisation is not None:
            self.case.shared_on = self.day
            self.touch_case("shared_on")
            self.log("shared", to=self.case.organisation.name)

    def _require_shared(self) -> None:
        """A task for the partner opens the case to it, which somebody must have said; what comes by itself says it and tells the lead."""
        if self.case.shared_on is not None:
            return
        if self.authority is not None:
            raise InputError(
                SHARE,
                _("Damit wird der Vorgang für %(partner)s sichtbar. Bitte bestätigen Sie das.")
                % {"partner": self.case.organisation},
            )
        self.share()
        self.announce("shared")

    def open_tasks(self) -> list[CaseTask]:
        """Open tasks of the case except the step's own; the case lock keeps the answer true until the step ends."""
        tasks = self.case.task_set.filter(closed_at=None).exclude(pk=self.task.pk if self.task else None)
        return [self.changed[task.pk][0] if task.pk in self.changed else task for task in tasks]

    def cancel_open(self) -> None:
        """End every other open task of the case."""
        for task in self.open_tasks():
            if task.is_open:
                task.process = self.case
                self.cancel(task)

    def _targets(self, to: To) -> list[tuple[CaseNode, Addressee | None]]:
        targets: list[tuple[CaseNode, Addressee | None]] = []
        for target in to.targets:
            if isinstance(target, each):
                targets += [(target.node, item) for item in target.items(self)]
            else:
                targets.append((target, None))
        return targets

    def _close_empty_round(self, to: To, token: Token) -> None:
        """Nobody to ask: the round is decided at once, or the case would wait for ever."""
        join = next((target.node.join for target in to.targets if isinstance(target, each) and target.node.join), None)
        if join:
            self.follow(join, join.by(self, []), token)

    def _enter(self, node: CaseNode, addressee: Addressee | None, token: Token) -> None:
        if isinstance(node, Join):
            self._arrive(node, token)
        elif isinstance(node, Choice):
            self.follow(node, node.by(self), token)
        elif isinstance(node, WaitUntil):
            day = node.rule(self)
            if day is not None or node.patient:
                self.open(node, token=token, due_on=day)
        elif isinstance(node, HumanTask):
            self.open(node, addressee or (node.who(self) if node.who else None), token=token)
        elif isinstance(node, Job):
            self.announce("job", task=self.open(node, token=token))

    def _arrive(self, join: Join, token: Token) -> None:
        """The join, evaluated by the task that just closed; the case lock makes it happen exactly once."""
        prefix = token.token.rsplit("_", 1)[0] + "_"
        if any(born.token.token.startswith(prefix) for born in self.born):
            return
        rows = self.case.task_set.filter(token__startswith=prefix).exclude(pk=self.task.pk if self.task else None)
        results = [self.task.outcome] if self.task and self.task.status == STATUS.DONE and self.task.outcome else []
        ended = {pk for pk, (task, _fields) in self.changed.items() if not task.is_open}
        for pk, node, outcome, status, closed_at in rows.values_list(
            "pk", "flow_task", "outcome", "status", "closed_at"
        ):
            if closed_at is None and pk not in ended:
                return
            if outcome and status == STATUS.DONE and getattr(node, "join", None) is join:
                results.append(outcome)
        self.follow(join, join.by(self, results), token.get_base_split_token())

    def arrive_without(self, task: CaseTask) -> None:
        """A task of a round fell away: if it was the last, the round is closed and the flow goes on."""
        if task.node.join:
            self._arrive(task.node.join, task.token)

    def _cut(self, token: Token) -> None:
        if not token.is_split_token():
            return
        prefix = token.token.rsplit("_", 1)[0] + "_"
        for task in self.open_tasks():
            if task.token.token.startswith(prefix):
                task.process = self.case
                self.cancel(task)

    def _source(self) -> str:
        """What makes the tokens of a round unique: the task that opened it, or the moment."""
        return str(self.task.pk) if self.task else f"e{int(self.at.timestamp() * 1000)}"

    # what is written

    def flush(self) -> None:
        """Write everything, in one fixed order: tasks, case, new tasks, events, outbox.

        Whichever way somebody came here: nobody who is excluded from the case changes it (§§ 20, 21 HVwVfG).
        """
        if self.authority and self.authority.actor.pk in self._excluded:
            raise NotAllowedError(_("Sie sind von diesem Vorgang ausgeschlossen (§§ 20, 21 HVwVfG)."))
        for task, fields in self.changed.values():
            TASKS.update(task, fields)
        if self._case_fields:
            CASES.update(self.case, self._case_fields)
        self.flush_born()
        EVENTS.insert(self.events)
        OUTBOX.insert(self.outbox)
        for row in self.outbox:
            if row.kind == "job":
                wake_after_commit("workflow.run_job", row.task_id)

    def flush_born(self) -> None:
        """Insert the new tasks now, for rows that must point at them; the rest is still written at the end."""
        fresh = [task for task in self.born if task.pk is None]
        if not fresh:
            return
        TASKS.insert(fresh)
        for task in fresh:
            if task.flow_task_type == HumanTask.task_type:
                self.announce("assigned", task=task)
        policy_for(self.case).on_open(self, fresh)
