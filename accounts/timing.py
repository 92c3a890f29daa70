"""How long a session lasts: so long without a sign of life, and never longer than a working day. In real time."""

from datetime import UTC, datetime

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from accounts.sessions import BEGUN, SEEN

# A sign of life is written once a minute, not with each click.
WRITTEN_EVERY = 60.0
# Seconds before its end at which a page begins to warn.
WARNED_BEFORE = 5 * 60


def begin(session: SessionBase, now: float) -> None:
    """Somebody signed in."""
    session[BEGUN] = session[SEEN] = now


def touch(session: SessionBase, now: float, *, every: float = WRITTEN_EVERY) -> None:
    """Somebody is there."""
    if now - session[SEEN] > every:
        session[SEEN] = now


def ends_at(session: SessionBase) -> float:
    """When it is over; a session that does not know when it began is."""
    idle = session.get(SEEN, 0.0) + settings.SESSION_IDLE_SECONDS
    return min(idle, session.get(BEGUN, 0.0) + settings.SESSION_COOKIE_AGE)


def moment(seconds: float) -> datetime:
    """For people."""
    return datetime.fromtimestamp(seconds, UTC)
