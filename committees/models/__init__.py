"""Bodies: what they are, who sits in them, when they meet; and the plan they serve."""

from committees.models.agenda import AgendaItem, Ballot
from committees.models.appointment import PROFILE_LENGTH, Appointment, Decider, Proposal
from committees.models.bodies import Body, BodyKind, Milestone, Precision, Seat, SeatGroup
from committees.models.mandates import (
    Address,
    EndReason,
    Function,
    Gender,
    Mandate,
    Member,
    MigrationHistory,
    SelfDeclaration,
)
from committees.models.plan import PlanMeasure, PlanVersion
from committees.models.recall import Hearing, Recall
from committees.models.recommendations import Recommendation
from committees.models.sessions import Attendance, BodyRules, Objection, Session

__all__ = [
    "PROFILE_LENGTH",
    "Address",
    "AgendaItem",
    "Appointment",
    "Attendance",
    "Ballot",
    "Body",
    "BodyKind",
    "BodyRules",
    "Decider",
    "EndReason",
    "Function",
    "Gender",
    "Hearing",
    "Mandate",
    "Member",
    "MigrationHistory",
    "Milestone",
    "Objection",
    "PlanMeasure",
    "PlanVersion",
    "Precision",
    "Proposal",
    "Recall",
    "Recommendation",
    "Seat",
    "SeatGroup",
    "SelfDeclaration",
    "Session",
]
