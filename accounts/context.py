"""What pages say of the session they are seen in."""

import time
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest

from accounts.timing import WARNED_BEFORE, ends_at, moment


def session(request: HttpRequest) -> dict[str, Any]:
    """How many seconds are left, when a page begins to warn, and until when."""
    if not hasattr(request, "session") or SESSION_KEY not in request.session:
        return {}
    end = ends_at(request.session)
    return {"session_left": max(0, int(end - time.time())), "session_warn": WARNED_BEFORE, "session_end": moment(end)}
