"""Who may do what with sessions and recommendations."""

from django.utils.translation import gettext as _

from committees.models import Session
from committees.session_querysets import runs_bodies
from directory.models import Rank
from directory.standing import Standing
from workflow.concerns import standings
from workflow.errors import NotAllowedError


def require_secretariat(standing: Standing) -> None:
    """NotAllowedError for everybody but the Geschäftsstelle."""
    if not runs_bodies(standing):
        raise NotAllowedError(
            _("Sitzungen und Empfehlungen bearbeitet die Geschäftsstelle der Gremien. Wenden Sie sich dorthin.")
        )


def own_seats(session: Session, standing: Standing) -> dict[int, Standing]:
    """The seats of this body the person may answer for: her own first, then those she deputises in; with whose standing."""
    found: dict[int, Standing] = {}
    for one in standings(standing):
        for post in one.posts:
            if post.unit_path.startswith(f"/{session.body_id}/") and post.rank >= Rank.REPRESENTATIVE:
                found.setdefault(post.unit_id, one)
    return found
