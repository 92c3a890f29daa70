"""What an app announces besides its kinds of case: entries of the main navigation, offers beside a task, a demonstration, and what falls due."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from django.urls import reverse

from directory.standing import Standing

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from workflow.models import CaseTask
    from workflow.policies import Decision


@dataclass(frozen=True)
class Offer:
    """A part of a task's page that another app contributes; its template reads `shown` as `offer`."""

    template: str
    shown: Mapping[str, Any]


@dataclass(frozen=True)
class Entrance:
    """An entry of the main navigation; it is offered to the audience of the page it leads to."""

    key: str
    route: str
    label: "_StrOrPromise"
    icon: str

    @property
    def url(self) -> str:
        """Address of its page."""
        return reverse(self.route)


Offering = Callable[["CaseTask", "Decision", Standing], Offer | None]
"""What an app offers a person beside an open task that `CasePolicy.decisions` names; None for whoever is offered nothing."""
Demonstration = Callable[[date], object]
"""Brings what the demonstration shows on its way, around a day."""


class Act(Protocol):
    """Deals with one item, in a transaction of its own; asked again, it finds nothing left to do."""

    def __call__(self, pk: int, /, *, at: datetime) -> object: ...


@dataclass(frozen=True)
class Chore:
    """Something an app does because time passes: `due` names the items whose time has come, `act` deals with one."""

    name: str
    due: Callable[[datetime], Iterable[int]]
    act: Act


T = TypeVar("T")
_chores: list[Chore] = []
_entrances: list[Entrance] = []
_offerings: list[Offering] = []
_demonstrations: list[Demonstration] = []


def announce(
    *,
    entrances: Sequence[Entrance] = (),
    offering: Offering | None = None,
    demo: Demonstration | None = None,
    chores: Sequence[Chore] = (),
) -> None:
    """Called from an app's `AppConfig.ready`; announcing twice changes nothing."""
    for one in entrances:
        _add(_entrances, one)
    _add(_offerings, offering)
    _add(_demonstrations, demo)
    for chore in chores:
        _add(_chores, chore)


def _add(known: list[T], one: T | None) -> None:
    if one is not None and one not in known:
        known.append(one)


def chores() -> list[Chore]:
    """In the order they were announced."""
    return list(_chores)


def entrances() -> list[Entrance]:
    """In the order they were announced."""
    return list(_entrances)


def offerings() -> list[Offering]:
    """In the order they were announced."""
    return list(_offerings)


def demonstrations() -> list[Demonstration]:
    """In the order they were announced."""
    return list(_demonstrations)
