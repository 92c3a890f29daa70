"""The flows of the prize: its year, and each nomination. The phases stand in `phases/`, the routing in `routing`."""

from prizes.phases.award import Award
from prizes.phases.nomination import Admission
from prizes.phases.selection import Selection
from prizes.phases.year import Call, Decision, JuryWork, Review
from prizes.routing import NominationRouting, YearRouting
from workflow.filing import Filing
from workflow.nodes import CaseFlow


class NominationFlow(Admission, Selection, Award, NominationRouting, CaseFlow):
    """Nominierung für den Integrationspreis"""


class AwardYearFlow(Call, JuryWork, Decision, Review, Filing, YearRouting, CaseFlow):
    """Preisjahr"""
