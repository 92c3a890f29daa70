"""Cases, their tasks, their history. Rows are written by the step and by services, never by views."""

from workflow.models.access import (
    AccessAnswer,
    AccessRequest,
)
from workflow.models.calendar import (
    CalendarDay,
    CalendarDayKind,
    ClockOffset,
)
from workflow.models.case import (
    ORIGIN,
    Case,
    CaseFile,
    FileCounter,
    Procedure,
)
from workflow.models.concern import (
    FOREVER,
    Concern,
)
from workflow.models.desk import (
    Disposition,
    DispositionAction,
    DispositionStep,
    FollowUp,
    FollowUpKind,
    Note,
    NoteKind,
    Participation,
    ParticipationKind,
)
from workflow.models.history import (
    CaseEvent,
    ChainAnchor,
    ExternalMail,
    Mailed,
    Outbox,
)
from workflow.models.sent import Sent
from workflow.models.task import (
    CaseTask,
    TaskKind,
)
from workflow.states import Confidentiality

__all__ = [
    "FOREVER",
    "ORIGIN",
    "AccessAnswer",
    "AccessRequest",
    "CalendarDay",
    "CalendarDayKind",
    "Case",
    "CaseEvent",
    "CaseFile",
    "CaseTask",
    "ChainAnchor",
    "ClockOffset",
    "Concern",
    "Confidentiality",
    "Disposition",
    "DispositionAction",
    "DispositionStep",
    "ExternalMail",
    "FileCounter",
    "FollowUp",
    "FollowUpKind",
    "Mailed",
    "Note",
    "NoteKind",
    "Outbox",
    "Participation",
    "ParticipationKind",
    "Procedure",
    "Sent",
    "TaskKind",
]
