"""What is special about an appointment."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy

from committees.effects import EFFECTS, forget
from committees.models import Appointment, Decider, Proposal
from workflow.policies import CasePolicy
from workflow.states import CaseState, Phase
from workflow.steps import Step, Verdict


class AppointmentPolicy(CasePolicy):
    """Berufung: its words, and rows of its own."""

    kind = "appointment"
    label = gettext_lazy("Berufung")
    # Not confirmed, a sample like that of the other kinds.
    plan_code = "58c-03"
    relations = {"renewal": gettext_lazy("Neuberufung"), "replacement": gettext_lazy("Nachberufung")}
    phase_labels = {
        Phase.PROPOSAL: gettext_lazy("Benennung"),
        Phase.NEGOTIATION: gettext_lazy("Prüfung & Abstimmung"),
        Phase.SIGNATURE: gettext_lazy("Berufung"),
        Phase.EVALUATION: gettext_lazy("Amtszeit"),
    }
    state_labels = {
        CaseState.PROPOSAL: gettext_lazy("Benennung läuft"),
        CaseState.NEGOTIATION: gettext_lazy("In Abstimmung"),
        CaseState.SIGNATURE: gettext_lazy("Berufen"),
        CaseState.IN_FORCE: gettext_lazy("Im Amt"),
        CaseState.EVALUATION: gettext_lazy("Amtszeit beendet"),
    }
    sentences = {"recall_begun": ("flag", gettext_lazy("Abberufung begonnen"), "reason")}

    def before_start(self, step: Step, detail: Mapping[str, Any]) -> None:
        """The appointment's own row and its seats."""
        row = Appointment.objects.create(
            case=step.case, body=detail["body"], begins=detail["begins"], ends=detail["ends"],
            decider=detail.get("decider", Decider.MINISTER),
        )  # fmt: skip
        row.seats.set(detail["seats"])

    def before_move(self, step: Step, move: str) -> None:
        """Where nobody is appointed any more, nobody who was named is remembered."""
        if move == "withdraw":
            forget(Proposal.objects.filter(appointment_id=step.case.pk))

    def before_complete(self, step: Step, verdict: Verdict) -> None:
        """What each task does to the list."""
        assert step.task is not None  # noqa: S101 -- the engine calls this on tasks
        act = EFFECTS.get((step.task.node.name, verdict.outcome))
        if act:
            act(step, Appointment.objects.select_related("body__unit").get(pk=step.case.pk), verdict)
