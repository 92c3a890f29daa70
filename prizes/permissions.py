"""Who may do what around the prize."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.audiences import Audience, officials
from directory.models import UnitFunction, UnitKind
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


def judges(standing: Standing) -> bool:
    """Belongs to a jury herself; nobody deputises there."""
    bodies = [post.unit_id for post in standing.posts if post.kind == UnitKind.BODY]
    return Jury.objects.filter(unit__in=bodies).exists()


def require_member(jury: Jury, standing: Standing) -> None:
    """NotAllowedError for whoever does not belong to this jury herself; nobody deputises in a jury."""
    if jury.unit_id not in standing.unit_ids:
        raise NotAllowedError(_("Diese Seite ist den Mitgliedern der Jury vorbehalten."))


OFFICE = Audience(
    "prize office",
    may_run_prize,
    gettext_lazy("Den Integrationspreis betreut das Referat für Preise und Auszeichnungen."),
    told=officials,
)
JURORS = Audience("jurors", judges, gettext_lazy("Sie gehören zurzeit keiner Jury an."))
