"""The states of a case and the phases users speak of."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseState(models.TextChoices):
    """State in law; finer stages are tasks."""

    PROPOSAL = "proposal", _("Vorschlag")
    DEFERRED = "deferred", _("Zurückgestellt")
    NEGOTIATION = "negotiation", _("Verhandlung")
    SIGNATURE = "signature", _("Unterzeichnung")
    IN_FORCE = "in_force", _("In Kraft")
    EVALUATION = "evaluation", _("Evaluation")
    COMPLETED = "completed", _("Abgeschlossen")
    TERMINATED = "terminated", _("Gekündigt")
    REJECTED = "rejected", _("Abgelehnt")
    WITHDRAWN = "withdrawn", _("Zurückgezogen")
    FILED = "filed", _("Zu den Akten (z.d.A.)")


class Phase(models.IntegerChoices):
    """The four phases of the stepper."""

    PROPOSAL = 1, _("Vorschlag")
    NEGOTIATION = 2, _("Verhandlung")
    SIGNATURE = 3, _("Unterzeichnung")
    EVALUATION = 4, _("Durchführung & Evaluation")


OPEN = frozenset(
    {
        CaseState.PROPOSAL,
        CaseState.DEFERRED,
        CaseState.NEGOTIATION,
        CaseState.SIGNATURE,
        CaseState.IN_FORCE,
        CaseState.EVALUATION,
    }
)
ENDED = frozenset(CaseState) - OPEN

PHASE_OF = {
    CaseState.PROPOSAL: Phase.PROPOSAL,
    CaseState.DEFERRED: Phase.PROPOSAL,
    CaseState.NEGOTIATION: Phase.NEGOTIATION,
    CaseState.SIGNATURE: Phase.SIGNATURE,
    CaseState.IN_FORCE: Phase.EVALUATION,
    CaseState.EVALUATION: Phase.EVALUATION,
    CaseState.COMPLETED: Phase.EVALUATION,
    CaseState.TERMINATED: Phase.EVALUATION,
}
