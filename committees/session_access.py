"""For which seats of a session a person may answer."""

from committees.models import Session
from directory.models import Rank
from directory.standing import Standing
from workflow.concerns import standings


def own_seats(session: Session, standing: Standing) -> dict[int, Standing]:
    """The seats of this body the person may answer for: her own first, then those she deputises in; with whose standing."""
    found: dict[int, Standing] = {}
    for one in standings(standing):
        for post in one.posts:
            if post.unit_path.startswith(f"/{session.body_id}/") and post.rank >= Rank.REPRESENTATIVE:
                found.setdefault(post.unit_id, one)
    return found
