"""Every legal move of a case, and nothing else: the page an auditor reads."""

from django.db import models
from django_fsm import FSMField, FSMModelMixin, transition

from workflow.states import CaseState as S


class Lifecycle(FSMModelMixin, models.Model):
    """Holds `state`; only the methods below change it, and only in memory: the step writes."""

    state = FSMField(choices=S.choices, default=S.PROPOSAL, protected=True)

    class Meta:
        abstract = True

    @transition(state, S.PROPOSAL, S.NEGOTIATION)
    def take_up(self) -> None:
        """D1: negotiations begin."""

    @transition(state, S.PROPOSAL, S.DEFERRED)
    def defer(self) -> None:
        """D1: later."""

    @transition(state, S.DEFERRED, S.PROPOSAL)
    def resume(self) -> None:
        """The date of the deferral has come."""

    @transition(state, [S.PROPOSAL, S.NEGOTIATION], S.REJECTED)
    def reject(self) -> None:
        """D1 no, or the negotiation has failed."""

    @transition(state, S.REJECTED, S.PROPOSAL)
    def reopen(self) -> None:
        """A wrong rejection is taken back."""

    @transition(state, S.NEGOTIATION, S.SIGNATURE)
    def freeze(self) -> None:
        """D2: the final text is fixed."""

    @transition(state, S.SIGNATURE, S.NEGOTIATION)
    def reopen_text(self) -> None:
        """The final text must change after all."""

    @transition(state, S.SIGNATURE, S.IN_FORCE)
    def enter_into_force(self) -> None:
        """D3: both declarations are there."""

    @transition(state, S.IN_FORCE, S.EVALUATION)
    def evaluate(self) -> None:
        """The term has ended; results are judged."""

    @transition(state, S.EVALUATION, S.COMPLETED)
    def close(self) -> None:
        """D4, whatever its result."""

    @transition(state, [S.IN_FORCE, S.EVALUATION], S.TERMINATED)
    def terminate(self) -> None:
        """On the day the notice takes effect."""

    @transition(state, [S.PROPOSAL, S.DEFERRED, S.NEGOTIATION, S.SIGNATURE], S.WITHDRAWN)
    def withdraw(self) -> None:
        """The matter is not pursued."""

    @transition(state, [S.COMPLETED, S.REJECTED, S.WITHDRAWN, S.TERMINATED], S.FILED)
    def file(self) -> None:
        """z.d.A.: retention starts."""
