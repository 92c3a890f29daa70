"""Django's sessions in the database, in a table of our own that says whose they are: SESSION_ENGINE."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from accounts.models import Session

BEGUN, SEEN, ADDRESS, PROGRAM = "begun", "seen", "address", "program"


class SessionStore(DatabaseStore):
    """Copies what the owner wants to see of a session from its data into columns."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Our table."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row of a session."""
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]
        row.user_id = data.get(SESSION_KEY)
        row.began_at, row.seen_at = _moment(data.get(BEGUN)), _moment(data.get(SEEN))
        row.address, row.program = data.get(ADDRESS, ""), data.get(PROGRAM, "")
        return row


def _moment(seconds: float | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
