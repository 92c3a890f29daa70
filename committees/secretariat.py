"""Who is the Geschäftsstelle of the bodies: one rule for its pages, its services and its menu."""

from django.utils.translation import gettext as _

from directory.models import UnitFunction
from directory.standing import Standing
from workflow.concerns import posts_of
from workflow.errors import NotAllowedError


def runs_bodies(standing: Standing) -> bool:
    """Belongs to the Geschäftsstelle, or deputises for somebody there."""
    return any(post.function == UnitFunction.SECRETARIAT for post in posts_of(standing))


def require_secretariat(standing: Standing) -> None:
    """NotAllowedError for everybody else."""
    if not runs_bodies(standing):
        raise NotAllowedError(_("Gremien, ihre Sitzungen und Empfehlungen betreut die Geschäftsstelle."))
