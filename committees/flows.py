"""The flow of an appointment. The phases stand in `phases/`, the routing in `routing`."""

from committees.phases.appointing import InOffice, Signing
from committees.phases.naming import Coordination, Naming
from committees.phases.recalling import Recalling
from committees.routing import AppointmentRouting
from workflow.filing import Filing
from workflow.nodes import CaseFlow


class AppointmentFlow(Naming, Coordination, Signing, InOffice, Recalling, Filing, AppointmentRouting, CaseFlow):
    """Berufung in ein Gremium"""
