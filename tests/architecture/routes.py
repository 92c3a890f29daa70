"""Every address of the product, as the resolver knows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    """An address: its name, what its pattern names, and the view behind it."""

    name: str
    arguments: tuple[str, ...]
    callback: Any

    @property
    def view(self) -> Any:
        """The class of the view, or the function."""
        return getattr(self.callback, "view_class", self.callback)


def routes(patterns: Any = None) -> Iterator[Route]:
    """All of them, those without a name too."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield Route(pattern.name or "", tuple(pattern.pattern.converters), pattern.callback)


ALL = tuple(routes())
# The sign-in has a list of its own, which its own tests compare with the resolver.
OURS = tuple(route for route in ALL if not route.name.startswith("account_"))
