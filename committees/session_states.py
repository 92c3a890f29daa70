"""What sessions, their items and recommendations can be."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SessionKind(models.TextChoices):
    """How a body resolves."""

    SITTING = "session", _("Sitzung")
    CIRCULATION = "circulation", _("Umlauf")


class SessionState(models.TextChoices):
    """Where a session stands."""

    PLANNED = "planned", _("geplant")
    INVITED = "invited", _("eingeladen")
    RUNNING = "running", _("läuft")
    CLOSED = "closed", _("abgeschlossen")


class Quorum(models.TextChoices):
    """How many seats must be present."""

    NONE = "none", _("keine Mindestzahl")
    HALF = "half", _("mehr als die Hälfte der Sitze")
    TWO_THIRDS = "two_thirds", _("mindestens zwei Drittel der Sitze")
    ALL = "all", _("alle Sitze")

    def needed(self, seats: int) -> int:
        """How many of `seats` seats that is."""
        return {
            Quorum.NONE: 0,
            Quorum.HALF: seats // 2 + 1,
            Quorum.TWO_THIRDS: -(-2 * seats // 3),
            Quorum.ALL: seats,
        }[self]


class Result(models.TextChoices):
    """What became of an item. The first three end what waits for them, if its kind says so; a postponed item waits on."""

    OPEN = "", _("noch offen")
    ADOPTED = "adopted", _("angenommen")
    REJECTED = "rejected", _("abgelehnt")
    RETURNED = "returned", _("zur Überarbeitung zurückverwiesen")
    POSTPONED = "postponed", _("vertagt")
    NOTED = "noted", _("zur Kenntnis genommen")
    DROPPED = "dropped", _("entfallen")


VOTED = frozenset({Result.ADOPTED, Result.REJECTED})
SELECTABLE = (Result.ADOPTED, Result.REJECTED, Result.RETURNED, Result.POSTPONED, Result.NOTED)


class Presence(models.TextChoices):
    """Who was there."""

    OPEN = "", _("noch offen")
    PRESENT = "present", _("anwesend")
    EXCUSED = "excused", _("entschuldigt")
    ABSENT = "absent", _("nicht erschienen")


class Answer(models.TextChoices):
    """What a seat says in the Umlauf. Silence is no answer, and no consent."""

    YES = "yes", _("Ja")
    NO = "no", _("Nein")
    ABSTAIN = "abstain", _("Enthaltung")
    EXCLUDED = "excluded", _("befangen, nimmt nicht teil")


class RecommendationStatus(models.TextChoices):
    """How far a recommendation is."""

    OPEN = "open", _("offen")
    UNDER_WAY = "under_way", _("in Umsetzung")
    DONE = "done", _("umgesetzt")
    DROPPED = "dropped", _("nicht weiterverfolgt")


PURSUED = (RecommendationStatus.OPEN, RecommendationStatus.UNDER_WAY)
PURSUED_KEY = "laufend"


class MeasureStatus(models.TextChoices):
    """How far a measure of the Integrationsplan is."""

    PLANNED = "planned", _("geplant")
    UNDER_WAY = "under_way", _("läuft")
    LASTING = "lasting", _("Daueraufgabe")
    DONE = "done", _("abgeschlossen")
    DROPPED = "dropped", _("nicht weiterverfolgt")


WORKED_ON = (MeasureStatus.PLANNED, MeasureStatus.UNDER_WAY)
