"""Bodies: what they are, who sits in them, when they meet."""

from committees.models.agenda import AgendaItem, Ballot
from committees.models.plan import PlanMeasure, PlanVersion
from committees.models.recommendations import Recommendation
from committees.models.sessions import Attendance, BodyRules, Objection, Session

__all__ = [
    "AgendaItem",
    "Attendance",
    "Ballot",
    "BodyRules",
    "Objection",
    "PlanMeasure",
    "PlanVersion",
    "Recommendation",
    "Session",
]
