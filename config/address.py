"""What no address may hold, whoever reads it."""

from collections.abc import Callable, Iterator

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from directory.text import CONTROL


class AddressMiddleware:
    """Refuses control characters in path and query; neither the database nor the file system takes them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if any(map(CONTROL.search, _texts(request))):
            raise BadRequest
        return self.get_response(request)


def _texts(request: HttpRequest) -> Iterator[str]:
    yield request.path
    for name, values in request.GET.lists():
        yield name
        yield from map(str, values)
