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


class Confidentiality(models.TextChoices):
    """Who may know of a case at all."""

    NORMAL = "normal", _("dienstlich")
    RESTRICTED = "restricted", _("nur Verteiler")


class Extent(models.IntegerChoices):
    """How far a concern reaches. For a partner the file is what was released to it."""

    TASK = 1, _("die Aufgabe und was ihr beigelegt ist")
    FILE = 2, _("die ganze Akte")
    LIST = 3, _("die ganze Akte, auf dem Verteiler eines vertraulichen Vorgangs")


class Why(models.IntegerChoices):
    """What a concern follows from; each reason is a row of its own, so that one that has ended can go."""

    LEAD = 1, _("Federführung")
    LINE = 2, _("Leitung oder Aufsicht über der Federführung")
    ASKED = 3, _("hat oder hatte eine Aufgabe")
    HELD = 4, _("hat eine Aufgabe selbst bearbeitet")
    INVOLVED = 5, _("von der Federführung beteiligt")
    PARTNER = 6, _("Partner des Vorgangs")


class ReadPart(models.TextChoices):
    """What of a case was read, where reading is written down."""

    TASKS = "tasks", _("Aufgaben")
    RECORD = "record", _("Inhalt")
    DOCUMENTS = "documents", _("Dokumente")
    HISTORY = "history", _("Verlauf")
    PARTIES = "parties", _("Beteiligte")
    DEADLINES = "deadlines", _("Fristen")
    WHY = "why", _("Gründe der eigenen Einsicht")
    PRINT = "print", _("Übersicht zum Drucken")
    ACTION = "action", _("Eckdaten")
    TASK = "task", _("Aufgabe")
    PAPER = "paper", _("Dokument")
