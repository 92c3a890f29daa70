"""What logs say of a request: the name of its page and the numbers in its address, never tokens, keys or words somebody searched for."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

TRACE = "vertragswerk.trace"
UNKNOWN = "–"


class TraceMiddleware:
    """Leaves the trace of a request where the web server's log finds it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        request.META[TRACE] = trace(request)
        return response


def trace(request: HttpRequest) -> str:
    """`case pk=12`; of an address that leads nowhere nothing, since it may be a token with a letter missing."""
    match = request.resolver_match
    if match is None:
        return UNKNOWN
    numbers = [f"{name}={value}" for name, value in match.kwargs.items() if isinstance(value, int)]
    return " ".join([match.view_name or match.route, *numbers])


class Line(logging.Formatter):
    """A line of the log, and below it perhaps the way to an error: without what the address of the request held."""

    def format(self, record: logging.LogRecord) -> str:
        """Whatever wrote it."""
        text = super().format(record)
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            for words in (request.get_full_path(), request.path):
                text = text.replace(words, trace(request)) if len(words) > 1 else text
            for words in sorted(_private(request), key=len, reverse=True):
                text = text.replace(words, "…")
        return text


def _private(request: HttpRequest) -> set[str]:
    """Texts of the address; what is shorter than this is in every traceback by chance."""
    match = request.resolver_match
    named = [value for value in match.kwargs.values() if isinstance(value, str)] if match else []
    asked = [value for values in dict(request.GET.lists()).values() for value in values]
    return {value for value in (*named, *asked) if len(value) > 3}
