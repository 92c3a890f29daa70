"""Which status of a task may follow which."""

from typing import Any, NoReturn

from viewflow.workflow import Activation
from viewflow.workflow.exceptions import FlowRuntimeError
from viewflow.workflow.status import STATUS


class TaskActivation(Activation):
    """Which status may follow which; anything else raises viewflow's TransitionNotAllowed."""

    @Activation.status.transition(STATUS.NEW, STATUS.ASSIGNED)
    def claim(self) -> None:
        """Somebody takes it."""

    @Activation.status.transition(STATUS.ASSIGNED, STATUS.NEW)
    def release(self) -> None:
        """Back to the unit."""

    @Activation.status.transition([STATUS.NEW, STATUS.ASSIGNED, STATUS.ERROR], STATUS.DONE)
    def complete(self) -> None:
        """Done."""

    @Activation.status.transition([STATUS.NEW, STATUS.ASSIGNED, STATUS.ERROR], STATUS.CANCELED)
    def cancel(self) -> None:
        """No longer needed."""

    @Activation.status.transition([STATUS.NEW, STATUS.ERROR], STATUS.ERROR)
    def fail(self) -> None:
        """A job could not do its work; a person has to look."""

    @Activation.status.transition(STATUS.ERROR, STATUS.NEW)
    def retry(self) -> None:
        """A failed job is tried again."""

    def _refuse(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise FlowRuntimeError("Only the step moves a case.")

    # entry points of viewflow that would bypass the case lock
    create = activate = create_next = activate_next = undo = revive = _refuse
