"""Sessions end."""

import time
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.timing import ends_at, touch

# Pages that ask by themselves: that they are asked for is no sign of life.
PASSIVE = {"account_session"}


class SessionTimingMiddleware:
    """Ends what is over before anything looks at who is there, and notes signs of life. Stands where messages can be left."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """A session that is over is nobody's; a fragment makes its whole page ask again, and so be led to the sign-in."""
        if SESSION_KEY in request.session and ends_at(request.session) <= time.time():
            request.session.flush()
            messages.info(request, _("Ihre Sitzung ist beendet, weil längere Zeit nichts geschah. Bitte melden Sie sich wieder an."))  # fmt: skip
            if request.headers.get("HX-Request"):
                return HttpResponse(headers={"HX-Refresh": "true"})
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> None:
        """Somebody is there, unless a page asked by itself."""
        page = request.resolver_match.view_name if request.resolver_match else ""
        if SESSION_KEY in request.session and (page not in PASSIVE or request.method == "POST"):
            touch(request.session, time.time())
