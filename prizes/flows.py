"""The flow of a nomination: Vorschlag, Auswahl, Auszeichnung, Nachgang. The phases stand in `phases/`, the routing in `routing`."""

from prizes.phases.award import Award
from prizes.phases.nomination import Admission
from prizes.phases.selection import Selection
from prizes.routing import NominationRouting
from workflow.nodes import CaseFlow


class NominationFlow(Admission, Selection, Award, NominationRouting, CaseFlow):
    """Nominierung für den Integrationspreis"""
