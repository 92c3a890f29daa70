"""Bodies: what they are, who sits in them, when they meet; and the plan they serve."""

from committees.models.agenda import AgendaItem, Ballot
from committees.models.plan import PlanMeasure, PlanStatus
from committees.models.recommendations import Recommendation
from committees.models.sessions import Attendance, BodyRules, Objection, Session

__all__ = [
    "AgendaItem",
    "Attendance",
    "Ballot",
    "BodyRules",
    "Objection",
    "PlanMeasure",
    "PlanStatus",
    "Recommendation",
    "Session",
]
