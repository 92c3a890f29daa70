"""What an app announces besides its kinds of case: entries of the main navigation, and its part of the demonstration."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from directory.standing import Standing

Entrance = Callable[[Standing], list[tuple[str, str, str, str]]]
"""Key, address, label and icon of the entries a person is offered."""
Demonstration = Callable[[date], object]
"""Brings what the demonstration shows on its way, around a day."""

T = TypeVar("T")
_entrances: list[Entrance] = []
_demonstrations: list[Demonstration] = []


def announce(*, entrance: Entrance | None = None, demo: Demonstration | None = None) -> None:
    """Called from an app's `AppConfig.ready`; announcing twice changes nothing."""
    _add(_entrances, entrance)
    _add(_demonstrations, demo)


def _add(known: list[T], one: T | None) -> None:
    if one is not None and one not in known:
        known.append(one)


def entrances() -> list[Entrance]:
    """In the order they were announced."""
    return list(_entrances)


def demonstrations() -> list[Demonstration]:
    """In the order they were announced."""
    return list(_demonstrations)
