"""Who may do what around the prize."""

from django.utils.translation import gettext as _

from directory.models import UnitFunction
from directory.standing import Standing
from prizes.models import Jury
from workflow.errors import NotAllowedError


def may_run_prize(standing: Standing) -> bool:
    """Those of the unit for prizes."""
    return standing.has_function(UnitFunction.AWARDS)


def require_office(standing: Standing) -> None:
    """NotAllowedError for everybody else."""
    if not may_run_prize(standing):
        raise NotAllowedError(_("Das bearbeitet das Referat für den Integrationspreis."))


def require_member(jury: Jury, standing: Standing) -> None:
    """NotAllowedError for whoever does not belong to this jury herself; nobody deputises in a jury."""
    if jury.unit_id not in standing.unit_ids:
        raise NotAllowedError(_("Diese Seite ist den Mitgliedern der Jury vorbehalten."))
