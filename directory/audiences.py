"""Which standing reaches which address. An address is stamped with its audience where it is listed, and the base view asks it before anything else.

An address that nobody stamped is closed. Whoever is not in the audience learns why, in the audience's words; where the address names a case, a
paper or a person she learns nothing: it answers as if there were no such thing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import URLPattern, URLResolver, resolve, reverse
from django.utils.translation import gettext_lazy as _

from directory.models import UnitFunction
from directory.standing import Standing

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

Question = Callable[[Standing], bool]
CLOSED = _("Diese Seite ist nicht für Sie da. Was für Sie da ist, finden Sie über die Startseite.")
Address = URLPattern | URLResolver


def nobody(_standing: Standing) -> bool:
    """Not a soul."""
    return False


def officials(standing: Standing) -> bool:
    """Everybody but partners: they may know which office of the Land does what."""
    return not standing.is_partner


@dataclass(frozen=True)
class Audience:
    """Who may be at an address at all, and what everybody else is told; `told`: to whom that is said even where the address names something."""

    name: str
    admits: Question
    refusal: "_StrOrPromise" = CLOSED
    told: Question = nobody

    def __or__(self, other: "Audience") -> "Audience":
        """Open to both."""
        return Audience(
            f"{self.name} | {other.name}",
            lambda standing: self.admits(standing) or other.admits(standing),
            self.refusal,
            self.told,
        )

    def admit(self, standing: Standing, *, named: bool) -> None:
        """Raise 403 with words, or 404 where the address names something, for whoever does not belong here."""
        if self.admits(standing):
            return
        if named and not self.told(standing):
            raise Http404
        raise PermissionDenied(self.refusal)


NOBODY = Audience("nobody", nobody)
EVERYBODY = Audience("everybody", lambda _standing: True)
ACCOUNT = Audience("account", lambda _standing: True)
TASKS = Audience(
    "tasks",
    lambda standing: standing.takes_tasks,
    _("Diese Seite ist für die Verwaltung. Was für Sie da ist, finden Sie über die Startseite."),
)
HOUSE = Audience(
    "house", lambda standing: standing.belongs_to_house, _("Diese Seite ist Beschäftigten des Landes vorbehalten.")
)
PARTNERS = Audience(
    "partners",
    lambda standing: bool(standing.roles),
    _("Das Partnerportal ist für Partnerorganisationen. Ihre Arbeit finden Sie unter „Aufgaben“."),
    told=officials,
)
ADMINISTRATION = Audience(
    "administration",
    lambda standing: standing.has_function(UnitFunction.ADMINISTRATION),
    _("Die Verwaltung des Systems liegt bei der Fachadministration."),
    told=officials,
)


def reached_by(audience: Audience, *addresses: Address) -> list[Address]:
    """The same addresses, open to this audience and to nobody else."""
    for callback in _callbacks(addresses):
        callback.audience = audience
    return list(addresses)


def _callbacks(addresses: Iterable[URLPattern | URLResolver]) -> Iterable[Any]:
    for address in addresses:
        if isinstance(address, URLResolver):
            yield from _callbacks(address.url_patterns)
        else:
            yield address.callback


def audience_of(callback: Any) -> Audience:
    """The audience an address was stamped with."""
    found: Audience = getattr(callback, "audience", NOBODY)
    return found


def opens(standing: Standing, route: str) -> bool:
    """Whether the page of this name, one without arguments, is for the person: what every menu asks before it leads there."""
    return _audience_named(route).admits(standing)


@cache
def _audience_named(route: str) -> Audience:
    return audience_of(resolve(reverse(route)).func)
